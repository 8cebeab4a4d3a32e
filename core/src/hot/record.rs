//! What a pass leaves behind.

use std::ops::Range;

use super::once::Once;
use crate::engine::{Charge, Suspects};
use crate::json::{Document, Entry, Kind, Tape, scan};
use crate::program::NodeId;

/// Where a pass writes what it reads.
pub trait Record: Once {
    /// Whether the first fault ends the pass.
    const STOPS: bool;

    /// A value without others in it, from `start` to `end`.
    fn value(&mut self, kind: Kind, start: usize, end: usize, marked: bool);

    /// The name of a member.
    fn name(&mut self, start: usize, end: usize, marked: bool, hash: u32);

    /// An array or object begins. Gives what [`Record::close`] must be given.
    fn open(&mut self, kind: Kind, start: usize) -> usize;

    /// It ends, with so many items or members.
    fn close(&mut self, opened: usize, end: usize, count: u32);

    /// How much is recorded, to find the next value by.
    fn mark(&self) -> usize;

    /// The value that is recorded at `mark` does not satisfy a schema.
    fn charge(&mut self, mark: usize, charge: Charge);

    /// If the value that is recorded at `mark` has to satisfy a node, these charges are why it does not: those of
    /// which the bit is set.
    fn doubt(&mut self, mark: usize, node: NodeId, charges: &'static [Charge], which: u64);

    /// It is not known which nodes and keywords are not satisfied.
    fn lose_suspects(&mut self);

    /// The value that was read from `start` to `end` of `bytes`, and is recorded at `mark`, as the engine
    /// looks at it: a document, and the place on its tape.
    fn seen_by_engine<'b>(
        &'b mut self,
        bytes: &'b [u8],
        range: Range<usize>,
        mark: usize,
    ) -> Option<(Document<'b>, u32)>;
}

/// Records nothing.
#[derive(Debug)]
pub struct Bare<'a> {
    /// Room to scan a value in that the engine must see.
    tape: &'a mut Tape,
}

impl<'a> Bare<'a> {
    pub(super) const fn new(tape: &'a mut Tape) -> Self {
        Self { tape }
    }
}

impl Record for Bare<'_> {
    const STOPS: bool = true;

    #[inline]
    fn value(&mut self, _kind: Kind, _start: usize, _end: usize, _marked: bool) {}

    #[inline]
    fn name(&mut self, _start: usize, _end: usize, _marked: bool, _hash: u32) {}

    #[inline]
    fn open(&mut self, _kind: Kind, _start: usize) -> usize {
        0
    }

    #[inline]
    fn close(&mut self, _opened: usize, _end: usize, _count: u32) {}

    #[inline]
    fn mark(&self) -> usize {
        0
    }

    #[inline]
    fn charge(&mut self, _mark: usize, _charge: Charge) {}

    #[inline]
    fn doubt(&mut self, _mark: usize, _node: NodeId, _charges: &'static [Charge], _which: u64) {}

    #[inline]
    fn lose_suspects(&mut self) {}

    fn seen_by_engine<'b>(
        &'b mut self,
        bytes: &'b [u8],
        range: Range<usize>,
        _mark: usize,
    ) -> Option<(Document<'b>, u32)> {
        // It has been read before, so it is JSON and not too deep.
        let value = bytes.get(range)?;
        scan(value, self.tape, usize::MAX).ok()?;
        self.tape.index_members(0);
        Some((Document::new(value, self.tape), 0))
    }
}

/// Records a tape.
#[derive(Debug)]
pub struct Taped<'a> {
    tape: &'a mut Tape,
    suspects: &'a mut Suspects,
}

impl<'a> Taped<'a> {
    pub(super) fn new(tape: &'a mut Tape, suspects: &'a mut Suspects) -> Self {
        tape.clear();
        suspects.clear();
        Self { tape, suspects }
    }

    #[inline(always)]
    fn push(&mut self, kind: Kind, (start, end): (usize, usize), marked: bool, name: Option<u32>) {
        let next = u32_of(self.tape.entries.len() + 1);
        self.tape.entries.push(Entry {
            start: u32_of(start),
            end: u32_of(end),
            next,
            extra: name.unwrap_or(0),
            index: 0,
            kind,
            marked,
            is_name: name.is_some(),
        });
    }
}

impl Record for Taped<'_> {
    const STOPS: bool = false;

    #[inline(always)]
    fn value(&mut self, kind: Kind, start: usize, end: usize, marked: bool) {
        self.push(kind, (start, end), marked, None);
    }

    #[inline(always)]
    fn name(&mut self, start: usize, end: usize, marked: bool, hash: u32) {
        self.push(Kind::String, (start, end), marked, Some(hash));
    }

    #[inline]
    fn open(&mut self, kind: Kind, start: usize) -> usize {
        let index = self.mark();
        self.push(kind, (start, start + 1), false, None);
        index
    }

    #[inline]
    fn close(&mut self, opened: usize, end: usize, count: u32) {
        let next = u32_of(self.mark());
        let entry = &mut self.tape.entries[opened];
        entry.end = u32_of(end);
        entry.next = next;
        entry.extra = count;
    }

    #[inline]
    fn mark(&self) -> usize {
        self.tape.entries.len()
    }

    fn charge(&mut self, mark: usize, charge: Charge) {
        self.suspects.charge(charge, u32_of(mark));
    }

    fn doubt(&mut self, mark: usize, node: NodeId, charges: &'static [Charge], which: u64) {
        self.suspects.doubt(node, u32_of(mark), charges, which);
    }

    fn lose_suspects(&mut self) {
        self.suspects.lose();
    }

    fn seen_by_engine<'b>(
        &'b mut self,
        bytes: &'b [u8],
        _range: Range<usize>,
        mark: usize,
    ) -> Option<(Document<'b>, u32)> {
        self.tape.index_members(mark);
        Some((Document::new(bytes, self.tape), u32_of(mark)))
    }
}

/// Offsets fit: inputs of 4 GiB and more do not come here, and each entry has a byte of its own.
#[expect(
    clippy::cast_possible_truncation,
    reason = "checked once for the whole input"
)]
fn u32_of(offset: usize) -> u32 {
    offset as u32
}
