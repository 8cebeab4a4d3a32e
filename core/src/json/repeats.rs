//! Whether two members of an object have the same name, found out when the object ends.

use super::{Entry, Irregularity, JsonStr, places_of};
use crate::sort;

/// Of up to how many names one look mostly tells that they differ.
const FEW: usize = 32;

/// The names of the objects that are being read.
#[derive(Debug, Default)]
pub(crate) struct Repeats {
    /// Each name's hash and where it is (its index on a tape, or its offset), those of inner objects on top.
    names: Vec<(u32, u32)>,
    /// Room for a hash table of the names of one object: one more than the place of a name, or 0.
    buckets: Vec<u32>,
}

impl Repeats {
    pub(crate) fn clear(&mut self) {
        self.names.clear();
    }

    /// An object begins. Gives what [`Repeats::close`] must be given.
    pub(crate) fn open(&self) -> u32 {
        index_of(self.names.len())
    }

    /// The object at hand has a member of that name.
    #[inline]
    pub(crate) fn add(&mut self, hash: u32, name: u32) {
        self.names.push((hash, name));
    }

    /// The object at hand ends. Records each member whose name an earlier member has.
    pub(super) fn close(
        &mut self,
        opened: u32,
        bytes: &[u8],
        entries: &[Entry],
        irregularities: &mut Vec<Irregularity>,
    ) {
        // The tape of a text that breaks off may end with a name.
        if self
            .names
            .last()
            .is_some_and(|(_, name)| *name as usize + 1 == entries.len())
        {
            self.names.pop();
        }
        if self.may_repeat(opened, |name| text(bytes, entries, name)) {
            self.record(opened as usize, bytes, entries, irregularities);
        }
        self.forget(opened);
    }

    /// Forgets the names of the object at hand.
    pub(crate) fn forget(&mut self, opened: u32) {
        self.names.truncate(opened as usize);
    }

    /// How many names the largest object had so far, or more.
    pub(crate) fn capacity(&self) -> usize {
        self.names.capacity()
    }

    /// Whether a name occurs twice in the object at hand, or there are too many of one hash to tell.
    #[inline]
    pub(crate) fn may_repeat<'a>(
        &mut self,
        opened: u32,
        text: impl Fn(u32) -> JsonStr<'a>,
    ) -> bool {
        let Some(names @ [_, _, ..]) = self.names.get(opened as usize..) else {
            return false;
        };
        if names.len() <= FEW && all_differ(names) {
            return false;
        }
        let len = (2 * names.len()).next_power_of_two();
        self.buckets.clear();
        self.buckets.resize(len, 0);
        // Crafted collisions must not cost quadratic time.
        let mut steps = 4 * len;
        for (place, &(hash, name)) in (1..).zip(names) {
            for at in places_of(hash, len) {
                let Some(before) = (self.buckets[at] as usize).checked_sub(1) else {
                    self.buckets[at] = place;
                    break;
                };
                let (other_hash, other) = names[before];
                let same = || text(name).same_as(text(other));
                steps -= 1;
                if steps == 0 || hash == other_hash && same() {
                    return true;
                }
            }
        }
        false
    }

    /// Records the names from `first` on that occur earlier as well.
    #[cold]
    fn record(
        &mut self,
        first: usize,
        bytes: &[u8],
        entries: &[Entry],
        irregularities: &mut Vec<Irregularity>,
    ) {
        let names = &mut self.names[first..];
        let text = |name: u32| text(bytes, entries, name);
        sort::by(names, |&(left_hash, left), &(right_hash, right)| {
            left_hash
                .cmp(&right_hash)
                .then_with(|| text(left).order(text(right)))
                .then(left.cmp(&right))
        });
        let same = |left: &(u32, u32), right: &(u32, u32)| {
            left.0 == right.0 && text(left.1).same_as(text(right.1))
        };
        for of_name in names.chunk_by(same) {
            let first = of_name[0].1;
            let again = of_name[1..].iter().map(|(_, again)| *again);
            irregularities
                .extend(again.map(|again| Irregularity::DuplicateMember { first, again }));
        }
    }
}

/// Whether hashes are known to differ, as most of a few do in a few of their bits.
fn all_differ(names: &[(u32, u32)]) -> bool {
    let mut seen = [0_u64; 8];
    names.iter().fold(true, |differ, (hash, _)| {
        let (word, bit) = ((hash >> 29) as usize, 1 << (hash >> 23 & 63));
        let is_new = seen[word] & bit == 0;
        seen[word] |= bit;
        differ & is_new
    })
}

fn text<'a>(bytes: &'a [u8], entries: &[Entry], name: u32) -> JsonStr<'a> {
    let entry = &entries[name as usize];
    let raw = &bytes[entry.start as usize + 1..entry.end as usize - 1];
    JsonStr::scanned(raw, entry.marked)
}

/// There are no more members than bytes, whose number the scanner has checked.
fn index_of(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
