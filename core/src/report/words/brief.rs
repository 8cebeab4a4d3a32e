//! The code of a fault without a word: what the words begin with, for those who read none.
//!
//! Where reports are worded, a debug build holds each against this.

use super::At;
use crate::codes::{self, Code};
use crate::engine::Detail;
use crate::json::Kind;
use crate::program::{CharClass, Check, Rule};
use crate::report::finding::Asked;

/// The code of a fault, before a lint gives it another.
pub(super) fn code(at: At<'_>) -> &'static Code {
    of_presence(at).unwrap_or_else(|| of_keyword(at))
}

fn of_presence(at: At<'_>) -> Option<&'static Code> {
    let detail = &at.fault().detail;
    let names_member = || at.scene.name_of(at.value()).is_some();
    match detail {
        Detail::Deprecated => return Some(&codes::DEPRECATED),
        Detail::Missing(_) | Detail::MissingBeside { .. } => return Some(&codes::MISSING_MEMBER),
        Detail::UnknownMember { .. } if names_member() => return Some(&codes::UNKNOWN_MEMBER),
        Detail::ForbiddenMember if names_member() => return Some(&codes::FORBIDDEN_MEMBER),
        _ => {}
    }
    let is_object = at.scene.document.entry(at.value()).kind == Kind::Object;
    let keyword = at.fault().keyword.filter(|_| is_object)?;
    Some(match (detail, at.scene.rule(keyword)?) {
        (Detail::Branches(_), Rule::ExactlyOneOf { .. } | Rule::AtLeastOneOf { .. }) => {
            &codes::AT_LEAST_ONE_OF
        }
        (Detail::Several(_), Rule::ExactlyOneOf { .. })
        | (Detail::None, Rule::ExclusiveMembers { .. }) => &codes::EXCLUSIVE_MEMBERS,
        (Detail::None, Rule::ForbiddenMember { .. }) => &codes::FORBIDDEN_MEMBER,
        _ => return None,
    })
}

fn of_keyword(at: At<'_>) -> &'static Code {
    match &at.finding.asked {
        Some(Asked::Types(_)) => return &codes::WRONG_TYPE,
        Some(Asked::Values(values)) => {
            return of_values(at, values.is_empty(), &codes::NOT_IN_ENUM);
        }
        None => {}
    }
    let Some(index) = at.fault().keyword else {
        return &codes::FORBIDDEN;
    };
    let detail = &at.fault().detail;
    match at.scene.parts.keyword(index).check {
        Check::Type(_) => &codes::WRONG_TYPE,
        Check::Enum(values) => of_values(at, values.is_empty(), &codes::NOT_IN_ENUM),
        Check::Const(values) => of_values(at, values.is_empty(), &codes::WRONG_CONST),
        Check::Minimum(_)
        | Check::Maximum(_)
        | Check::ExclusiveMinimum(_)
        | Check::ExclusiveMaximum(_) => &codes::OUT_OF_RANGE,
        Check::MultipleOf(_) => &codes::NOT_A_MULTIPLE,
        Check::MinLength(_) => &codes::TOO_SHORT,
        Check::MaxLength(_) => &codes::TOO_LONG,
        Check::Pattern(_) => match at.scene.rule(index) {
            Some(Rule::CharacterClass { class, .. }) => of_class(at, class),
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
        Check::Not(_) if matches!(at.scene.rule(index), Some(Rule::ForbiddenValue { .. })) => {
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
fn of_values(at: At<'_>, none: bool, code: &'static Code) -> &'static Code {
    if none && !at.is_secret() {
        &codes::FORBIDDEN
    } else {
        code
    }
}

fn of_class(at: At<'_>, class: CharClass) -> &'static Code {
    let text = at.scene.document.text(at.value());
    if text.code_points().any(|(_, point)| !class.allows(point)) {
        &codes::INVALID_CHARACTER
    } else if (text.chars() as u64) < u64::from(class.min) {
        &codes::TOO_SHORT
    } else {
        &codes::TOO_LONG
    }
}
