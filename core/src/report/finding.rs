//! What the words are about: a fault that remains.

use std::cmp::Ordering;

use super::Scene;
use crate::engine::{Detail, Fault};
use crate::program::{Check, Literal, Parts, Rule, Text, Types};

/// A fault that will be shown.
pub(super) struct Finding {
    pub(super) fault: Fault,
    /// The tape's index of the name of a member that is probably the missing one, misspelt.
    pub(super) misspelt: Option<u32>,
    /// What the alternatives ask for together, where none of them takes the value.
    pub(super) asked: Option<Asked>,
}

/// What several alternatives ask of one value.
pub(super) enum Asked {
    /// Any of these types.
    Types(Types),
    /// Any of these values: each stands for one alternative.
    Values(Vec<Literal>),
}

/// The members that would mend a fault by being there.
#[derive(Clone, Copy)]
pub(super) enum Wanted<'a> {
    None,
    One(&'a str),
    Any(&'a Parts, &'a [Text]),
}

impl<'a> Wanted<'a> {
    pub(super) fn is_empty(self) -> bool {
        self.iter().next().is_none()
    }

    pub(super) fn iter(self) -> impl Iterator<Item = &'a str> {
        let (one, any) = match self {
            Self::None => (None, None),
            Self::One(name) => (Some(name), None),
            Self::Any(parts, names) => (None, Some(names.iter().map(|name| parts.str(*name)))),
        };
        one.into_iter().chain(any.into_iter().flatten())
    }
}

impl PartialEq for Wanted<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Wanted<'_> {}

impl PartialOrd for Wanted<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Wanted<'_> {
    /// By the names.
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::None, Self::None) => Ordering::Equal,
            (Self::One(name), Self::One(other)) => name.cmp(other),
            _ => self.iter().cmp(other.iter()),
        }
    }
}

impl Finding {
    pub(super) fn is_lint(&self) -> bool {
        self.fault.is_lint()
    }

    pub(super) fn check(&self, scene: Scene<'_>) -> Option<Check> {
        self.fault
            .keyword
            .map(|keyword| scene.parts.keyword(keyword).check)
    }

    pub(super) fn is_type_fault(&self, scene: Scene<'_>) -> bool {
        matches!(self.asked, Some(Asked::Types(_)))
            || matches!(self.check(scene), Some(Check::Type(_) | Check::Never))
    }

    pub(super) fn is_value_fault(&self, scene: Scene<'_>) -> bool {
        matches!(self.check(scene), Some(Check::Const(_) | Check::Enum(_)))
    }

    pub(super) fn is_unknown_member(&self) -> bool {
        matches!(self.fault.detail, Detail::UnknownMember { .. })
    }

    pub(super) fn wanted<'a>(&self, scene: Scene<'a>) -> Wanted<'a> {
        let parts = scene.parts;
        match self.fault.detail {
            Detail::Missing(slot) | Detail::MissingBeside { member: slot, .. } => {
                Wanted::One(parts.name(parts.node(self.fault.node), slot))
            }
            Detail::Branches(_) => match self.fault.keyword.and_then(|keyword| scene.rule(keyword))
            {
                Some(Rule::ExactlyOneOf { members, .. } | Rule::AtLeastOneOf { members, .. }) => {
                    Wanted::Any(parts, parts.run(members))
                }
                _ => Wanted::None,
            },
            _ => Wanted::None,
        }
    }
}
