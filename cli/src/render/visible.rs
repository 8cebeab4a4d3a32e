//! Text that any terminal and any reader can be shown: every character of it is seen.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;

use super::path::text;

/// Whether a reader cannot see a character, or it changes how the rest of the line is drawn: control characters, marks
/// of direction, what has no width, what no text may hold.
pub(crate) fn is_hidden(character: char) -> bool {
    let code = character as u32;
    character.is_control()
        || matches!(code,
            0xAD | 0x34F | 0x61C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F
            | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFDD0..=0xFDEF
            | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB | 0x1D173..=0x1D17A | 0xE0000..=0xE00FF)
        || code & 0xFFFE == 0xFFFE
}

/// A text on one line.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    escaped(text, |_| false)
}

/// A text on its lines: line feeds stay.
pub(crate) fn lines(text: &str) -> Cow<'_, str> {
    escaped(text, |character| character == '\n')
}

/// A text of JSON that means the same: what cannot be seen stands in its strings alone.
pub(crate) fn json(text: &str) -> Cow<'_, str> {
    lines(text)
}

/// The lines of a file of which a patch is made: tabs and the ends of lines stay.
pub(crate) fn patch(line: &str) -> Cow<'_, str> {
    let (text, end) = match line.strip_suffix("\r\n") {
        Some(text) => (text, "\r\n"),
        None => (line, ""),
    };
    match escaped(text, |character| matches!(character, '\t' | '\n')) {
        Cow::Borrowed(_) => Cow::Borrowed(line),
        Cow::Owned(text) => Cow::Owned(text + end),
    }
}

/// A path as words name it. What of it is no text is written as in a URI.
pub(crate) fn path(path: &Path) -> String {
    line(&text(path)).into_owned()
}

/// Adds a character, or the escape that JSON has for it.
pub(crate) fn push(text: &mut String, character: char) {
    match character {
        '\n' => text.push_str("\\n"),
        '\r' => text.push_str("\\r"),
        '\t' => text.push_str("\\t"),
        hidden if is_hidden(hidden) => {
            for unit in hidden.encode_utf16(&mut [0; 2]) {
                let _ = write!(text, "\\u{unit:04x}");
            }
        }
        seen => text.push(seen),
    }
}

fn escaped(text: &str, stays: impl Fn(char) -> bool) -> Cow<'_, str> {
    let is_seen = |character: char| !is_hidden(character) || stays(character);
    if text.chars().all(is_seen) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_seen(character) {
            escaped.push(character);
        } else {
            push(&mut escaped, character);
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_stays_as_it_is() {
        for text in ["", "a b", "é 日本 🎉 e\u{301} ❤\u{FE0F}", "`x`\\\"<&>"] {
            assert!(matches!(line(text), Cow::Borrowed(_)), "{text}");
            assert_eq!(line(text), text);
        }
    }

    #[test]
    fn what_is_not_seen_is_escaped() {
        for (text, shown) in [
            ("a\nb\r\tc", r"a\nb\r\tc"),
            ("\0\u{7}\u{1B}[31m\u{7F}", r"\u0000\u0007\u001b[31m\u007f"),
            ("\u{85}\u{9B}\u{9D}", r"\u0085\u009b\u009d"),
            (
                "\u{2028}\u{2029}\u{202E}\u{2066}\u{200F}",
                r"\u2028\u2029\u202e\u2066\u200f",
            ),
            (
                "\u{200B}\u{200D}\u{2060}\u{FEFF}\u{AD}",
                r"\u200b\u200d\u2060\ufeff\u00ad",
            ),
            ("\u{FFFE}\u{FFFF}\u{1FFFF}", r"\ufffe\uffff\ud83f\udfff"),
            ("\u{E0041}", r"\udb40\udc41"),
        ] {
            assert_eq!(line(text), shown);
        }
        assert_eq!(lines("a\n\u{1B}b\n"), "a\n\\u001bb\n");
        assert_eq!(patch("\ta\u{9B}\r\n"), "\ta\\u009b\r\n");
        assert_eq!(patch("a\rb\r\n"), "a\\rb\r\n");
        assert_eq!(patch("a\r\n"), "a\r\n");
    }
}
