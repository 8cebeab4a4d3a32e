//! Edits of the JSON that a text stands for, as edits of the text.

use vouchsafe::Edit;
use vouchsafe::json::Span;

use vouchsafe_compiler::text;

use super::{Language, Source};

/// What to write in the place of `span` in a source, so that its JSON changes as an edit says; nothing where that
/// cannot be told. `is_verbatim`: what the edit changes stands there as it is.
pub(crate) fn rewrite(
    language: Language,
    of: &Source,
    source: &[u8],
    edit: &Edit,
    (span, is_verbatim): (Span, bool),
) -> Option<String> {
    let json = of.json.get(edit.span.range())?;
    let written = source.get(span.range())?;
    match language {
        Language::Json => Some(edit.replacement.clone()),
        // A comment must not go with what it stands in.
        Language::Jsonc | Language::Json5 => (json == written).then(|| edit.replacement.clone()),
        _ => {
            let json = std::str::from_utf8(json).ok()?;
            let written = std::str::from_utf8(written).ok()?;
            if edit.replacement.is_empty() && json.trim() == "\"" {
                // A quote is taken away.
                return matches!(written.trim(), "\"" | "'").then(String::new);
            }
            // Anything else is about a scalar, as a whole.
            serde_json::from_str::<Scalar>(json).ok()?;
            let scalar = serde_json::from_str(&edit.replacement).ok()?;
            if language == Language::Yaml {
                // An alias somewhere else stands for the same.
                let before = std::str::from_utf8(source.get(..span.start)?).ok()?;
                let word = before.trim_end().rsplit([' ', '\n']).next();
                if word.is_some_and(|word| word.starts_with('&')) {
                    return None;
                }
                Some(in_yaml(&scalar, written))
            } else {
                Some(in_toml(&scalar, written, is_verbatim))
            }
        }
    }
}

/// A JSON value that has no others in it.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Scalar {
    Text(String),
    Bool(bool),
    Number(serde_json::Number),
    Null(()),
}

impl Scalar {
    fn json(&self) -> String {
        match self {
            Self::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
            Self::Bool(value) => value.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Null(()) => "null".to_owned(),
        }
    }
}

/// A scalar in the style of the one in whose place it stands.
fn in_yaml(scalar: &Scalar, written: &str) -> String {
    match scalar {
        Scalar::Text(text) if !written.starts_with(['"', '\'']) && is_plain(text) => text.clone(),
        Scalar::Text(text) if written.starts_with('\'') && !text.chars().any(char::is_control) => {
            format!("'{}'", text.replace('\'', "''"))
        }
        other => other.json(),
    }
}

/// Whether YAML reads a text without quotes as this text, wherever it stands.
fn is_plain(written: &str) -> bool {
    let is_usual = |byte: u8| byte.is_ascii_alphanumeric() || b"_-./".contains(&byte);
    written.bytes().all(is_usual)
        && text::yaml(written).is_ok_and(|sources| {
            let [source] = &sources[..] else { return false };
            serde_json::from_slice::<String>(&source.json).is_ok_and(|read| read == written)
        })
}

fn in_toml(scalar: &Scalar, written: &str, is_verbatim: bool) -> String {
    match scalar {
        // Only names of members have no quotes.
        Scalar::Text(text) if !is_verbatim && is_bare(written) && is_bare(text) => text.clone(),
        Scalar::Text(text)
            if written.starts_with('\'')
                && !text.contains('\'')
                && !text.chars().any(char::is_control) =>
        {
            format!("'{text}'")
        }
        other => other.json(),
    }
}

fn is_bare(key: &str) -> bool {
    let is_usual = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    !key.is_empty() && key.bytes().all(is_usual)
}
