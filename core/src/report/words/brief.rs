//! The code of a fault and where to look first, without a word: what the words begin with, for those who read none.
//!
//! Where reports are worded, a debug build holds each against this.

use super::keyword::opening_of_container;
use super::presence::present_member;
use super::{At, opening};
use crate::codes::{self, Code};
use crate::engine::Detail;
use crate::json::{Kind, Span};
use crate::program::{Check, Rule, Run, Text};
use crate::report::settle::Asked;

/// The code and the primary place of a fault, before a lint gives it another code.
pub(super) fn of(at: At<'_>) -> (&'static Code, Span) {
    if matches!(at.fault().detail, Detail::Deprecated) {
        let name = at.scene.name_of(at.value());
        let place = name.map_or_else(|| opening(at.span()), |name| at.scene.document.span(name));
        return (&codes::DEPRECATED, place);
    }
    of_presence(at).unwrap_or_else(|| of_keyword(at))
}

fn of_presence(at: At<'_>) -> Option<(&'static Code, Span)> {
    let document = at.scene.document;
    let is_object = document.entry(at.value()).kind == Kind::Object;
    let keyword = at.fault().keyword.filter(|_| is_object);
    let rule = keyword.and_then(|keyword| at.scene.rule(keyword));
    let name = at.scene.name_of(at.value());
    let written = at.finding.misspelt.map(|name| document.span(name));
    Some(match (&at.fault().detail, rule) {
        (Detail::Missing(_) | Detail::MissingBeside { .. }, _) => {
            let place = written.unwrap_or_else(|| opening(at.span()));
            (&codes::MISSING_MEMBER, place)
        }
        (Detail::UnknownMember { .. }, _) if name.is_some() => {
            (&codes::UNKNOWN_MEMBER, document.span(name?))
        }
        (Detail::ForbiddenMember, _) if name.is_some() => {
            (&codes::FORBIDDEN_MEMBER, document.span(name?))
        }
        (
            Detail::Branches(_),
            Some(Rule::ExactlyOneOf { members, .. } | Rule::AtLeastOneOf { members, .. }),
        ) => {
            let place = written.filter(|_| resembles_one(at, members));
            let place = place.unwrap_or_else(|| opening(at.span()));
            (&codes::AT_LEAST_ONE_OF, place)
        }
        (Detail::Several(_), Some(Rule::ExactlyOneOf { members, set }))
        | (Detail::None, Some(Rule::ExclusiveMembers { members, set })) => {
            let place = last_present(at, members, set);
            (&codes::EXCLUSIVE_MEMBERS, place)
        }
        (Detail::None, Some(Rule::ForbiddenMember { member, set })) => {
            let first = at.scene.parts.run(member).first();
            let name = first.map_or("", |member| at.scene.parts.str(*member));
            let place = present_member(at, name, set).unwrap_or_else(|| opening(at.span()));
            (&codes::FORBIDDEN_MEMBER, place)
        }
        _ => return None,
    })
}

/// Whether the misspelt name still resembles one of those that are asked for.
fn resembles_one(at: At<'_>, members: Run<Text>) -> bool {
    let parts = at.scene.parts;
    at.finding.misspelt.is_some_and(|written| {
        let written = at.scene.document.text(written).to_lossy();
        let names = parts.run(members).iter().map(|member| parts.str(*member));
        at.scene.closest(&written, names).is_some()
    })
}

fn last_present(at: At<'_>, members: Run<Text>, set: bool) -> Span {
    let parts = at.scene.parts;
    let names = parts.run(members).iter().map(|member| parts.str(*member));
    let present = names.filter_map(|name| present_member(at, name, set));
    present
        .max_by_key(|span| span.start)
        .unwrap_or_else(|| opening(at.span()))
}

fn of_keyword(at: At<'_>) -> (&'static Code, Span) {
    let here = opening_of_container(at);
    match &at.finding.asked {
        Some(Asked::Types(_)) => return (&codes::WRONG_TYPE, here),
        Some(Asked::Values(values)) => {
            return of_values(at, values.is_empty(), &codes::NOT_IN_ENUM);
        }
        None => {}
    }
    let Some(index) = at.fault().keyword else {
        return (&codes::FORBIDDEN, here);
    };
    let detail = &at.fault().detail;
    let code = match at.scene.parts.keyword(index).check {
        Check::Type(_) => &codes::WRONG_TYPE,
        Check::Enum(values) => return of_values(at, values.is_empty(), &codes::NOT_IN_ENUM),
        Check::Const(values) => return of_values(at, values.is_empty(), &codes::WRONG_CONST),
        Check::Minimum(_)
        | Check::Maximum(_)
        | Check::ExclusiveMinimum(_)
        | Check::ExclusiveMaximum(_) => &codes::OUT_OF_RANGE,
        Check::MultipleOf(_) => &codes::NOT_A_MULTIPLE,
        Check::MinLength(_) => &codes::TOO_SHORT,
        Check::MaxLength(_) => &codes::TOO_LONG,
        Check::Pattern(_) => return of_pattern(at, at.scene.rule(index)),
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
            return (&codes::FORBIDDEN_VALUE, at.span());
        }
        Check::AnyOf(_) | Check::OneOf(_) if matches!(detail, Detail::Several(_)) => {
            &codes::SEVERAL_ALTERNATIVES
        }
        Check::AnyOf(_) | Check::OneOf(_) => &codes::NO_ALTERNATIVE,
        Check::Never if matches!(detail, Detail::UnexpectedItem) => {
            return (&codes::UNEXPECTED_ITEM, at.span());
        }
        _ => &codes::FORBIDDEN,
    };
    (code, here)
}

fn of_values(at: At<'_>, none: bool, code: &'static Code) -> (&'static Code, Span) {
    if at.is_secret() {
        (code, at.span())
    } else if none {
        (&codes::FORBIDDEN, opening_of_container(at))
    } else {
        (code, opening_of_container(at))
    }
}

fn of_pattern(at: At<'_>, rule: Option<Rule>) -> (&'static Code, Span) {
    let class = match rule {
        Some(Rule::CharacterClass { class, .. }) => class,
        Some(Rule::NumericString { .. }) => {
            return (&codes::NUMERIC_STRING, opening_of_container(at));
        }
        _ => return (&codes::PATTERN_MISMATCH, opening_of_container(at)),
    };
    let text = at.scene.document.text(at.value());
    let mut points = text.code_points();
    let Some((offset, _)) = points.find(|(_, point)| !class.allows(*point)) else {
        let is_short = (text.chars() as u64) < u64::from(class.min);
        let code = if is_short {
            &codes::TOO_SHORT
        } else {
            &codes::TOO_LONG
        };
        return (code, opening_of_container(at));
    };
    if at.is_secret() {
        return (&codes::INVALID_CHARACTER, at.span());
    }
    let next = points.next().map_or(text.raw().len(), |(after, _)| after);
    let inside = at.span().start + 1;
    let place = Span::new(inside + offset, inside + next);
    (&codes::INVALID_CHARACTER, place)
}
