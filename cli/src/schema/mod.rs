//! `vouchsafe schema`: looks after schemas themselves.

mod branches;
mod check;
mod compat;
mod compiler;
mod findings;
mod fix;
mod frame;
mod test;

pub(crate) use check::check;
pub(crate) use compat::compat;
pub(crate) use frame::pretty;
pub(crate) use test::test;
