//! Faults of which it is known where to look for them.

use super::fault::{Detail, Fault};
use super::sink::Sink as _;
use super::{Collector, Engine, Memory};
use crate::json::{Document, Kind, Tape};
use crate::program::{NodeId, Parts, Program, Slot};

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

/// Those of which the bit is set, of at most 64.
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

/// A fault of which there is no more to be found out: a keyword that does not hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plain {
    pub(crate) node: NodeId,
    pub(crate) keyword: u32,
    /// The tape's index of the value.
    pub(crate) at: u32,
    pub(crate) way: PlainWay,
}

/// In which way it does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PlainWay {
    /// There is one only.
    One,
    /// `required`: this member is missing.
    Missing(Slot),
    /// `oneOf`: several hold.
    Several,
}

impl From<PlainWay> for Detail {
    fn from(way: PlainWay) -> Self {
        match way {
            PlainWay::One => Self::None,
            PlainWay::Missing(slot) => Self::Missing(slot),
            // Which ones is a question of words.
            PlainWay::Several => Self::Several(Vec::new()),
        }
    }
}

impl From<Plain> for Fault {
    fn from(plain: Plain) -> Self {
        Self {
            node: plain.node,
            keyword: Some(plain.keyword),
            at: plain.at,
            detail: plain.way.into(),
            depth: 0,
            way: None,
            lint: None,
            worded: None,
            is_counted_only: false,
        }
    }
}

/// Everything that has to be looked at to find every fault of a document.
#[derive(Debug, Default)]
pub(crate) struct Suspects {
    list: Vec<Suspect>,
    doubts: Vec<Doubt>,
    /// What has come of them.
    plain: Vec<Plain>,
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

    /// Every fault of the document, in any order, if all are plain and there are at most so many.
    pub(crate) fn plain(
        &mut self,
        parts: &Parts,
        document: Document<'_>,
        most: usize,
    ) -> Option<&mut [Plain]> {
        self.plain.clear();
        for suspect in &self.list {
            let Suspect { charge, at } = *suspect;
            follow_plain(parts, document, (charge, at), &self.doubts, &mut self.plain)?;
        }
        let whole = !self.incomplete && (1..=most).contains(&self.plain.len());
        whole.then_some(&mut self.plain)
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
    let whole = memory.gave_up.is_none() && !collector.is_cut() && !collector.faults.is_empty();
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
            What::Plain(index) => self
                .sink
                .fault(charge.node, index, at, PlainWay::One.into()),
            What::Missing(index, slot) => {
                let detail = PlainWay::Missing(slot).into();
                self.sink.fault(charge.node, index, at, detail);
            }
            What::Several(index) => {
                let detail = PlainWay::Several.into();
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
        let Some(value) = member(self.parts, self.document, (owner, slot), at) else {
            return;
        };
        let Some(doubt) = doubt(doubts, node, value) else {
            self.node(node, value, None);
            return;
        };
        for charge in chosen(doubt.charges, doubt.which) {
            self.follow(*charge, value, depth, doubts);
        }
    }
}

/// Adds the faults that a charge is about, as long as they are plain.
fn follow_plain(
    parts: &Parts,
    document: Document<'_>,
    (charge, at): (Charge, u32),
    doubts: &[Doubt],
    plain: &mut Vec<Plain>,
) -> Option<()> {
    let (keyword, way) = match charge.what {
        What::Plain(keyword) => (keyword, PlainWay::One),
        What::Missing(keyword, slot) => (keyword, PlainWay::Missing(slot)),
        What::Several(keyword) => (keyword, PlainWay::Several),
        What::Member(slot, node) => {
            let value = member(parts, document, (charge.node, slot), at)?;
            let doubt = doubt(doubts, node, value)?;
            return chosen(doubt.charges, doubt.which).try_for_each(|charge| {
                follow_plain(parts, document, (*charge, value), doubts, plain)
            });
        }
        What::Node | What::Keyword(_) => return None,
    };
    plain.push(Plain {
        node: charge.node,
        keyword,
        at,
        way,
    });
    Some(())
}

/// The place of the member of the object at `at` that has the name in a slot of a node.
fn member(
    parts: &Parts,
    document: Document<'_>,
    (owner, slot): (NodeId, Slot),
    at: u32,
) -> Option<u32> {
    let name = parts.run(parts.node(owner).names).get(slot.0 as usize)?;
    let member = document.member(at, parts.bytes(name.text), name.hash)?;
    Some(member.name + 1)
}

/// Why the value at `at` does not satisfy a node.
fn doubt(doubts: &[Doubt], node: NodeId, at: u32) -> Option<&Doubt> {
    doubts
        .iter()
        .find(|doubt| doubt.node == node && doubt.at == at)
}
