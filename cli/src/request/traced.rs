//! Text whose every byte is known to come from somewhere.

use std::ops::Range;

use vouchsafe::json::Span;

use crate::source::Writer;

/// Text with the place in a source that each piece of it stands for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Traced {
    text: String,
    /// In the order of the text, without gaps.
    pieces: Vec<Piece>,
    /// Where it would stand, if it is empty.
    place: usize,
}

/// A piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// Where it ends in the text.
    end: usize,
    /// What it stands for.
    source: Span,
    how: How,
}

/// How a piece of text is written in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// Byte for byte.
    Verbatim,
    /// In another way.
    Otherwise,
    /// In another way, and it must not be shown.
    Secret,
    /// It stands for something that is not known. What is written in the source may be anything, too.
    Unknown,
}

impl How {
    /// How something is written that comes from two pieces.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Secret, _) | (_, Self::Secret) => Self::Secret,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Otherwise, _) | (_, Self::Otherwise) => Self::Otherwise,
            (Self::Verbatim, Self::Verbatim) => Self::Verbatim,
        }
    }
}

/// Pieces of JSON that was made of traced text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Marks {
    /// What must not be shown.
    pub(crate) hidden: Vec<Span>,
    /// What stands for something unknown, so that nothing can be said of it.
    pub(crate) unknown: Vec<Span>,
    /// There may be more members than are written.
    pub(crate) is_open: bool,
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
        self.add(&source[span.range()], span, How::Verbatim);
    }

    /// Adds text that stands for a piece of a source.
    pub(crate) fn push(&mut self, text: &str, span: Span) {
        self.add(text, span, How::Otherwise);
    }

    /// Adds text that stands for a piece of a source and must not be shown.
    pub(crate) fn push_secret(&mut self, text: &str, span: Span) {
        self.add(text, span, How::Secret);
    }

    /// Adds text in the place of something that is not known.
    pub(crate) fn push_unknown(&mut self, text: &str, span: Span) {
        self.add(text, span, How::Unknown);
    }

    fn add(&mut self, text: &str, source: Span, how: How) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        let piece = Piece {
            end: self.text.len(),
            source,
            how,
        };
        self.add_piece(piece);
    }

    /// Adds a piece of text that is there already.
    fn add_piece(&mut self, piece: Piece) {
        match self.pieces.last_mut() {
            Some(last)
                if last.how == How::Verbatim
                    && piece.how == How::Verbatim
                    && last.source.end == piece.source.start =>
            {
                last.source.end = piece.source.end;
                last.end = piece.end;
            }
            Some(last)
                if piece.how != How::Verbatim
                    && (last.how, last.source) == (piece.how, piece.source) =>
            {
                last.end = piece.end;
            }
            _ => self.pieces.push(piece),
        }
    }

    /// Puts it behind another one.
    pub(crate) fn append_to(self, other: &mut Self) {
        let before = other.text.len();
        other.text.push_str(&self.text);
        for piece in self.pieces {
            other.add_piece(Piece {
                end: before + piece.end,
                ..piece
            });
        }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether some of it must not be shown.
    pub(crate) fn is_secret(&self) -> bool {
        self.pieces.iter().any(|piece| piece.how == How::Secret)
    }

    /// Whether some of it is not known.
    pub(crate) fn is_unknown(&self) -> bool {
        self.pieces.iter().any(|piece| piece.how == How::Unknown)
    }

    /// Where there is something that is not known.
    pub(crate) fn unknown_places(&self) -> impl Iterator<Item = Span> {
        let unknown = self.pieces.iter().filter(|piece| piece.how == How::Unknown);
        unknown.map(|piece| piece.source)
    }

    /// All that it stands for.
    pub(crate) fn span(&self) -> Span {
        match (self.pieces.first(), self.pieces.last()) {
            (Some(first), Some(last)) => {
                let start = first.source.start;
                Span::new(start, last.source.end.max(start))
            }
            _ => Span::new(self.place, self.place),
        }
    }

    /// The parts of the source that it stands for and that may be shown. Neighbours are one part.
    pub(crate) fn open_sources(&self) -> Vec<Span> {
        let is_open = |piece: &&Piece| matches!(piece.how, How::Verbatim | How::Otherwise);
        let open = self.pieces.iter().filter(is_open);
        let mut spans: Vec<Span> = Vec::new();
        for piece in open {
            match spans.last_mut() {
                Some(last) if last.end == piece.source.start => last.end = piece.source.end,
                _ => spans.push(piece.source),
            }
        }
        spans
    }

    /// The text, of which this part must not be shown.
    pub(crate) fn with_secret(&self, range: Range<usize>) -> Self {
        let mut whole = self.slice(0..range.start);
        whole.place = self.place;
        let mut secret = self.slice(range.clone());
        for piece in &mut secret.pieces {
            // What is not known is not shown anyway.
            if piece.how != How::Unknown {
                piece.how = How::Secret;
            }
        }
        secret.append_to(&mut whole);
        self.slice(range.end..self.text.len()).append_to(&mut whole);
        whole
    }

    /// The piece that the byte at `at` is in.
    fn piece(&self, at: usize) -> usize {
        self.pieces.partition_point(|piece| piece.end <= at)
    }

    /// The pieces of a part, with how many bytes of text each of them has there.
    fn pieces_of(&self, range: Range<usize>) -> impl Iterator<Item = (Piece, usize)> {
        let first = self.piece(range.start);
        let before = first
            .checked_sub(1)
            .map_or(0, |index| self.pieces[index].end);
        let mut start = before;
        self.pieces[first.min(self.pieces.len())..]
            .iter()
            .map_while(move |piece| {
                let own = start.max(range.start)..piece.end.min(range.end);
                let offset = own.start.checked_sub(start)?;
                start = piece.end;
                let length = own
                    .end
                    .checked_sub(own.start)
                    .filter(|length| *length > 0)?;
                let source = match piece.how {
                    How::Verbatim => {
                        let from = piece.source.start + offset;
                        Span::new(from, from + length)
                    }
                    // It is not known which part of the source it is.
                    How::Otherwise | How::Secret | How::Unknown => piece.source,
                };
                Some((Piece { source, ..*piece }, length))
            })
    }

    /// A part of it.
    pub(crate) fn slice(&self, range: Range<usize>) -> Self {
        let mut slice = Self::empty(0);
        slice.text.push_str(&self.text[range.clone()]);
        let mut end = 0;
        for (piece, length) in self.pieces_of(range.clone()) {
            end += length;
            slice.add_piece(Piece { end, ..piece });
        }
        let next = self.pieces_of(range.start..self.text.len()).next();
        slice.place = next.map_or(self.span().end, |(piece, _)| piece.source.start);
        slice
    }

    /// The text with some letters written in another way.
    pub(crate) fn rewritten(&self, other: &dyn Fn(char) -> Option<String>) -> Self {
        let mut whole = self.slice(0..0);
        let mut start = 0;
        for (at, letter) in self.text.char_indices() {
            let Some(text) = other(letter) else { continue };
            self.slice(start..at).append_to(&mut whole);
            start = at + letter.len_utf8();
            let mut pieces = self.pieces_of(at..start).map(|(piece, _)| piece);
            if let Some(first) = pieces.next() {
                let last = pieces.last().unwrap_or(first);
                let how = first.how.and(last.how).and(How::Otherwise);
                whole.add(&text, Span::new(first.source.start, last.source.end), how);
            }
        }
        self.slice(start..self.text.len()).append_to(&mut whole);
        whole
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
        let is_encoded = |byte: u8| byte == b'%' || is_query && byte == b'+';
        if !self.text.bytes().any(is_encoded) {
            return self.clone();
        }
        let bytes = self.text.as_bytes();
        let mut decoded = Vec::new();
        let mut traced = Self::empty(self.place);
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
            let mut origins = self.pieces_of(at..at + length).map(|(piece, _)| piece);
            if let Some(first) = origins.next() {
                let last = origins.last().unwrap_or(first);
                let is_same = byte == bytes[at];
                let how = match first.how.and(last.how) {
                    How::Verbatim if !is_same => How::Otherwise,
                    how => how,
                };
                let source = Span::new(first.source.start, last.source.end);
                traced.add_piece(Piece {
                    end: decoded.len(),
                    source,
                    how,
                });
            }
            at += length;
        }
        match String::from_utf8(decoded) {
            Ok(text) => Self { text, ..traced },
            // What is no text decoded is left as it is written.
            Err(_) => self.clone(),
        }
    }

    /// Text that was read out of another text, with the places that the other one stands for.
    pub(crate) fn through(&self, other: &Self) -> Self {
        let mut traced = Self::empty(other.at(self.place));
        let mut start = 0;
        for piece in &self.pieces {
            let text = &self.text[start..piece.end];
            start = piece.end;
            let part = other.slice(piece.source.range());
            if piece.how == How::Verbatim && part.text == text {
                part.append_to(&mut traced);
            } else {
                let hows = part.pieces.iter().map(|piece| piece.how);
                let how = hows.fold(piece.how, How::and).and(How::Otherwise);
                traced.add(text, part.span(), how);
            }
        }
        traced
    }

    /// Where a part of the text stands in the source.
    pub(crate) fn place(&self, part: Span) -> Span {
        let end = part.end.min(self.text.len());
        self.slice(part.start.min(end)..end).span()
    }

    /// Where a byte of the text stands in the source.
    fn at(&self, at: usize) -> usize {
        self.place(Span::new(at, at)).start
    }

    /// Writes it as it is. Adds to the marks which pieces of the JSON must not be shown, and which are not known.
    pub(crate) fn write(&self, source: &str, writer: &mut Writer, marks: &mut Marks) {
        let before = writer.len();
        let mut start = 0;
        let mut begun: Option<Span> = None;
        for piece in &self.pieces {
            let span = begun.map_or(piece.source, |first: Span| {
                Span::new(first.start, piece.source.end.max(first.start))
            });
            // Bytes of one character may come from several places.
            if !self.text.is_char_boundary(piece.end) {
                begun = Some(span);
                continue;
            }
            begun = None;
            let text = &self.text[start..piece.end];
            if source.get(span.range()) == Some(text) {
                writer.verbatim(source, span);
            } else {
                writer.stands_for(text, span);
            }
            let written = Span::new(before + start, before + piece.end);
            match piece.how {
                How::Secret => marks.hidden.push(written),
                How::Unknown => marks.unknown.push(written),
                How::Verbatim | How::Otherwise => {}
            }
            start = piece.end;
        }
    }
}

