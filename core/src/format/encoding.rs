//! The encodings of bytes as text (RFC 4648).

/// How a string encodes bytes (`contentEncoding`, with the alphabets of RFC 4648).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "generated code writes it as a literal"
)]
pub enum Encoding {
    /// `base16`: hexadecimal digits (section 8).
    Base16,
    /// `base32` (section 6).
    Base32,
    /// `base64` (section 4).
    Base64,
    /// `base64url` (section 5); the padding may be missing.
    Base64Url,
}

impl Encoding {
    /// The encoding of that name, in any case; others are not checked.
    pub fn from_name(name: &str) -> Option<Self> {
        let all = [Self::Base16, Self::Base32, Self::Base64, Self::Base64Url];
        all.into_iter()
            .find(|encoding| encoding.name().eq_ignore_ascii_case(name))
    }

    /// Its name in schemas.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Base16 => "base16",
            Self::Base32 => "base32",
            Self::Base64 => "base64",
            Self::Base64Url => "base64url",
        }
    }

    /// The number of bits in a character, and of characters in a group.
    const fn shape(self) -> (u32, usize) {
        match self {
            Self::Base16 => (4, 2),
            Self::Base32 => (5, 8),
            Self::Base64 | Self::Base64Url => (6, 4),
        }
    }

    fn digit(self, byte: u8) -> Option<u8> {
        Some(match (self, byte) {
            (Self::Base16, b'0'..=b'9') => byte - b'0',
            (Self::Base16, b'A'..=b'F') => byte - b'A' + 10,
            (Self::Base16, b'a'..=b'f') => byte - b'a' + 10,
            (Self::Base32, b'2'..=b'7') => byte - b'2' + 26,
            (Self::Base32 | Self::Base64 | Self::Base64Url, b'A'..=b'Z') => byte - b'A',
            (Self::Base64 | Self::Base64Url, b'a'..=b'z') => byte - b'a' + 26,
            (Self::Base64 | Self::Base64Url, b'0'..=b'9') => byte - b'0' + 52,
            (Self::Base64, b'+') | (Self::Base64Url, b'-') => 62,
            (Self::Base64, b'/') | (Self::Base64Url, b'_') => 63,
            _ => return None,
        })
    }

    /// The bytes that a text encodes; `None` if it is not in this encoding.
    pub fn decode(self, text: &[u8]) -> Option<Vec<u8>> {
        let (bits, group) = self.shape();
        let end = text.iter().rposition(|byte| *byte != b'=');
        let (digits, padding) = text.split_at(end.map_or(0, |last| last + 1));
        let is_padded = text.len().is_multiple_of(group) && padding.len() < group;
        let may_lack_padding = matches!(self, Self::Base64Url) && padding.is_empty();
        // A rest of digits that makes no whole byte cannot be written by any encoder.
        let spare = digits.len() as u64 * u64::from(bits) % 8;
        if !(is_padded || may_lack_padding) || spare >= u64::from(bits) {
            return None;
        }
        let mut bytes = Vec::with_capacity(digits.len() * bits as usize / 8);
        let (mut held, mut have) = (0_u32, 0);
        for &byte in digits {
            held = held << bits | u32::from(self.digit(byte)?);
            have += bits;
            if have >= 8 {
                have -= 8;
                bytes.extend(u8::try_from(held >> have & 0xFF));
                held &= (1 << have) - 1;
            }
        }
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::Encoding;

    #[test]
    fn the_examples_of_rfc_4648_are_decoded() {
        let rows = [
            (Encoding::Base64, "Zm9vYg==", "foob"),
            (Encoding::Base64, "Zm9vYmFy", "foobar"),
            (Encoding::Base64Url, "Zm9vYg", "foob"),
            (Encoding::Base32, "MZXW6YQ=", "foob"),
            (Encoding::Base16, "666F6f62", "foob"),
            (Encoding::Base64, "", ""),
        ];
        for (encoding, text, bytes) in rows {
            let decoded = encoding.decode(text.as_bytes());
            assert_eq!(decoded.as_deref(), Some(bytes.as_bytes()), "{text}");
        }
    }

    #[test]
    fn what_no_encoder_writes_is_refused() {
        for text in [
            "Zm9vYg",
            "Z",
            "Zm9v=",
            "====",
            "Zm=v",
            "Zm9v Yg==",
            "Zm9v_g==",
            "Zg===",
        ] {
            assert_eq!(Encoding::Base64.decode(text.as_bytes()), None, "{text}");
        }
        assert_eq!(Encoding::Base16.decode(b"123"), None);
        assert_eq!(Encoding::Base32.decode(b"M======="), None);
    }
}
