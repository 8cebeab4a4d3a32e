//! The names of a demand, as a hash table.

use super::DemandId;
use crate::json::place_of;
use crate::program::Text;

/// A member name.
#[derive(Debug, Clone, Copy)]
pub(in crate::engine) struct Name {
    pub(super) hash: u32,
    pub(in crate::engine) text: Text,
    /// What the member must meet if it is there.
    pub(in crate::engine) demand: DemandId,
}

/// The names of one demand.
#[derive(Clone, Copy)]
pub(in crate::engine) struct Names<'a> {
    names: &'a [Name],
    /// For each hash the first place to look: one more than the index of a name, or 0. Their number is a power of
    /// two, and at least half of them are 0.
    buckets: &'a [u32],
}

impl<'a> Names<'a> {
    pub(super) const fn new(names: &'a [Name], buckets: &'a [u32]) -> Self {
        Self { names, buckets }
    }

    /// The name of that hash for which `is` holds, and its slot.
    #[inline]
    pub(in crate::engine) fn find(
        self,
        hash: u32,
        is: impl Fn(Text) -> bool,
    ) -> Option<(usize, &'a Name)> {
        let mut place = place_of(hash, self.buckets.len());
        loop {
            let slot = (*self.buckets.get(place)? as usize).checked_sub(1)?;
            let name = self.names.get(slot)?;
            if name.hash == hash && is(name.text) {
                return Some((slot, name));
            }
            place = (place + 1) & (self.buckets.len() - 1);
        }
    }
}

/// The buckets of names with these hashes.
pub(super) fn buckets(names: &[Name]) -> Vec<u32> {
    let mut buckets = vec![0; (2 * names.len().max(1)).next_power_of_two()];
    let last = buckets.len() - 1;
    for (slot, name) in (1..).zip(names) {
        let mut place = place_of(name.hash, buckets.len());
        while buckets[place] != 0 {
            place = (place + 1) & last;
        }
        buckets[place] = slot;
    }
    buckets
}
