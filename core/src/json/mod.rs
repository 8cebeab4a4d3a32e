//! JSON text with byte spans: what the scanner reads and everything else looks at.
//!
//! In: bytes. Out: a [`Tape`], a flat list of the values and member names with their places in the
//! input, seen through a [`Document`]. Nothing is copied out of the input: a string is its bytes
//! ([`JsonStr`]), a number is its digits ([`Decimal`]).
//!
//! The grammar is RFC 8259, exactly. What the grammar allows and RFC 7493 (I-JSON) forbids, member
//! names that occur twice and surrogates without a partner, is recorded as an [`Irregularity`].
//!
//! This module does not know schemas.

#[expect(
    clippy::inline_always,
    reason = "measured: a call costs as much as the block"
)]
pub(crate) mod block;
mod document;
#[expect(
    clippy::inline_always,
    reason = "measured: most tokens are a block long"
)]
pub(crate) mod lex;
mod members;
mod number;
mod position;
mod repeats;
mod scan;
mod text;

pub use document::{Document, Items, Members, Value};
pub use number::Decimal;
pub use position::{Position, Positions};
pub(crate) use repeats::Repeats;
pub use scan::{DEFAULT_MAX_DEPTH, Irregularity, SyntaxError, SyntaxErrorKind, scan};
#[doc(hidden)]
pub use text::places_of;
pub use text::{CodePoints, JsonStr, LoneSurrogate, name_hash};

/// A range of bytes of the input: `start` is the first, `end` the one after the last.
///
/// ```
/// use vouchsafe_core::json::Span;
///
/// let span = Span::new(4, 7);
/// assert_eq!(&"let abc"[span.range()], "abc");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset of the byte after the last.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to but not including `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The span as a range, to slice the input with.
    pub const fn range(self) -> core::ops::Range<usize> {
        self.start..self.end
    }

    /// Whether every byte of `other` is also one of `self`.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Text as a JSON string, with quotes and escapes.
///
/// ```
/// assert_eq!(vouchsafe_core::json::quoted("a \"b\""), r#""a \"b\"""#);
/// ```
pub fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// The kind of a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "RFC 8259 names these kinds and no others"
)]
pub enum Kind {
    /// `null`
    Null,
    /// `false`
    False,
    /// `true`
    True,
    /// A number of any size and precision.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// What stands at one place of a [`Tape`]: a value or the name of a member.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Index of the entry after this value and everything in it; for a name, of its value.
    pub(crate) next: u32,
    /// For an array or object the number of items or members; for a name its [`name_hash`].
    pub(crate) extra: u32,
    /// For an object one more than its place in the [`Index`](members::Index), or 0 if it has none.
    pub(crate) index: u32,
    pub(crate) kind: Kind,
    /// A string or name: it has escapes. A number: it has a fraction or an exponent.
    pub(crate) marked: bool,
    /// A member name (`kind` is then [`Kind::String`]).
    pub(crate) is_name: bool,
}

/// The scanned form of one JSON text: reusable memory that a [`Document`] looks through.
///
/// ```
/// use vouchsafe_core::json::{Document, Kind, Tape, scan};
///
/// let mut tape = Tape::default();
/// let bytes = br#"{"a": [1, 2]}"#;
/// scan(bytes, &mut tape, 128)?;
/// let document = Document::new(bytes, &tape);
/// let a = document.root().member("a").unwrap();
/// assert_eq!(a.kind(), Kind::Array);
/// assert_eq!(a.len(), 2);
/// # Ok::<(), vouchsafe_core::json::SyntaxError>(())
/// ```
#[derive(Debug, Default)]
pub struct Tape {
    pub(crate) entries: Vec<Entry>,
    pub(crate) irregularities: Vec<Irregularity>,
    /// Containers that are not closed yet; empty after a scan.
    pub(crate) open: Vec<u32>,
    /// The names of the objects that are not closed yet.
    pub(crate) repeats: Repeats,
    /// The members of the objects, by name.
    pub(crate) index: members::Index,
}

impl Tape {
    /// What RFC 7493 forbids though the grammar allows it, in the order in which the scanner met it.
    pub fn irregularities(&self) -> &[Irregularity] {
        &self.irregularities
    }

    /// The number of values and member names.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing has been scanned.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Forgets the text but keeps the memory.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.irregularities.clear();
        self.open.clear();
        self.repeats.clear();
        self.index.clear();
    }

    /// Indexes the members of the objects from the value `first` of the tape on (0 for all of them), so that finding one
    /// of many by its name costs no look at each.
    ///
    /// ```
    /// use vouchsafe_core::json::{Document, Tape, scan};
    ///
    /// let (text, mut tape) = (br#"{"a": 1, "b": 2}"#, Tape::default());
    /// scan(text, &mut tape, 8)?;
    /// tape.index_members(0);
    /// assert!(Document::new(text, &tape).root().member("b").is_some());
    /// # Ok::<(), vouchsafe_core::json::SyntaxError>(())
    /// ```
    pub fn index_members(&mut self, first: usize) {
        for at in first..self.entries.len() {
            let Entry {
                kind: Kind::Object,
                next,
                index: 0,
                ..
            } = self.entries[at]
            else {
                continue;
            };
            // Places on a tape fit into 32 bits, as every entry has a byte of its own.
            let name = u32::try_from(at + 1).unwrap_or(u32::MAX);
            self.entries[at].index = self.index.add(&self.entries, name, next);
        }
    }

    /// The entry at `index`, which must come from this tape.
    pub(crate) fn entry(&self, index: u32) -> &Entry {
        &self.entries[index as usize]
    }
}
