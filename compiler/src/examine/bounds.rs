//! A lower bound above the upper one.

use vouchsafe_core::json::Decimal;
use vouchsafe_core::program::{Check, NodeId, Number, Parts};

use super::Examiner;
use crate::codes;
use crate::diagnostic::Complaint;

/// A bound as a schema names it.
struct Bound {
    keyword: &'static str,
    value: String,
}

/// Pairs of bounds of counts, and what is not accepted where nothing lies between them.
const COUNTS: [(&str, &str, &str); 5] = [
    ("minLength", "maxLength", "no string is accepted"),
    ("minItems", "maxItems", "no array is accepted"),
    ("minProperties", "maxProperties", "no object is accepted"),
    ("minContains", "maxContains", "no array is accepted"),
    ("minContains", "maxItems", "no array is accepted"),
];

pub(super) fn examine(examiner: &mut Examiner<'_>, node: NodeId) {
    let checks: Vec<Check> = examiner.checks(node).collect();
    let mut found: Vec<(Bound, Bound, &str)> = Vec::new();
    found.extend(numbers(examiner.parts(), &checks));
    let counts: Vec<(&str, u64)> = checks.iter().flat_map(counts).collect();
    let count = |name| counts.iter().find(|(keyword, _)| *keyword == name);
    for (lower, upper, what) in COUNTS {
        if let (Some((_, low)), Some((_, high))) = (count(lower), count(upper))
            && low > high
        {
            let bound = |keyword, value: &u64| Bound {
                keyword,
                value: value.to_string(),
            };
            found.push((bound(lower, low), bound(upper, high), what));
        }
    }
    for (low, high, what) in found {
        examiner.contradictory.insert(node);
        let message = format!(
            "`{}` is {}, and `{}` is {}, so {what}",
            low.keyword, low.value, high.keyword, high.value
        );
        let complaint = Complaint::new(&codes::CONTRADICTORY_BOUNDS, message)
            .help("raise the upper bound, or lower the lower one".to_owned());
        examiner.complain(node, low.keyword, complaint);
    }
}

/// The bounds of numbers, if none lies between them.
fn numbers(parts: &Parts, checks: &[Check]) -> Option<(Bound, Bound, &'static str)> {
    let value = |number: Number| Decimal::parse(parts.str(number.text).as_bytes());
    // Of two equal bounds the exclusive one refuses more.
    let lower = checks.iter().filter_map(|check| match *check {
        Check::Minimum(bound) => Some((value(bound)?, false, bound, "minimum")),
        Check::ExclusiveMinimum(bound) => Some((value(bound)?, true, bound, "exclusiveMinimum")),
        _ => None,
    });
    let upper = checks.iter().filter_map(|check| match *check {
        Check::Maximum(bound) => Some((value(bound)?, true, bound, "maximum")),
        Check::ExclusiveMaximum(bound) => Some((value(bound)?, false, bound, "exclusiveMaximum")),
        _ => None,
    });
    let (least, excludes_least, low, lower) =
        lower.max_by(|left, right| (&left.0, left.1).cmp(&(&right.0, right.1)))?;
    let (greatest, includes_greatest, high, upper) =
        upper.min_by(|left, right| (&left.0, left.1).cmp(&(&right.0, right.1)))?;
    let excludes = excludes_least || !includes_greatest;
    if least < greatest || least == greatest && !excludes {
        return None;
    }
    let bound = |number: Number, keyword| Bound {
        keyword,
        value: parts.str(number.text).to_owned(),
    };
    Some((
        bound(low, lower),
        bound(high, upper),
        "no number is accepted",
    ))
}

/// The bounds of lengths and counts that a keyword sets.
fn counts(check: &Check) -> Vec<(&'static str, u64)> {
    match *check {
        Check::MinLength(count) => vec![("minLength", count)],
        Check::MaxLength(count) => vec![("maxLength", count)],
        Check::MinItems(count) => vec![("minItems", count)],
        Check::MaxItems(count) => vec![("maxItems", count)],
        Check::MinProperties(count) => vec![("minProperties", count)],
        Check::MaxProperties(count) => vec![("maxProperties", count)],
        Check::Contains { min, max, .. } => vec![("minContains", min), ("maxContains", max)],
        _ => Vec::new(),
    }
}
