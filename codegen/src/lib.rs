//! From a compiled schema to Rust.
//!
//! * [`program_tokens`] writes a [`Program`](vouchsafe_core::Program) as the initialiser of a `static`:
//!   data without code, so that it costs nothing at start-up and little to compile.
//! * [`Config`] makes types of schemas: for build scripts, for the command, and for a macro in place.
//! * [`Admitted`] and [`Object`] say what values a schema admits, in the terms in which a Rust type can answer.
//!
//! What this crate does **not** do: read Rust (that is `vouchsafe-macros`), or read schemas (that is
//! `vouchsafe-compiler`).

mod admitted;
mod config;
mod hot;
mod implementation;
mod program;
mod tables;
mod types;

pub use admitted::{
    Admitted, Demand, Given, Member, Object, branches, members, members_of, requires_any,
    smallest_integer, source_location,
};
pub use config::{Config, Error, Formats, Generated, lints};
pub use implementation::{Head, validate_tokens};
pub use program::program_tokens;
pub use tables::Tables;
pub use types::Left;
