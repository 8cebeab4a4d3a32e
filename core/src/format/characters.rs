//! Sets of characters, as the grammars of URIs and of email addresses use them.

/// A set of ASCII characters.
#[derive(Clone, Copy)]
pub(super) struct Set(u128);

impl Set {
    /// ASCII letters and digits.
    pub(super) const ALPHANUMERIC: Self = Self::of(b"0123456789")
        .with(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        .with(b"abcdefghijklmnopqrstuvwxyz");

    /// The set of these characters.
    pub(super) const fn of(characters: &[u8]) -> Self {
        Self(0).with(characters)
    }

    /// This set and these characters.
    pub(super) const fn with(mut self, characters: &[u8]) -> Self {
        let mut at = 0;
        while at < characters.len() {
            self.0 |= 1 << (characters[at] & 127);
            at += 1;
        }
        self
    }

    /// Whether a byte is an ASCII character of the set.
    pub(super) const fn has(self, byte: u8) -> bool {
        byte < 128 && self.0 >> byte & 1 == 1
    }
}

/// The characters past ASCII that a text may have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wide {
    /// None.
    None,
    /// `ucschar` of RFC 3987, section 2.2.
    Ucs,
    /// `ucschar` and `iprivate` of RFC 3987, section 2.2.
    UcsAndPrivate,
}

impl Wide {
    const fn has(self, character: char) -> bool {
        match self {
            Self::None => false,
            Self::Ucs => is_ucs(character),
            Self::UcsAndPrivate => is_ucs(character) || is_private(character),
        }
    }
}

/// Whether a text is made of the characters of `set` and `wide`, and of percent-encoded bytes.
pub(super) fn is_percent_encoded(text: &str, set: Set, wide: Wide) -> bool {
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let fits = match u8::try_from(character) {
            Ok(b'%') => [characters.next(), characters.next()]
                .into_iter()
                .all(|digit| digit.is_some_and(|digit| digit.is_ascii_hexdigit())),
            Ok(byte) if byte.is_ascii() => set.has(byte),
            _ => wide.has(character),
        };
        if !fits {
            return false;
        }
    }
    true
}

/// `ucschar`: planes 0 to 14 without private characters, noncharacters and tags.
const fn is_ucs(character: char) -> bool {
    match character as u32 {
        point @ 0x1_0000.. => {
            point & 0xFFFF <= 0xFFFD && point < 0xF_0000 && !matches!(point, 0xE_0000..=0xE_0FFF)
        }
        point => matches!(point, 0xA0..=0xD7FF | 0xF900..=0xFDCF | 0xFDF0..=0xFFEF),
    }
}

/// `iprivate`.
const fn is_private(character: char) -> bool {
    matches!(character as u32, 0xE000..=0xF8FF | 0xF_0000..=0xF_FFFD | 0x10_0000..=0x10_FFFD)
}

#[cfg(test)]
mod tests {
    use super::{Set, Wide, is_percent_encoded};

    #[test]
    fn sets_have_what_they_were_made_of() {
        let set = Set::of(b"-~\0\x7F");
        for byte in 0..=255 {
            assert_eq!(set.has(byte), b"-~\0\x7F".contains(&byte), "{byte}");
        }
    }

    #[test]
    fn wide_characters_have_bounds() {
        for (text, ucs, private) in [
            ("\u{80}", false, false),
            ("\u{A0}", true, true),
            ("\u{D7FF}", true, true),
            ("\u{E000}", false, true),
            ("\u{F8FF}", false, true),
            ("\u{F900}", true, true),
            ("\u{FDCF}", true, true),
            ("\u{FDD0}", false, false),
            ("\u{FDF0}", true, true),
            ("\u{FFEF}", true, true),
            ("\u{FFF0}", false, false),
            ("\u{FFFD}", false, false),
            ("\u{10000}", true, true),
            ("\u{1FFFD}", true, true),
            ("\u{1FFFE}", false, false),
            ("\u{DFFFD}", true, true),
            ("\u{E0000}", false, false),
            ("\u{E0FFF}", false, false),
            ("\u{E1000}", true, true),
            ("\u{EFFFD}", true, true),
            ("\u{F0000}", false, true),
            ("\u{FFFFE}", false, false),
            ("\u{10FFFD}", false, true),
            ("\u{10FFFF}", false, false),
        ] {
            let set = Set::of(b"");
            assert!(!is_percent_encoded(text, set, Wide::None), "{text:?}");
            assert_eq!(is_percent_encoded(text, set, Wide::Ucs), ucs, "{text:?}");
            let found = is_percent_encoded(text, set, Wide::UcsAndPrivate);
            assert_eq!(found, private, "{text:?}");
        }
    }

    #[test]
    fn bytes_are_encoded_by_two_digits() {
        for (text, expected) in [
            ("", true),
            ("a", true),
            ("%41a%fF", true),
            ("%", false),
            ("%4", false),
            ("%4g", false),
            ("%é1", false),
            ("b", false),
        ] {
            assert_eq!(
                is_percent_encoded(text, Set::of(b"a"), Wide::None),
                expected,
                "{text}"
            );
        }
    }
}
