//! What the words are about: a fault that remains.

use std::cmp::Ordering;

use super::Scene;
use crate::engine::{Detail, Fault};
use crate::program::{Check, Literal, LiteralMember, Parts, Rule, Run, Text, Types};

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
    /// Any of these values: each stands for one alternative. The members at these places have ruled others out.
    Values(Vec<Literal>, Vec<u32>),
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
            || matches!(self.check(scene), Some(Check::Type(_)))
    }

    /// Whether nothing may stand where the value does.
    pub(super) fn is_refused(&self, scene: Scene<'_>) -> bool {
        matches!(self.check(scene), Some(Check::Never))
    }

    /// Whether a number or text is beyond some bound, or not of some form.
    pub(super) fn is_bound(&self, scene: Scene<'_>) -> bool {
        matches!(
            self.check(scene),
            Some(
                Check::MinLength(_)
                    | Check::MaxLength(_)
                    | Check::Pattern(_)
                    | Check::Format(_)
                    | Check::Content(_)
                    | Check::Minimum(_)
                    | Check::Maximum(_)
                    | Check::ExclusiveMinimum(_)
                    | Check::ExclusiveMaximum(_)
                    | Check::MultipleOf(_)
            )
        )
    }

    pub(super) fn is_value_fault(&self, scene: Scene<'_>) -> bool {
        matches!(self.asked, Some(Asked::Values(..)))
            || matches!(self.check(scene), Some(Check::Const(_) | Check::Enum(_)))
    }

    pub(super) fn is_unknown_member(&self) -> bool {
        matches!(self.fault.detail, Detail::UnknownMember { .. })
    }

    pub(super) fn wanted<'a>(&self, parts: &'a Parts) -> Wanted<'a> {
        match self.fault.detail {
            Detail::Missing(slot) | Detail::MissingBeside { member: slot, .. } => {
                Wanted::One(parts.name(parts.node(self.fault.node), slot))
            }
            Detail::NoBranch(_) | Detail::Branches(_) => {
                match self.fault.keyword.and_then(|keyword| parts.rule(keyword)) {
                    Some(
                        Rule::ExactlyOneOf { members, .. } | Rule::AtLeastOneOf { members, .. },
                    ) => Wanted::Any(parts, parts.run(members)),
                    _ => Wanted::None,
                }
            }
            _ => Wanted::None,
        }
    }
}

/// Whether the schema words a fault.
pub(super) fn has_own_words(scene: Scene<'_>, fault: &Fault) -> bool {
    let parts = scene.parts;
    let lint = fault
        .lint
        .map(|at| &parts.run(parts.node(at.node).lints)[at.index as usize]);
    lint.is_some_and(|lint| lint.message.is_some())
        || fault.worded.is_some_and(|node| {
            parts
                .annotation_str(parts.node(node), "x-message")
                .is_some()
        })
        || message_of_keyword(parts, fault).is_some()
}

/// What a schema says of the keyword at fault, where it has words for each.
pub(super) fn message_of_keyword<'a>(parts: &'a Parts, fault: &Fault) -> Option<&'a str> {
    // The keyword stands in the schema around the one that refuses the member.
    let (node, keyword) = if let Detail::UnknownMember { owner } = fault.detail {
        (owner, None)
    } else {
        (fault.node, Some(fault.keyword?))
    };
    let Some(Literal::Object(messages)) = parts.annotation(parts.node(node), "x-messages") else {
        return None;
    };
    let keywords = match keyword {
        Some(keyword) => &[parts.str(parts.keyword(keyword).name)][..],
        None => &[
            "additionalProperties",
            "unevaluatedProperties",
            "propertyNames",
        ],
    };
    let member = match fault.detail {
        Detail::Missing(slot) | Detail::MissingBeside { member: slot, .. } => {
            Some(parts.name(parts.node(fault.node), slot))
        }
        _ => None,
    };
    let of = |object: Run<LiteralMember>, name: &str| {
        let mut members = parts.run(object).iter();
        let found = members.find(|member| parts.str(member.name) == name)?;
        parts.run(found.value).first()
    };
    let mut words = keywords.iter().filter_map(|keyword| of(*messages, keyword));
    let words = words.next().and_then(|words| match (words, member) {
        (Literal::Object(members), Some(member)) => of(*members, member),
        (Literal::Object(_), None) => None,
        (words, _) => Some(words),
    });
    match words.or_else(|| of(*messages, "_"))? {
        Literal::String(words) => Some(parts.str(*words)),
        _ => None,
    }
}
