//! What a schema says about a value beside its assertions, in indices: text comes later.

use super::fault::Token;
use crate::program::NodeId;

/// Annotations that hold: those that a schema object writes down, or that one of its keywords produces.
#[derive(Debug, Clone)]
pub(crate) struct Noted {
    /// The schema object.
    pub(crate) node: NodeId,
    /// The tape's index of the value (or name) that it was applied to.
    pub(crate) at: u32,
    /// The evaluation path of the schema object.
    pub(crate) path: Vec<Token>,
    /// The keyword that produces it and what it produces; none for what the schema object writes down.
    pub(crate) produced: Option<(u32, Produced)>,
}

/// The annotation that an applicator produces (core specification, sections 10.3 and 11).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Produced {
    /// The names of the members that it was applied to: the tape's indices of the names, ascending.
    Names(Vec<u32>),
    /// The greatest ordinal of an item that it was applied to.
    UpTo(usize),
    /// The ordinals of the items that match.
    Items(Vec<u32>),
    /// It was applied to the items; where ordinals could be told, to all of them.
    True,
}
