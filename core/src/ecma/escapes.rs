//! Escapes: what a backslash and the characters after it stand for, inside a class or outside.

use super::{PatternError, Translator, error, properties};

/// `\s` of ECMA-262: `WhiteSpace` and `LineTerminator`.
const SPACE: &str = r"\t\n\x0B\x0C\r \u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}";
const DIGIT: &str = "0-9";
const WORD: &str = "A-Za-z0-9_";
/// What an escape stands for.
pub(super) enum Escape {
    Point(u32),
    /// The inside of a class.
    Set(String),
}

impl Translator<'_> {
    /// What a backslash and `character` stand for, inside a class or outside.
    pub(super) fn class_escape(
        &mut self,
        at: usize,
        character: char,
    ) -> Result<Escape, PatternError> {
        let set = |set: &str| Ok(Escape::Set(set.to_owned()));
        let complement = |set: &str| Ok(Escape::Set(format!("[^{set}]")));
        let point = |character: char| Ok(Escape::Point(character.into()));
        match character {
            'd' => set(DIGIT),
            'D' => complement(DIGIT),
            'w' => set(WORD),
            'W' => complement(WORD),
            's' => set(SPACE),
            'S' => complement(SPACE),
            'p' | 'P' => self.property(at, character == 'P'),
            't' => point('\t'),
            'n' => point('\n'),
            'v' => point('\x0B'),
            'f' => point('\x0C'),
            'r' => point('\r'),
            '0' if !self
                .chars
                .peek()
                .is_some_and(|(_, next)| next.is_ascii_digit()) =>
            {
                point('\0')
            }
            'c' => match self.chars.next() {
                Some((_, letter)) if letter.is_ascii_alphabetic() => {
                    Ok(Escape::Point(u32::from(letter) % 32))
                }
                _ => Err(error(at, r"`\c` must be followed by a letter")),
            },
            'x' => match self.hex(2) {
                Some(value) => Ok(Escape::Point(value)),
                None => Err(error(
                    at,
                    r"`\x` must be followed by two hexadecimal digits",
                )),
            },
            'u' => self.unicode(at).map(Escape::Point),
            other if other.is_ascii_punctuation() || other == ' ' => point(other),
            other => Err(error(
                at,
                format!(r"`\{other}` is not an escape of ECMA-262"),
            )),
        }
    }

    /// `\u0041`, `\u{1F600}` or a surrogate pair.
    fn unicode(&mut self, at: usize) -> Result<u32, PatternError> {
        let invalid = || {
            error(
                at,
                r"`\u` must be followed by four hexadecimal digits, or by some in braces",
            )
        };
        if self.chars.next_if(|(_, next)| *next == '{').is_some() {
            let mut value = 0_u32;
            let mut digits = 0;
            while let Some((_, digit)) = self.chars.next_if(|(_, next)| next.is_ascii_hexdigit()) {
                value = value
                    .saturating_mul(16)
                    .saturating_add(digit.to_digit(16).unwrap_or(0));
                digits += 1;
            }
            let closed = self.chars.next_if(|(_, next)| *next == '}').is_some();
            return if closed && digits > 0 && value <= 0x10_FFFF {
                Ok(value)
            } else {
                Err(invalid())
            };
        }
        let unit = self.hex(4).ok_or_else(invalid)?;
        if (0xD800..0xDC00).contains(&unit) {
            let mut ahead = self.chars.clone();
            let escaped = ahead.next().map(|(_, c)| c) == Some('\\')
                && ahead.next().map(|(_, c)| c) == Some('u');
            let low: String = ahead.take(4).map(|(_, character)| character).collect();
            let low = u32::from_str_radix(&low, 16)
                .ok()
                .filter(|low| (0xDC00..0xE000).contains(low));
            if let (true, Some(low)) = (escaped, low) {
                self.skip(6);
                return Ok(0x1_0000 + (unit - 0xD800) * 0x400 + (low - 0xDC00));
            }
        }
        Ok(unit)
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let mut value = 0;
        for _ in 0..digits {
            let (_, digit) = self.chars.next_if(|(_, next)| next.is_ascii_hexdigit())?;
            value = value * 16 + digit.to_digit(16)?;
        }
        Some(value)
    }

    /// `\p{…}`, whose names are those of Unicode in both dialects.
    fn property(&mut self, at: usize, negated: bool) -> Result<Escape, PatternError> {
        let rest = self.chars.peek().map_or("", |&(at, _)| &self.pattern[at..]);
        let name = rest
            .strip_prefix('{')
            .and_then(|rest| rest.split_once('}'))
            .map(|(name, _)| name);
        let name = name.filter(|name| {
            !name.is_empty()
                && name
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '='))
        });
        let name =
            name.ok_or_else(|| error(at, r"`\p` must be followed by a property in braces"))?;
        self.skip(name.chars().count() + 2);
        let letter = if negated { 'P' } else { 'p' };
        let text = format!(r"\{letter}{{{name}}}");
        if !self.properties.contains(name) {
            if !properties::is_known(name) {
                let mut message =
                    format!("`{name}` is not a property of Unicode that ECMA-262 knows");
                if let Some(meant) = properties::meant(name) {
                    message = format!("{message}; it has `{meant}`");
                }
                return Err(error(at, message));
            }
            if !(self.is_syntax)(&text) {
                let message = format!("`{name}` is not a property of Unicode that is known");
                return Err(error(at, message));
            }
            self.properties.insert(name.to_owned());
        }
        Ok(Escape::Set(text))
    }
}
