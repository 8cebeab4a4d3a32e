//! Strings and member names as they stand in the input, read without copying.

use std::borrow::Cow;
use std::cmp::Ordering;

/// A JSON string between its quotes, as the input has it: escapes are still escapes.
///
/// Everything here works on what the string *means*: two strings are equal when their characters
/// are, however they are escaped, and lengths count code points as JSON Schema does.
///
/// ```
/// use vouchsafe_core::json::JsonStr;
///
/// let text = JsonStr::new(br"caf\u00e9").unwrap();
/// assert_eq!(text.chars(), 4);
/// assert!(text.is("café"));
/// assert_eq!(text.decode().unwrap(), "café");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct JsonStr<'a> {
    raw: &'a [u8],
    escaped: bool,
}

/// A string holds half of a surrogate pair, such as `"\ud800"`: JSON's grammar allows it, but it is
/// no Unicode text, so a Rust `str` cannot hold it (RFC 8259, section 8.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoneSurrogate;

impl std::fmt::Display for LoneSurrogate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the string holds half of a surrogate pair")
    }
}

impl std::error::Error for LoneSurrogate {}

impl<'a> JsonStr<'a> {
    /// The string whose text between the quotes is `raw`; `None` if that is no JSON string content.
    pub fn new(raw: &'a [u8]) -> Option<Self> {
        let quoted = [b"\"", raw, b"\""].concat();
        let mut tape = super::Tape::default();
        super::scan(&quoted, &mut tape, 1).ok()?;
        Some(Self {
            raw,
            escaped: tape.entries[0].marked,
        })
    }

    /// The string with this text between its quotes, already checked by the scanner.
    pub(crate) const fn scanned(raw: &'a [u8], escaped: bool) -> Self {
        Self { raw, escaped }
    }

