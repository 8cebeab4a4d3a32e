//! Texts of other languages as the JSON that they stand for, with the way back.
//!
//! In: YAML, TOML, JSON5, JSON with comments. Out: JSON, and where each piece of it stands in the source. The command
//! reads recorded requests, too, and shares the [`Writer`].

mod digits;
mod encoding;
mod json5;
mod jsonc;
mod language;
#[cfg(feature = "toml")]
mod toml;
mod traces;
mod unreadable;
mod writer;
#[cfg(feature = "yaml")]
mod yaml;

use vouchsafe_core::Origins;

pub use encoding::{Encoding, utf8};
pub use language::Language;
pub use traces::foreign_mark;
pub use unreadable::Unreadable;
pub use writer::{Writer, quoted};
#[cfg(feature = "yaml")]
pub use yaml::read as yaml;

/// A JSON text and where its pieces come from.
#[derive(Debug)]
#[non_exhaustive]
pub struct Translated {
    /// The JSON.
    pub json: Vec<u8>,
    /// From places in it to places in the source.
    pub origins: Origins,
    /// Whether the source holds nothing at all where the text stands: what YAML reads as `null`.
    pub is_nothing: bool,
}

impl Translated {
    /// A text with its origins.
    pub fn new(json: Vec<u8>, origins: Origins) -> Self {
        Self {
            json,
            origins,
            is_nothing: false,
        }
    }
}
