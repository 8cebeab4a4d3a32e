//! What a pass does about faults: it counts them, and notes what is to be looked at.

use super::cursor::{Cursor, Read};
use super::object::Object;
use super::record::Record;
use crate::engine::{Charge, What, chosen};
use crate::program::{NodeId, Slot};

/// A bit for each of the answers, at most 64: whether it is no.
#[inline]
pub const fn which_fail<const N: usize>(holds: [bool; N]) -> u64 {
    // Iterators are many times as much to compile, for each number of answers anew.
    let (mut which, mut bit) = (0, 0);
    while bit < N {
        which |= (!holds[bit] as u64) << bit;
        bit += 1;
    }
    which
}

/// Whether exactly one of the answers is yes.
#[inline]
pub const fn is_one(holds: &[bool]) -> bool {
    let (mut count, mut at) = (0, 0);
    while at < holds.len() {
        count += holds[at] as usize;
        at += 1;
    }
    count == 1
}

impl<R: Record> Cursor<'_, R> {
    /// Says that the instance is refused. Whether that ends the pass.
    #[inline]
    pub const fn refuse(&mut self) -> bool {
        self.refusals += 1;
        R::STOPS
    }

    /// How many faults have been met.
    #[inline]
    pub const fn refusals(&self) -> usize {
        self.refusals
    }

    /// Notes that what follows rests on there having been no more faults than so many.
    #[inline]
    pub fn assume_no_refusal_since(&mut self, refusals: usize) {
        if self.refusals != refusals {
            self.record.lose_suspects();
        }
    }

    /// Says that the instance is refused for a keyword of a node that can fail in one way only. Whether that ends the
    /// pass; if not, it is noted.
    #[inline]
    pub fn refuse_keyword(&mut self, mark: usize, node: u32, keyword: u32) -> bool {
        let stops = self.refuse();
        if !stops {
            self.record
                .charge(mark, Charge::plain(NodeId(node), keyword));
        }
        stops
    }

    /// Notes why it does not satisfy a schema that it may have to satisfy.
    #[inline]
    pub fn doubt(&mut self, mark: usize, node: u32, charges: &'static [Charge], which: u64) {
        self.record.doubt(mark, NodeId(node), charges, which);
    }

    /// Notes against an object which of its members are missing that a keyword requires: the one of that node, at that
    /// depth. Each member has its index among the names of the place, and its slot.
    #[inline]
    pub fn charge_missing<const W: usize>(
        &mut self,
        mark: usize,
        object: &Object<W>,
        keyword: (u32, u32, u32),
        members: &'static [(u16, u32)],
    ) {
        self.charge_members(mark, object.all_seen(), keyword, members);
    }
}

/// Notes that some of these schemas do not hold for the value that is recorded at `mark`.
pub(super) fn suspect<R: Record>(cursor: &mut Cursor<'_, R>, mark: usize, nodes: &[u32]) {
    for &node in nodes {
        let charge = Charge {
            node: NodeId(node),
            depth: 0,
            what: What::Node,
        };
        cursor.record.charge(mark, charge);
    }
}

/// Notes charges against it: those of which the bit is set.
pub(super) fn charge<R: Record>(
    cursor: &mut Cursor<'_, R>,
    mark: usize,
    charges: &'static [Charge],
    which: u64,
) {
    for charge in chosen(charges, which) {
        cursor.record.charge(mark, *charge);
    }
}

/// Notes that some keywords do not hold for it: those of which the bit is set, each with its node.
pub(super) fn charge_keywords<R: Record>(
    cursor: &mut Cursor<'_, R>,
    mark: usize,
    keywords: &'static [(u32, u32)],
    which: u64,
) {
    for &(node, keyword) in chosen(keywords, which) {
        let charge = Charge::plain(NodeId(node), keyword);
        cursor.record.charge(mark, charge);
    }
}

/// Notes which members are missing that a keyword of a node requires.
pub(super) fn charge_members<R: Record>(
    cursor: &mut Cursor<'_, R>,
    mark: usize,
    seen: &[u64],
    (node, depth, keyword): (u32, u32, u32),
    members: &[(u16, u32)],
) {
    for &(name, slot) in members {
        if seen[usize::from(name / 64)] >> (name % 64) & 1 == 0 {
            let charge = Charge {
                node: NodeId(node),
                depth,
                what: What::Missing(keyword, Slot(slot)),
            };
            cursor.record.charge(mark, charge);
        }
    }
}

/// Reads a value of a type that these keywords refuse, each with its node, or somebody if there are none.
pub(super) fn refuse_value<R: Record>(
    cursor: &mut Cursor<'_, R>,
    at: usize,
    keywords: &[(u32, u32)],
    bits: u64,
) -> Read {
    if cursor.refuse() {
        return Read::STOPPED;
    }
    let mark = cursor.mark();
    for &(node, keyword) in keywords {
        let charge = Charge::plain(NodeId(node), keyword);
        cursor.record.charge(mark, charge);
    }
    if keywords.is_empty() {
        cursor.record.lose_suspects();
    }
    let at = cursor.skip(at);
    Read { at, bits }
}

/// The same of a value that these schemas refuse.
pub(super) fn refuse_for_nodes<R: Record>(
    cursor: &mut Cursor<'_, R>,
    at: usize,
    nodes: &[u32],
    bits: u64,
) -> Read {
    if cursor.refuse() {
        return Read::STOPPED;
    }
    suspect(cursor, cursor.mark(), nodes);
    let at = cursor.skip(at);
    Read { at, bits }
}
