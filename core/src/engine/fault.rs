//! What the engine found, in indices: words come later.

use crate::program::{NodeId, Slot, Text};

/// A keyword that a value does not satisfy.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    /// The schema object.
    pub(crate) node: NodeId,
    /// The index of the keyword; none where the schema object as a whole is meant.
    pub(crate) keyword: Option<u32>,
    /// The tape's index of the value (or name) that it was applied to.
    pub(crate) at: u32,
    pub(crate) detail: Detail,
    /// How many conditions held on the way.
    pub(crate) depth: u32,
    /// The way, where words are wanted.
    pub(crate) way: Option<Box<Way>>,
    /// The lint that it belongs to.
    pub(crate) lint: Option<LintAt>,
    /// The node whose `x-message` or `x-help` words it.
    pub(crate) worded: Option<NodeId>,
    /// It is one of those that a report leaves out and counts.
    pub(crate) is_counted_only: bool,
}

/// How evaluation came to a schema object.
#[derive(Debug, Clone, Default)]
pub(crate) struct Way {
    /// The evaluation path.
    pub(crate) path: Vec<Token>,
    /// The conditions that held, from outside to inside.
    pub(crate) conditions: Vec<Hit>,
}

impl Fault {
    /// Whether it breaks no more than a lint.
    pub(crate) const fn is_lint(&self) -> bool {
        self.lint.is_some() || matches!(self.detail, Detail::Deprecated)
    }

    /// The evaluation path of the schema object; empty where no words are wanted.
    pub(crate) fn path(&self) -> &[Token] {
        self.way.as_ref().map_or(&[], |way| &way.path)
    }

    /// Whether it lies in a branch of a union.
    pub(crate) fn is_in_branch(&self) -> bool {
        let is_union = |token: &Token| matches!(token, Token::Word("anyOf" | "oneOf"));
        self.path().iter().any(is_union)
    }

    /// The conditions that held on the way, from outside to inside; none where no words are wanted.
    pub(crate) fn conditions(&self) -> &[Hit] {
        self.way.as_ref().map_or(&[], |way| &way.conditions)
    }
}

/// What a fault is about, beyond its keyword and value.
#[derive(Debug, Clone)]
pub(crate) enum Detail {
    None,
    /// `required`: the member is not there.
    Missing(Slot),
    /// `dependentRequired`: `member` is not there though `because` is.
    MissingBeside {
        member: Slot,
        because: Slot,
    },
    /// The member is not one that the schema `owner` knows.
    UnknownMember {
        owner: NodeId,
    },
    /// The member is known and must not be there.
    ForbiddenMember,
    /// The item is one too many.
    UnexpectedItem,
    /// `uniqueItems`: the value equals an earlier item.
    SameAs(u32),
    /// `contains`: so many items matched.
    Matched(u64),
    /// `anyOf`, `oneOf`: no branch held; the faults of each.
    Branches(Vec<Vec<Fault>>),
    /// `anyOf`, `oneOf`: no branch held; the faults of each are still to be found, in this dynamic scope.
    NoBranch(Box<[u32]>),
    /// `oneOf`: these branches held.
    Several(Vec<u32>),
    /// The schema object is deprecated.
    Deprecated,
}

/// A condition that was met on the way: the keyword and the value that it looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) keyword: u32,
    pub(crate) at: u32,
    pub(crate) met: Met,
}

/// How a condition was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Met {
    /// `if` held, so that `then` applies.
    Held,
    /// `if` did not hold, so that `else` applies.
    Failed,
    /// `dependentSchemas`: the member of that name is present.
    Present(Text),
}

/// One reference token of a keyword location.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token {
    Word(&'static str),
    Text(Text),
    Index(usize),
}

/// A lint: its node and its place among the node's lints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct LintAt {
    pub(crate) node: NodeId,
    pub(crate) index: u32,
}
