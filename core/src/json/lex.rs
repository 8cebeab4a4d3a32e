//! The tokens of RFC 8259, for readers that need to know only whether there is one: where a string or number
//! ends. Whoever has to say what is wrong looks again.

use super::block::{plain_text_end, text_end};
use super::text::{hex4, unescape};

/// A string.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// The offset after its closing quote.
    pub(crate) end: usize,
    /// It has escapes.
    pub(crate) marked: bool,
}

/// The string whose opening quote stands at `start`; `None` if it is broken, or holds half of a
/// surrogate pair.
#[inline(always)]
pub(crate) fn string(bytes: &[u8], start: usize) -> Option<Token> {
    let end = plain_text_end(bytes, start + 1)?;
    if bytes[end] == b'"' {
        return Some(Token {
            end: end + 1,
            marked: false,
        });
    }
    rest_of_string(bytes, start, end)
}

/// The same where everything up to `at` is plain ASCII text.
#[inline(never)]
fn rest_of_string(bytes: &[u8], start: usize, at: usize) -> Option<Token> {
    let (mut ascii, mut marked) = (true, false);
    let mut at = text_end(bytes, at, &mut ascii);
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

/// A number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number {
    pub(crate) end: usize,
    /// It has a fraction or an exponent.
    pub(crate) marked: bool,
    /// The value of an integer of at most 18 digits.
    pub(crate) small: Option<i64>,
}

/// The number that begins at `start`, with a digit or a minus sign; `None` if it is broken. What follows it is
/// not looked at.
#[inline]
pub(crate) fn number(bytes: &[u8], start: usize) -> Option<Number> {
    let negative = bytes.get(start) == Some(&b'-');
    let whole = start + usize::from(negative);
    let (mut end, mut value) = (whole, 0_i64);
    while let Some(byte) = bytes.get(end)
        && byte.is_ascii_digit()
    {
        value = value.wrapping_mul(10).wrapping_add(i64::from(byte - b'0'));
        end += 1;
    }
    if end == whole || bytes[whole] == b'0' && end - whole > 1 {
        return None;
    }
    if matches!(bytes.get(end), Some(b'.' | b'e' | b'E')) {
        return rest_of_number(bytes, end);
    }
    // The value of a longer one may have overflowed.
    let small = (end - whole <= 18).then(|| if negative { -value } else { value });
    Some(Number {
        end,
        marked: false,
        small,
    })
}

/// The fraction and the exponent.
#[inline(never)]
fn rest_of_number(bytes: &[u8], mut at: usize) -> Option<Number> {
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
    Some(Number {
        end: at,
        marked: true,
        small: None,
    })
}

fn digits_end(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_of_an_integer_is_known_up_to_18_digits() {
        for text in [
            "0",
            "-0",
            "7",
            "-7",
            "999999999999999999",
            "-999999999999999999",
        ] {
            let number = number(text.as_bytes(), 0).unwrap();
            assert_eq!(number.small, text.parse().ok());
            assert_eq!(number.end, text.len());
        }
        for text in [
            "9223372036854775808",
            "-9223372036854775808",
            "-18446744073709551616000",
        ] {
            assert_eq!(number(text.as_bytes(), 0).unwrap().small, None, "{text}");
        }
        for text in ["1.0", "1e2", "-1.5E+3"] {
            let number = number(text.as_bytes(), 0).unwrap();
            assert!(number.marked && number.small.is_none() && number.end == text.len());
        }
        for text in ["", "-", "01", "-01", "1.", "1e", "1e+", ".1", "+1"] {
            assert!(number(text.as_bytes(), 0).is_none(), "{text}");
        }
    }
}
