//! Where in the files the schemas say what they say.

use vouchsafe_core::json::{Position, Span, Value};
use vouchsafe_core::program::{Check, NodeId, Parts};

use super::difference::Detail;
use super::side::Demand;
use crate::library::{Library, Spot};

/// A place in a schema file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The file or URI of the schema, as it was given.
    pub file: String,
    /// The bytes meant.
    pub span: Span,
    /// The position of the first of them.
    pub start: Position,
}

/// The documents that a program was compiled from, and where in them each node stands.
#[derive(Clone, Copy)]
pub(crate) struct Origin<'a> {
    pub(crate) library: &'a Library,
    pub(crate) spots: &'a [Spot],
}

impl<'a> Origin<'a> {
    /// A schema as it is written.
    pub(super) fn value(&self, node: NodeId) -> Option<Value<'a>> {
        let spot = self.spots.get(node.0 as usize)?;
        Some(self.library.value(*spot))
    }

    /// Whether both have been read from the same texts.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let [own, others] = [self, other].map(|origin| &origin.library.sources);
        own.len() == others.len()
            && own
                .iter()
                .zip(others)
                .all(|(own, other)| own.text == other.text)
    }

    /// The place of a keyword, or else of the first of some schemas.
    pub(super) fn place(
        &self,
        parts: &Parts,
        demand: Option<Demand>,
        nodes: &[NodeId],
        detail: &Detail,
    ) -> Option<Place> {
        let node = demand
            .map(|demand| demand.node)
            .or_else(|| nodes.first().copied())?;
        let spot = *self.spots.get(node.0 as usize)?;
        let schema = self.library.value(spot);
        let keyword = demand.and_then(|demand| {
            let name = parts.str(parts.keyword(demand.keyword).name);
            schema.member(name)
        });
        let keyword = keyword.filter(|_| *detail != Detail::Schema);
        let inner = keyword
            .zip(demand)
            .and_then(|(value, demand)| within(value, &demand.check, detail));
        let described = match detail {
            Detail::Member(name) => schema
                .member("properties")
                .and_then(|members| members.member(name)),
            _ => None,
        };
        let named = |value: Value<'a>| value.name().unwrap_or(value);
        let value = inner
            .or_else(|| described.map(named))
            .or_else(|| keyword.map(named))
            .unwrap_or_else(|| named(schema));
        let source = self.library.sources.get(spot.document)?;
        // Of a whole schema, its beginning.
        let span = value.span();
        let span = if value.as_str().is_some() {
            span
        } else {
            Span::new(span.start, span.start + 1)
        };
        let (span, start) = source.position(span);
        Some(Place {
            file: source.name.clone(),
            span,
            start,
        })
    }
}

/// The part of a keyword's value that a detail is about.
fn within<'a>(value: Value<'a>, check: &Check, detail: &Detail) -> Option<Value<'a>> {
    match (check, detail) {
        (Check::Required(_), Detail::Member(name)) => value
            .items()
            .find(|item| item.as_str().is_some_and(|text| text.is(name))),
        (Check::Enum(_), Detail::Value(wanted)) => {
            let wanted = wanted.to_string();
            let is_wanted = |item: &Value<'a>| {
                item.as_str()
                    .is_some_and(|text| vouchsafe_core::json::quoted(&text.to_lossy()) == wanted)
            };
            value.items().find(is_wanted)
        }
        _ => None,
    }
}
