//! Buffers that are kept from one check to the next, so that checking valid input allocates nothing.

use std::cell::Cell;
use std::thread::LocalKey;

use crate::engine::{Memory, Suspects};
use crate::hot::Guesses;
use crate::json::{Repeats, Tape};

/// What a check works with.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(crate) tape: Tape,
    pub(crate) memory: Memory,
    /// Where the hot path has met faults.
    pub(crate) suspects: Suspects,
    /// Room for the hot path to remember names in.
    pub(crate) names: Repeats,
    /// Which members followed which in the last requests.
    pub(crate) guesses: Guesses,
}

/// Where a thread keeps a scratch.
type Kept = LocalKey<Cell<Option<Box<Scratch>>>>;

thread_local! {
    static KEPT: Cell<Option<Box<Scratch>>> = const { Cell::new(None) };
    static SECOND: Cell<Option<Box<Scratch>>> = const { Cell::new(None) };
}

/// A scratch that has grown larger than this many tape entries is not kept: one huge input must not
/// occupy memory for ever.
const LARGEST_KEPT: usize = 1 << 16;

/// Runs `work` with this thread's scratch. Should `work` come back here (a `Deserialize` that checks
/// something else), or should the thread be about to end, it gets a fresh one.
#[inline]
pub(crate) fn with_scratch<R>(work: impl FnOnce(&mut Scratch) -> R) -> R {
    with(&KEPT, work)
}

/// Runs `work` with a second scratch of the thread, for a text that is checked while the first scratch is in use.
pub(crate) fn with_second_scratch<R>(work: impl FnOnce(&mut Scratch) -> R) -> R {
    with(&SECOND, work)
}

#[inline]
fn with<R>(kept_by: &'static Kept, work: impl FnOnce(&mut Scratch) -> R) -> R {
    let kept = kept_by.try_with(Cell::take).ok().flatten();
    let mut scratch = kept.unwrap_or_default();
    let result = work(&mut scratch);
    let entries = scratch.tape.entries.capacity();
    if entries.max(scratch.names.capacity()) <= LARGEST_KEPT {
        // A thread that is about to end keeps nothing.
        let _ = kept_by.try_with(|kept| kept.set(Some(scratch)));
    }
    result
}
