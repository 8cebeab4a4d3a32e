//! The reader that generated code steps through the input with.

use super::guesses::{Guesses, Path};
use super::record::Record;
use super::scalar::{Class, Digits, Text};
use super::texts::Texts;
use crate::engine::Memory;
use crate::json::block::space_end;
use crate::json::{JsonStr, Kind, Repeats, lex};
use crate::options::Options;
use crate::program::Parts;

/// No offset and no slot: the pass has stopped.
pub const STOP: usize = usize::MAX;
/// The slot of no member: the object or array ends here.
pub const END: usize = usize::MAX - 1;
/// The slot of a member whose name is not among those asked for.
pub const UNKNOWN: usize = usize::MAX - 2;

/// A value that has been read.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::exhaustive_structs, reason = "generated code takes it apart")]
pub struct Read {
    /// The offset after it, or [`STOP`].
    pub at: usize,
    /// Which of the schemas hold that were asked about: a bit for each.
    pub bits: u64,
}

impl Read {
    /// The pass has stopped.
    pub const STOPPED: Self = Self { at: STOP, bits: 0 };
}

/// Where a member's value or an item begins, after white space.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::exhaustive_structs, reason = "generated code takes it apart")]
pub struct Step {
    /// The offset of the value; of the closing bracket for [`END`].
    pub at: usize,
    /// The index of the member's name, the ordinal of the item, or one of the constants.
    pub slot: usize,
}

impl Step {
    pub(super) const STOPPED: Self = Self {
        at: STOP,
        slot: STOP,
    };
}

/// An array that is being read.
#[derive(Debug)]
pub struct Array {
    count: u32,
    /// What has been read before it.
    path: Path,
    opened: usize,
}

impl Array {
    /// The number of items.
    #[inline]
    pub const fn count(&self) -> u64 {
        self.count as u64
    }
}

/// The input, and what is known of it so far.
#[derive(Debug)]
pub struct Cursor<'a, R> {
    pub(super) bytes: &'a [u8],
    pub(super) parts: &'a Parts,
    /// How many more arrays and objects may be opened inside one another.
    pub(super) room: usize,
    pub(super) record: R,
    /// How many faults have been met.
    pub(super) refusals: usize,
    /// Something could not be decided, which need not matter: only the engine knows what the verdict needs.
    pub(super) gave_up: bool,
    /// The names of the objects that are open which no schema knows, to find those that come twice, by their
    /// offsets.
    pub(super) names: &'a mut Repeats,
    pub(super) guesses: &'a mut Guesses,
    /// What has been read of the innermost object, and before it.
    pub(super) path: Path,
    /// How much white space is expected before the names of the object that is opened next.
    pub(super) gap: usize,
    /// How much more than in the object around it.
    pub(super) step: usize,
    pub(super) memory: &'a mut Memory,
}

impl<'a, R: Record> Cursor<'a, R> {
    pub(super) fn new(
        bytes: &'a [u8],
        parts: &'a Parts,
        memory: &'a mut Memory,
        (names, guesses): (&'a mut Repeats, &'a mut Guesses),
        record: R,
        options: &Options,
    ) -> Self {
        names.clear();
        memory.configure(options.ignore_case_of_names, options.max_steps);
        memory.begin_pass(bytes.len());
        let gap = guesses.gap;
        Self {
            bytes,
            parts,
            room: options.depth(),
            record,
            refusals: 0,
            gave_up: false,
            names,
            guesses,
            path: Path::default(),
            gap,
            step: gap.saturating_sub(1),
            memory,
        }
    }

    /// Whether the value that was read is the whole input.
    pub(super) fn is_whole(&self, read: Read) -> bool {
        read.at != STOP && space_end(self.bytes, read.at) == self.bytes.len()
    }

    pub(super) const fn is_sound(&self) -> bool {
        self.refusals == 0
    }

    pub(super) const fn gave_up(&self) -> bool {
        self.gave_up
    }

