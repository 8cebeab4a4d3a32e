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

pub(super) fn examine(examiner: &mut Examiner<'_>, node: NodeId) {
    let checks: Vec<Check> = examiner.checks(node).collect();
    let numbers = numbers(examiner.parts(), &checks);
    let mut found: Vec<(Bound, Bound, &str)> = numbers.into_iter().collect();
    found.extend(counts(&checks));
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
    let mut low: Option<(Number, bool)> = None;
    let mut high: Option<(Number, bool)> = None;
    let value = |number: Number| Decimal::parse(parts.str(number.text).as_bytes());
    for check in checks {
        match *check {
            Check::Minimum(bound) if low.is_none_or(|(low, _)| value(low) < value(bound)) => {
                low = Some((bound, false));
            }
            // Of two equal bounds the exclusive one refuses more.
            Check::ExclusiveMinimum(bound)
                if low.is_none_or(|(low, _)| value(low) <= value(bound)) =>
            {
                low = Some((bound, true));
            }
            Check::Maximum(bound) if high.is_none_or(|(high, _)| value(high) > value(bound)) => {
                high = Some((bound, false));
            }
            Check::ExclusiveMaximum(bound)
                if high.is_none_or(|(high, _)| value(high) >= value(bound)) =>
            {
                high = Some((bound, true));
            }
            _ => {}
        }
    }
    let ((low, excludes_low), (high, excludes_high)) = (low?, high?);
    let excludes = excludes_low || excludes_high;
    let (least, greatest) = (value(low)?, value(high)?);
    if least < greatest || least == greatest && !excludes {
        return None;
    }
    let bound = |number: Number, keyword| Bound {
        keyword,
        value: parts.str(number.text).to_owned(),
    };
    let low = bound(
        low,
        if excludes_low {
            "exclusiveMinimum"
        } else {
            "minimum"
        },
    );
    let high = bound(
        high,
        if excludes_high {
            "exclusiveMaximum"
        } else {
            "maximum"
        },
    );
    Some((low, high, "no number is accepted"))
}

/// The bounds of lengths and counts, where none lies between them.
fn counts(checks: &[Check]) -> Vec<(Bound, Bound, &'static str)> {
    let find = |of: fn(&Check) -> Option<u64>| checks.iter().find_map(of);
    let length = (
        find(|check| match check {
            Check::MinLength(count) => Some(*count),
            _ => None,
        }),
        find(|check| match check {
            Check::MaxLength(count) => Some(*count),
            _ => None,
        }),
    );
    let items = (
        find(|check| match check {
            Check::MinItems(count) => Some(*count),
            _ => None,
        }),
        find(|check| match check {
            Check::MaxItems(count) => Some(*count),
            _ => None,
        }),
    );
    let properties = (
        find(|check| match check {
            Check::MinProperties(count) => Some(*count),
            _ => None,
        }),
        find(|check| match check {
            Check::MaxProperties(count) => Some(*count),
            _ => None,
        }),
    );
    let contains = (
        find(|check| match check {
            Check::Contains { min, .. } => Some(*min),
            _ => None,
        }),
        find(|check| match check {
            Check::Contains { max, .. } => Some(*max),
            _ => None,
        }),
    );
    let pairs = [
        (length, "minLength", "maxLength", "no string is accepted"),
        (items, "minItems", "maxItems", "no array is accepted"),
        (
            properties,
            "minProperties",
            "maxProperties",
            "no object is accepted",
        ),
        (
            contains,
            "minContains",
            "maxContains",
            "no array is accepted",
        ),
        (
            (contains.0, items.1),
            "minContains",
            "maxItems",
            "no array is accepted",
        ),
    ];
    let empty = pairs
        .into_iter()
        .filter_map(|((low, high), lower, upper, what)| {
            let (low, high) = (low?, high?);
            let bound = |keyword, value: u64| Bound {
                keyword,
                value: value.to_string(),
            };
            (low > high).then(|| (bound(lower, low), bound(upper, high), what))
        });
    empty.collect()
}
