//! Equality of a literal of the schema and a value of the instance.

use std::cmp::Ordering;

use crate::json::{Decimal, Kind, Value};
use crate::program::{Literal, Parts};

/// Whether the value equals the literal, as JSON Schema has it (core specification, section 4.2.2).
pub(crate) fn literal_is(parts: &Parts, literal: &Literal, value: Value<'_>) -> bool {
    match (literal, value.kind()) {
        (Literal::Null, Kind::Null)
        | (Literal::Bool(true), Kind::True)
        | (Literal::Bool(false), Kind::False) => true,
        (Literal::Number(number), Kind::Number) => {
            let text = parts.str(number.text).as_bytes();
            let digits = value.document().digits(value.index());
            text == digits || value.as_number() == Decimal::parse(text)
        }
        (Literal::String(text), Kind::String) => {
            value.document().text(value.index()).is(parts.str(*text))
        }
        (Literal::Array(items), Kind::Array) => {
            let items = parts.run(*items);
            items.len() == value.len()
                && items
                    .iter()
                    .zip(value.items())
                    .all(|(literal, item)| literal_is(parts, literal, item))
        }
        (Literal::Object(members), Kind::Object) => {
            let members = parts.run(*members);
            // Both sides sorted by name, duplicates of the instance settled.
            let found = value.sorted_members();
            members.len() == found.len()
                && members.iter().zip(found).all(|(member, (name, value))| {
                    name.is(parts.str(member.name))
                        && parts
                            .run(member.value)
                            .iter()
                            .all(|literal| literal_is(parts, literal, value))
                })
        }
        _ => false,
    }
}

/// An order of values in which neighbours are equal exactly when JSON Schema says so.
pub(super) fn order(left: Value<'_>, right: Value<'_>) -> Ordering {
    left.kind()
        .cmp(&right.kind())
        .then_with(|| match left.kind() {
            Kind::Null | Kind::False | Kind::True => Ordering::Equal,
            Kind::Number => left.as_number().cmp(&right.as_number()),
            Kind::String => left
                .document()
                .text(left.index())
                .order(right.document().text(right.index())),
            Kind::Array => {
                let mut pairs = left
                    .items()
                    .zip(right.items())
                    .map(|(left, right)| order(left, right));
                let unequal = pairs.find(|order| order.is_ne());
                unequal.unwrap_or_else(|| left.len().cmp(&right.len()))
            }
            Kind::Object => {
                let (left, right) = (left.sorted_members(), right.sorted_members());
                let pairs = left.iter().zip(&right);
                let mut orders = pairs
                    .map(|((name, a), (other, b))| name.order(*other).then_with(|| order(*a, *b)));
                orders
                    .find(|order| order.is_ne())
                    .unwrap_or_else(|| left.len().cmp(&right.len()))
            }
        })
}
