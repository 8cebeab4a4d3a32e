//! Words, with what quotes and backslashes do in them.

use vouchsafe::json::Span;

use super::super::shell::{Command, Word};
use super::super::{NotChecked, Unreadable};
use super::Lexer;
use super::expand::Expanded;
use crate::request::Traced;

/// What ends a word without quotes.
fn ends_word(letter: char) -> bool {
    matches!(
        letter,
        ' ' | '\t' | '\n' | ';' | '&' | '|' | '(' | ')' | '<' | '>'
    )
}

/// How far a list in braces has come, of which the shell makes several words.
#[derive(Default)]
enum Braces {
    #[default]
    Outside,
    Begun,
    /// There is a comma, or two points.
    Divided,
}

impl Braces {
    /// Goes on by a letter. Returns whether it ends a list.
    fn follow(&mut self, letter: char, is_range: bool) -> bool {
        let is_end = letter == '}' && matches!(self, Self::Divided);
        *self = match (letter, std::mem::take(self)) {
            ('{', _) => Self::Begun,
            ('}', _) => Self::Outside,
            (',', Self::Begun) => Self::Divided,
            ('.', Self::Begun) if is_range => Self::Divided,
            (_, same) => same,
        };
        is_end
    }
}

impl Lexer<'_> {
    /// Reads a word.
    pub(super) fn word(&mut self, command: &mut Command) -> Result<Word, Unreadable> {
        let start = self.at;
        let mut word = Word::of(Traced::empty(start));
        // What there is beside unknown variables, and whether there are some.
        let (mut has_more, mut has_unknown) = (false, false);
        let mut braces = Braces::default();
        self.has_list = false;
        while let Some(next) = self.peek() {
            let place = Span::new(self.at, self.at + next.len_utf8());
            match next {
                '<' | '>' if self.at == start && self.rest()[1..].starts_with('(') => {
                    self.at += 1;
                    self.substitution(&mut word.text)?;
                    has_more = true;
                }
                '\r' if self.rest() == "\r" || self.rest().starts_with("\r\n") => break,
                next if ends_word(next) => break,
                '\\' => has_more |= self.escaped(&mut word.text, command),
                '\'' | '"' => {
                    has_more = true;
                    if word.text.text().is_empty() {
                        word.text = Traced::empty(self.at + 1);
                    }
                    self.quoted(&mut word.text, next)?;
                }
                '$' | '`' => {
                    let before = word.text.text().len();
                    match self.expansion(&mut word.text, false)? {
                        Expanded::Written => has_more = true,
                        Expanded::Value => {
                            let added = word.text.slice(before..word.text.text().len());
                            has_unknown |= added.is_unknown();
                            has_more |= !added.is_unknown();
                            word.is_open |=
                                !added.is_unknown() && added.text().contains(char::is_whitespace);
                        }
                    }
                }
                _ => {
                    has_more = true;
                    let is_range = self.rest().starts_with("..");
                    word.is_several |= braces.follow(next, is_range);
                    word.text.push_piece(self.source, place);
                    self.at = place.end;
                }
            }
        }
        word.is_open |= self.has_list || has_unknown && !has_more;
        self.has_list = false;
        Ok(word)
    }

    /// Reads what a backslash stands before. Returns whether that is a piece of the word.
    fn escaped(&mut self, text: &mut Traced, command: &mut Command) -> bool {
        let at = self.at;
        self.at += 1;
        if self.skip("\n") || self.skip("\r\n") {
            self.continued();
            return false;
        }
        let behind = self.rest().trim_start_matches([' ', '\t', '\r']);
        let spaces = self.rest().len() - behind.len();
        if spaces > 0 && behind.starts_with('\n') {
            let doubt = NotChecked::new(
                Span::new(at, at + 1),
                "there are spaces behind the `\\` that should carry the command on, so a shell ends it here",
            );
            command
                .doubts
                .push(doubt.help("delete the spaces at the end of the line"));
            self.at += spaces + 1;
            self.continued();
            return false;
        }
        match self.peek() {
            Some(next) => {
                self.at += next.len_utf8();
                let mut letter = [0; 4];
                text.push(next.encode_utf8(&mut letter), Span::new(at, self.at));
            }
            None => text.push("\\", Span::new(at, self.at)),
        }
        true
    }

    fn not_closed(place: usize) -> Unreadable {
        Unreadable::new("this quote is not closed", Span::new(place, place + 1))
    }

    /// Reads what stands in quotes.
    fn quoted(&mut self, text: &mut Traced, quote: char) -> Result<(), Unreadable> {
        let start = self.at;
        self.at += 1;
        if quote == '"' {
            return self.inside(text, Some(start));
        }
        let Some(length) = self.rest().find('\'') else {
            return Err(Self::not_closed(start));
        };
        let close = self.at + length;
        while self.at < close {
            let line = self.source[self.at..close].find('\n');
            let end = line.map_or(close, |line| self.at + line + 1);
            text.push_piece(self.source, Span::new(self.at, end));
            self.at = end;
            if line.is_some() && self.at < close {
                self.continued();
            }
        }
        self.at = close + 1;
        Ok(())
    }

    /// Reads what stands between double quotes, of which the first is at a place, or up to the end where there is none.
    pub(super) fn inside(
        &mut self,
        text: &mut Traced,
        quote: Option<usize>,
    ) -> Result<(), Unreadable> {
        loop {
            let Some(next) = self.peek() else {
                return quote.map_or(Ok(()), |start| Err(Self::not_closed(start)));
            };
            let at = self.at;
            match next {
                '"' if quote.is_some() => {
                    self.at += 1;
                    return Ok(());
                }
                '$' | '`' => {
                    self.expansion(text, true)?;
                }
                '\\' => {
                    self.at += 1;
                    if self.skip("\n") || self.skip("\r\n") {
                        self.continued();
                        continue;
                    }
                    let escaped = self.peek().filter(|next| {
                        matches!(next, '\\' | '$' | '`') || *next == '"' && quote.is_some()
                    });
                    self.at += escaped.map_or(0, char::len_utf8);
                    let mut letter = [0; 4];
                    let letter = escaped.unwrap_or('\\').encode_utf8(&mut letter);
                    text.push(letter, Span::new(at, self.at));
                }
                next => {
                    self.at += next.len_utf8();
                    text.push_piece(self.source, Span::new(at, self.at));
                    if next == '\n' {
                        self.continued();
                    }
                }
            }
        }
    }

    /// Reads what stands in `$'…'`.
    pub(super) fn ansi(&mut self, text: &mut Traced) -> Result<(), Unreadable> {
        let start = self.at;
        self.at += 2;
        // Bytes that are written one by one are a text together.
        let mut bytes: Vec<u8> = Vec::new();
        let mut begun = self.at;
        loop {
            let at = self.at;
            let Some(next) = self.peek() else {
                return Err(Self::not_closed(start));
            };
            self.at += next.len_utf8();
            let escaped = if next == '\\' {
                self.ansi_escape()
            } else {
                None
            };
            if let Some(Escape::Byte(byte)) = escaped
                && byte >= 0x80
            {
                if bytes.is_empty() {
                    begun = at;
                }
                bytes.push(byte);
                continue;
            }
            if !bytes.is_empty() {
                let whole = String::from_utf8_lossy(&bytes);
                text.push(&whole, Span::new(begun, at));
                bytes.clear();
            }
            let place = Span::new(at, self.at);
            match escaped {
                Some(Escape::Byte(byte)) => {
                    text.push(char::from(byte).encode_utf8(&mut [0; 4]), place);
                }
                Some(Escape::Letter(letter)) => text.push(letter.encode_utf8(&mut [0; 4]), place),
                None if next == '\'' => return Ok(()),
                None => text.push_piece(self.source, place),
            }
        }
    }

    /// Reads what follows a backslash in `$'…'`; where it means nothing, nothing.
    fn ansi_escape(&mut self) -> Option<Escape> {
        let next = self.peek()?;
        let digits = |lexer: &Self, from: usize, most: usize, radix: u32| {
            let rest = lexer.rest().get(from..).unwrap_or_default();
            let count = rest
                .chars()
                .take(most)
                .take_while(|digit| digit.is_digit(radix))
                .count();
            let value = u32::from_str_radix(&rest[..count], radix).ok()?;
            Some((value, from + count))
        };
        let byte = |value: u32| Escape::Byte(u8::try_from(value & 0xff).unwrap_or_default());
        let (escape, length) = match next {
            'n' => (Escape::Letter('\n'), 1),
            't' => (Escape::Letter('\t'), 1),
            'r' => (Escape::Letter('\r'), 1),
            'a' => (Escape::Letter('\u{7}'), 1),
            'b' => (Escape::Letter('\u{8}'), 1),
            'e' | 'E' => (Escape::Letter('\u{1b}'), 1),
            'f' => (Escape::Letter('\u{c}'), 1),
            'v' => (Escape::Letter('\u{b}'), 1),
            '\\' | '\'' | '"' | '?' => (Escape::Letter(next), 1),
            '0'..='7' => digits(self, 0, 3, 8).map(|(value, length)| (byte(value), length))?,
            'x' => digits(self, 1, 2, 16).map(|(value, length)| (byte(value), length))?,
            'u' | 'U' => {
                let most = if next == 'u' { 4 } else { 8 };
                let (first, length) = digits(self, 1, most, 16)?;
                let rest = self.rest().get(length..).unwrap_or_default();
                let second = rest
                    .starts_with("\\u")
                    .then(|| digits(self, length + 2, 4, 16));
                // Browsers write a letter beyond the first 65,536 as two halves.
                match second.flatten() {
                    Some((low @ 0xdc00..0xe000, end)) if (0xd800..0xdc00).contains(&first) => {
                        let value = 0x1_0000 + ((first - 0xd800) << 10) + (low - 0xdc00);
                        (Escape::Letter(letter(value)), end)
                    }
                    _ => (Escape::Letter(letter(first)), length),
                }
            }
            'c' => {
                let letter = self.rest().chars().nth(1).filter(char::is_ascii)?;
                (byte(u32::from(letter) & 0x1f), 2)
            }
            _ => return None,
        };
        self.at += length;
        Some(escape)
    }
}

/// The letter of a number.
fn letter(number: u32) -> char {
    char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// What an escape stands for.
#[derive(Clone, Copy)]
enum Escape {
    Byte(u8),
    Letter(char),
}
