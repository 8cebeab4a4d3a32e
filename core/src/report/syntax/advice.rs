//! What to do about a text that is no JSON because something else was meant: another encoding, several texts in one, a
//! template, a merge conflict.

use crate::json::{SyntaxError, SyntaxErrorKind};

/// Spaces that JSON does not take for white space, as word processors and web pages have them.
const ODD_SPACES: [&str; 17] = [
    "\u{A0}", "\u{1680}", "\u{2000}", "\u{2001}", "\u{2002}", "\u{2003}", "\u{2004}", "\u{2005}",
    "\u{2006}", "\u{2007}", "\u{2008}", "\u{2009}", "\u{200A}", "\u{200B}", "\u{202F}", "\u{205F}",
    "\u{3000}",
];

/// The lines that version control leaves where two changes meet.
const CONFLICT: [&[u8]; 4] = [b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>"];

/// The advice for a text, if it is about more than the character at fault.
pub(super) fn on(bytes: &[u8], error: &SyntaxError) -> Option<&'static str> {
    use SyntaxErrorKind as Kind;
    let (before, rest) = (&bytes[..error.span.start], &bytes[error.span.start..]);
    let begins_a_line = before.last().is_none_or(|byte| *byte == b'\n');
    let starts = |begin: &str| rest.starts_with(begin.as_bytes());
    if before.is_empty() && rest.starts_with(&[0x1F, 0x8B]) {
        return Some("the file is compressed by gzip: unpack it first");
    }
    if is_utf16(bytes) {
        return Some("the text seems to be UTF-16: save the file as UTF-8");
    }
    if begins_a_line && CONFLICT.iter().any(|mark| rest.starts_with(mark)) {
        return Some("a merge conflict was left here: choose one side and remove the marks");
    }
    match error.kind {
        Kind::ControlCharacter | Kind::InvalidEscape | Kind::InvalidUtf8 | Kind::TrailingComma => {
            None
        }
        _ if ODD_SPACES.iter().any(|space| starts(space)) => Some("replace it by a plain space"),
        Kind::ExpectedName if starts("{") || starts("%") => {
            Some("a template? fill it in first, or put the placeholder in quotes")
        }
        Kind::ExpectedValue if starts("$") || starts("<%") => {
            Some("a template? fill it in first, or put the placeholder in quotes")
        }
        Kind::TrailingText if starts(",") => Some(
            "put several values into an array; or write each on a line of its own without commas, and read the lines \
             (`--ndjson`)",
        ),
        Kind::TrailingText
            if before.contains(&b'\n') && rest.first().copied().is_some_and(begins_a_value) =>
        {
            Some("if each line is a text of its own, read the lines (`--ndjson`)")
        }
        _ => None,
    }
}

/// Whether every second one of the first bytes is zero, or a mark of UTF-16 comes first.
fn is_utf16(bytes: &[u8]) -> bool {
    let [first, second, ..] = bytes else {
        return false;
    };
    matches!([first, second], [0xFE, 0xFF] | [0xFF, 0xFE])
        || (*first == 0) != (*second == 0)
            && bytes
                .chunks_exact(2)
                .take(8)
                .all(|pair| (pair[0] == 0) == (*first == 0))
}

const fn begins_a_value(byte: u8) -> bool {
    matches!(
        byte,
        b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n'
    )
}
