//! Edits that would mend a text that is not JSON. What they write is punctuation and words of JSON, nothing of the
//! text: nobody knows yet what of it is a secret.

use crate::json::{Span, SyntaxErrorKind as Kind};
use crate::report::suggestion::Applicability::{MachineApplicable, MaybeIncorrect};
use crate::report::suggestion::{Edit, Suggestion};

/// What would mend the first error of a text.
pub(super) fn suggest(bytes: &[u8], kind: Kind, span: Span) -> Option<Suggestion> {
    let start = span.start.min(bytes.len());
    let rest = &bytes[start..];
    let one = |applicability, length: usize, replacement: &str| {
        let span = Span::new(start, start + length);
        Some(Suggestion::replace(applicability, span, replacement))
    };
    match kind {
        Kind::TrailingComma | Kind::ByteOrderMark => {
            Some(Suggestion::replace(MachineApplicable, span, ""))
        }
        Kind::InvalidEscape => one(MaybeIncorrect, 0, r"\"),
        Kind::ControlCharacter => match rest.first()? {
            b'\t' => one(MachineApplicable, 1, r"\t"),
            b'\n' => one(MaybeIncorrect, 1, r"\n"),
            control => one(MachineApplicable, 1, &format!(r"\u{control:04x}")),
        },
        Kind::InvalidNumber => {
            let zeros = rest.iter().take_while(|byte| **byte == b'0').count();
            let rest = rest.get(zeros)?;
            // What begins with a zero may be meant as a text.
            (zeros > 0 && rest.is_ascii_digit())
                .then(|| one(MaybeIncorrect, zeros, ""))
                .flatten()
        }
        Kind::ExpectedColon if rest.starts_with(b"=") => one(MaybeIncorrect, 1, ":"),
        Kind::ExpectedColon if begins_value(rest) => one(MaybeIncorrect, 0, ":"),
        Kind::UnexpectedEnd => unclosed(bytes),
        Kind::ExpectedValue
        | Kind::ExpectedName
        | Kind::ExpectedCommaOrBrace
        | Kind::ExpectedCommaOrBracket => word(rest, start)
            .or_else(|| comment(rest, start))
            .or_else(|| match kind {
                Kind::ExpectedValue => quotes(rest, start).or_else(|| number(rest, start)),
                Kind::ExpectedName => quotes(rest, start).or_else(|| name(rest, start)),
                Kind::ExpectedCommaOrBrace if rest.starts_with(b"\"") => Some(comma(bytes, start)),
                Kind::ExpectedCommaOrBracket if begins_value(rest) => Some(comma(bytes, start)),
                _ => None,
            }),
        _ => None,
    }
}

fn begins_value(rest: &[u8]) -> bool {
    let words = ["true", "false", "null"];
    rest.first()
        .is_some_and(|byte| matches!(byte, b'"' | b'{' | b'[' | b'-') || byte.is_ascii_digit())
        || words.iter().any(|word| rest.starts_with(word.as_bytes()))
}

/// A word of another language, as JSON has it.
fn word(rest: &[u8], start: usize) -> Option<Suggestion> {
    let (word, advice) = super::foreign(rest)?;
    let meant = advice.strip_prefix("write `")?.strip_suffix('`')?;
    let span = Span::new(start, start + word.len());
    Some(Suggestion::replace(MachineApplicable, span, meant))
}

/// A comment less. It was written for somebody, so this is not for a tool to decide.
fn comment(rest: &[u8], start: usize) -> Option<Suggestion> {
    let length = if rest.starts_with(b"//") || rest.starts_with(b"#") {
        let line = rest.split(|byte| *byte == b'\n').next()?;
        line.trim_ascii_end().len()
    } else if rest.starts_with(b"/*") {
        rest.windows(2).position(|two| two == b"*/")? + 2
    } else {
        return None;
    };
    let span = Span::new(start, start + length);
    Some(Suggestion::replace(MaybeIncorrect, span, ""))
}

/// Plain double quotes in the place of others, where it is clear which two belong together.
fn quotes(rest: &[u8], start: usize) -> Option<Suggestion> {
    const PAIRS: [(&str, &[&str]); 6] = [
        ("'", &["'"]),
        ("‘", &["’"]),
        ("’", &["’"]),
        ("“", &["”", "“", "\""]),
        ("”", &["”"]),
        ("„", &["“", "”"]),
    ];
    let (open, closing) = PAIRS
        .iter()
        .find(|(open, _)| rest.starts_with(open.as_bytes()))?;
    let line = rest.split(|byte| *byte == b'\n').next()?;
    let inside = &line[open.len()..];
    let (length, close) = (0..inside.len()).find_map(|at| {
        let found = closing
            .iter()
            .find(|close| inside[at..].starts_with(close.as_bytes()))?;
        Some((at, found))
    })?;
    let text = &inside[..length];
    let is_plain = text
        .iter()
        .all(|byte| !matches!(byte, b'"' | b'\\' | ..0x20));
    let after = &rest[open.len() + length + close.len()..];
    let next = after.trim_ascii_start().first();
    let ends_value = next.is_none_or(|byte| matches!(byte, b',' | b':' | b']' | b'}'));
    (is_plain && ends_value).then(|| {
        let end = start + open.len() + length;
        let edits = vec![
            Edit::new(Span::new(start, start + open.len()), "\""),
            Edit::new(Span::new(end, end + close.len()), "\""),
        ];
        Suggestion::new(MachineApplicable, edits)
    })
}

/// A name in double quotes that stands without any.
fn name(rest: &[u8], start: usize) -> Option<Suggestion> {
    let in_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'-');
    let length = rest.iter().take_while(|byte| in_name(byte)).count();
    let after = rest[length..].trim_ascii_start();
    (length > 0 && after.starts_with(b":")).then(|| {
        let edits = vec![
            Edit::insert(start, "\""),
            Edit::insert(start + length, "\""),
        ];
        Suggestion::new(MachineApplicable, edits)
    })
}

