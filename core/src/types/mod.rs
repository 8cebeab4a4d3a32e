//! What generated types are made of.
//!
//! `vouchsafe-codegen` writes the definitions of types, for people to read; how they are read and written is the same
//! for all of one kind, and stands here as macros: [`object`](crate::__object), [`strings`](crate::__strings),
//! [`choice`](crate::__choice), [`group`](crate::__group), [`newtype`](crate::__newtype) and
//! [`wrapper`](crate::__wrapper). [`Json`] and [`Number`] hold what no other type can.
//!
//! What is read has been checked, so the macros look for a home of every member and never for faults. Nothing is
//! lost on the way: what a type has no field for stands among its additional members.
//!
//! The macros are for generated code, and may change in any release.

mod choice;
mod gather;
mod group;
mod json;
mod name;
mod newtype;
mod number;
mod object;
mod strings;
mod wrapper;

pub use gather::{Gathered, Group, Members};
pub use json::Json;
pub use name::Name;
pub use number::Number;
pub use strings::NotInEnum;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::program::Program;
use crate::report::Report;
use crate::validate::Validate;

/// The value that a builder comes to: what has been set is written, checked and read again.
///
/// # Errors
/// The report of the schema on what has been set.
#[doc(hidden)]
pub fn build<B: Serialize + ?Sized, T: Validate + DeserializeOwned>(
    builder: &B,
) -> Result<T, Report> {
    let text = Json::of(builder)?;
    T::from_json(text.text().as_bytes())
}

/// The value of a member that no group has taken.
///
/// # Errors
/// That the type cannot hold it.
#[doc(hidden)]
pub fn additional<T: DeserializeOwned>(value: &Json) -> Result<T, String> {
    value.read().map_err(|report| report.to_string())
}

/// Reads a scalar from a word that is not quoted, such as `300`.
///
/// # Errors
/// The report on the text.
#[doc(hidden)]
pub fn from_word<T: Validate + DeserializeOwned>(word: &str) -> Result<T, Report> {
    T::from_json(word.as_bytes())
}

/// A program that starts at some of the schemas of another one, all of which must hold.
#[doc(hidden)]
pub fn part_of(program: &'static Program, nodes: &[u32]) -> Program {
    program.starting_at(nodes)
}

/// Implements [`Validate`](crate::Validate) by a part of another type's schema.
#[doc(hidden)]
#[macro_export]
macro_rules! __part {
    ($type:ty, $root:ty, [$($node:literal),*]) => {
        #[automatically_derived]
        impl $crate::Validate for $type {
            fn program() -> &'static $crate::Program {
                static PART: ::std::sync::LazyLock<$crate::Program> = ::std::sync::LazyLock::new(|| {
                    $crate::types::part_of(<$root as $crate::Validate>::program(), &[$($node),*])
                });
                &PART
            }
        }
    };
}

/// Whether JSON satisfies a part of a type's schema.
#[doc(hidden)]
#[macro_export]
macro_rules! __satisfies {
    ($json:ident, $root:ty, $node:literal) => {{
        static PART: ::std::sync::LazyLock<$crate::Program> = ::std::sync::LazyLock::new(|| {
            $crate::types::part_of(<$root as $crate::Validate>::program(), &[$node])
        });
        $json.satisfies(&PART)
    }};
}
