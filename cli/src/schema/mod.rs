//! `vouchsafe schema`: looks after schemas themselves.

mod check;
mod findings;
mod fix;
mod frame;
mod test;

pub(crate) use check::check;
pub(crate) use frame::pretty;
pub(crate) use test::test;
