//! Bytes to tape: RFC 8259 to the letter, in one pass, without recursion.

use super::block::{space_end, text_end};
use super::lex;
use super::text::{hex4, unescape};
use super::{Document, Entry, JsonStr, Kind, Span, Tape};

/// How many arrays and objects may be nested unless an option says otherwise: what `serde_json`,
/// which most peers read with, allows.
pub const DEFAULT_MAX_DEPTH: usize = 128;

/// Why a text is not JSON, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// The bytes that are wrong; empty at the end of the input.
    pub span: Span,
    /// The bracket that is still open where the fault is about its being open.
    pub opening: Option<Span>,
}

impl std::fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} at byte {}", self.kind, self.span.start)
    }
}

impl std::error::Error for SyntaxError {}

/// The ways in which a text can fail to be JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SyntaxErrorKind {
    /// There is nothing but white space.
    Empty,
    /// The text begins with a byte order mark (RFC 8259, section 8.1).
    ByteOrderMark,
    /// The bytes are not UTF-8.
    InvalidUtf8,
    /// The text ends inside an array, object, string or literal.
    UnexpectedEnd,
    /// Something that begins no value stands where one is expected.
    ExpectedValue,
    /// Something else stands where a member name in double quotes is expected.
    ExpectedName,
    /// Something else stands where the `:` after a member name is expected.
    ExpectedColon,
    /// Something else stands where a `,` or the closing bracket of an array is expected.
    ExpectedCommaOrBracket,
    /// Something else stands where a `,` or the closing brace of an object is expected.
    ExpectedCommaOrBrace,
    /// A `,` stands before a closing bracket or brace.
    TrailingComma,
    /// More text follows the value.
    TrailingText,
    /// A number breaks the grammar: a leading zero, a lone sign, a point without digits.
    InvalidNumber,
    /// A backslash is followed by something that is no escape.
    InvalidEscape,
    /// A control character stands unescaped inside a string.
    ControlCharacter,
    /// Arrays and objects nest deeper than the limit.
    TooDeep,
    /// The input is longer than the offsets of a tape can express (4 GiB).
    TooLarge,
}

/// What RFC 7493 (I-JSON) forbids though RFC 8259 allows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Irregularity {
    /// Two members of one object have the same name; the indices are the tape's, of the names.
    DuplicateMember {
        /// The first of them.
        first: u32,
        /// A later one.
        again: u32,
    },
    /// A string or name holds half of a surrogate pair; the span is that of the escape.
    LoneSurrogate {
        /// The tape's index of the string or name.
        text: u32,
        /// The escape.
        escape: Span,
    },
}

/// Reads one JSON text onto `tape`, which is emptied first.
///
/// Containers may nest `max_depth` deep. On an error the tape holds what was read before it, so that
/// a report can tell what must not be shown; on success it holds the whole text.
///
/// # Errors
/// The first [`SyntaxError`].
pub fn scan(bytes: &[u8], tape: &mut Tape, max_depth: usize) -> Result<(), SyntaxError> {
    tape.clear();
    let mut scanner = Scanner {
        bytes,
        at: 0,
        tape,
        max_depth,
        in_object: false,
        count: 0,
    };
    let result = scanner.document();
    if let Err(error) = &result {
        scanner.close_all(error.span.start);
    }
    result
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    tape: &'a mut Tape,
    max_depth: usize,
    /// Whether the innermost container is an object.
    in_object: bool,
    /// How many items or members of the innermost container have been read. That of the others is kept in
    /// their entries.
    count: u32,
}

