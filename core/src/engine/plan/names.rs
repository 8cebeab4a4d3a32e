//! The names of a demand, as a hash table.

use super::DemandId;
use crate::json::{JsonStr, places_of};
use crate::program::{Parts, Text};

/// A member name.
#[derive(Debug, Clone, Copy)]
pub(in crate::engine) struct Name {
    pub(super) hash: u32,
    pub(super) text: Text,
    /// The first and the last eight bytes, if it has as many: all that there are of most names.
    pub(super) ends: Option<[u64; 2]>,
    /// What the member must meet if it is there.
    pub(in crate::engine) demand: DemandId,
}

/// The longest name that its first and its last eight bytes make up.
const SHORT: usize = 16;

impl Name {
    pub(super) fn new(parts: &Parts, hash: u32, text: Text) -> Self {
        Self {
            hash,
            text,
            ends: ends(parts.bytes(text)),
            demand: DemandId::NONE,
        }
    }

    #[inline]
    fn is(&self, parts: &Parts, text: JsonStr<'_>) -> bool {
        let raw = text.raw();
        if self.ends.is_some() && raw.len() <= SHORT && !text.is_escaped() {
            return raw.len() == self.text.len as usize && ends(raw) == self.ends;
        }
        text.is_utf8(parts.bytes(self.text))
    }
}

#[inline]
fn ends(text: &[u8]) -> Option<[u64; 2]> {
    let (first, last) = (text.first_chunk()?, text.last_chunk()?);
    Some([u64::from_le_bytes(*first), u64::from_le_bytes(*last)])
}

/// The names of one demand.
#[derive(Clone, Copy)]
pub(in crate::engine) struct Names<'a> {
    parts: &'a Parts,
    /// By slot.
    entries: &'a [Name],
    /// For each hash the first place to look: one more than the index of a name, or 0. Their number is a power of
    /// two, and at least half of them are 0.
    buckets: &'a [u32],
}

impl<'a> Names<'a> {
    pub(super) const fn new(parts: &'a Parts, entries: &'a [Name], buckets: &'a [u32]) -> Self {
        Self {
            parts,
            entries,
            buckets,
        }
    }

    /// The name that means the same as a member's, which has that hash, and its slot.
    #[inline]
    pub(in crate::engine) fn find(self, text: JsonStr<'_>, hash: u32) -> Option<(usize, &'a Name)> {
        for place in places_of(hash, self.buckets.len()) {
            let slot = (*self.buckets.get(place)? as usize).checked_sub(1)?;
            let name = self.entries.get(slot)?;
            if name.hash == hash && name.is(self.parts, text) {
                return Some((slot, name));
            }
        }
        None
    }
}

/// The buckets of names with these hashes.
pub(super) fn buckets(names: &[Name]) -> Vec<u32> {
    let mut buckets = vec![0; (2 * names.len().max(1)).next_power_of_two()];
    for (slot, name) in (1..).zip(names) {
        let mut places = places_of(name.hash, buckets.len());
        if let Some(place) = places.find(|place| buckets[*place] == 0) {
            buckets[place] = slot;
        }
    }
    buckets
}
