//! The places of an instance, and what must be found out at each in one pass.
//!
//! A place is where values stand to which the same schemas apply: the outermost value, the value of a
//! member, an item. Some of the schemas *must* hold, or the instance is refused; about others it is
//! only *asked* whether they do, for the conditions of the object around. Each place becomes a function.

use vouchsafe_core::json::Kind;
use vouchsafe_core::program::NodeId;

use super::clause::Part;
use super::formula::Formula;

/// The kinds of values, in the order of the arms.
pub(super) const KINDS: [Kind; 7] = [
    Kind::Object,
    Kind::Array,
    Kind::String,
    Kind::Number,
    Kind::True,
    Kind::False,
    Kind::Null,
];

/// The schemas that apply at a place, each list sorted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(super) struct Goals {
    pub(super) must: Vec<NodeId>,
    pub(super) ask: Vec<NodeId>,
}

impl Goals {
    pub(super) fn add_must(&mut self, node: NodeId) {
        if let Err(at) = self.must.binary_search(&node) {
            self.must.insert(at, node);
        }
    }

    pub(super) fn add_ask(&mut self, node: NodeId) {
        if let Err(at) = self.ask.binary_search(&node) {
            self.ask.insert(at, node);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.must.is_empty() && self.ask.is_empty()
    }

    /// Whether anything is asked.
    pub(super) fn asks(&self) -> bool {
        self.ask.iter().any(|node| !self.must.contains(node))
    }

    /// The bit of the answer about a node; `None` where it must hold, so that it does.
    pub(super) fn bit(&self, node: NodeId) -> Option<usize> {
        if self.must.contains(&node) {
            return None;
        }
        self.ask.iter().position(|asked| *asked == node)
    }
}

/// A place inside another: its index, if anything is to be found out there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Inner {
    pub(super) goals: Goals,
    pub(super) place: Option<usize>,
}

/// What is to be found out at a place, for each kind of value.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) arms: Vec<Arm>,
}

impl Place {
    /// The places inside this one.
    pub(super) fn inners(&self) -> Vec<usize> {
        let mut found = Vec::new();
        for arm in &self.arms {
            match &arm.inside {
                Inside::Nothing => {}
                Inside::Members { names, unknown, .. } => {
                    let inners = names.iter().map(|(_, inner)| inner).chain([unknown]);
                    found.extend(inners.filter_map(|inner| inner.place));
                }
                Inside::Items { first, rest } => {
                    found.extend(first.iter().chain([rest]).filter_map(|inner| inner.place));
                }
            }
        }
        found
    }
}

/// The same for one kind.
#[derive(Debug, Clone)]
pub(super) struct Arm {
    pub(super) must: Formula,
    pub(super) asks: Vec<Formula>,
    pub(super) inside: Inside,
    /// Who is to be looked at where `must` does not hold.
    pub(super) blame: Blame,
    /// Why answers are no.
    pub(super) doubts: Vec<Doubt>,
}

/// What there is to know of a node that is asked about: the parts of it, of which one does not hold where the
/// node does not.
#[derive(Debug, Clone)]
pub(super) struct Doubt {
    /// The bit of the answer.
    pub(super) bit: usize,
    pub(super) node: NodeId,
    pub(super) parts: Vec<Part>,
}

/// Who says what must hold.
#[derive(Debug, Clone)]
pub(super) enum Blame {
    /// These nodes.
    Nodes(Vec<NodeId>),
    /// Who says the parts that do not hold.
    Parts(Vec<Part>),
}

/// What is to be found out of the values inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Inside {
    /// Nothing.
    Nothing,
    /// Of the members of these names, and of the others.
    Members {
        names: Vec<(String, Inner)>,
        unknown: Inner,
        /// Whether there must be no others.
        none_unknown: bool,
    },
    /// Of the first items, and of the rest.
    Items { first: Vec<Inner>, rest: Inner },
}
