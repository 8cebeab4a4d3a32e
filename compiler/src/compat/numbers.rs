//! Numbers that are made up: within bounds, at them, and beside them.

use vouchsafe_core::json::Decimal;
use vouchsafe_core::program::{Check, Number, Parts, Types};

use super::value::Json;

/// Numbers within bounds, and at them.
pub(super) fn numbers(parts: &Parts, checks: &[Check], types: Types) -> Vec<Json> {
    let mut bounds: Vec<&str> = Vec::new();
    let mut steps: Vec<&str> = Vec::new();
    for check in checks {
        match *check {
            Check::Minimum(number)
            | Check::Maximum(number)
            | Check::ExclusiveMinimum(number)
            | Check::ExclusiveMaximum(number) => bounds.push(parts.str(number.text)),
            Check::MultipleOf(number) => steps.push(parts.str(number.text)),
            _ => {}
        }
    }
    let mut made: Vec<Json> = Vec::new();
    for bound in bounds {
        made.extend(near(bound));
    }
    made.extend([1, 0, -1, 2].map(Json::integer));
    made.extend(steps.into_iter().map(|step| Json::Number(step.to_owned())));
    if types.contains(Types::NUMBER) {
        made.push(Json::Number("1.5".to_owned()));
    }
    let fits = |value: &Json| match value {
        Json::Number(text) => {
            Decimal::parse(text.as_bytes()).is_some_and(|number| fits(parts, checks, number))
        }
        _ => false,
    };
    made.retain(fits);
    made
}

/// Whether bounds and steps let a number through.
fn fits(parts: &Parts, checks: &[Check], number: Decimal<'_>) -> bool {
    checks.iter().all(|check| {
        let value = |bound: Number| Decimal::parse(parts.str(bound.text).as_bytes());
        match *check {
            Check::Minimum(bound) => value(bound).is_none_or(|bound| number >= bound),
            Check::Maximum(bound) => value(bound).is_none_or(|bound| number <= bound),
            Check::ExclusiveMinimum(bound) => value(bound).is_none_or(|bound| number > bound),
            Check::ExclusiveMaximum(bound) => value(bound).is_none_or(|bound| number < bound),
            Check::MultipleOf(step) => value(step).is_none_or(|step| number.is_multiple_of(step)),
            _ => true,
        }
    })
}

/// A number and its neighbours.
pub(super) fn near(text: &str) -> Vec<Json> {
    let mut made = vec![Json::Number(text.to_owned())];
    let number = Decimal::parse(text.as_bytes());
    if let Some(integer) = number.and_then(|number| number.to_i128()) {
        let neighbours = [integer.checked_add(1), integer.checked_sub(1)].into_iter();
        made.extend(neighbours.flatten().map(Json::integer));
        made.push(Json::Number(format!("{integer}.5")));
    } else {
        // Of a fraction, the integers around it.
        let whole = text.split(['.', 'e', 'E']).next();
        let whole = whole.and_then(|whole| whole.parse::<i128>().ok());
        let around = whole
            .into_iter()
            .flat_map(|whole| [whole.checked_sub(1), Some(whole), whole.checked_add(1)]);
        made.extend(around.flatten().map(Json::integer));
    }
    made
}
