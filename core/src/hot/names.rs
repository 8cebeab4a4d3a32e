//! The members that a schema knows, found by a guess or by hash.

use crate::json::block::{Expected, blocks_at};
use crate::json::places_of;

/// The names of the members of one place, in the order in which they are expected, and a hash table of
/// them.
#[derive(Debug)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct Names {
    /// The names.
    pub names: &'static [Quoted],
    /// For each hash the first place to look: one more than the index of a name, or 0. Its length is a power of
    /// two, and at least one entry is 0.
    pub table: &'static [u16],
    /// Where the guesses of this place are kept: any number that other places hardly have.
    pub guesses: usize,
}

/// A name as it stands in JSON, prepared for comparison.
#[derive(Debug)]
pub struct Quoted {
    name: &'static str,
    /// Its length with its quotes, if no character needs an escape; else 0.
    len: u32,
    hash: u32,
    expected: Expected,
}

impl Quoted {
    /// The name, the same in its quotes, which is empty where JSON would have to escape a character of it, and its
    /// [`name_hash`](crate::json::name_hash).
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the compiler has checked the length of the schema"
    )]
    pub const fn new(name: &'static str, text: &str, hash: u32) -> Self {
        Self {
            name,
            len: text.len() as u32,
            hash,
            expected: Expected::new(text.as_bytes()),
        }
    }

    /// The hash of the name.
    pub(super) const fn hash(&self) -> u32 {
        self.hash
    }

    /// The offset after the name, if it stands in its quotes at `at` and is not very long.
    #[inline(always)]
    pub(super) fn end_near(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let Some(blocks) = blocks_at(bytes, at) else {
            return self.end_at(bytes, at);
        };
        let same = self.expected.begins(blocks);
        same.then_some(at + self.len as usize)
    }

    /// The same for every name that needs no escapes.
    #[inline(never)]
    pub(super) fn end_at(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let end = at + self.len as usize;
        let name = bytes
            .get(at..end)?
            .strip_prefix(b"\"")?
            .strip_suffix(b"\"")?;
        (name == self.name.as_bytes()).then_some(end)
    }
}

/// Which member followed which, in the requests that this thread has read: members mostly come in the order of the
/// schema, with gaps, or in that of one of the last requests.
#[derive(Debug)]
pub(crate) struct Guesses {
    /// How many names were left out before the one that came, by the name that was next in the schema: the last time,
    /// and when it was otherwise before. Schemas share entries; a wrong guess costs a look-up.
    gaps: [[i8; 2]; GUESSES],
}

/// Enough for the members of a few schemas. A power of two.
const GUESSES: usize = 1024;

impl Default for Guesses {
    fn default() -> Self {
        Self {
            gaps: [[0; 2]; GUESSES],
        }
    }
}

impl Guesses {
    /// The name that is expected where `next` is the next in the schema.
    #[inline(always)]
    pub(super) fn expected(&self, names: &'static Names, next: usize) -> usize {
        next.wrapping_add_signed(self.gaps[Self::entry(names, next)][0].into())
    }

    /// The name that is expected if not that one.
    pub(super) fn second(&self, names: &'static Names, next: usize) -> usize {
        next.wrapping_add_signed(self.gaps[Self::entry(names, next)][1].into())
    }

    /// Learns that `came` came instead of what was expected.
    pub(super) fn learn(&mut self, names: &'static Names, next: usize, came: usize) {
        // Members that are far from their place in the schema are looked up.
        if let Ok(gap) = i8::try_from(came.wrapping_sub(next).cast_signed()) {
            let [first, second] = &mut self.gaps[Self::entry(names, next)];
            if *first != gap {
                *second = *first;
                *first = gap;
            }
        }
    }

    /// Where the guess is kept.
    #[inline(always)]
    fn entry(names: &'static Names, next: usize) -> usize {
        names.guesses.wrapping_add(next) % GUESSES
    }
}

impl Names {
    /// The index of the name for which `is` holds among those of that hash.
    pub(super) fn find(&self, hash: u32, is: impl Fn(&str) -> bool) -> Option<usize> {
        for place in places_of(hash, self.table.len()) {
            let index = usize::from(*self.table.get(place)?).checked_sub(1)?;
            let candidate = self.names.get(index)?;
            if candidate.hash == hash && is(candidate.name) {
                return Some(index);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_where_they_stand_and_nowhere_else() {
        const TEXT: &str = "\"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz\"";
        for len in 0..40 {
            let quoted: &'static str = format!("\"{}\"", &TEXT[1..=len]).leak();
            let name = Quoted::new(&quoted[1..=len], quoted, 0);
            let text = format!("  {quoted}: 1 and so on, for more than two blocks");
            let ends = |bytes: &[u8], at| (name.end_near(bytes, at), name.end_at(bytes, at));
            let end = Some(len + 4);
            let near = end.filter(|_| len + 2 <= 32);
            assert_eq!(ends(text.as_bytes(), 2), (near, end), "{text}");
            assert_eq!(ends(text.as_bytes(), 1), (None, None), "{text}");
            let nothing_follows = &text.as_bytes()[..len + 4];
            let near = end.filter(|_| len + 2 <= 32);
            assert_eq!(ends(nothing_follows, 2), (near, end), "{text}");
            assert_eq!(ends(text.as_bytes(), 99), (None, None), "{text}");
            for wrong in 2..len + 4 {
                let mut bytes = text.clone().into_bytes();
                bytes[wrong] ^= 1;
                assert_eq!(ends(&bytes, 2), (None, None), "{text}");
            }
        }
        let name = Quoted::new("a\"b", "", 0);
        let text = b"\"a\"b\": 1 and so on, for more than two blocks";
        assert_eq!((name.end_near(text, 0), name.end_at(text, 0)), (None, None));
    }
}
