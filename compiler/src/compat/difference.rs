//! What one schema demands and the other does not: the noun between the steps.

use vouchsafe_core::program::NodeId;

use super::side::Demand;
use super::value::Json;

/// A step from a value to one inside it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Step {
    /// The member of that name.
    Member(String),
    /// A member that nobody describes.
    AnyMember,
    /// A member whose name a pattern matches, given by the regular expression and as the schema has it.
    Matching(String, String),
    /// The name of a member.
    Name,
    /// The item at that index.
    Item(u32),
    /// Any item behind those.
    AnyItem(u32),
}

/// What exactly a keyword demands, where it demands several things.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Detail {
    /// All of it.
    Whole,
    /// Nothing but all that the schema demands: the other side demands nothing of the value at all.
    Schema,
    /// That a member is there.
    Member(String),
    /// That the value is not this one.
    Value(Json),
}

/// A demand of the one schema that the other is not known to satisfy.
#[derive(Debug, Clone)]
pub(super) struct Difference {
    pub(super) path: Vec<Step>,
    /// The keyword that demands it.
    pub(super) demand: Demand,
    /// Keywords beside it that demand more, where all are told together.
    pub(super) others: Vec<Demand>,
    pub(super) detail: Detail,
    /// The schemas of the other side that apply to the same value.
    pub(super) given: Vec<NodeId>,
    /// Their keyword of the same name, if there is one.
    pub(super) counterpart: Option<Demand>,
}
