//! Byte offsets as lines and columns.

/// A place in a text as an editor shows it. Lines and columns count from 1.
///
/// ```
/// use vouchsafe_core::json::Position;
///
/// let text = "first\né𝄞x".as_bytes();
/// let x = Position::of(text, 12);
/// assert_eq!((x.line, x.column), (2, 3));
/// assert_eq!((x.utf8_column, x.utf16_column), (7, 4));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, counted in characters (Unicode scalar values).
    pub column: usize,
    /// The column, counted in bytes of UTF-8.
    pub utf8_column: usize,
    /// The column, counted in UTF-16 code units, as the Language Server Protocol does by default.
    pub utf16_column: usize,
}

impl Position {
    /// The start of a text.
    pub const START: Self = Self {
        line: 1,
        column: 1,
        utf8_column: 1,
        utf16_column: 1,
    };

    /// The position of the byte at `offset` in `text`; an offset past the end means the end.
    ///
    /// Lines end with a line feed. Takes time in proportion to `offset`; for many offsets use
    /// [`Positions`].
    pub fn of(text: &[u8], offset: usize) -> Self {
        Positions::new(text).at(offset)
    }
}

/// Turns many offsets of one text into positions, in one pass when they are asked for in order. To go back takes
/// little time as well.
#[derive(Debug, Clone)]
pub struct Positions<'a> {
    text: &'a [u8],
    offset: usize,
    position: Position,
    /// Places on the way, in their order, to go back to.
    marks: Vec<(usize, Position)>,
}

/// How far it is from one place to go back to to the next.
const STRIDE: usize = 1 << 14;

impl<'a> Positions<'a> {
    /// Positions in `text`, which need not be valid UTF-8: each stray byte counts as a character.
    pub const fn new(text: &'a [u8]) -> Self {
        Self {
            text,
            offset: 0,
            position: Position::START,
            marks: Vec::new(),
        }
    }

    /// The position of the byte at `offset`; an offset past the end means the end.
    pub fn at(&mut self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        if offset < self.offset {
            let before = self.marks.partition_point(|(mark, _)| *mark <= offset);
            let mark = before.checked_sub(1).map(|last| self.marks[last]);
            (self.offset, self.position) = mark.unwrap_or((0, Position::START));
        }
        loop {
            let last = self.marks.last().map_or(0, |(mark, _)| *mark);
            let next = last + STRIDE;
            if offset < next {
                break;
            }
            self.pass(next);
            self.marks.push((next, self.position));
        }
        self.pass(offset);
        self.position
    }

    /// Goes on to an offset that is not before the last one.
    fn pass(&mut self, offset: usize) {
        let mut passed = &self.text[self.offset..offset];
        if let Some(end) = passed.iter().rposition(|byte| *byte == b'\n') {
            let lines = passed[..=end].iter().filter(|byte| **byte == b'\n');
            self.position = Position {
                line: self.position.line + lines.count(),
                ..Position::START
            };
            passed = &passed[end + 1..];
        }
        if passed.is_ascii() {
            let at = &mut self.position;
            at.column += passed.len();
            at.utf8_column += passed.len();
            at.utf16_column += passed.len();
            passed = &[];
        }
        for &byte in passed {
            let at = &mut self.position;
            at.utf8_column += 1;
            // A continuation byte belongs to the character that is already counted.
            if !matches!(byte, 0x80..=0xBF) {
                at.column += 1;
                // A lead byte of four stands for a surrogate pair in UTF-16.
                at.utf16_column += if byte >= 0xF0 { 2 } else { 1 };
            }
        }
        self.offset = offset;
    }
}
