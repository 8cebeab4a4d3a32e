//! From a URI to located JSON.

use std::path::Path;
use std::sync::Arc;

use vouchsafe_core::Origins;
use vouchsafe_core::json::{Irregularity, Span, SyntaxError, SyntaxErrorKind, Tape, scan};

use super::{MAX_DEPTH, Problem, Resolver};
use crate::codes;
use crate::diagnostic::Complaint;
use crate::library::{Source, Written};
use crate::load::{Loaded, Purpose};
use crate::text::{Encoding, Language};

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
        let purpose = if self.library.sources.is_empty() {
            Purpose::Asked
        } else {
            Purpose::Referred
        };
        let loaded = self.loader.load(uri, purpose);
        let loaded = loaded.map_err(Problem::Unreadable)?;
        let name = name.map_or_else(|| self.options.display(uri), str::to_owned);
        let mut failed = |complaint: Complaint, text: &[u8], span| {
            self.failed.insert(uri.to_owned());
            Problem::Reported(vec![complaint.at(&name, text, span)])
        };
        let language = language(uri, &loaded);
        let text = match language {
            Language::Yaml => Encoding::of(&loaded.bytes)
                .to_utf8(&loaded.bytes)
                .into_owned(),
            _ => loaded.bytes,
        };
        let (json, written) = if language == Language::Json && !text.starts_with(MARK) {
            (text, None)
        } else {
            match translate(language, &text) {
                Ok((json, origins)) => (json, Some(Written { text, origins })),
                Err((complaint, span)) => return Err(failed(complaint, &text, span)),
            }
        };
        let mut tape = Tape::default();
        if let Err(error) = scan(&json, &mut tape, MAX_DEPTH) {
            let (shown, span) = match &written {
                Some(written) => (&written.text, written.origins.span(error.span)),
                None => (&json, error.span),
            };
            return Err(failed(syntax(error), shown, span));
        }
        // References look for one definition among many, again and again.
        tape.index_members(0);
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

/// A byte order mark in UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// The language of a text: the one that its name tells, or else the one that a file begins like.
fn language(uri: &str, loaded: &Loaded) -> Language {
    let told = Language::told_by(Path::new(uri));
    // What a caller provides as text is JSON where its name does not tell otherwise.
    if told.is_some() || loaded.path.is_none() {
        return told.unwrap_or(Language::Json);
    }
    let bytes = loaded.bytes.strip_prefix(MARK).unwrap_or(&loaded.bytes);
    match bytes.trim_ascii_start() {
        [b'/', b'/' | b'*', ..] => Language::Jsonc,
        [] | [b'{' | b'[' | b'"', ..] | b"true" | b"false" => Language::Json,
        _ if cfg!(feature = "yaml") => Language::Yaml,
        _ => Language::Json,
    }
}

/// The JSON that a text in another language stands for.
fn translate(language: Language, text: &[u8]) -> Result<(Vec<u8>, Origins), (Complaint, Span)> {
    if language == Language::Json {
        // Without its byte order mark.
        let json = text[MARK.len()..].to_vec();
        let mut origins = Origins::default();
        origins.verbatim(Span::new(0, json.len()), MARK.len());
        return Ok((json, origins));
    }
    let refused = |words: String, help: Option<String>, span| {
        let complaint = Complaint::new(&codes::SCHEMA_SYNTAX, words);
        (complaint.help(help), span)
    };
    let mut documents = language
        .read(text)
        .map_err(|found| refused(found.message, found.help, found.span))?;
    let more = documents.len() > 1;
    match documents.pop() {
        Some(document) if more => {
            let words = "the file holds several documents of YAML; a schema is one";
            let start = document.origins.span(Span::new(0, 1)).start;
            Err(refused(words.to_owned(), None, Span::new(start, start)))
        }
        Some(document) if !document.is_nothing => Ok((document.json, document.origins)),
        _ => Ok((Vec::new(), Origins::default())),
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
