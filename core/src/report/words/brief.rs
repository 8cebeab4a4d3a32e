//! The code of a fault without a word: what the words begin with, for those who read none.
//!
//! Where reports are worded, a debug build holds each against this.

use super::is_secret;
use crate::codes::names;
use crate::engine::{Detail, Fault};
use crate::json::Kind;
use crate::program::{CharClass, Check, Rule};
use crate::report::Scene;
use crate::report::finding::Asked;

/// The code of a fault, before a lint gives it another.
pub(super) fn code(scene: Scene<'_>, fault: &Fault, asked: Option<&Asked>) -> &'static str {
    of_presence(scene, fault).unwrap_or_else(|| of_keyword(scene, fault, asked))
}

fn of_presence(scene: Scene<'_>, fault: &Fault) -> Option<&'static str> {
    let detail = &fault.detail;
    let names_member = || scene.name_of(fault.at).is_some();
    match detail {
        Detail::Deprecated => return Some(names::DEPRECATED),
        Detail::Missing(_) | Detail::MissingBeside { .. } => return Some(names::MISSING_MEMBER),
        Detail::UnknownMember { .. } if names_member() => return Some(names::UNKNOWN_MEMBER),
        Detail::ForbiddenMember if names_member() => return Some(names::FORBIDDEN_MEMBER),
        _ => {}
    }
    let is_object = scene.document.entry(fault.at).kind == Kind::Object;
    let keyword = fault.keyword.filter(|_| is_object)?;
    Some(match (detail, scene.rule(keyword)?) {
        (
            Detail::NoBranch(_) | Detail::Branches(_),
            Rule::ExactlyOneOf { .. } | Rule::AtLeastOneOf { .. },
        ) => names::AT_LEAST_ONE_OF,
        (Detail::Several(_), Rule::ExactlyOneOf { .. })
        | (Detail::None, Rule::ExclusiveMembers { .. }) => names::EXCLUSIVE_MEMBERS,
        (Detail::None, Rule::ForbiddenMember { .. }) => names::FORBIDDEN_MEMBER,
        _ => return None,
    })
}

fn of_keyword(scene: Scene<'_>, fault: &Fault, asked: Option<&Asked>) -> &'static str {
    let of_values = |none, code| of_values(scene, fault, none, code);
    match asked {
        Some(Asked::Types(_)) => return names::WRONG_TYPE,
        Some(Asked::Values(values, _)) => return of_values(values.is_empty(), names::NOT_IN_ENUM),
        None => {}
    }
    let Some(index) = fault.keyword else {
        return names::FORBIDDEN;
    };
    let detail = &fault.detail;
    match scene.parts.keyword(index).check {
        Check::Type(_) => names::WRONG_TYPE,
        Check::Enum(values) => of_values(values.is_empty(), names::NOT_IN_ENUM),
        Check::Const(values) => of_values(values.is_empty(), names::WRONG_CONST),
        Check::Minimum(_)
        | Check::Maximum(_)
        | Check::ExclusiveMinimum(_)
        | Check::ExclusiveMaximum(_) => names::OUT_OF_RANGE,
        Check::MultipleOf(_) => names::NOT_A_MULTIPLE,
        Check::MinLength(_) => names::TOO_SHORT,
        Check::MaxLength(_) => names::TOO_LONG,
        Check::Pattern(_) => match scene.rule(index) {
            Some(Rule::CharacterClass { class, .. }) => of_class(scene, fault, class),
            Some(Rule::NumericString { .. }) => names::NUMERIC_STRING,
            _ => names::PATTERN_MISMATCH,
        },
        Check::Format(_) => names::FORMAT_MISMATCH,
        Check::Content(_) => names::CONTENT_MISMATCH,
        Check::MinItems(_) => names::TOO_FEW_ITEMS,
        Check::MaxItems(_) => names::TOO_MANY_ITEMS,
        Check::MinProperties(_) => names::TOO_FEW_MEMBERS,
        Check::MaxProperties(_) => names::TOO_MANY_MEMBERS,
        Check::UniqueItems if matches!(detail, Detail::SameAs(_)) => names::DUPLICATE_ITEM,
        Check::Contains { min, .. } => match detail {
            Detail::Matched(matched) if *matched < min => names::CONTAINS_TOO_FEW,
            Detail::Matched(_) => names::CONTAINS_TOO_MANY,
            _ => names::FORBIDDEN,
        },
        Check::Not(_) if matches!(scene.rule(index), Some(Rule::ForbiddenValue { .. })) => {
            names::FORBIDDEN_VALUE
        }
        Check::AnyOf(_) | Check::OneOf(_) if matches!(detail, Detail::Several(_)) => {
            names::SEVERAL_ALTERNATIVES
        }
        Check::AnyOf(_) | Check::OneOf(_) => names::NO_ALTERNATIVE,
        Check::Never if matches!(detail, Detail::UnexpectedItem) => names::UNEXPECTED_ITEM,
        _ => names::FORBIDDEN,
    }
}

/// Where nothing is allowed, only a secret is said not to be among what is.
fn of_values(scene: Scene<'_>, fault: &Fault, none: bool, code: &'static str) -> &'static str {
    if none && !is_secret(scene, fault) {
        names::FORBIDDEN
    } else {
        code
    }
}

fn of_class(scene: Scene<'_>, fault: &Fault, class: CharClass) -> &'static str {
    let text = scene.document.text(fault.at);
    if text.code_points().any(|(_, point)| !class.allows(point)) {
        names::INVALID_CHARACTER
    } else if (text.chars() as u64) < u64::from(class.min) {
        names::TOO_SHORT
    } else {
        names::TOO_LONG
    }
}
