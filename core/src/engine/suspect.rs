//! Faults of which it is known where to look for them.

use super::fault::Detail;
use super::sink::Sink as _;
use super::{Collector, Engine, Memory};
use crate::json::{Document, Kind, Tape};
use crate::program::{NodeId, Program, Slot};

/// A schema that some value does not satisfy, or a part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct Charge {
    /// The schema.
    pub node: NodeId,
    /// How many conditions held on the way to it.
    pub depth: u32,
    /// What of it.
    pub what: What,
}

impl Charge {
    /// That a keyword is not satisfied which can fail in one way only.
    pub(crate) const fn plain(node: NodeId, keyword: u32) -> Self {
        Self {
            node,
            depth: 0,
            what: What::Plain(keyword),
        }
    }
}

/// Those of which the bit is set.
#[inline]
pub(crate) fn chosen<T>(all: &[T], mut which: u64) -> impl Iterator<Item = &T> {
    std::iter::from_fn(move || {
        let first = all.get(which.trailing_zeros() as usize)?;
        which &= which - 1;
        Some(first)
    })
}

/// What of a schema is not satisfied. Keywords are meant by their indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "generated code writes it as a literal"
)]
pub enum What {
    /// The engine finds out.
    Node,
    /// This keyword; the engine finds out in which way.
    Keyword(u32),
    /// This keyword, which can fail in one way only.
    Plain(u32),
    /// The schema that one of its keywords applies to the member of that name.
    Member(Slot, NodeId),
    /// `required`: the member of that name is missing.
    Missing(u32, Slot),
    /// `oneOf`: several hold.
    Several(u32),
}

/// A charge against the value at a place of the tape.
#[derive(Debug, Clone, Copy)]
struct Suspect {
    charge: Charge,
    at: u32,
}

/// Why a value does not satisfy a schema, should anybody demand it.
#[derive(Debug, Clone, Copy)]
struct Doubt {
    node: NodeId,
    at: u32,
    charges: &'static [Charge],
    /// Which of the charges it is: a bit for each.
    which: u64,
}

/// Everything that has to be looked at to find every fault of a document.
#[derive(Debug, Default)]
pub(crate) struct Suspects {
    list: Vec<Suspect>,
    doubts: Vec<Doubt>,
    /// There is more, or nobody knows where.
    incomplete: bool,
}

/// Where there are more suspects, the whole document is looked at as fast; of more doubts none is needed, for the
/// engine finds the reasons as well.
const MOST: usize = 64;

/// On a tape of more entries members are not looked up one by one.
const FEW: usize = 256;

impl Suspects {
    pub(crate) fn clear(&mut self) {
        self.list.clear();
        self.doubts.clear();
        self.incomplete = false;
    }

    /// Adds a charge against the value at `at`.
    pub(crate) fn charge(&mut self, charge: Charge, at: u32) {
        if self.list.len() < MOST {
            self.list.push(Suspect { charge, at });
        } else {
            self.lose();
        }
    }

    /// Notes which of the charges are why the value at `at` does not satisfy a node.
    pub(crate) fn doubt(&mut self, node: NodeId, at: u32, charges: &'static [Charge], which: u64) {
        if self.doubts.len() < MOST {
            self.doubts.push(Doubt {
                node,
                at,
                charges,
                which,
            });
        }
    }

    /// Notes that there is more to look at than the suspects.
    pub(crate) const fn lose(&mut self) {
        self.incomplete = true;
    }

    /// Whether the engine is to look into arrays and objects, so that members had better be indexed.
    pub(crate) fn look_members_up(&self, tape: &Tape) -> bool {
        let is_container = |at| matches!(tape.entry(at).kind, Kind::Array | Kind::Object);
        tape.len() > FEW
            || self.list.iter().any(|suspect| {
                let is_open = matches!(suspect.charge.what, What::Node | What::Keyword(_));
                is_open && is_container(suspect.at)
            })
    }
}

/// Every fault of the document, in any order, found by looking at the suspects alone; `None` where that is not
/// enough.
pub(crate) fn collect_suspects(
    program: &Program,
    document: Document<'_>,
    memory: &mut Memory,
    suspects: &Suspects,
    room: usize,
) -> Option<Collector> {
    if suspects.incomplete || suspects.list.is_empty() {
        return None;
    }
    memory.begin(document);
    let mut engine = Engine {
        parts: program.parts(),
        document,
        memory,
        depth: 0,
        plan: Some(program.plan()),
        sink: Collector::without_lints(room),
    };
    engine.sink.faults = Vec::with_capacity(2 * suspects.list.len());
    for suspect in &suspects.list {
        engine.follow(suspect.charge, suspect.at, 0, &suspects.doubts);
    }
    let collector = engine.sink;
    let whole = memory.gave_up.is_none() && !collector.truncated && !collector.faults.is_empty();
    whole.then_some(collector)
}

impl Engine<'_, Collector> {
    /// Finds the faults that a charge is about, after so many conditions.
    fn follow(&mut self, charge: Charge, at: u32, before: u32, doubts: &[Doubt]) {
        let depth = before + charge.depth;
        self.sink.set_depth(depth);
        match charge.what {
            What::Node => {
                self.node(charge.node, at, None);
            }
            What::Keyword(index) => {
                self.keyword_at(charge.node, index, at);
            }
            What::Member(slot, node) => {
                self.follow_member((charge.node, slot, node), at, depth, doubts);
            }
            What::Missing(index, slot) => {
                let detail = Detail::Missing(slot);
                self.sink.fault(charge.node, index, at, detail);
            }
            What::Plain(index) => self.sink.fault(charge.node, index, at, Detail::None),
            What::Several(index) => {
                // Which ones is a question of words.
                let detail = Detail::Several(Vec::new());
                self.sink.fault(charge.node, index, at, detail);
            }
        }
    }

    /// Finds the faults of the member of a slot by the schema that is applied to it.
    fn follow_member(
        &mut self,
        (owner, slot, node): (NodeId, Slot, NodeId),
        at: u32,
        depth: u32,
        doubts: &[Doubt],
    ) {
        let parts = self.parts;
        let names = parts.run(parts.node(owner).names);
        let Some(name) = names.get(slot.0 as usize) else {
            return;
        };
        let text = parts.bytes(name.text);
        let Some(member) = self.document.member(at, text, name.hash) else {
            return;
        };
        let value = member.name + 1;
        let is_why = |doubt: &&Doubt| doubt.node == node && doubt.at == value;
        let Some(doubt) = doubts.iter().find(is_why) else {
            self.node(node, value, None);
            return;
        };
        for charge in chosen(doubt.charges, doubt.which) {
            self.follow(*charge, value, depth, doubts);
        }
    }
}
