//! The members that a schema knows, found by a guess or by hash.

use crate::json::block::{Expected, block_at};
use crate::json::name_hash;

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
}

/// A name as it stands in JSON, prepared for comparison.
#[derive(Debug)]
pub struct Quoted {
    /// With its quotes, if no character needs an escape; else empty.
    text: &'static str,
    /// The name itself.
    name: &'static str,
    hash: u32,
    /// The first 16 bytes of the text, those that it has.
    head: Expected,
    /// The last 16, where it has more than that; else the first again.
    tail: Expected,
    /// Where those begin.
    tail_at: usize,
}

/// The longest text that its first and its last 16 bytes make up.
const SHORT: usize = 32;

impl Quoted {
    /// The name, and the same in its quotes: empty where JSON would have to escape a character of it.
    pub const fn new(name: &'static str, text: &'static str) -> Self {
        let bytes = text.as_bytes();
        let tail_at = bytes.len().saturating_sub(16);
        Self {
            text,
            name,
            hash: name_hash(name.as_bytes()),
            head: Expected::new(bytes, 0),
            tail: Expected::new(bytes, tail_at),
            tail_at,
        }
    }

    /// The hash of the name.
    pub(super) const fn hash(&self) -> u32 {
        self.hash
    }

    /// The offset after the name, if it stands in its quotes at `at`, more text follows, and comparing is
    /// cheap.
    #[inline(always)]
    pub(super) fn end_at(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let head = self.head.begins(block_at(bytes, at)?);
        let tail = self.tail.begins(block_at(bytes, at + self.tail_at)?);
        let same = head && tail;
        let len = self.text.len();
        (same && (1..=SHORT).contains(&len)).then_some(at + len)
    }
}

/// Which member followed which, in the requests that this thread has read: members mostly come in the order of the
/// schema, with gaps, or in that of the last request.
#[derive(Debug)]
pub(crate) struct Guesses {
    /// How many names were left out before the one that came, by the name that was next in the schema. Places share
    /// entries; a wrong guess costs a look-up.
    gaps: [u16; GUESSES],
}

/// Enough for the members of a few schemas. A power of two.
const GUESSES: usize = 256;

impl Default for Guesses {
    fn default() -> Self {
        Self { gaps: [0; GUESSES] }
    }
}

impl Guesses {
    /// The name that is expected where `next` is the next in the schema.
    #[inline(always)]
    pub(super) fn expected(&self, names: &'static Names, next: usize) -> usize {
        next.wrapping_add(self.gaps[Self::entry(names, next)].into())
    }

    /// Learns that `came` came instead.
    pub(super) fn learn(&mut self, names: &'static Names, next: usize, came: usize) {
        // A name from before is a gap, too: one that wraps around.
        if let Ok(gap) = u16::try_from(came.wrapping_sub(next)) {
            self.gaps[Self::entry(names, next)] = gap;
        }
    }

    /// Where the guess is kept.
    #[inline(always)]
    fn entry(names: &'static Names, next: usize) -> usize {
        // Tables stand at different places in memory.
        let table = std::ptr::from_ref(names).addr() >> 4;
        (table ^ next) % GUESSES
    }
}

impl Names {
    /// The index of the name for which `is` holds among those of that hash.
    pub(super) fn find(&self, hash: u32, is: impl Fn(&str) -> bool) -> Option<usize> {
        let last = self.table.len().checked_sub(1)?;
        let mut place = hash as usize & last;
        loop {
            let index = usize::from(*self.table.get(place)?).checked_sub(1)?;
            let candidate = self.names.get(index)?;
            if candidate.hash == hash && is(candidate.name) {
                return Some(index);
            }
            place = (place + 1) & last;
        }
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
            let name = Quoted::new(&quoted[1..=len], quoted);
            let text = format!("  {quoted}: 1 and so on, for more than a block");
            let end = (len + 2 <= SHORT).then_some(len + 4);
            assert_eq!(name.end_at(text.as_bytes(), 2), end, "{text}");
            assert_eq!(name.end_at(text.as_bytes(), 1), None, "{text}");
            for wrong in 2..len + 4 {
                let mut bytes = text.clone().into_bytes();
                bytes[wrong] ^= 1;
                assert_eq!(name.end_at(&bytes, 2), None, "{text}");
            }
        }
        let name = Quoted::new("a\"b", "");
        assert_eq!(name.end_at(b"\"a\"b\": 1 and so on, for more", 0), None);
    }
}
