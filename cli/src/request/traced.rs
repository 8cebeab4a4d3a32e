//! Text whose every byte is known to come from somewhere.

use std::ops::Range;

use vouchsafe::json::Span;

use crate::source::Writer;

/// Text with the place in a source that each byte of it stands for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Traced {
    text: String,
    origins: Vec<Span>,
    /// Where it would stand, if it is empty.
    place: usize,
}

impl Traced {
    /// Nothing, at a place.
    pub(crate) fn empty(place: usize) -> Self {
        Self {
            place,
            ..Self::default()
        }
    }

    /// A name that stands nowhere, as those of path parameters.
    pub(crate) fn named(name: &str, place: usize) -> Self {
        let mut traced = Self::empty(place);
        traced.push(name, Span::new(place, place));
        traced
    }

    /// Adds a piece of a source.
    pub(crate) fn push_piece(&mut self, source: &str, span: Span) {
        self.text.push_str(&source[span.range()]);
        self.origins
            .extend(span.range().map(|at| Span::new(at, at + 1)));
    }

    /// Adds text that stands for a piece of a source.
    pub(crate) fn push(&mut self, text: &str, span: Span) {
        self.text.push_str(text);
        self.origins.extend(text.bytes().map(|_| span));
    }

    /// Puts it behind another one.
    pub(crate) fn append_to(self, other: &mut Self) {
        other.text.push_str(&self.text);
        other.origins.extend(self.origins);
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// All that it stands for.
    pub(crate) fn span(&self) -> Span {
        match (self.origins.first(), self.origins.last()) {
            (Some(first), Some(last)) => Span::new(first.start, last.end.max(first.start)),
            _ => Span::new(self.place, self.place),
        }
    }

    /// A part of it.
    pub(crate) fn slice(&self, range: Range<usize>) -> Self {
        let place = self.origins.get(range.start).map(|span| span.start);
        Self {
            text: self.text[range.clone()].to_owned(),
            origins: self.origins[range].to_vec(),
            place: place.unwrap_or_else(|| self.span().end),
        }
    }

    /// Without white space at its ends.
    pub(crate) fn trim(&self) -> Self {
        let start = self.text.len() - self.text.trim_start().len();
        self.slice(start..start + self.text.trim().len())
    }

    /// The pieces between separators.
    pub(crate) fn split(&self, separator: char) -> Vec<Self> {
        let mut pieces = Vec::new();
        let mut start = 0;
        for (at, found) in self.text.match_indices(separator) {
            pieces.push(self.slice(start..at));
            start = at + found.len();
        }
        pieces.push(self.slice(start..self.text.len()));
        pieces
    }

    /// The pieces between any of several separators.
    pub(crate) fn split_at_any(&self, separators: &[&str]) -> Vec<Self> {
        let mut pieces = Vec::new();
        let (mut start, mut at) = (0, 0);
        while at < self.text.len() {
            let rest = &self.text.as_bytes()[at..];
            let found = separators
                .iter()
                .find(|separator| rest.starts_with(separator.as_bytes()));
            match found {
                Some(separator) => {
                    pieces.push(self.slice(start..at));
                    at += separator.len();
                    start = at;
                }
                None => at += 1,
            }
        }
        pieces.push(self.slice(start..self.text.len()));
        pieces
    }

    /// What is behind a beginning.
    pub(crate) fn strip_prefix(&self, prefix: &str) -> Option<Self> {
        let rest = self.text.strip_prefix(prefix)?;
        Some(self.slice(self.text.len() - rest.len()..self.text.len()))
    }

    /// What is before and behind the first separator.
    pub(crate) fn split_once(&self, separator: char) -> Option<(Self, Self)> {
        let at = self.text.find(separator)?;
        let behind = at + separator.len_utf8();
        Some((self.slice(0..at), self.slice(behind..self.text.len())))
    }

    /// With `%41` for `A`, and in a query `+` for a space.
    pub(crate) fn percent_decoded(&self, is_query: bool) -> Self {
        let bytes = self.text.as_bytes();
        let mut decoded = Vec::new();
        let mut origins = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let hex = |byte: u8| char::from(byte).to_digit(16);
            let value = match bytes[at..] {
                [b'%', high, low, ..] => hex(high).zip(hex(low)).map(|(high, low)| high * 16 + low),
                _ => None,
            };
            let (byte, length) = match value.and_then(|value| u8::try_from(value).ok()) {
                Some(byte) => (byte, 3),
                None if is_query && bytes[at] == b'+' => (b' ', 1),
                None => (bytes[at], 1),
            };
            decoded.push(byte);
            let span = Span::new(self.origins[at].start, self.origins[at + length - 1].end);
            origins.push(span);
            at += length;
        }
        match String::from_utf8(decoded) {
            Ok(text) => Self {
                text,
                origins,
                place: self.place,
            },
            // What is no text decoded is left as it is written.
            Err(_) => self.clone(),
        }
    }

    /// Writes it as it is.
    pub(crate) fn write(&self, source: &str, writer: &mut Writer) {
        let mut start = 0;
        while start < self.text.len() {
            let first = self.origins[start];
            let mut end = start + 1;
            // As far as bytes stand next to each other in the source, or for the same piece of it.
            let is_same = |end: usize| {
                let (before, next) = (self.origins[end - 1], self.origins[end]);
                next == first || next.start == before.end && is_byte(next) && is_byte(before)
            };
            while end < self.text.len() && (is_same(end) || !self.text.is_char_boundary(end)) {
                end += 1;
            }
            let span = Span::new(first.start, self.origins[end - 1].end);
            let text = &self.text[start..end];
            if &source[span.range()] == text {
                writer.verbatim(source, span);
            } else {
                writer.stands_for(text, span);
            }
            start = end;
        }
    }
}

/// Whether a byte stands for one byte.
fn is_byte(span: Span) -> bool {
    span.end == span.start + 1
}
