//! The bodies as Rust types, once for each contestant that wants its own attributes.
#![allow(dead_code, reason = "most fields are only read and written by serde")]

pub(crate) mod borrowed;
pub(crate) mod garde;
pub(crate) mod owned;
mod rules;
pub(crate) mod serde_valid;
pub(crate) mod validator;
