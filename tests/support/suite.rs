//! The files of the official suite. Schemas and instances stay as they are written: a reader that makes
//! numbers of them would round some.

use std::path::Path;

use serde::Deserialize;
use serde_json::value::RawValue;

/// A schema with its tests.
#[derive(Debug, Deserialize)]
pub(crate) struct Case {
    pub(crate) description: String,
    pub(crate) schema: Box<RawValue>,
    pub(crate) tests: Vec<Test>,
}

/// An instance with its verdict.
#[derive(Debug, Deserialize)]
pub(crate) struct Test {
    pub(crate) description: String,
    pub(crate) data: Box<RawValue>,
    pub(crate) valid: bool,
}

/// The cases of a file.
pub(crate) fn cases(file: &Path) -> Vec<Case> {
    let cases = serde_json::from_str(&super::read(file));
    cases.unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