    /// The text between the quotes, escapes and all.
    pub const fn raw(self) -> &'a [u8] {
        self.raw
    }

    /// Whether any character is escaped.
    pub const fn is_escaped(self) -> bool {
        self.escaped
    }

    /// The code points that the string means; a lone surrogate is given as itself.
    pub const fn code_points(self) -> CodePoints<'a> {
        CodePoints {
            rest: self.raw,
            offset: 0,
        }
    }

    /// The number of code points (what `minLength` and `maxLength` count).
    pub fn chars(self) -> usize {
        if self.escaped {
            self.code_points().count()
        } else {
            self.raw
                .iter()
                .filter(|&&byte| !is_continuation(byte))
                .count()
        }
    }

    /// Whether the string means the text that `text` is the UTF-8 of.
    #[inline]
    pub(crate) fn is_utf8(self, text: &[u8]) -> bool {
        if self.escaped {
            return str::from_utf8(text).is_ok_and(|text| self.is(text));
        }
        is_same(self.raw, text)
    }

    /// Whether the string means `text`.
    pub fn is(self, text: &str) -> bool {
        if !self.escaped {
            return self.raw == text.as_bytes();
        }
        // An escape takes up to six bytes for one.
        if text.len() > self.raw.len() || 6 * text.len() < self.raw.len() {
            return false;
        }
        // Byte by byte as long as escapes mean one byte.
        let (mut raw, mut bytes) = (self.raw, text.as_bytes());
        loop {
            match (raw, bytes) {
                ([], bytes) => return bytes.is_empty(),
                (_, []) => return false,
                ([b'\\', b'u', ..], _) => break,
                ([b'\\', escape, rest @ ..], [byte, after @ ..]) => {
                    if unescape(*escape) != Some(*byte) {
                        return false;
                    }
                    (raw, bytes) = (rest, after);
                }
                ([own, rest @ ..], [byte, after @ ..]) => {
                    if own != byte {
                        return false;
                    }
                    (raw, bytes) = (rest, after);
                }
            }
        }
        // Whole characters are behind, for those before a backslash are equal.
        let rest = Self::scanned(raw, true);
        let points = rest.code_points().map(|(_, point)| point);
        str::from_utf8(bytes).is_ok_and(|text| points.eq(text.chars().map(u32::from)))
    }

    /// Whether both strings mean the same.
    pub fn same_as(self, other: Self) -> bool {
        if self.escaped || other.escaped {
            self.order(other) == Ordering::Equal
        } else {
            self.raw == other.raw
        }
    }

    /// The order of the strings by code points.
    pub fn order(self, other: Self) -> Ordering {
        self.code_points()
            .map(|(_, point)| point)
            .cmp(other.code_points().map(|(_, point)| point))
    }

    /// The characters that the string means.
    ///
    /// # Errors
    /// [`LoneSurrogate`] when that is no Unicode text.
    #[inline]
    pub fn decode(self) -> Result<Cow<'a, str>, LoneSurrogate> {
        if self.escaped {
            return self.unescaped().map(Cow::Owned);
        }
        // The scanner has checked the bytes; a `JsonStr` is not made otherwise.
        std::str::from_utf8(self.raw)
            .map(Cow::Borrowed)
            .map_err(|_| LoneSurrogate)
    }

    fn unescaped(self) -> Result<String, LoneSurrogate> {
        let mut text = String::with_capacity(self.raw.len());
        for (_, point) in self.code_points() {
            text.push(char::from_u32(point).ok_or(LoneSurrogate)?);
        }
        Ok(text)
    }

    /// The characters that the string means, with U+FFFD for a lone surrogate: to show, not to compare.
    pub fn to_lossy(self) -> Cow<'a, str> {
        if !self.escaped {
            // Most are well-formed, which is found out faster than where one is not.
            return str::from_utf8(self.raw)
                .map_or_else(|_| String::from_utf8_lossy(self.raw), Cow::Borrowed);
        }
        let points = self.code_points();
        points
            .map(|(_, point)| char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    }

    /// Appends the string's bytes to `buffer`: UTF-8, or for a lone surrogate the three bytes that
    /// UTF-8 would give it were it a character (WTF-8), so that no information is lost.
    pub(crate) fn write_wtf8(self, buffer: &mut Vec<u8>) {
        for (_, point) in self.code_points() {
            if let Some(character) = char::from_u32(point) {
                buffer.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            } else {
                let [_, _, high, low] = point.to_be_bytes();
                buffer.extend_from_slice(&[
                    0xE0 | high >> 4,
                    0x80 | (high << 2 | low >> 6) & 0x3F,
                    0x80 | low & 0x3F,
                ]);
            }
        }
    }

    /// The hash by which member names are looked up: [`name_hash`] of the meant characters.
    #[inline]
    pub(crate) fn hash(self) -> u32 {
        if self.escaped {
            self.unescaped_hash()
        } else {
            name_hash(self.raw)
        }
    }

    #[cold]
    fn unescaped_hash(self) -> u32 {
        let mut bytes = Vec::with_capacity(self.raw.len());
        self.write_wtf8(&mut bytes);
        name_hash(&bytes)
    }
}

/// Whether two texts are equal, as the library's comparison tells, but without a call for short ones: most that
/// are compared are equal, for their hashes are.
#[inline]
fn is_same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    if let (Some(first), Some(last)) = (left.first_chunk::<8>(), left.last_chunk::<8>()) {
        return right.first_chunk() == Some(first)
            && right.last_chunk() == Some(last)
            && (left.len() <= 16 || left[8..left.len() - 8] == right[8..right.len() - 8]);
    }
    if let (Some(first), Some(last)) = (left.first_chunk::<4>(), left.last_chunk::<4>()) {
        return right.first_chunk() == Some(first) && right.last_chunk() == Some(last);
    }
    left.iter().eq(right)
}

