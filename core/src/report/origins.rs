//! Where a JSON text comes from: reports on a text that was made of another one, told of that one.

use super::suggestion::{Edit, Suggestion};
use super::violation::{Label, Report, Violation};
use crate::json::{Positions, Span};

/// Where the pieces of a JSON text come from in a source of another kind: a YAML file, a request in a recording, a
/// parameter in a URL.
///
/// ```
/// use vouchsafe_core::{Origins, Program};
/// use vouchsafe_core::json::Span;
///
/// // `ok: 1,` with the JSON text that it stands for.
/// let source = b"ok: 1,";
/// let mut origins = Origins::default();
/// origins.stands_for(Span::new(0, 1), Span::new(0, 0));
/// origins.verbatim(Span::new(2, 4), 0);
/// origins.verbatim(Span::new(7, 9), 4);
/// let report = Program::accept_all().check(b"{\"ok\": 1,}").unwrap_err().relocated(&origins, source);
/// assert_eq!(report.violations()[0].start.column, 6);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Origins {
    /// In the order of the text; no two of them meet.
    pieces: Vec<Piece>,
}

/// What to write in a source for an edit of the text: in the place given, which has what the edit changes as it is, or
/// not. Nothing where that cannot be told.
type Rewrite<'a> = &'a dyn Fn(&Edit, (Span, bool)) -> Option<String>;

#[derive(Debug, Clone, Copy)]
struct Piece {
    text: Span,
    source: Span,
    /// The bytes are the same.
    verbatim: bool,
}

impl Origins {
    /// A piece of the text whose bytes stand in the source as they are, from `source` on. Pieces are added in the
    /// order of the text.
    pub fn verbatim(&mut self, text: Span, source: usize) {
        let length = text.end - text.start;
        self.pieces.push(Piece {
            text,
            source: Span::new(source, source + length),
            verbatim: true,
        });
    }

    /// A piece of the text that stands for one of the source that is written in another way.
    pub fn stands_for(&mut self, text: Span, source: Span) {
        self.pieces.push(Piece {
            text,
            source,
            verbatim: false,
        });
    }

    /// The pieces of the source, in the order of the text.
    pub fn sources(&self) -> impl Iterator<Item = Span> {
        self.pieces.iter().map(|piece| piece.source)
    }

    /// The piece that an offset lies in, or else the one after it.
    fn at(&self, offset: usize) -> usize {
        self.pieces
            .partition_point(|piece| piece.text.end <= offset)
    }

    /// Where what begins at `offset` begins in the source.
    fn start(&self, offset: usize) -> usize {
        match self.pieces.get(self.at(offset)) {
            Some(piece) if piece.verbatim && piece.text.start <= offset => {
                piece.source.start + (offset - piece.text.start)
            }
            Some(piece) => piece.source.start,
            None => self.pieces.last().map_or(0, |piece| piece.source.end),
        }
    }

    /// Where what ends at `offset` ends in the source.
    fn end(&self, offset: usize) -> usize {
        let Some(last) = offset.checked_sub(1) else {
            return self.start(0);
        };
        let at = self.at(last);
        match self.pieces.get(at) {
            Some(piece) if piece.text.start <= last && piece.verbatim => {
                piece.source.start + (offset - piece.text.start)
            }
            Some(piece) if piece.text.start <= last => piece.source.end,
            // Between two pieces: behind the one before.
            _ => at.checked_sub(1).map_or_else(
                || self.start(offset),
                |before| self.pieces[before].source.end,
            ),
        }
    }

    /// Where a piece of the text stands in the source.
    pub fn span(&self, span: Span) -> Span {
        let start = self.start(span.start);
        if span.start == span.end {
            return Span::new(start, start);
        }
        Span::new(start, self.end(span.end).max(start))
    }

    /// Where what an edit changes stands in the source as it is.
    fn verbatim_place(&self, edit: &Edit) -> Option<Span> {
        let span = edit.span;
        let piece = self
            .pieces
            .iter()
            .find(|piece| piece.text.start <= span.start && span.end <= piece.text.end)?;
        let start = piece.source.start + (span.start - piece.text.start);
        let same = Span::new(start, start + (span.end - span.start));
        piece.verbatim.then_some(same)
    }

    fn edit(&self, edit: &Edit, rewrite: Rewrite<'_>) -> Option<Edit> {
        let verbatim = self.verbatim_place(edit);
        let is_place = edit.span.start < edit.span.end;
        let span = verbatim.or_else(|| is_place.then(|| self.span(edit.span)))?;
        let replacement = rewrite(edit, (span, verbatim.is_some()))?;
        Some(Edit::new(span, replacement))
    }

    fn suggestion(&self, suggestion: &Suggestion, rewrite: Rewrite<'_>) -> Option<Suggestion> {
        let edits = suggestion.edits.iter().map(|edit| self.edit(edit, rewrite));
        let edits = edits.collect::<Option<Vec<Edit>>>()?;
        Some(Suggestion::new(suggestion.applicability, edits))
    }

    fn violation(
        &self,
        violation: Violation,
        positions: &mut Positions<'_>,
        rewrite: Rewrite<'_>,
    ) -> Violation {
        let mut at = |offset| positions.at(offset);
        let span = violation.span.map(|span| self.span(span));
        let mut label = |label: Label| {
            let span = self.span(label.span);
            Label {
                span,
                start: at(span.start),
                message: label.message,
            }
        };
        let labels = violation.labels.into_iter().map(&mut label).collect();
        Violation {
            start: span.map_or(violation.start, |span| at(span.start)),
            end: span.map_or(violation.end, |span| at(span.end)),
            span,
            labels,
            // A member is written in another way there.
            insertion_point: None,
            suggestion: violation
                .suggestion
                .and_then(|suggestion| self.suggestion(&suggestion, rewrite)),
            ..violation
        }
    }
}

impl Report {
    /// The same of the source that the text was made of: every place is one of the source. Suggestions remain where
    /// what they change stands in the source as it is.
    #[must_use]
    pub fn relocated(self, origins: &Origins, source: &[u8]) -> Self {
        self.relocated_by(origins, source, &|edit, (_, is_verbatim)| {
            is_verbatim.then(|| edit.replacement.clone())
        })
    }

    /// The same for sources whose way of writing things is known: `rewrite` is told of each edit of the text, and of
    /// the place in the source that it is about, and gives what to write there.
    #[doc(hidden)]
    #[must_use]
    pub fn relocated_by(self, origins: &Origins, source: &[u8], rewrite: Rewrite<'_>) -> Self {
        self.relocated_with(origins, &mut Positions::new(source), rewrite)
    }

    /// Moves one of many reports on parts of one source to where the parts stand; positions are counted once for all.
    #[doc(hidden)]
    #[must_use]
    pub fn relocated_with(
        self,
        origins: &Origins,
        positions: &mut Positions<'_>,
        rewrite: Rewrite<'_>,
    ) -> Self {
        self.map(
            |violation| origins.violation(violation, positions, rewrite),
            |mask| origins.span(mask),
        )
    }
}
