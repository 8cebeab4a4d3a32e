//! From a compiled schema to Rust.
//!
//! * [`program_tokens`] writes a [`Program`](vouchsafe_core::Program) as the initialiser of a `static`:
//!   data without code, so that it costs nothing at start-up and little to compile.
//! * [`Admitted`] and [`Object`] say what values a schema admits, in the terms in which a Rust type can answer.
//!
//! What this crate does **not** do: read Rust (that is `vouchsafe-macros`), or read schemas (that is
//! `vouchsafe-compiler`).

mod admitted;
mod hot;
mod program;

pub use admitted::{
    Admitted, Demand, Given, Member, Object, branches, members, members_of, requires_any,
    smallest_integer, source_location,
};
pub use program::program_tokens;
