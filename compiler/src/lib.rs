//! From the text of JSON Schemas to a [`Program`].
//!
//! ```text
//! URI ─load─▶ text ─parse─▶ located JSON ─resolve─▶ library ─lower─▶ program ─recognize─▶ program + rules
//!                                                                       └─examine─▶ faults
//! ```
//!
//! * `load` finds texts: resources in memory, mapped folders, files. Nothing opens a socket.
//! * `text` reads other languages as the JSON that they stand for: JSON5, and YAML and TOML, where the features of
//!   these names are on.
//! * parsing is the scanner of `vouchsafe-core`: its tape with byte spans *is* the located JSON.
//! * `resolve` finds all that the schema leads to: documents, `$id`s, anchors, the targets of references.
//! * `lower` types every keyword, once. After it nobody sees JSON.
//! * `examine` looks, where it is asked to, for schemas that cannot mean what they say.
//! * `recognize` attaches the idioms that messages are worded by.
//!
//! Every step collects all faults, each with file, line and column. What this crate does **not** do:
//! check instances (that is `vouchsafe-core`), or know Rust tokens (that is `vouchsafe-codegen`).
//!
//! ```
//! use vouchsafe_compiler::Compiler;
//!
//! let program = Compiler::new().compile(r#"{"type": "integer", "minimum": 30}"#)?;
//! assert!(program.is_valid(b"30"));
//! assert!(!program.is_valid(b"29"));
//!
//! let faults = Compiler::new().compile(r#"{"type": "integr", "minimum": "30"}"#).unwrap_err();
//! assert_eq!(
//!     faults.to_string(),
//!     "schema:1:10: error[invalid-keyword-value]: there is no type `integr`\n  \
//!      help: did you mean `integer`?\n\
//!      schema:1:31: error[invalid-keyword-value]: `minimum` must be a number, found a string\n  \
//!      help: write `30` without quotes",
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod codes;

mod compat;
mod compiler;
mod counting;
mod diagnostic;
mod dialect;
mod examine;
mod form;
mod found;
mod library;
mod lint;
mod load;
mod lower;
mod lowered;
mod matcher;
mod meta;
mod notes;
mod openapi;
mod options;
mod reach;
mod recognize;
mod resolve;
mod slips;
mod suggest;
pub mod text;
mod uri;

pub use compat::{Change, Comparison, Effect, Place};
pub use compiler::{Compiled, Compiler, Entry};
pub use diagnostic::{Diagnostic, Diagnostics};
pub use dialect::Dialect;
pub use lint::{Lints, codes as lint_codes};
pub use load::split_path;
pub use openapi::{
    Body, Content, Credential, CredentialKind, Document, Fault, OperationKind, OperationSchemas,
    Parameter, PartSchema, Response, Server, ServerVariable, Style,
};
pub use options::{Definitions, Direction, SchemaOptions, UnknownKeywords};
pub use vouchsafe_core::Program;
