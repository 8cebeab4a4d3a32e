//! Where findings stand in their file, as code hosts want to hear it.

use bytecount::num_chars;
use vouchsafe::json::{Position, Span};
use vouchsafe::{Label, Violation};

use super::Findings;

/// A stretch of a file. Lines and columns count from 1, columns in characters (Unicode scalar values); the end
/// is the place after the last character. A byte order mark is no part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) start: Place,
    pub(super) end: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
    /// The number of characters in the file before it.
    pub(super) offset: usize,
}

impl Region {
    /// The number of characters.
    pub(super) const fn length(&self) -> usize {
        self.end.offset - self.start.offset
    }
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Finds regions in one text. Cheap where they are asked for in the order of the text.
pub(super) struct Regions<'a> {
    bytes: &'a [u8],
    /// The line of the file before the first one of the text, and the characters before it.
    before: (usize, usize),
    /// Whether the file begins with a byte order mark.
    marked: bool,
    /// An offset with the number of characters before it.
    counted: (usize, usize),
}

impl<'a> Regions<'a> {
    pub(super) fn new(findings: &Findings<'a>) -> Self {
        let before = findings
            .record
            .map_or((0, 0), |record| (record.line - 1, record.characters));
        Self {
            bytes: findings.bytes,
            before,
            marked: before.1 == 0 && findings.bytes.starts_with(BYTE_ORDER_MARK),
            counted: (0, 0),
        }
    }

    /// Where to look first: the primary label, or else the value. Nothing for what has no text.
    pub(super) fn primary(&mut self, violation: &Violation) -> Option<Region> {
        let span = violation.span?;
        Some(match violation.labels.first() {
            Some(label) => self.label(label),
            None => self.region(span, violation.start),
        })
    }

    /// The whole value, where [`Regions::primary`] is but a part of it.
    pub(super) fn around(&mut self, violation: &Violation) -> Option<Region> {
        let span = violation.span?;
        let label = violation.labels.first()?.span;
        let within = span.start <= label.start && label.end <= span.end && span != label;
        within.then(|| self.region(span, violation.start))
    }

    pub(super) fn label(&mut self, label: &Label) -> Region {
        self.region(label.span, label.start)
    }

    fn region(&mut self, span: Span, start: Position) -> Region {
        let within = self.bytes.get(span.range()).unwrap_or_default();
        let (mut line, mut column) = (start.line, start.column);
        match within.iter().rposition(|byte| *byte == b'\n') {
            Some(feed) => {
                line += bytecount::count(within, b'\n');
                column = 1 + num_chars(&within[feed + 1..]);
            }
            None => column += num_chars(within),
        }
        let offset = self.characters_before(span.start);
        let first = Place {
            line: start.line,
            column: start.column,
            offset,
        };
        let last = Place {
            line,
            column,
            offset: offset + num_chars(within),
        };
        Region {
            start: self.in_file(first),
            end: self.in_file(last),
        }
    }

    /// A place of the text as one of the file.
    fn in_file(&self, place: Place) -> Place {
        let mark = usize::from(self.marked);
        let column = if place.line == 1 {
            (place.column - mark.min(place.column - 1)).max(1)
        } else {
            place.column
        };
        Place {
            line: self.before.0 + place.line,
            column,
            offset: self.before.1 + place.offset.saturating_sub(mark),
        }
    }

    fn characters_before(&mut self, offset: usize) -> usize {
        let offset = offset.min(self.bytes.len());
        let (at, count) = self.counted;
        let count = if offset < at {
            count - num_chars(&self.bytes[offset..at])
        } else {
            count + num_chars(&self.bytes[at..offset])
        };
        self.counted = (offset, count);
        count
    }
}
