//! From the bytes of a file to text: UTF-8, and UTF-16 where a language allows it.

use std::borrow::Cow;

use vouchsafe_core::json::Span;

use super::Unreadable;

/// How the characters of a text are written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    Utf8,
    /// UTF-16, the lower byte first; whether it begins with a byte order mark.
    Utf16Le(bool),
    /// UTF-16, the upper byte first; whether it begins with a byte order mark.
    Utf16Be(bool),
}

/// The first bytes of what `gzip` writes.
const GZIP: &[u8] = &[0x1F, 0x8B];

impl Encoding {
    /// The encoding that the first bytes of a text tell, as YAML 1.2 reads them (section 5.2): a byte order mark, or
    /// the zero byte of a character that is ASCII.
    ///
    /// ```
    /// use vouchsafe_compiler::text::Encoding;
    ///
    /// assert_eq!(Encoding::of(b"a\0:\0"), Encoding::Utf16Le(false));
    /// assert_eq!(Encoding::of(b"a: 1"), Encoding::Utf8);
    /// ```
    pub fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0xFF, 0xFE, ..] => Self::Utf16Le(true),
            [0xFE, 0xFF, ..] => Self::Utf16Be(true),
            // Two characters tell, so that one stray zero byte does not.
            [0, (1..), 0, (1..), ..] | [0, (1..)] => Self::Utf16Be(false),
            [(1..), 0, (1..), 0, ..] | [(1..), 0] => Self::Utf16Le(false),
            _ => Self::Utf8,
        }
    }

    /// The text as UTF-8. Bytes that are no UTF-16 are left as they are, so that a reader of UTF-8 reports them.
    pub fn to_utf8(self, bytes: &[u8]) -> Cow<'_, [u8]> {
        let (units, mark): (fn([u8; 2]) -> u16, bool) = match self {
            Self::Utf8 => return Cow::Borrowed(bytes),
            Self::Utf16Le(mark) => (u16::from_le_bytes, mark),
            Self::Utf16Be(mark) => (u16::from_be_bytes, mark),
        };
        let (pairs, rest) = bytes.as_chunks::<2>();
        if !rest.is_empty() {
            return Cow::Borrowed(bytes);
        }
        let units = pairs
            .iter()
            .skip(usize::from(mark))
            .map(|pair| units(*pair));
        let text: Result<String, _> = char::decode_utf16(units).collect();
        text.map_or(Cow::Borrowed(bytes), |text| Cow::Owned(text.into_bytes()))
    }

    /// A text in UTF-8 in this encoding.
    pub fn from_utf8(self, text: Vec<u8>) -> Vec<u8> {
        let (bytes, mark): (fn(u16) -> [u8; 2], bool) = match self {
            Self::Utf8 => return text,
            Self::Utf16Le(mark) => (u16::to_le_bytes, mark),
            Self::Utf16Be(mark) => (u16::to_be_bytes, mark),
        };
        let Ok(text) = String::from_utf8(text) else {
            return Vec::new();
        };
        let mark = mark.then_some(0xFEFF);
        mark.into_iter()
            .chain(text.encode_utf16())
            .flat_map(bytes)
            .collect()
    }
}

/// The source as text.
///
/// # Errors
/// Where it is not UTF-8, and what it seems to be instead.
pub fn utf8(source: &[u8]) -> Result<&str, Unreadable> {
    if source.starts_with(GZIP) {
        let words = "the input is compressed by `gzip`, expected text";
        return Err(Unreadable::new(words, Span::new(0, 0)).help("unpack it first, with `gunzip`"));
    }
    if Encoding::of(source) != Encoding::Utf8 {
        let words = "the input is UTF-16, expected UTF-8";
        return Err(Unreadable::new(words, Span::new(0, 0)).help("save the file as UTF-8"));
    }
    std::str::from_utf8(source).map_err(|error| {
        let start = error.valid_up_to();
        let words = "the input is not UTF-8";
        Unreadable::new(words, Span::new(start, start + 1)).help("save the file as UTF-8")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_16_is_read_and_written() {
        let text = "é: 𝄞 1\n";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = |mark: [u8; 2], bytes: &[u8]| [&mark, bytes].concat();
        for bytes in [
            marked([0xFF, 0xFE], &le),
            marked([0xFE, 0xFF], &be),
            "a: 1".encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "a: 1".encode_utf16().flat_map(u16::to_be_bytes).collect(),
        ] {
            let encoding = Encoding::of(&bytes);
            assert_ne!(encoding, Encoding::Utf8);
            let read = encoding.to_utf8(&bytes).into_owned();
            assert!(read == text.as_bytes() || read == b"a: 1");
            assert_eq!(encoding.from_utf8(read), bytes);
        }
    }

    #[test]
    fn what_is_no_utf_16_is_left_alone() {
        for bytes in [&b"\xFF\xFEa"[..], b"\xFF\xFE\x00\xD8", b"a: 1", b""] {
            assert_eq!(&*Encoding::of(bytes).to_utf8(bytes), bytes);
        }
    }

    #[test]
    fn what_is_no_text_is_named() {
        let words = |bytes| utf8(bytes).unwrap_err().message;
        assert!(words(b"\x1F\x8B\x08\0").contains("gzip"));
        assert!(words(b"\xFF\xFEa\0").contains("UTF-16"));
        assert!(words(b"a\xFF").contains("not UTF-8"));
    }
}
