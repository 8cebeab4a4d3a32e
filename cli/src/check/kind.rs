//! How files are written: as one text, or as recorded requests.

use std::borrow::Cow;
use std::path::Path;

use crate::args::{Check, InputName};
use crate::request::Recording;
use crate::source::{Encoding, Language};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text in some language.
    Text(Language),
    Requests(Recording),
}

impl Kind {
    /// What the arguments say, or else the settings, or else the file's name.
    pub(crate) fn of(arguments: &Check, set: Option<InputName>, path: &Path) -> Self {
        match arguments.input.or(set.filter(|_| !arguments.ndjson)) {
            Some(name) => name.into(),
            None if arguments.ndjson => Self::Text(Language::Json),
            None => match Recording::of(path) {
                Some(recording) => Self::Requests(recording),
                None => Self::Text(Language::of(path)),
            },
        }
    }
}

impl Kind {
    /// The bytes of a file as UTF-8, where its language may be written in another encoding.
    pub(crate) fn decoded(self, bytes: Vec<u8>) -> Vec<u8> {
        match self {
            Self::Text(Language::Yaml) => match Encoding::of(&bytes).to_utf8(&bytes) {
                Cow::Owned(text) => text,
                Cow::Borrowed(_) => bytes,
            },
            _ => bytes,
        }
    }
}

impl From<InputName> for Kind {
    fn from(name: InputName) -> Self {
        match name {
            InputName::Json => Self::Text(Language::Json),
            InputName::Jsonc => Self::Text(Language::Jsonc),
            InputName::Json5 => Self::Text(Language::Json5),
            InputName::Yaml => Self::Text(Language::Yaml),
            InputName::Toml => Self::Text(Language::Toml),
            InputName::Http => Self::Requests(Recording::Http),
            InputName::Har => Self::Requests(Recording::Har),
            InputName::Curl => Self::Requests(Recording::Curl),
        }
    }
}
