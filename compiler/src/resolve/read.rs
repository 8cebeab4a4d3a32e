//! From a URI to located JSON.

use std::sync::Arc;

use vouchsafe_core::Origins;
use vouchsafe_core::json::{Irregularity, Span, SyntaxError, SyntaxErrorKind, Tape, scan};

use super::{MAX_DEPTH, Problem, Resolver};
use crate::codes;
use crate::diagnostic::Complaint;
use crate::library::{Source, Written};

impl Resolver<'_> {
    /// Reads and parses the document at an absolute URI.
    pub(super) fn read(&mut self, uri: &str, name: Option<&str>) -> Result<Arc<Source>, Problem> {
        let source = if let Some(source) = self.loader.remembered(uri) {
            source
        } else {
            let source = Arc::new(self.parse(uri, name)?);
            self.loader.remember(&source);
            source
        };
        self.report_irregularities(&source);
        Ok(source)
    }

    fn parse(&mut self, uri: &str, name: Option<&str>) -> Result<Source, Problem> {
        let loaded = self.loader.load(uri).map_err(Problem::Unreadable)?;
        let name = name.map_or_else(|| self.options.display(uri), str::to_owned);
        let mut failed = |complaint: Complaint, text: &[u8], span| {
            self.failed.insert(uri.to_owned());
            Problem::Reported(vec![complaint.at(&name, text, span)])
        };
        let (json, written) = if is_yaml(uri) {
            let text = loaded.bytes;
            match translate(&text) {
                Ok((json, origins)) => (json, Some(Written { text, origins })),
                Err((complaint, span)) => return Err(failed(complaint, &text, span)),
            }
        } else {
            (loaded.bytes, None)
        };
        let mut tape = Tape::default();
        if let Err(error) = scan(&json, &mut tape, MAX_DEPTH) {
            let (shown, span) = match &written {
                Some(written) => (&written.text, written.origins.span(error.span)),
                None => (&json, error.span),
            };
            return Err(failed(syntax(error), shown, span));
        }
        let text = (json, written);
        Ok(Source::new(uri.to_owned(), name, text, tape, loaded.path))
    }

    pub(super) fn report_irregularities(&mut self, source: &Source) {
        for irregularity in source.tape.irregularities() {
            let (message, span) = match *irregularity {
                Irregularity::DuplicateMember { again, .. } => {
                    let name = source.document().value_at(again);
                    let text = name
                        .as_str()
                        .map(|text| text.to_lossy().into_owned())
                        .unwrap_or_default();
                    (
                        format!("`{text}` stands twice in the same object"),
                        name.span(),
                    )
                }
                Irregularity::LoneSurrogate { escape, .. } => (
                    "half of a surrogate pair is no character".to_owned(),
                    escape,
                ),
                _ => continue,
            };
            let complaint = Complaint::new(&codes::SCHEMA_SYNTAX, message);
            self.faults.push(source.fault(complaint, span));
        }
    }
}

/// Whether a URI names a text in YAML.
pub(super) fn is_yaml(uri: &str) -> bool {
    let end = uri.rsplit_once('.').map_or("", |(_, end)| end);
    end.eq_ignore_ascii_case("yaml") || end.eq_ignore_ascii_case("yml")
}

/// The JSON that a text in YAML stands for.
#[cfg(feature = "yaml")]
fn translate(text: &[u8]) -> Result<(Vec<u8>, Origins), (Complaint, Span)> {
    let refused = |words: String, span| (Complaint::new(&codes::SCHEMA_SYNTAX, words), span);
    let text = std::str::from_utf8(text).map_err(|error| {
        let start = error.valid_up_to();
        refused(
            "the schema is not UTF-8".to_owned(),
            Span::new(start, start + 1),
        )
    })?;
    let mut documents =
        crate::text::yaml(text).map_err(|unread| refused(unread.message, unread.span))?;
    let more = documents.len() > 1;
    match documents.pop() {
        Some(document) if more => {
            let words = "the file holds several documents of YAML; a schema is one";
            let start = document.origins.span(Span::new(0, 1)).start;
            Err(refused(words.to_owned(), Span::new(start, start)))
        }
        Some(document) => Ok((document.json, document.origins)),
        None => Ok((Vec::new(), Origins::default())),
    }
}

/// That YAML is not read here.
#[cfg(not(feature = "yaml"))]
fn translate(_: &[u8]) -> Result<(Vec<u8>, Origins), (Complaint, Span)> {
    let words = "schemas in YAML are read by the feature `yaml`, which is off";
    let help = "turn the feature `yaml` of `vouchsafe` on, or write the schema in JSON".to_owned();
    let complaint = Complaint::new(&codes::SCHEMA_SYNTAX, words).help(help);
    Err((complaint, Span::new(0, 0)))
}

fn syntax(error: SyntaxError) -> Complaint {
    let words = match error.kind {
        SyntaxErrorKind::Empty => "the schema is empty",
        SyntaxErrorKind::ByteOrderMark => "the schema begins with a byte order mark",
        SyntaxErrorKind::InvalidUtf8 => "the schema is not UTF-8",
        SyntaxErrorKind::UnexpectedEnd => "the schema ends too early",
        SyntaxErrorKind::ExpectedName => "expected a member name in double quotes",
        SyntaxErrorKind::ExpectedColon => "expected `:` after the member name",
        SyntaxErrorKind::ExpectedCommaOrBracket => "expected `,` or `]` after the item",
        SyntaxErrorKind::ExpectedCommaOrBrace => "expected `,` or `}` after the member",
        SyntaxErrorKind::TrailingComma => "a comma must be followed by another item or member",
        SyntaxErrorKind::TrailingText => "the schema is complete, but more text follows",
        SyntaxErrorKind::InvalidNumber => "this is not a JSON number",
        SyntaxErrorKind::InvalidEscape => "a backslash must begin one of JSON's escapes",
        SyntaxErrorKind::ControlCharacter => "a control character inside a string must be escaped",
        SyntaxErrorKind::TooDeep => "arrays and objects nest too deep",
        SyntaxErrorKind::TooLarge => "the schema is larger than 4 GiB",
        _ => "expected a value",
    };
    Complaint::new(&codes::SCHEMA_SYNTAX, words)
}

#[cfg(all(test, not(feature = "yaml")))]
mod tests {
    use crate::Compiler;

    #[test]
    fn yaml_is_refused_with_a_word_about_the_feature() {
        let compiler = Compiler::new().resource("test:/a.yaml", "type: string");
        let faults = compiler.compile_uri("test:/a.yaml", "a.yaml").unwrap_err();
        let words = faults.to_string();
        assert!(
            words.starts_with("a.yaml:1:1: error[schema-syntax]"),
            "{words}"
        );
        assert!(
            words.contains("turn the feature `yaml` of `vouchsafe` on"),
            "{words}"
        );
    }
}
