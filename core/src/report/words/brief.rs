//! The code of a fault without a word: what the words begin with, for those who read none.
//!
//! Where reports are worded, a debug build holds each against this.

use super::is_secret;
use crate::codes::{self, Code};
use crate::engine::{Detail, Fault};
use crate::json::Kind;
use crate::program::{CharClass, Check, Rule};
use crate::report::Scene;
use crate::report::finding::Asked;

/// The code of a fault, before a lint gives it another.
pub(super) fn code(scene: Scene<'_>, fault: &Fault, asked: Option<&Asked>) -> &'static Code {
    of_presence(scene, fault).unwrap_or_else(|| of_keyword(scene, fault, asked))
}

fn of_presence(scene: Scene<'_>, fault: &Fault) -> Option<&'static Code> {
    let detail = &fault.detail;
    let names_member = || scene.name_of(fault.at).is_some();
    match detail {
        Detail::Deprecated => return Some(&codes::DEPRECATED),
        Detail::Missing(_) | Detail::MissingBeside { .. } => return Some(&codes::MISSING_MEMBER),
        Detail::UnknownMember { .. } if names_member() => return Some(&codes::UNKNOWN_MEMBER),
        Detail::ForbiddenMember if names_member() => return Some(&codes::FORBIDDEN_MEMBER),
        _ => {}
    }
    let is_object = scene.document.entry(fault.at).kind == Kind::Object;
    let keyword = fault.keyword.filter(|_| is_object)?;
    Some(match (detail, scene.rule(keyword)?) {
        (Detail::Branches(_), Rule::ExactlyOneOf { .. } | Rule::AtLeastOneOf { .. }) => {
            &codes::AT_LEAST_ONE_OF
        }
        (Detail::Several(_), Rule::ExactlyOneOf { .. })
        | (Detail::None, Rule::ExclusiveMembers { .. }) => &codes::EXCLUSIVE_MEMBERS,
        (Detail::None, Rule::ForbiddenMember { .. }) => &codes::FORBIDDEN_MEMBER,
        _ => return None,
    })
}

fn of_keyword(scene: Scene<'_>, fault: &Fault, asked: Option<&Asked>) -> &'static Code {
    let of_values = |none, code| of_values(scene, fault, none, code);
    match asked {
        Some(Asked::Types(_)) => return &codes::WRONG_TYPE,
        Some(Asked::Values(values)) => return of_values(values.is_empty(), &codes::NOT_IN_ENUM),
        None => {}
    }
    let Some(index) = fault.keyword else {
        return &codes::FORBIDDEN;
    };
    let detail = &fault.detail;
    match scene.parts.keyword(index).check {
        Check::Type(_) => &codes::WRONG_TYPE,
        Check::Enum(values) => of_values(values.is_empty(), &codes::NOT_IN_ENUM),
        Check::Const(values) => of_values(values.is_empty(), &codes::WRONG_CONST),
        Check::Minimum(_)
        | Check::Maximum(_)
        | Check::ExclusiveMinimum(_)
        | Check::ExclusiveMaximum(_) => &codes::OUT_OF_RANGE,
        Check::MultipleOf(_) => &codes::NOT_A_MULTIPLE,
        Check::MinLength(_) => &codes::TOO_SHORT,
        Check::MaxLength(_) => &codes::TOO_LONG,
        Check::Pattern(_) => match scene.rule(index) {
            Some(Rule::CharacterClass { class, .. }) => of_class(scene, fault, class),
            Some(Rule::NumericString { .. }) => &codes::NUMERIC_STRING,
            _ => &codes::PATTERN_MISMATCH,
        },
        Check::Format(_) => &codes::FORMAT_MISMATCH,
        Check::Content(_) => &codes::CONTENT_MISMATCH,
        Check::MinItems(_) => &codes::TOO_FEW_ITEMS,
        Check::MaxItems(_) => &codes::TOO_MANY_ITEMS,
        Check::MinProperties(_) => &codes::TOO_FEW_MEMBERS,
        Check::MaxProperties(_) => &codes::TOO_MANY_MEMBERS,
        Check::UniqueItems if matches!(detail, Detail::SameAs(_)) => &codes::DUPLICATE_ITEM,
        Check::Contains { min, .. } => match detail {
            Detail::Matched(matched) if *matched < min => &codes::CONTAINS_TOO_FEW,
            Detail::Matched(_) => &codes::CONTAINS_TOO_MANY,
            _ => &codes::FORBIDDEN,
        },
        Check::Not(_) if matches!(scene.rule(index), Some(Rule::ForbiddenValue { .. })) => {
            &codes::FORBIDDEN_VALUE
        }
        Check::AnyOf(_) | Check::OneOf(_) if matches!(detail, Detail::Several(_)) => {
            &codes::SEVERAL_ALTERNATIVES
        }
        Check::AnyOf(_) | Check::OneOf(_) => &codes::NO_ALTERNATIVE,
        Check::Never if matches!(detail, Detail::UnexpectedItem) => &codes::UNEXPECTED_ITEM,
        _ => &codes::FORBIDDEN,
    }
}

/// Where nothing is allowed, only a secret is said not to be among what is.
fn of_values(scene: Scene<'_>, fault: &Fault, none: bool, code: &'static Code) -> &'static Code {
    if none && !is_secret(scene, fault) {
        &codes::FORBIDDEN
    } else {
        code
    }
}

fn of_class(scene: Scene<'_>, fault: &Fault, class: CharClass) -> &'static Code {
    let text = scene.document.text(fault.at);
    if text.code_points().any(|(_, point)| !class.allows(point)) {
        &codes::INVALID_CHARACTER
    } else if (text.chars() as u64) < u64::from(class.min) {
        &codes::TOO_SHORT
    } else {
        &codes::TOO_LONG
    }
}
