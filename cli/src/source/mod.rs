//! Texts of other formats as the JSON that they stand for, with the way back.

mod edits;
mod jsonc;
mod toml;

use std::path::Path;

use vouchsafe::json::Span;
use vouchsafe::{Origins, Report, Severity, codes};
pub(crate) use vouchsafe_compiler::text::{Translated as Source, Unreadable, Writer};

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    Json,
    /// JSON with comments and trailing commas.
    Jsonc,
    Yaml,
    Toml,
}

impl Language {
    /// The language that a file's name tells; JSON where it tells none.
    pub(crate) fn of(path: &Path) -> Self {
        let extension = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
        match extension.as_ref().and_then(|extension| extension.to_str()) {
            Some("jsonc" | "json5") => Self::Jsonc,
            Some("yaml" | "yml") => Self::Yaml,
            Some("toml") => Self::Toml,
            _ => Self::Json,
        }
    }

    /// The texts that stand in a source: one, but for YAML, which may have several documents.
    ///
    /// # Errors
    /// What is not written as the language asks, or stands for nothing that JSON has.
    pub(crate) fn read(self, source: &[u8]) -> Result<Vec<Source>, Unreadable> {
        match self {
            Self::Json => Ok(vec![verbatim(source.to_vec())]),
            Self::Jsonc => Ok(vec![verbatim(jsonc::strip(source))]),
            Self::Yaml => vouchsafe_compiler::text::yaml(text(source)?),
            Self::Toml => toml::read(text(source)?),
        }
    }
}

/// A text that stands in the source byte for byte.
fn verbatim(json: Vec<u8>) -> Source {
    let mut origins = Origins::default();
    origins.verbatim(Span::new(0, json.len()), 0);
    Source::new(json, origins)
}

/// The finding that a text cannot be read.
pub(crate) fn refuse(unreadable: &Unreadable, source: &[u8]) -> Report {
    let code = (&codes::UNREADABLE_TEXT, Severity::Error);
    Report::of_finding(code, &unreadable.message, None, source, unreadable.span)
}

/// The source as text.
///
/// # Errors
/// Where it is not UTF-8.
pub(crate) fn text(source: &[u8]) -> Result<&str, Unreadable> {
    std::str::from_utf8(source).map_err(|error| {
        let start = error.valid_up_to();
        Unreadable::new("the input is not UTF-8", Span::new(start, start + 1))
    })
}
