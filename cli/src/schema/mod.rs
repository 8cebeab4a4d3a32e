//! `vouchsafe schema`: looks after schemas themselves.

mod check;
mod test;

pub(crate) use check::{check, pretty};
pub(crate) use test::test;
