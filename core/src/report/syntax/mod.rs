//! Words for texts that are not JSON, or not I-JSON.

mod advice;
mod edits;

use super::locate::Located;
use super::{Draft, Scene, Severity, show};
use crate::codes::names;
use crate::engine;
use crate::json::{Document, Irregularity, Span, SyntaxError, SyntaxErrorKind};
use crate::options::Options;

/// A violation that no schema is involved in.
pub(super) fn bare(code: &'static str, message: String, span: Span) -> Draft {
    Draft {
        code: code.into(),
        severity: Severity::Error,
        message,
        help: None,
        instance_location: String::new(),
        keyword_location: String::new(),
        absolute_keyword_location: String::new(),
        span,
        labels: Vec::new(),
        insertion_point: None,
        suggestion: None,
        docs: None,
    }
}

/// The same error, about the whole word where it is a word of another language.
pub(super) fn with_whole_word(document: Document<'_>, mut error: SyntaxError) -> SyntaxError {
    let rest = document.bytes().get(error.span.start..);
    if let Some((word, _)) = rest.and_then(foreign) {
        error.span.end = error.span.end.max(error.span.start + word.len());
    }
    error
}

/// The one violation of a text that is not JSON.
pub(super) fn draft(document: Document<'_>, error: SyntaxError, options: &Options) -> Draft {
    use SyntaxErrorKind as Kind;
    let bytes = document.bytes();
    let rest = &bytes[error.span.start.min(bytes.len())..];
    let found = Found::at(rest);
    let (code, message, label) = match error.kind {
        Kind::Empty => (
            names::JSON_SYNTAX,
            "the input is empty, expected a JSON value".to_owned(),
            "",
        ),
        Kind::ByteOrderMark => (
            names::JSON_ENCODING,
            "the input begins with a byte order mark".into(),
            "these three bytes",
        ),
        Kind::InvalidUtf8 => (
            names::JSON_ENCODING,
            "the input is not UTF-8".into(),
            "not UTF-8 from here",
        ),
        Kind::UnexpectedEnd => (
            names::JSON_SYNTAX,
            unexpected_end(bytes, error.opening),
            "the input ends here",
        ),
        Kind::ExpectedValue => (
            names::JSON_SYNTAX,
            format!("expected a value, found {}", found.words),
            "not a value",
        ),
        Kind::ExpectedName => {
            let words = format!(
                "expected a member name in double quotes, found {}",
                found.words
            );
            (names::JSON_SYNTAX, words, "not a member name")
        }
        Kind::ExpectedColon => {
            let words = format!("expected `:` after the member name, found {}", found.words);
            (names::JSON_SYNTAX, words, "`:` is missing before this")
        }
        Kind::ExpectedCommaOrBracket => {
            let words = format!("expected `,` or `]` after the item, found {}", found.words);
            (
                names::JSON_SYNTAX,
                words,
                "`,` or `]` is missing before this",
            )
        }
        Kind::ExpectedCommaOrBrace => {
            let words = format!(
                "expected `,` or `}}` after the member, found {}",
                found.words
            );
            (
                names::JSON_SYNTAX,
                words,
                "`,` or `}` is missing before this",
            )
        }
        Kind::TrailingComma => {
            let after = bytes[error.span.end..]
                .iter()
                .find(|byte| !byte.is_ascii_whitespace());
            let what = if after == Some(&b']') {
                "item"
            } else {
                "member"
            };
            (
                names::JSON_SYNTAX,
                format!("a comma must be followed by another {what}"),
                "this comma",
            )
        }
        Kind::TrailingText => (
            names::JSON_SYNTAX,
            "the value is complete, but more text follows".into(),
            "unexpected",
        ),
        Kind::InvalidNumber => (
            names::JSON_SYNTAX,
            invalid_number(rest),
            "not a JSON number",
        ),
        Kind::InvalidEscape => (
            names::JSON_SYNTAX,
            "a backslash must begin one of JSON's escapes".into(),
            "not an escape",
        ),
        Kind::ControlCharacter => {
            let character = show::character(rest.first().copied().unwrap_or_default().into());
            (
                names::JSON_SYNTAX,
                format!("{character} inside a string must be escaped"),
                "unescaped",
            )
        }
        Kind::TooDeep => {
            let words = format!(
                "arrays and objects nest deeper than {} levels",
                options.max_depth
            );
            (names::TOO_DEEP, words, "one level too many")
        }
        Kind::TooLarge => (
            names::TOO_LARGE,
            "the input is larger than 4 GiB".into(),
            "",
        ),
    };
    let mut draft = bare(code, message, error.span);
    let advice = advice::on(bytes, &error).or_else(|| help(error.kind, rest, &found));
    draft.help = advice.map(str::to_owned);
    draft.suggestion = edits::suggest(bytes, error.kind, error.span);
    // A label on a line feed would be drawn over two lines.
    let feed = rest.first() == Some(&b'\n');
    let end = if feed {
        error.span.start
    } else {
        error.span.end
    };
    let span = Span::new(error.span.start, end);
    draft.labels.push((span, label.into()));
    if let Some(opening) = error.opening {
        let words = if bytes[opening.start] == b'"' {
            "the string begins here"
        } else {
            "it is opened here"
        };
        draft.labels.push((opening, words.into()));
    }
    draft
}

