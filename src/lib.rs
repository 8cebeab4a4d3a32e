#![doc = include_str!("../README.md")]

mod present;
mod secret;
#[cfg(feature = "compiler")]
mod validator;

pub use present::present;
pub use secret::Secret;
#[cfg(feature = "compiler")]
pub use validator::Validator;
#[cfg(feature = "compiler")]
pub use vouchsafe_compiler::{Compiler, Diagnostic, Diagnostics, Dialect, UnknownKeywords};
pub use vouchsafe_core::{
    Applicability, CollectedAnnotation, Edit, Fault, Faults, Fixed, Format, KeywordPlace, Label,
    Omitted, Operation, OperationPart, Options, Origins, Output, OutputError, OutputFormat, Part,
    Program, Reading, Report, Request, Severity, Shape, Suggestion, Untyped, Validate, Violation,
    Warnings, codes, json, shape, types,
};
pub use vouchsafe_macros::{Validate, operations, schema};

/// What generated code refers to. It may change in any release.
#[doc(hidden)]
pub mod __private {
    pub use std::borrow::Cow;
    pub use std::mem::ManuallyDrop;
    pub use std::option::Option::{None, Some};
    pub use std::primitive::usize;

    pub use vouchsafe_core::hot::{
        Charge, Class, Cursor, END, Hot, Names, Quoted, Read, Record, STOP, Texts, UNKNOWN, What,
        is_one, which_fail,
    };
    pub use vouchsafe_core::json::Kind;
    pub use vouchsafe_core::program::*;
    pub use vouchsafe_core::shape::{
        Expected, ExpectedInteger, ExpectedItems, ExpectedMember, ExpectedObject, ExpectedStrings,
        Facts, Member, Members, Presence, Shape, TypeShape, compare_covered, compare_flattened,
        compare_member, compare_union, compare_value,
    };
    pub use vouchsafe_core::types::{Json, Number, build};
    pub use vouchsafe_core::{
        __choice as choice, __group as group, __members as members, __newtype as newtype,
        __object as object, __part as part, __satisfies as satisfies, __strings as strings,
        __wrapper as wrapper, Report,
    };
    pub use vouchsafe_core::{Operation, OperationPart, Part, Program, Validate};

    pub use crate::Secret;

    /// What the definitions of generated types call by short names, whatever these mean around them.
    pub mod prelude {
        pub use std::collections::BTreeMap;
        pub use std::prelude::rust_2021::*;
    }
}
