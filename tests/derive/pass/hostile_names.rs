//! What a crate calls by the names of the standard library, of the library, and of variables is its own.

#![deny(warnings)]
#![allow(dead_code, unused_imports, unused_macros, unreachable_pub, missing_docs, non_camel_case_types, non_upper_case_globals)]

mod core {}
mod std {}

const c: f64 = 299_792_458.0;
const at: u8 = 0;
const end: u8 = 0;
const text: u8 = 0;
const read: u8 = 0;
const mark: u8 = 0;
const next: u8 = 0;
const number: u8 = 0;
const bits: u8 = 0;
static which: u8 = 0;

mod v {
    #[derive(serde::Deserialize, serde::Serialize, vouchsafe::Validate)]
    #[vouchsafe(schema = r#"{"type": "string", "enum": ["Some", "None", "Ok", "Err"]}"#)]
    pub enum Found {
        Some,
        None,
        Ok,
        Err,
    }
}

use v::Found::*;

struct Option;
struct Result;
struct Vec;
struct String;
struct Box;
macro_rules! concat {
    () => {};
}

#[derive(serde::Deserialize, serde::Serialize, vouchsafe::Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["found", "counts"],
    "properties": {
        "found": {"enum": ["Some", "None", "Ok", "Err"]},
        "counts": {"type": "array", "minItems": 1, "contains": {"const": 3}, "items": {"type": "integer", "minimum": 0, "maximum": 200}},
        "name": {"type": "string", "minLength": 1, "pattern": "^[a-z]+$"},
        "kind": {"oneOf": [{"const": "a"}, {"const": "b"}]}
    },
    "if": {"properties": {"found": {"const": "Ok"}}},
    "then": {"required": ["name"]}
}"#)]
struct Held {
    found: v::Found,
    counts: ::std::vec::Vec<u8>,
    name: ::std::option::Option<::std::string::String>,
    kind: ::std::option::Option<::std::string::String>,
}

mod bare {
    #![no_implicit_prelude]

    #[derive(::serde::Deserialize, ::serde::Serialize, ::vouchsafe::Validate)]
    #[vouchsafe(schema = r#"{"type": "object", "properties": {"a": {"type": "string", "maxLength": 3}, "b": {"type": "integer"}}}"#)]
    pub struct Bare {
        a: ::std::option::Option<::std::string::String>,
        b: ::std::option::Option<i64>,
    }
}

fn main() {
    use vouchsafe::Validate;

    let held = Held::from_json(br#"{"found": "Ok", "counts": [3, 4], "name": "abc", "kind": "a"}"#);
    assert!(held.is_ok());
    assert!(Held::from_json(br#"{"found": "Ok", "counts": [3, 4]}"#).is_err());
    assert!(bare::Bare::from_json(br#"{"a": "abc"}"#).is_ok());
}