/// What stands where something else was expected. Never more than one character of it is told,
/// known words of other languages apart: it may be part of a secret.
struct Found {
    words: String,
    foreign: Option<&'static str>,
}

/// Words that other languages write where JSON has another one.
const FOREIGN: [(&str, &str); 12] = [
    ("True", "write `true`"),
    ("False", "write `false`"),
    ("TRUE", "write `true`"),
    ("FALSE", "write `false`"),
    ("None", "write `null`"),
    ("NULL", "write `null`"),
    ("Null", "write `null`"),
    ("nil", "write `null`"),
    ("undefined", "leave the member out"),
    ("NaN", "JSON has no such number; leave the member out"),
    ("Infinity", "JSON has no such number; leave the member out"),
    ("//", "JSON has no comments; remove it"),
];

/// The word of another language that a text begins with, and what to do about it.
fn foreign(rest: &[u8]) -> Option<(&'static str, &'static str)> {
    let stands_alone = |word: &str| {
        let next = rest.get(word.len());
        word == "//" || next.is_none_or(|byte| !byte.is_ascii_alphanumeric())
    };
    let mut words = FOREIGN.iter();
    let found = words.find(|(word, _)| rest.starts_with(word.as_bytes()) && stands_alone(word));
    found.copied()
}

impl Found {
    fn at(rest: &[u8]) -> Self {
        if let Some((word, advice)) = foreign(rest) {
            return Self {
                words: format!("`{word}`"),
                foreign: Some(advice),
            };
        }
        let head = &rest[..rest.len().min(4)];
        let valid = head
            .utf8_chunks()
            .next()
            .and_then(|chunk| chunk.valid().chars().next());
        let words = match valid {
            None if rest.is_empty() => "the end of the input".into(),
            None => "a byte that is not UTF-8".into(),
            Some('"') => "a string".into(),
            Some(character) => show::character(character.into()),
        };
        Self {
            words,
            foreign: None,
        }
    }
}

fn help(kind: SyntaxErrorKind, rest: &[u8], found: &Found) -> Option<&'static str> {
    use SyntaxErrorKind as Kind;
    let quote = rest.first() == Some(&b'\'')
        || ["“", "”", "„", "‘", "’"]
            .iter()
            .any(|q| rest.starts_with(q.as_bytes()));
    Some(match kind {
        Kind::TrailingComma => "remove the comma",
        Kind::ByteOrderMark => "save the file as UTF-8 without a byte order mark",
        Kind::InvalidUtf8 => "save the file as UTF-8",
        Kind::InvalidEscape => {
            r#"write `\\` for a backslash; the escapes are `\" \\ \/ \b \f \n \r \t \u0000`"#
        }
        Kind::ControlCharacter => match rest.first() {
            Some(b'\n') => {
                r"write `\n` for a line feed, or close the string before the end of the line"
            }
            Some(b'\t') => r"write `\t` for a tab",
            _ => r"write it as `\u` and four hexadecimal digits",
        },
        Kind::InvalidNumber => match rest {
            [b'0', digit, ..] if digit.is_ascii_digit() => "remove the leading zeros",
            _ => return None,
        },
        _ if found.foreign.is_some() => return found.foreign,
        Kind::ExpectedValue | Kind::ExpectedName if quote => {
            r#"strings and names stand in plain double quotes, `"`"#
        }
        Kind::ExpectedValue
        | Kind::ExpectedName
        | Kind::ExpectedCommaOrBrace
        | Kind::ExpectedCommaOrBracket
            if rest.starts_with(b"/*") || rest.starts_with(b"#") =>
        {
            "JSON has no comments; remove it"
        }
        Kind::ExpectedName => "put the name in double quotes",
        Kind::ExpectedValue if rest.starts_with(b"+") => "remove the plus sign",
        Kind::ExpectedValue if rest.starts_with(b".") => "write a zero before the point",
        _ => return None,
    })
}

fn unexpected_end(bytes: &[u8], opening: Option<Span>) -> String {
    let open = opening.and_then(|opening| bytes.get(opening.start));
    match open {
        Some(b'{') => "the input ends before the object is closed".into(),
        Some(b'[') => "the input ends before the array is closed".into(),
        Some(b'"') => "the input ends before the string is closed".into(),
        _ => "the input ends in the middle of a value".into(),
    }
}