    /// The offset from `at` on of what is not white space.
    #[inline(always)]
    pub fn space(&self, at: usize) -> usize {
        space_end(self.bytes, at)
    }

    /// The byte at `at`; 0, which begins no value, after the end.
    #[inline]
    pub fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// Reads `true`, `false` or `null`, whose first byte stands at `at`.
    #[inline]
    pub fn word(&mut self, at: usize, word: &[u8], kind: Kind) -> usize {
        let end = at + word.len();
        if self.bytes.get(at..end) != Some(word) {
            return STOP;
        }
        self.record.value(kind, at, end, false);
        end
    }

    /// The eight bytes from `at` on.
    #[inline]
    pub(super) fn chunk(&self, at: usize) -> Option<&'a [u8; 8]> {
        self.bytes.get(at..)?.first_chunk()
    }

    /// Records a value without others in it that has no marks.
    #[inline]
    pub(super) fn record_value(&mut self, kind: Kind, at: usize, end: usize) {
        self.record.value(kind, at, end, false);
    }

    /// Reads the string whose opening quote stands at `at`.
    #[inline(always)]
    pub fn text(&mut self, at: usize) -> Option<Text<'a>> {
        let token = lex::string(self.bytes, at)?;
        self.record.value(Kind::String, at, token.end, token.marked);
        Some(Text {
            text: JsonStr::scanned(self.bytes.get(at + 1..token.end - 1)?, token.marked),
            end: token.end,
        })
    }

    /// Reads the number whose first byte stands at `at`.
    #[inline(always)]
    pub fn digits(&mut self, at: usize) -> Option<Digits<'a>> {
        let number = lex::number(self.bytes, at)?;
        self.record
            .value(Kind::Number, at, number.end, number.marked);
        Some(Digits {
            written: self.bytes.get(at..number.end)?,
            small: number.small,
            marked: number.marked,
            end: number.end,
        })
    }

    /// Which of the texts the string is that stands at `at`: a bit for each.
    #[inline(always)]
    pub fn which<const N: usize, const L: usize>(
        &self,
        at: usize,
        text: Text<'_>,
        texts: &'static Texts<N, L>,
    ) -> u64 {
        texts.which(self.bytes, at..text.end, text)
    }

    /// Whether a pattern matches that is no more than a class of characters.
    #[inline]
    pub fn is_of_class(&mut self, pattern: u32, class: &'static Class, text: Text<'_>) -> bool {
        match text.is_of_class(class) {
            Some(is) => is,
            None => self.matches(pattern, text),
        }
    }

    /// A place on the record, to name the value that is read next.
    #[inline]
    pub fn mark(&self) -> usize {
        self.record.mark()
    }

    /// Opens the array whose bracket stands at `at`. Gives the offset after the bracket.
    #[inline]
    pub fn array(&mut self, at: usize) -> Option<(Array, usize)> {
        self.room = self.room.checked_sub(1)?;
        let array = Array {
            count: 0,
            path: self.path,
            opened: self.record.open(Kind::Array, at),
        };
        self.gap += self.step;
        Some((array, at + 1))
    }

    /// Reads on to the next item.
    #[inline]
    pub fn item(&mut self, array: &mut Array, at: usize) -> Step {
        let at = self.space(at);
        let at = match (self.byte(at), array.count) {
            (b']', _) => return Step { at, slot: END },
            (b',', 1..) => self.space(at + 1),
            (_, 0) => at,
            _ => return Step::STOPPED,
        };
        self.path = array.path;
        let slot = array.count as usize;
        array.count += 1;
        Step { at, slot }
    }

    /// Closes the array whose closing bracket stands at `at`. Gives the offset after it.
    #[inline]
    pub fn close_array(&mut self, array: &Array, at: usize) -> usize {
        self.room += 1;
        self.gap = self.gap.saturating_sub(self.step);
        self.record.close(array.opened, at + 1, array.count);
        at + 1
    }
}
