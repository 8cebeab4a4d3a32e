//! Types of hostile schemas among hostile names, in every edition: it is enough that they compile.
//!
//! The packages beside this file differ in their edition only.

#![deny(warnings)]
#![allow(
    clippy::all,
    clippy::pedantic,
    reason = "the names are those of schemas, and the warnings that count are the compiler's"
)]
#![allow(dead_code, reason = "the names are there to be in the way")]

/// What a path of an old edition would find first.
mod core {}

macro_rules! every_schema {
    () => {
        ::std::include!(::std::concat!(::std::env!("OUT_DIR"), "/every.rs"));
    };
}

/// Where nothing is in the way.
pub mod plain {
    every_schema!();
}

/// Where nothing has a name.
#[no_implicit_prelude]
pub mod bare {
    every_schema!();
}

/// Where every name means something else.
#[allow(
    non_camel_case_types,
    missing_docs,
    reason = "they are what they are called"
)]
pub mod hostile {
    ::std::include!(::std::concat!(::std::env!("OUT_DIR"), "/required.rs"));

    pub struct Option;
    pub struct Result;
    pub struct Vec;
    pub struct String;
    pub struct Box;
    pub struct Default;
    pub struct Clone;
    pub struct Debug;
    pub struct From;
    pub struct Into;
    pub struct Iterator;
    pub struct TryFrom;
    pub struct ToOwned;
    pub struct Some;
    pub struct None;
    pub struct Ok;
    pub struct Err;
    pub struct usize;
    pub struct u8;
    pub struct u64;
    pub struct bool;
    pub mod core {}
    pub mod std {}
    pub mod serde {}
    pub mod vouchsafe {}
    pub mod v {}
}
