//! What runs in vouchsafe.
//!
//! ```text
//! bytes ─json─▶ tape ─engine─▶ faults ─report─▶ violations in words
//!                 └──de──▶ the typed value
//! ```
//!
//! * [`json`] scans bytes into a tape of spans. It does not know schemas.
//! * [`mod@format`] checks texts by their [`Format`]: dates, addresses, URIs and the like.
//! * [`program`] is the compiled schema, as plain data.
//! * the engine runs a [`Program`] over a tape and finds every fault.
//! * the report puts faults into words, and never shows a secret.
//! * [`Validate`] ties them to a Rust type, [`Operation`] to a whole request; [`types`] is what generated types are
//!   made of.
//!
//! Services use the facade crate `vouchsafe`, which re-exports what is public here. What this crate
//! does **not** do: read schemas (that is `vouchsafe-compiler`), open files or sockets, print.

pub mod codes;
#[doc(hidden)]
pub mod ecma;
pub mod format;
#[doc(hidden)]
pub mod hot;
pub mod json;
pub mod program;
pub mod shape;
pub mod types;

mod check;
mod de;
mod engine;
mod faults;
mod operation;
mod options;
mod output;
mod part;
mod readings;
mod report;
mod scratch;
mod sort;
mod validate;
mod write;

pub use format::{Format, NumberRange};
pub use operation::{Operation, OperationPart, Request};
pub use options::Options;
pub use part::Part;
pub use program::{Program, Reading, Untyped};
pub use report::{
    Applicability, CollectedAnnotation, Edit, Fault, Faults, Fixed, KeywordPlace, Label, Omitted,
    Origins, Output, OutputError, OutputFormat, Report, Severity, Suggestion, Violation, Warnings,
};
pub use shape::Shape;
pub use validate::Validate;

/// What generated types name.
#[doc(hidden)]
pub use serde as __serde;
