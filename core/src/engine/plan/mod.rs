//! A program arranged for the verdict: what the schemas that apply to one value demand of it together.
//!
//! A schema object rarely stands alone: references, `allOf` and conditions apply others to the same value, and each
//! of them names members of it. For each such set of nodes the plan has one [`Demand`] with one table of names. So
//! every member of an object is looked up once, whatever the number of schemas that name it, and from then on a
//! keyword that asks for it looks at a row of places. What only some keyword knows stays with the engine, which
//! the plan calls by the keyword.

mod build;
mod names;

use crate::program::{Check, Literal, NodeId, Parts, Program, Run, Types};
use names::Name;
pub(super) use names::Names;

/// The demands of a program.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    demands: Vec<Demand>,
    steps: Vec<Step>,
    blocks: Vec<Block>,
    slots: Vec<u32>,
    names: Vec<Name>,
    buckets: Vec<u32>,
    /// The demands of single nodes, by node; [`Plan::UNPLANNED`] where nobody asks for them.
    of_nodes: Vec<DemandId>,
    /// Some keywords of objects are left to the engine, which looks members up one by one.
    pub(super) looks_members_up: bool,
}

/// The index of a [`Demand`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct DemandId(u32);

impl DemandId {
    /// That of no schema: every value meets it.
    pub(super) const NONE: Self = Self(0);
}

/// What some nodes that apply to the same value demand of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Demand {
    pub(super) types: Types,
    pub(super) steps: Block,
    /// The names of the members that its steps ask for, and of those that have a demand of their own.
    names: Range,
    buckets: Range,
    /// How many of the names its steps ask for: the first ones, those of the row.
    pub(super) width: u32,
    /// What a member must meet that has none of the names.
    pub(super) rest: DemandId,
}

impl Demand {
    /// Whether nothing but the type is asked.
    pub(super) const fn is_type(&self) -> bool {
        self.steps.is_empty() && !self.has_members()
    }

    /// Whether something is asked of the members of an object.
    pub(super) const fn has_members(&self) -> bool {
        self.names.len > 0 || self.rest.0 != DemandId::NONE.0
    }
}

/// Steps that must all hold.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Block {
    steps: Range,
    /// How many schemas are entered, one inside another, that the steps come from.
    pub(super) deep: u32,
}

impl Block {
    pub(super) const fn is_empty(self) -> bool {
        self.steps.len == 0
    }
}

/// A few of the entries of one of the plan's lists.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Range {
    start: u32,
    len: u32,
}

impl Range {
    fn of<T>(self, entries: &[T]) -> &[T] {
        &entries[self.start as usize..][..self.len as usize]
    }
}

/// One thing that is asked of a value. A member is meant by its slot, the index of its name among those of the
/// demand.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// It has one of the types.
    Type(Types),
    /// `enum` and `const`
    Value(Run<Literal>),
    /// A keyword of numbers.
    Number(Check),
    /// A keyword of strings.
    String(Check),
    /// The members are there.
    Required(Range),
    /// If the first member is there, so are the others.
    Beside(u32, Range),
    /// The member, if there, meets the demand.
    Property(u32, DemandId),
    /// If the member is there, the steps hold.
    Where(u32, Block),
    /// The items after the first few meet the demand.
    Items(u32, DemandId),
    Not(Block),
    Any(Range),
    One(Range),
    If {
        test: Block,
        then: Block,
        otherwise: Block,
    },
    /// The same where the test is whether a member is there and has one of some values: most are.
    Case {
        slot: u32,
        values: Run<Literal>,
        then: Block,
        otherwise: Block,
    },
    /// The value meets another demand as well, which has names of its own.
    Meets(DemandId),
    /// A node that must know what its keywords evaluate.
    Tracking(NodeId),
    /// A keyword that the engine knows.
    Keyword {
        node: NodeId,
        index: u32,
    },
}

impl Program {
    /// The plan, made for the first verdict.
    #[expect(clippy::expect_used, reason = "nobody else keeps anything there")]
    pub(super) fn plan(&self) -> &Plan {
        self.planned(Plan::new)
            .expect("the engine alone keeps what it plans")
    }
}

impl Plan {
    const UNPLANNED: DemandId = DemandId(u32::MAX);

    /// The plan of a program.
    fn new(parts: &Parts) -> Self {
        build::plan(parts)
    }

    /// What a node by itself demands, if that is planned.
    pub(super) fn of_node(&self, node: NodeId) -> Option<DemandId> {
        let demand = *self.of_nodes.get(node.0 as usize)?;
        (demand != Self::UNPLANNED).then_some(demand)
    }

    pub(super) fn demand(&self, id: DemandId) -> &Demand {
        &self.demands[id.0 as usize]
    }

    pub(super) fn steps(&self, block: Block) -> &[Step] {
        block.steps.of(&self.steps)
    }

    pub(super) fn blocks(&self, blocks: Range) -> &[Block] {
        blocks.of(&self.blocks)
    }

    pub(super) fn slots(&self, slots: Range) -> &[u32] {
        slots.of(&self.slots)
    }

    /// The names of a demand.
    pub(super) fn names<'a>(&'a self, parts: &'a Parts, demand: &Demand) -> Names<'a> {
        let (names, buckets) = (
            demand.names.of(&self.names),
            demand.buckets.of(&self.buckets),
        );
        Names::new(parts, names, buckets)
    }
}