/// A number as JSON writes it.
fn number(rest: &[u8], start: usize) -> Option<Suggestion> {
    match rest {
        [b'+', digit, ..] if digit.is_ascii_digit() => {
            let span = Span::new(start, start + 1);
            Some(Suggestion::replace(MachineApplicable, span, ""))
        }
        [b'.', digit, ..] if digit.is_ascii_digit() => Some(Suggestion::new(
            MachineApplicable,
            vec![Edit::insert(start, "0")],
        )),
        _ => None,
    }
}

/// A comma more, behind what stands before.
fn comma(bytes: &[u8], start: usize) -> Suggestion {
    let before = &bytes[..start];
    let at = before.trim_ascii_end().len();
    // On a line of its own it is a member or an item; on the same one it may be a quote in a text.
    let applicability = if before[at..].contains(&b'\n') {
        MachineApplicable
    } else {
        MaybeIncorrect
    };
    Suggestion::new(applicability, vec![Edit::insert(at, ",")])
}

/// The brackets that are missing at the end.
fn unclosed(bytes: &[u8]) -> Option<Suggestion> {
    let mut open = Vec::new();
    let mut in_string = false;
    let mut bytes_left = bytes.iter();
    while let Some(byte) = bytes_left.next() {
        match byte {
            b'"' => in_string = !in_string,
            b'\\' if in_string => {
                bytes_left.next();
            }
            _ if in_string => {}
            b'{' => open.push('}'),
            b'[' => open.push(']'),
            b'}' | b']' => {
                open.pop();
            }
            _ => {}
        }
    }
    let end = bytes.trim_ascii_end();
    // A text that breaks off elsewhere lacks more than brackets.
    let is_whole = !in_string && !end.ends_with(b",") && !end.ends_with(b":");
    let missing: String = open.into_iter().rev().collect();
    (is_whole && !missing.is_empty())
        .then(|| Suggestion::new(MaybeIncorrect, vec![Edit::insert(end.len(), missing)]))
}