#[cfg(test)]
mod tests {
    use vouchsafe::json::Span;

    use super::Traced;

    #[test]
    fn every_part_knows_where_it_stands() {
        let source = "ab=%C3%A9+{{v}}&c";
        let mut traced = Traced::empty(0);
        traced.push_piece(source, Span::new(0, 10));
        traced.push_secret("hidden", Span::new(10, 15));
        traced.push_piece(source, Span::new(15, 17));
        assert_eq!(traced.text(), "ab=%C3%A9+hidden&c");
        let pieces = traced.split('&');
        assert_eq!(pieces[1].text(), "c");
        assert_eq!(pieces[1].span(), Span::new(16, 17));
        assert!(!pieces[1].is_secret());
        let (name, value) = pieces[0].split_once('=').unwrap_or_default();
        assert_eq!((name.text(), name.span()), ("ab", Span::new(0, 2)));
        let decoded = value.percent_decoded(true);
        assert_eq!(
            (decoded.text(), decoded.span()),
            ("é hidden", Span::new(3, 15))
        );
        assert!(decoded.is_secret());
        assert_eq!(decoded.slice(0..2).span(), Span::new(3, 9));
        assert_eq!(decoded.slice(3..5).span(), Span::new(10, 15));
        // Nothing stands where it would begin.
        assert_eq!(value.slice(0..0).span(), Span::new(3, 3));
        assert_eq!(pieces[1].slice(1..1).span(), Span::new(17, 17));
    }
}
