//! What a pass does about faults: it counts them, and notes what is to be looked at.

use super::cursor::{Cursor, Read};
use super::object::Object;
use super::record::Record;
use crate::engine::{Charge, What, chosen};
use crate::program::{NodeId, Slot};

/// A bit for each of the answers, at most 64: whether it is no.
#[inline]
pub fn which_fail<const N: usize>(holds: [bool; N]) -> u64 {
    let fails = holds.into_iter().map(|holds| u64::from(!holds));
    fails
        .zip(0..)
        .fold(0, |which, (fails, bit)| which | fails << bit)
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

    /// Notes that some of these schemas do not hold for the value that is recorded at `mark`.
    #[inline(never)]
    pub fn suspect(&mut self, mark: usize, nodes: &'static [u32]) {
        for &node in nodes {
            let charge = Charge {
                node: NodeId(node),
                depth: 0,
                what: What::Node,
            };
            self.record.charge(mark, charge);
        }
    }

    /// Notes charges against it: those of which the bit is set.
    #[inline(never)]
    pub fn charge(&mut self, mark: usize, charges: &'static [Charge], which: u64) {
        for charge in chosen(charges, which) {
            self.record.charge(mark, *charge);
        }
    }

    /// Notes that some keywords do not hold for it, which can fail in one way only: those of which the bit is set,
    /// each with its node.
    #[inline(never)]
    pub fn charge_keywords(&mut self, mark: usize, keywords: &'static [(u32, u32)], which: u64) {
        for &(node, keyword) in chosen(keywords, which) {
            self.record
                .charge(mark, Charge::plain(NodeId(node), keyword));
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

    /// Notes against an object which of its members are missing that a keyword requires: the one of that node, at that
    /// depth. Each member has its index among the names of the place, and its slot.
    #[inline(never)]
    pub fn charge_missing<const W: usize>(
        &mut self,
        mark: usize,
        object: &Object<W>,
        (node, depth, keyword): (u32, u32, u32),
        members: &'static [(u16, u32)],
    ) {
        for &(name, slot) in members {
            if object.seen(usize::from(name / 64)) >> (name % 64) & 1 == 0 {
                let charge = Charge {
                    node: NodeId(node),
                    depth,
                    what: What::Missing(keyword, Slot(slot)),
                };
                self.record.charge(mark, charge);
            }
        }
    }

    /// Notes why it does not satisfy a schema that it may have to satisfy.
    #[inline]
    pub fn doubt(&mut self, mark: usize, node: u32, charges: &'static [Charge], which: u64) {
        self.record.doubt(mark, NodeId(node), charges, which);
    }

    /// Reads a value of a type that these keywords refuse, each with its node, or somebody if there are none, and
    /// about which these are the answers.
    #[inline(never)]
    pub fn refuse_value(&mut self, at: usize, keywords: &'static [(u32, u32)], bits: u64) -> Read {
        if self.refuse() {
            return Read::STOPPED;
        }
        let mark = self.mark();
        for &(node, keyword) in keywords {
            self.record
                .charge(mark, Charge::plain(NodeId(node), keyword));
        }
        if keywords.is_empty() {
            self.record.lose_suspects();
        }
        let at = self.skip(at);
        Read { at, bits }
    }

    /// The same of a value that these schemas refuse.
    #[inline(never)]
    pub fn refuse_for_nodes(&mut self, at: usize, nodes: &'static [u32], bits: u64) -> Read {
        if self.refuse() {
            return Read::STOPPED;
        }
        self.suspect(self.mark(), nodes);
        let at = self.skip(at);
        Read { at, bits }
    }
}