impl Scanner<'_> {
    fn document(&mut self) -> Result<(), SyntaxError> {
        if u32::try_from(self.bytes.len()).is_err() {
            return Err(self.error(SyntaxErrorKind::TooLarge, Span::new(0, 0)));
        }
        if self.bytes.starts_with(b"\xEF\xBB\xBF") {
            return Err(self.error(SyntaxErrorKind::ByteOrderMark, Span::new(0, 3)));
        }
        self.skip_space();
        if self.at == self.bytes.len() {
            return Err(self.error(SyntaxErrorKind::Empty, Span::new(self.at, self.at)));
        }
        self.values()?;
        self.skip_space();
        if self.at < self.bytes.len() {
            return Err(self.unexpected(SyntaxErrorKind::TrailingText));
        }
        Ok(())
    }

    /// Reads a value with all that is in it.
    fn values(&mut self) -> Result<(), SyntaxError> {
        loop {
            if self.value()? {
                continue;
            }
            // Behind a value: on to the next one, out of the containers that end here.
            loop {
                if self.tape.open.is_empty() {
                    return Ok(());
                }
                self.skip_space();
                match (self.byte(), self.in_object) {
                    (Some(b','), in_object) => {
                        self.at += 1;
                        self.skip_space();
                        if in_object {
                            self.name(SyntaxErrorKind::TrailingComma)?;
                        } else if self.byte() == Some(b']') {
                            return Err(self.trailing_comma());
                        }
                        break;
                    }
                    (Some(b'}'), true) | (Some(b']'), false) => self.close(),
                    (_, false) => {
                        return Err(self.unexpected(SyntaxErrorKind::ExpectedCommaOrBracket));
                    }
                    (_, true) => {
                        return Err(self.unexpected(SyntaxErrorKind::ExpectedCommaOrBrace));
                    }
                }
            }
        }
    }

    /// Reads a value, or the start of one that is not empty. Whether the next thing is its first item.
    #[inline]
    fn value(&mut self) -> Result<bool, SyntaxError> {
        self.skip_space();
        match self.byte() {
            Some(b'"') => self.string()?,
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b'{') => {
                self.open(Kind::Object)?;
                self.skip_space();
                if self.byte() != Some(b'}') {
                    self.name(SyntaxErrorKind::ExpectedName)?;
                    return Ok(true);
                }
                self.close();
                return Ok(false);
            }
            Some(b'[') => {
                self.open(Kind::Array)?;
                self.skip_space();
                if self.byte() != Some(b']') {
                    return Ok(true);
                }
                self.close();
                return Ok(false);
            }
            Some(b't') => self.literal(b"true", Kind::True)?,
            Some(b'f') => self.literal(b"false", Kind::False)?,
            Some(b'n') => self.literal(b"null", Kind::Null)?,
            _ => return Err(self.unexpected(SyntaxErrorKind::ExpectedValue)),
        }
        self.count += 1;
        Ok(false)
    }

    /// Reads the name of a member and the colon. `at_brace` is what is wrong where a brace stands instead.
    #[inline]
    fn name(&mut self, at_brace: SyntaxErrorKind) -> Result<(), SyntaxError> {
        match self.byte() {
            Some(b'"') => {
                let text = self.text()?;
                let raw = &self.bytes[self.at + 1..text.end - 1];
                let hash = JsonStr::scanned(raw, text.marked).hash();
                let index = u32_of(self.tape.entries.len());
                self.tape.entries.push(Entry {
                    start: u32_of(self.at),
                    end: u32_of(text.end),
                    next: index + 1,
                    extra: hash,
                    index: 0,
                    kind: Kind::String,
                    marked: text.marked,
                    is_name: true,
                });
                self.tape.repeats.add(hash, index);
                self.at = text.end;
            }
            Some(b'}') if at_brace == SyntaxErrorKind::TrailingComma => {
                return Err(self.trailing_comma());
            }
            _ => return Err(self.unexpected(SyntaxErrorKind::ExpectedName)),
        }
        self.skip_space();
        if self.byte() != Some(b':') {
            return Err(self.unexpected(SyntaxErrorKind::ExpectedColon));
        }
        self.at += 1;
        Ok(())
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn open(&mut self, kind: Kind) -> Result<(), SyntaxError> {
        if self.tape.open.len() >= self.max_depth {
            return Err(self.error(SyntaxErrorKind::TooDeep, Span::new(self.at, self.at + 1)));
        }
        if let Some(&outer) = self.tape.open.last() {
            self.tape.entries[outer as usize].extra = self.count;
        }
        let index = self.push(kind, self.at, self.at + 1, false);
        self.tape.open.push(index);
        // Until the container ends; then the members may be indexed.
        self.tape.entries[index as usize].index = self.tape.repeats.open();
        self.at += 1;
        self.in_object = kind == Kind::Object;
        self.count = 0;
        Ok(())
    }

    /// Closes the innermost container, whose closing bracket stands here.
    fn close(&mut self) {
        self.at += 1;
        self.finish_container();
        self.count += 1;
    }

    /// Ends the innermost container and goes on with the one around it.
    fn finish_container(&mut self) {
        let Tape {
            entries,
            irregularities,
            repeats,
            open,
            ..
        } = &mut *self.tape;
        let Some(index) = open.pop() else {
            return;
        };
        let next = u32_of(entries.len());
        let entry = &mut entries[index as usize];
        entry.end = u32_of(self.at);
        entry.next = next;
        entry.extra = self.count;
        let opened = std::mem::take(&mut entry.index);
        if entry.kind == Kind::Object {
            repeats.close(opened, self.bytes, entries, irregularities);
        }
        if let Some(&outer) = open.last() {
            let outer = &entries[outer as usize];
            self.in_object = outer.kind == Kind::Object;
            self.count = outer.extra;
        }
    }

    /// Ends a text that breaks off at `at`, so that the tape can be read like any other.
    fn close_all(&mut self, at: usize) {
        self.at = at.min(self.bytes.len());
        while !self.tape.open.is_empty() {
            self.finish_container();
        }
    }

    fn literal(&mut self, word: &[u8], kind: Kind) -> Result<(), SyntaxError> {
        let rest = &self.bytes[self.at..];
        let boundary = rest
            .get(word.len())
            .is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_');
        if rest.starts_with(word) && boundary {
            self.push(kind, self.at, self.at + word.len(), false);
            self.at += word.len();
            Ok(())
        } else if rest.len() < word.len() && word.starts_with(rest) {
            self.at = self.bytes.len();
            Err(self.unexpected(SyntaxErrorKind::UnexpectedEnd))
        } else {
            Err(self.unexpected(SyntaxErrorKind::ExpectedValue))
        }
    }

    fn number(&mut self) -> Result<(), SyntaxError> {
        let start = self.at;
        let number = lex::number(self.bytes, start);
        let at = number.map_or(start, |number| number.end);
        // `1x`, `1.2.3` and `-Infinity` are one wrong number each, not a number and something else.
        let follows = self.bytes.get(at).is_some_and(|byte| is_number_like(*byte));
        let (Some(number), false) = (number, follows) else {
            let rest = &self.bytes[at..];
            let tail = rest.iter().position(|byte| !is_number_like(*byte));
            let end = tail.map_or(self.bytes.len(), |tail| at + tail);
            return Err(self.error(
                SyntaxErrorKind::InvalidNumber,
                Span::new(start, end.max(start + 1)),
            ));
        };
        self.push(Kind::Number, start, at, number.marked);
        self.at = at;
        Ok(())
    }

    /// Reads a string that is a value.
    #[inline]
    fn string(&mut self) -> Result<(), SyntaxError> {
        let text = self.text()?;
        self.push(Kind::String, self.at, text.end, text.marked);
        self.at = text.end;
        Ok(())
    }

    /// The string that stands here.
    #[inline]
    fn text(&mut self) -> Result<lex::Token, SyntaxError> {
        match lex::string(self.bytes, self.at) {
            Some(text) => Ok(text),
            None => self.odd_string(),
        }
    }

    /// Reads a string that is broken, or holds half of a surrogate pair: finds out which, and where.
    #[cold]
    fn odd_string(&mut self) -> Result<lex::Token, SyntaxError> {
        let start = self.at;
        let (mut at, mut ascii) = (start + 1, true);
        let index = u32_of(self.tape.entries.len());
        loop {
            at = text_end(self.bytes, at, &mut ascii);
            match self.bytes.get(at) {
                None => {
                    self.at = self.bytes.len();
                    let end = Span::new(self.at, self.at);
                    let opening = Some(Span::new(start, start + 1));
                    return Err(SyntaxError {
                        opening,
                        ..self.error(SyntaxErrorKind::UnexpectedEnd, end)
                    });
                }
                Some(b'"') => break,
                Some(b'\\') => at = self.escape(at, index)?,
                Some(_) => {
                    return Err(
                        self.error(SyntaxErrorKind::ControlCharacter, Span::new(at, at + 1))
                    );
                }
            }
        }
        if !ascii && let Err(error) = std::str::from_utf8(&self.bytes[start..at]) {
            let bad = start + error.valid_up_to();
            let len = error.error_len().unwrap_or(at - bad);
            return Err(self.error(SyntaxErrorKind::InvalidUtf8, Span::new(bad, bad + len)));
        }
        // Only an escape makes a string odd that is not broken.
        let (end, marked) = (at + 1, true);
        Ok(lex::Token { end, marked })
    }

    /// Reads the escape at `at` and returns the offset after it.
    fn escape(&mut self, at: usize, text: u32) -> Result<usize, SyntaxError> {
        let rest = &self.bytes[at + 1..];
        match rest {
            [] => Ok(at + 1),
            [b'u', digits @ ..] => {
                let unit = digits.get(..4).and_then(hex4);
                let Some(unit) = unit else {
                    // Up to the first character that is no digit, which may be the closing quote.
                    let bad = digits
                        .iter()
                        .take(4)
                        .position(|byte| !byte.is_ascii_hexdigit())
                        .unwrap_or(digits.len());
                    return Err(self.error(
                        SyntaxErrorKind::InvalidEscape,
                        Span::new(at, at + 2 + bad.min(4)),
                    ));
                };
                let low = match digits.get(4..10) {
                    Some([b'\\', b'u', low @ ..]) => {
                        hex4(low).filter(|unit| (0xDC00..0xE000).contains(unit))
                    }
                    _ => None,
                };
                match (unit, low) {
                    (0xD800..0xDC00, Some(_)) => Ok(at + 12),
                    (0xD800..0xE000, _) => {
                        let escape = Span::new(at, at + 6);
                        self.tape
                            .irregularities
                            .push(Irregularity::LoneSurrogate { text, escape });
                        Ok(at + 6)
                    }
                    _ => Ok(at + 6),
                }
            }
            [byte, ..] if unescape(*byte).is_some() => Ok(at + 2),
            [byte, ..] => {
                let end =
                    at + 1 + character_len(&self.bytes[at + 1..]).max(usize::from(*byte < 0x80));
                Err(self.error(SyntaxErrorKind::InvalidEscape, Span::new(at, end)))
            }
        }
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize, marked: bool) -> u32 {
        let index = u32_of(self.tape.entries.len());
        self.tape.entries.push(Entry {
            start: u32_of(start),
            end: u32_of(end),
            next: index + 1,
            extra: 0,
            index: 0,
            kind,
            marked,
            is_name: false,
        });
        index
    }

    fn skip_space(&mut self) {
        self.at = space_end(self.bytes, self.at);
    }

    /// The fault at a character that may not stand here, or at the end that may not come here.
    fn unexpected(&self, kind: SyntaxErrorKind) -> SyntaxError {
        let rest = &self.bytes[self.at..];
        match rest {
            [] => self.error(SyntaxErrorKind::UnexpectedEnd, Span::new(self.at, self.at)),
            [0..=0x7F, ..] => self.error(kind, Span::new(self.at, self.at + 1)),
            _ => match character_len(rest) {
                0 => self.error(
                    SyntaxErrorKind::InvalidUtf8,
                    Span::new(self.at, self.at + 1),
                ),
                len => self.error(kind, Span::new(self.at, self.at + len)),
            },
        }
    }

    /// The comma before the closing bracket that stands here.
    fn trailing_comma(&self) -> SyntaxError {
        let comma = self.bytes[..self.at]
            .iter()
            .rposition(|byte| *byte == b',')
            .unwrap_or(self.at);
        self.error(SyntaxErrorKind::TrailingComma, Span::new(comma, comma + 1))
    }

    fn error(&self, kind: SyntaxErrorKind, span: Span) -> SyntaxError {
        let opening = match kind {
            SyntaxErrorKind::UnexpectedEnd
            | SyntaxErrorKind::ExpectedCommaOrBrace
            | SyntaxErrorKind::ExpectedCommaOrBracket => self.tape.open.last().map(|&index| {
                let start = self.tape.entry(index).start as usize;
                Span::new(start, start + 1)
            }),
            _ => None,
        };
        SyntaxError {
            kind,
            span,
            opening,
        }
    }
}

fn is_number_like(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-' | b'_')
}

/// The length in bytes of the character that `bytes` begin with, 0 if they are not UTF-8.
fn character_len(bytes: &[u8]) -> usize {
    let head = &bytes[..bytes.len().min(4)];
    let valid = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default(),
    };
    valid.chars().next().map_or(0, char::len_utf8)
}

/// Offsets fit: the scanner refuses inputs of 4 GiB and more, and each entry has a byte of its own.
#[expect(
    clippy::cast_possible_truncation,
    reason = "checked once for the whole input"
)]
fn u32_of(offset: usize) -> u32 {
    offset as u32
}

impl<'a> Document<'a> {
    /// Scans `bytes` and sees them through `tape` at once.
    ///
    /// # Errors
    /// As [`scan`].
    pub fn scan(
        bytes: &'a [u8],
        tape: &'a mut Tape,
        max_depth: usize,
    ) -> Result<Self, SyntaxError> {
        scan(bytes, tape, max_depth)?;
        Ok(Self::new(bytes, tape))
    }
}
