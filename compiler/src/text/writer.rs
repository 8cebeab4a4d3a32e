//! Writes the JSON that a text stands for, and notes where each piece of it comes from.

use std::fmt::Write as _;

use vouchsafe_core::Origins;
use vouchsafe_core::json::Span;

use super::Translated;

/// A JSON text in the making.
#[derive(Debug, Default)]
pub struct Writer {
    json: Vec<u8>,
    origins: Origins,
}

impl Writer {
    /// How many bytes have been written.
    pub fn len(&self) -> usize {
        self.json.len()
    }

    /// Whether nothing has been written.
    pub fn is_empty(&self) -> bool {
        self.json.is_empty()
    }

    /// What stands nowhere in the source: brackets, commas, colons.
    pub fn glue(&mut self, text: &str) {
        self.json.extend_from_slice(text.as_bytes());
    }

    /// A piece of the source as it is.
    pub fn verbatim(&mut self, source: &str, span: Span) {
        let start = self.json.len();
        self.json.extend_from_slice(source[span.range()].as_bytes());
        let text = Span::new(start, self.json.len());
        self.origins.verbatim(text, span.start);
    }

    /// JSON for a piece of the source that is written in another way.
    pub fn stands_for(&mut self, json: &str, span: Span) {
        let start = self.json.len();
        self.glue(json);
        let text = Span::new(start, self.json.len());
        self.origins.stands_for(text, span);
    }

    /// A string, whichever way the source writes it.
    pub fn string(&mut self, value: &str, source: &str, span: Span) {
        let json = quoted(value);
        let written = &source[span.range()];
        let inner = &json[1..json.len() - 1];
        if written == json {
            self.verbatim(source, span);
        } else if written == inner && !inner.is_empty() {
            self.glue("\"");
            self.verbatim(source, span);
            self.glue("\"");
        } else if written.len() >= 2 && written.get(1..written.len() - 1) == Some(inner) {
            // Other quotes around the same text.
            self.stands_for("\"", Span::new(span.start, span.start + 1));
            self.verbatim(source, Span::new(span.start + 1, span.end - 1));
            self.stands_for("\"", Span::new(span.end - 1, span.end));
        } else {
            self.stands_for(&json, span);
        }
    }

    /// The whole.
    pub fn finish(self) -> Translated {
        Translated::new(self.json, self.origins)
    }
}

/// A text as a JSON string.
///
/// ```
/// use vouchsafe_compiler::text::quoted;
///
/// assert_eq!(quoted("a\"\u{7}"), r#""a\"\u0007""#);
/// ```
pub fn quoted(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    for character in text.chars() {
        match character {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            '\u{8}' => json.push_str("\\b"),
            '\u{c}' => json.push_str("\\f"),
            '\0'..' ' => {
                let _ = write!(json, "\\u{:04x}", u32::from(character));
            }
            other => json.push(other),
        }
    }
    json.push('"');
    json
}
