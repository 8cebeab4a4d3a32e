//! The languages in which texts are written.

use std::path::Path;

use vouchsafe_core::Origins;
use vouchsafe_core::json::Span;

use super::{Translated, Unreadable, json5, jsonc, utf8};

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Language {
    /// JSON.
    Json,
    /// JSON with comments and trailing commas.
    Jsonc,
    /// JSON5.
    Json5,
    /// YAML 1.2.
    Yaml,
    /// TOML 1.0.
    Toml,
}

impl Language {
    /// The language that the ending of a file's name tells, if it tells one.
    ///
    /// ```
    /// use std::path::Path;
    /// use vouchsafe_compiler::text::Language;
    ///
    /// assert_eq!(Language::told_by(Path::new("a.YML")), Some(Language::Yaml));
    /// assert_eq!(Language::told_by(Path::new("schema")), None);
    /// ```
    pub fn told_by(path: &Path) -> Option<Self> {
        let extension = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
        Some(match extension.as_ref()?.to_str()? {
            "json" => Self::Json,
            "jsonc" => Self::Jsonc,
            "json5" => Self::Json5,
            "yaml" | "yml" => Self::Yaml,
            "toml" => Self::Toml,
            _ => return None,
        })
    }

    /// The language that a file's name tells; JSON where it tells none.
    pub fn of(path: &Path) -> Self {
        Self::told_by(path).unwrap_or(Self::Json)
    }

    /// What the language is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Jsonc => "JSON with comments",
            Self::Json5 => "JSON5",
            Self::Yaml => "YAML",
            Self::Toml => "TOML",
        }
    }

    /// The texts that stand in a source: one, but for YAML, which may have several documents.
    ///
    /// JSON itself is not looked at: whether it is JSON, its scanner tells.
    ///
    /// ```
    /// use vouchsafe_compiler::text::Language;
    ///
    /// let texts = Language::Json5.read(b"{port: 0x50, /* http */}").unwrap();
    /// assert_eq!(texts[0].json, br#"{"port": 80}"#);
    /// ```
    ///
    /// # Errors
    /// What is not written as the language asks, or stands for nothing that JSON has; and that the crate's feature for
    /// the language is off.
    pub fn read(self, source: &[u8]) -> Result<Vec<Translated>, Unreadable> {
        match self {
            Self::Json => Ok(vec![verbatim(source.to_vec())]),
            Self::Jsonc => {
                utf8(source)?;
                Ok(vec![verbatim(jsonc::strip(source)?)])
            }
            Self::Json5 => Ok(vec![json5::read(utf8(source)?)?]),
            #[cfg(feature = "yaml")]
            Self::Yaml => super::yaml(utf8(source)?),
            #[cfg(feature = "toml")]
            Self::Toml => Ok(vec![super::toml::read(utf8(source)?)?]),
            #[cfg(not(all(feature = "yaml", feature = "toml")))]
            _ => Err(self.is_off()),
        }
    }

    #[cfg(not(all(feature = "yaml", feature = "toml")))]
    fn is_off(self) -> Unreadable {
        let name = self.name();
        let feature = name.to_lowercase();
        Unreadable::new(
            format!("texts in {name} are read by the feature `{feature}`, which is off"),
            Span::new(0, 0),
        )
        .help(format!(
            "turn the feature `{feature}` of `vouchsafe` on, or write it in JSON"
        ))
    }
}

/// A text that stands in the source byte for byte.
fn verbatim(json: Vec<u8>) -> Translated {
    let mut origins = Origins::default();
    origins.verbatim(Span::new(0, json.len()), 0);
    Translated::new(json, origins)
}
