//! Texts of other languages as the JSON that they stand for, with the way back.
//!
//! In: YAML. Out: JSON, and where each piece of it stands in the YAML. The command reads requests in yet other
//! languages and shares the [`Writer`].

mod writer;
mod yaml;

use vouchsafe_core::Origins;
use vouchsafe_core::json::Span;

pub use writer::Writer;
pub use yaml::read as yaml;

/// A JSON text and where its pieces come from.
#[derive(Debug)]
#[non_exhaustive]
pub struct Translated {
    /// The JSON.
    pub json: Vec<u8>,
    /// From places in it to places in the source.
    pub origins: Origins,
}

impl Translated {
    /// A text with its origins.
    pub fn new(json: Vec<u8>, origins: Origins) -> Self {
        Self { json, origins }
    }
}

/// Why a text cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unreadable {
    /// Why, in words.
    pub message: String,
    /// The bytes at fault.
    pub span: Span,
}

impl Unreadable {
    /// What is wrong, and where.
    pub fn new(message: impl Into<String>, span: Span) -> Self {
        Self {
            message: message.into(),
            span,
        }
    }
}