/// The hash of a member name, the same at compile time and at run time.
///
/// It only finds candidates: names that share a hash are always compared as well, so that crafted
/// collisions cost time in proportion to the input and never a wrong answer.
#[inline]
pub const fn name_hash(name: &[u8]) -> u32 {
    // 2^64 divided by the golden ratio, which spreads neighbours.
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut hash = (name.len() as u64).wrapping_mul(FACTOR);
    let mut rest = name;
    while let Some((word, after)) = rest.split_first_chunk::<8>() {
        hash = mix(hash ^ u64::from_le_bytes(*word), FACTOR);
        rest = after;
    }
    // The rest is read together with what stands before it: one word instead of up to seven bytes.
    let tail = if let Some(last) = name.last_chunk::<8>() {
        u64::from_le_bytes(*last)
    } else if let (Some(first), Some(last)) = (name.first_chunk::<4>(), name.last_chunk::<4>()) {
        (u32::from_le_bytes(*first) as u64) << 32 | u32::from_le_bytes(*last) as u64
    } else {
        match *name {
            [] => 0,
            [first] => first as u64,
            [first, .., last] => {
                let middle = name[name.len() / 2];
                (first as u64) << 16 | (middle as u64) << 8 | last as u64
            }
        }
    };
    // The upper half is the mixed one.
    (mix(hash ^ tail, FACTOR) >> 32) as u32
}

/// The places for a hash in a table of that length, which is a power of two and at least 2, the first of them first: the
/// upper bits tell, for the lower ones know little of the end of a name.
#[inline]
pub fn places_of(hash: u32, table: usize) -> impl Iterator<Item = usize> {
    let first = (hash >> (table.leading_zeros() + 1 - (usize::BITS - u32::BITS))) as usize;
    (first..first + table).map(move |place| place & (table - 1))
}

const fn mix(word: u64, factor: u64) -> u64 {
    let product = word.wrapping_mul(factor);
    product ^ product >> 29
}

const fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// The code points of a [`JsonStr`], each with the byte offset of its text after the opening quote.
#[derive(Debug, Clone)]
pub struct CodePoints<'a> {
    rest: &'a [u8],
    offset: usize,
}

impl CodePoints<'_> {
    fn take(&mut self, bytes: usize) -> usize {
        let at = self.offset;
        self.rest = &self.rest[bytes.min(self.rest.len())..];
        self.offset += bytes;
        at
    }
}

impl Iterator for CodePoints<'_> {
    type Item = (usize, u32);

    fn next(&mut self) -> Option<(usize, u32)> {
        let (bytes, point) = match *self.rest {
            [] => return None,
            [b'\\', b'u', ..] => {
                let unit = hex4(self.rest.get(2..6)?)?;
                // A high surrogate takes the low one after it along.
                let pair = (0xD800..0xDC00)
                    .contains(&unit)
                    .then(|| self.rest.get(6..12))
                    .flatten();
                match pair {
                    Some([b'\\', b'u', digits @ ..]) => match hex4(digits)? {
                        low @ 0xDC00..0xE000 => {
                            (12, 0x1_0000 + (unit - 0xD800) * 0x400 + (low - 0xDC00))
                        }
                        _ => (6, unit),
                    },
                    _ => (6, unit),
                }
            }
            [b'\\', escape, ..] => (2, u32::from(unescape(escape)?)),
            [byte, ..] if byte < 0x80 => (1, u32::from(byte)),
            [byte, ..] => {
                let bytes = match byte {
                    0xF0.. => 4,
                    0xE0.. => 3,
                    _ => 2,
                };
                let lead = u32::from(byte) & (0x7F >> bytes);
                let tail = self.rest.get(1..bytes)?;
                (
                    bytes,
                    tail.iter()
                        .fold(lead, |point, &byte| point << 6 | u32::from(byte & 0x3F)),
                )
            }
        };
        Some((self.take(bytes), point))
    }
}

/// The value of four hexadecimal digits.
pub(super) fn hex4(digits: &[u8]) -> Option<u32> {
    let digits: &[u8; 4] = digits.try_into().ok()?;
    digits.iter().try_fold(0, |value, &digit| {
        Some(value << 4 | char::from(digit).to_digit(16)?)
    })
}

/// The character that a backslash and `escape` mean, `\u` apart (RFC 8259, section 7).
pub(super) const fn unescape(escape: u8) -> Option<u8> {
    Some(match escape {
        b'"' | b'\\' | b'/' => escape,
        b'b' => 0x08,
        b'f' => 0x0C,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        _ => return None,
    })
}