fn invalid_number(rest: &[u8]) -> String {
    let after_sign = rest.strip_prefix(b"-").unwrap_or(rest);
    match after_sign {
        [b'0', digit, ..] if digit.is_ascii_digit() => "a number must not begin with a zero".into(),
        [digit, ..] if digit.is_ascii_digit() => {
            "a number must be written in decimal digits".into()
        }
        _ => "a minus sign must be followed by a digit".into(),
    }
}

/// The violation of an instance on which schemas nest too deep in one another.
pub(super) fn evaluation_too_deep(document: Document<'_>) -> Draft {
    let words = "the check was given up: the schema refers to itself too many times for this input";
    of_everything(document, names::TOO_DEEP, words)
}

/// The violation of an instance whose evaluation takes too many steps.
pub(super) fn evaluation_too_costly(document: Document<'_>, options: &Options) -> Draft {
    let words = format!(
        "the check was given up: it takes more steps than the {} that are allowed for any input and {} for each value",
        options.max_steps,
        engine::STEPS_FOR_EACH_ENTRY,
    );
    let mut draft = of_everything(document, names::EVALUATION_TOO_COSTLY, &words);
    draft.help = Some(
        "send a smaller input, allow more steps (`max_steps`, `--max-steps`), or have the alternatives of the schema told apart by a member with a \
         fixed value"
            .to_owned(),
    );
    draft
}

/// A violation of the instance as a whole, of which only the beginning is pointed at.
fn of_everything(document: Document<'_>, code: &'static str, words: &str) -> Draft {
    let span = if document.tape().is_empty() {
        Span::new(0, 0)
    } else {
        document.span(0)
    };
    let mut draft = bare(code, words.into(), span);
    draft
        .labels
        .push((Span::new(span.start, span.start), String::new()));
    draft
}

/// The tape's index of the value that an irregularity is reported at.
pub(super) fn place(scene: Scene<'_>, irregularity: Irregularity) -> u32 {
    scene.visible(unhidden_place(scene.document, irregularity))
}

/// The same, though it may be inside a secret.
pub(super) fn unhidden_place(document: Document<'_>, irregularity: Irregularity) -> u32 {
    match irregularity {
        Irregularity::DuplicateMember { again, .. } => again + 1,
        Irregularity::LoneSurrogate { text, .. } => text + u32::from(document.entry(text).is_name),
    }
}

/// The code of what I-JSON forbids.
pub(super) const fn code(irregularity: Irregularity) -> &'static str {
    match irregularity {
        Irregularity::DuplicateMember { .. } => names::DUPLICATE_MEMBER,
        Irregularity::LoneSurrogate { .. } => names::LONE_SURROGATE,
    }
}

/// The violation of what I-JSON forbids.
pub(super) fn irregular(scene: Scene<'_>, located: &Located, irregularity: Irregularity) -> Draft {
    let document = scene.document;
    let at = place(scene, irregularity);
    let name = scene
        .name_of(at)
        .map_or_else(|| "the value".to_owned(), |name| scene.name(name));
    let mut draft = match irregularity {
        Irregularity::DuplicateMember { first, again } => {
            let words = format!("{name} stands twice in the same object");
            let mut draft = bare(code(irregularity), words, document.span(at));
            draft.help = Some("remove one of the two; parsers disagree on which one counts".into());
            draft
                .labels
                .push((document.span(again), "again here".into()));
            draft
                .labels
                .push((document.span(first), format!("{name} is here first")));
            draft
        }
        Irregularity::LoneSurrogate { text, escape } => {
            let whose = if document.entry(text).is_name {
                format!("the name {name}")
            } else {
                name.clone()
            };
            let words = format!("{whose} holds half of a surrogate pair, which is no character");
            let mut draft = bare(code(irregularity), words, document.span(at));
            draft.help = Some(r"write the other half after it, as in `\ud834\udd1e`".into());
            draft.labels.push((escape, "without its other half".into()));
            draft
        }
    };
    if scene.visible(first_index(irregularity)) != first_index(irregularity) {
        // Inside a secret value even names are secret: say it of the whole.
        let secret = document.span(at);
        draft.message =
            format!("the secret value of {name} repeats a name or breaks a surrogate pair");
        draft.span = secret;
        draft.labels = vec![(secret, "in this value".into())];
    }
    draft.instance_location = located.pointer(scene, at);
    draft
}

/// The tape's index of the name or string that an irregularity is about.
const fn first_index(irregularity: Irregularity) -> u32 {
    match irregularity {
        Irregularity::DuplicateMember { first, .. } => first,
        Irregularity::LoneSurrogate { text, .. } => text,
    }
}
