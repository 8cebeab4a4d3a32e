//! Which member will follow, by what followed before.

use super::names::Names;

/// Which member followed which, in the requests that this thread has read: members mostly come in the order of the
/// schema, with gaps, or as in a request before this one that was alike so far.
#[derive(Debug)]
pub(crate) struct Guesses {
    /// How many names were left out before the one that came, when the same members had been read before it.
    by_path: [i8; PATHS],
    /// The same when the same name was the next in the schema: the last time, and when it was otherwise before.
    by_name: [[i8; 2]; NAMES],
    /// How much white space stood before the names of the outermost object.
    pub(super) gap: usize,
}

/// Enough for the members of a few schemas in the orders of a few senders, few of which meet. A power of two.
const PATHS: usize = 8192;
/// Enough for the members of a few schemas. A power of two.
const NAMES: usize = 1024;

impl Default for Guesses {
    fn default() -> Self {
        Self {
            by_path: [0; PATHS],
            by_name: [[0; 2]; NAMES],
            gap: 0,
        }
    }
}

/// The members that were read before, of an object and of those around it, as a number. Paths share entries; a wrong
/// guess costs a look-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Path(u32);

impl Path {
    /// With one more member.
    #[inline(always)]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "paths that differ there share entries"
    )]
    pub(super) const fn with(self, slot: usize) -> Self {
        Self(self.0.wrapping_mul(37).wrapping_add(slot as u32 + 1))
    }

    /// Whether nothing has been read.
    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    #[inline(always)]
    const fn entry(self, names: &'static Names) -> usize {
        names.guesses.wrapping_add(self.0 as usize) % PATHS
    }
}

impl Guesses {
    /// The name that is expected where `next` is the next in the schema.
    #[inline(always)]
    pub(super) fn expected(&self, names: &'static Names, path: Path, next: usize) -> usize {
        next.wrapping_add_signed(self.by_path[path.entry(names)].into())
    }

    /// The names that are expected if not that one.
    pub(super) fn others(&self, names: &'static Names, next: usize) -> [usize; 2] {
        self.by_name[Self::entry(names, next)].map(|gap| next.wrapping_add_signed(gap.into()))
    }

    /// Learns that `came` came instead of what was expected.
    pub(super) fn learn(&mut self, names: &'static Names, path: Path, next: usize, came: usize) {
        // Members that are far from their place in the schema are looked up.
        if let Ok(gap) = i8::try_from(came.wrapping_sub(next).cast_signed()) {
            self.by_path[path.entry(names)] = gap;
            let [last, before] = &mut self.by_name[Self::entry(names, next)];
            if *last != gap {
                *before = *last;
                *last = gap;
            }
        }
    }

    const fn entry(names: &'static Names, next: usize) -> usize {
        names.guesses.wrapping_add(next) % NAMES
    }
}
