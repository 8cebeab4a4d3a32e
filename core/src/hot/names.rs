//! The members that a schema knows, found by a guess or by hash.

use std::ops::Range;

use crate::json::block::Expected;
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
    /// How many bytes of text are compared at once.
    pub const NEAR: usize = 32;

    /// The name; what it begins with in its quotes, filled up with zeros, and their length, which is 0 where JSON would
    /// have to escape a character; and its [`name_hash`](crate::json::name_hash). Or a text, the same in JSON, and 0.
    pub const fn new(name: &'static str, near: &[u8; Self::NEAR], len: u32, hash: u32) -> Self {
        Self {
            name,
            len,
            hash,
            expected: Expected::new(*near, len),
        }
    }

    /// Several names, each as [`new`](Self::new) is given it: tuples are much less to compile than calls.
    pub const fn all<const N: usize>(
        names: [(&'static str, &'static [u8; Self::NEAR], u32, u32); N],
    ) -> [Self; N] {
        let mut all = [const { Self::new("", &[0; Self::NEAR], 0, 0) }; N];
        let mut index = 0;
        while index < N {
            let (name, near, len, hash) = names[index];
            all[index] = Self::new(name, near, len, hash);
            index += 1;
        }
        all
    }

    /// The name itself.
    pub(super) const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it stands where the blocks begin; never if it is longer than [`Quoted::NEAR`].
    #[inline(always)]
    pub(super) fn begins(&self, blocks: &[u8; Self::NEAR]) -> bool {
        self.expected.begins(blocks)
    }

    /// The hash of the name.
    pub(super) const fn hash(&self) -> u32 {
        self.hash
    }

    /// The offset after the name, if it stands in its quotes at `at` and is not very long: known without a look at the
    /// bytes, but for whether it is right.
    #[inline(always)]
    pub(super) fn end_near(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let end = at + Self::NEAR;
        let Some(blocks) = bytes.get(at..end).and_then(<[u8]>::first_chunk) else {
            return self.end_at(bytes, at);
        };
        let same = self.expected.begins(blocks);
        same.then_some(at + self.len as usize)
    }

    /// Whether it is all that stands there; never if it is longer than [`Quoted::NEAR`].
    #[inline(never)]
    pub(super) fn is_at(&self, bytes: &[u8], range: Range<usize>) -> bool {
        let text = self.expected.bytes(self.len as usize);
        text.is_some_and(|text| bytes.get(range) == Some(text))
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
            let mut near = [0; Quoted::NEAR];
            if let Some(begin) = near.get_mut(..len + 2) {
                begin.copy_from_slice(quoted.as_bytes());
            }
            let name = Quoted::new(
                &quoted[1..=len],
                &near,
                u32::try_from(quoted.len()).unwrap(),
                0,
            );
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
        let name = Quoted::new("a\"b", &[0; Quoted::NEAR], 0, 0);
        let text = b"\"a\"b\": 1 and so on, for more than two blocks";
        assert_eq!((name.end_near(text, 0), name.end_at(text, 0)), (None, None));
    }
}
