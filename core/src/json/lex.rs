//! The tokens of RFC 8259, for readers that need to know only whether there is one: where a string or number
//! ends. Whoever has to say what is wrong looks again.

use super::block::{plain_text_end, text_end};
use super::text::{hex4, unescape};

/// A string, or a number, that ends before `end`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) end: usize,
    /// A string: it has escapes. A number: it has a fraction or an exponent.
    pub(crate) marked: bool,
}

/// The string whose opening quote stands at `start`; `None` if it is broken, or holds half of a
/// surrogate pair.
#[inline(always)]
pub(crate) fn string(bytes: &[u8], start: usize) -> Option<Token> {
    if let Some(end) = plain_text_end(bytes, start + 1)
        && bytes[end] == b'"'
    {
        return Some(Token {
            end: end + 1,
            marked: false,
        });
    }
    any_string(bytes, start)
}

/// The same, whatever is in it and wherever it stands.
#[inline(never)]
fn any_string(bytes: &[u8], start: usize) -> Option<Token> {
    let mut ascii = true;
    let end = text_end(bytes, start + 1, &mut ascii);
    if ascii && bytes.get(end) == Some(&b'"') {
        return Some(Token {
            end: end + 1,
            marked: false,
        });
    }
    rest_of_string(bytes, start, end, ascii)
}

/// The same for a string with an escape, or a byte that is not ASCII, before `at`.
fn rest_of_string(bytes: &[u8], start: usize, mut at: usize, mut ascii: bool) -> Option<Token> {
    let mut marked = false;
    while bytes.get(at) == Some(&b'\\') {
        marked = true;
        at = text_end(bytes, escape_end(bytes, at)?, &mut ascii);
    }
    if bytes.get(at) != Some(&b'"') {
        return None;
    }
    if !ascii {
        std::str::from_utf8(&bytes[start..at]).ok()?;
    }
    let end = at + 1;
    Some(Token { end, marked })
}

/// The offset after the escape whose backslash stands at `at`; `None` if it is none, or is half of a
/// surrogate pair.
pub(crate) fn escape_end(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at + 1)? {
        b'u' => match hex4(bytes.get(at + 2..at + 6)?)? {
            0xD800..0xDC00 => {
                let low = bytes.get(at + 6..at + 12)?.strip_prefix(b"\\u")?;
                (0xDC00..0xE000).contains(&hex4(low)?).then_some(at + 12)
            }
            0xDC00..0xE000 => None,
            _ => Some(at + 6),
        },
        byte => unescape(*byte).map(|_| at + 2),
    }
}

/// The number that begins at `start`, with a digit or a minus sign; `None` if it is broken. What follows it is
/// not looked at.
#[inline]
pub(crate) fn number(bytes: &[u8], start: usize) -> Option<Token> {
    let whole = start + usize::from(bytes.get(start) == Some(&b'-'));
    let end = digits_end(bytes, whole);
    if end == whole || bytes[whole] == b'0' && end - whole > 1 {
        return None;
    }
    if matches!(bytes.get(end), Some(b'.' | b'e' | b'E')) {
        return rest_of_number(bytes, end);
    }
    Some(Token { end, marked: false })
}

/// The fraction and the exponent.
#[inline(never)]
fn rest_of_number(bytes: &[u8], mut at: usize) -> Option<Token> {
    if bytes.get(at) == Some(&b'.') {
        let end = digits_end(bytes, at + 1);
        if end == at + 1 {
            return None;
        }
        at = end;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let end = digits_end(bytes, at + 1 + sign);
        if end == at + 1 + sign {
            return None;
        }
        at = end;
    }
    Some(Token {
        end: at,
        marked: true,
    })
}

#[inline]
fn digits_end(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    at
}
