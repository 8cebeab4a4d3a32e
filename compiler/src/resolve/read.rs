//! From a URI to located JSON.

use vouchsafe_core::json::{Irregularity, SyntaxError, SyntaxErrorKind, Tape, scan};

use super::{MAX_DEPTH, Problem, Resolver};
use crate::codes;
use crate::diagnostic::Complaint;
use crate::library::Source;

impl Resolver<'_> {
    /// Reads and parses the document at an absolute URI.
    pub(super) fn read(&mut self, uri: &str, name: Option<&str>) -> Result<Source, Problem> {
        let loaded = self.loader.load(uri).map_err(Problem::Unreadable)?;
        let name = name.map_or_else(|| self.options.display(uri), str::to_owned);
        let mut tape = Tape::default();
        if let Err(error) = scan(&loaded.bytes, &mut tape, MAX_DEPTH) {
            self.failed.insert(uri.to_owned());
            return Err(Problem::Reported(vec![syntax(error).at(
                &name,
                &loaded.bytes,
                error.span,
            )]));
        }
        let source = Source::new(uri.to_owned(), name, loaded.bytes, tape, loaded.path);
        self.report_irregularities(&source);
        Ok(source)
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
            self.faults
                .push(Complaint::new(&codes::SCHEMA_SYNTAX, message).at(
                    &source.name,
                    &source.text,
                    span,
                ));
        }
    }
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
