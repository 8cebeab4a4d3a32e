//! Which bytes of an input must not be shown.
//!
//! Found before anything is formatted, from the schema: every value to which some subschema with
//! `x-secret` applies, whether or not that branch was taken. Because people misplace and misspell
//! members, a value is also hidden when its member has, or nearly has, the name of a secret one,
//! wherever it stands. When a text breaks off or is not JSON, nobody knows what the rest is: from
//! the first word there that resembles the name of a secret on, all of it is hidden.

use std::collections::{HashMap, HashSet};

use super::suggest::resembles;
use crate::json::{Document, Kind, Span};
use crate::program::{Check, NodeId, Parts};

/// The parts of an input that are hidden, ordered, without overlaps.
#[derive(Debug, Default)]
pub(crate) struct Secrets {
    spans: Vec<Span>,
}

impl Secrets {
    /// What is secret in a document.
    pub(crate) fn of(parts: &Parts, document: Document<'_>) -> Self {
        if !parts.flags.secrets || document.tape().is_empty() {
            return Self::default();
        }
        let mut finder = Finder {
            parts,
            document,
            seen: HashSet::new(),
            spans: Vec::new(),
        };
        finder.by_schema();
        finder.by_name();
        Self::from_spans(finder.spans)
    }

    /// What is secret in a text that is not JSON at `fault`.
    pub(crate) fn of_broken(parts: &Parts, document: Document<'_>, fault: Span) -> Self {
        if !parts.flags.secrets {
            return Self::default();
        }
        let mut spans = Self::of(parts, document).spans;
        let text = document.bytes();
        let end = text.len();
        let resembling = Resembling::new(parts);
        // What the fault interrupts may be the value of the last member that was begun.
        let tape = document.tape();
        let last = (0..tape.len())
            .rev()
            .map(|index| u32::try_from(index).unwrap_or(u32::MAX));
        let last_name = last.into_iter().find(|&index| tape.entry(index).is_name);
        if let Some(name) = last_name
            && resembling.matches(&document.text(name).to_lossy())
        {
            let after = tape.entry(name).end as usize;
            let is_space = |byte: &u8| byte.is_ascii_whitespace() || *byte == b':';
            let skipped = text[after..]
                .iter()
                .take_while(|byte| is_space(byte))
                .count();
            spans.push(Span::new(after + skipped, end));
        }
        // A value that is hidden may go on where the scanner thought that it had ended.
        if let Some(span) = spans
            .iter()
            .find(|span| fault.start.saturating_sub(span.end) <= 2)
        {
            spans.push(Span::new(span.start, end));
        }
        // What is wrong itself, a character or two, is shown unless it belongs to a secret.
        let rest = fault.end.min(end);
        if let Some(start) = resembling.first_in(&text[rest..]) {
            spans.push(Span::new(rest + start, end));
        }
        Self::from_spans(spans)
    }

    /// Whether all of `span` is hidden.
    pub(super) fn covers(&self, span: Span) -> bool {
        self.around(span).is_some()
    }

    /// The hidden part that `span` lies in.
    pub(super) fn around(&self, span: Span) -> Option<Span> {
        let index = self.spans.partition_point(|secret| secret.end < span.end);
        self.spans
            .get(index)
            .copied()
            .filter(|secret| secret.contains(span))
    }

    pub(super) fn into_masks(self) -> Vec<Span> {
        self.spans
    }

    fn from_spans(mut spans: Vec<Span>) -> Self {
        spans.sort_unstable();
        spans.dedup_by(|later, earlier| {
            let overlap = later.start < earlier.end;
            if overlap {
                earlier.end = earlier.end.max(later.end);
            }
            overlap
        });
        Self { spans }
    }
}

struct Finder<'a> {
    parts: &'a Parts,
    document: Document<'a>,
    /// Pairs of node and value that have been looked at: recursive schemas come back to them.
    seen: HashSet<(NodeId, u32)>,
    spans: Vec<Span>,
}

impl Finder<'_> {
    /// Applies every subschema to every value that it could ever be applied to.
    fn by_schema(&mut self) {
        let mut todo = vec![(self.parts.root, 0)];
        while let Some((node, at)) = todo.pop() {
            if !self.seen.insert((node, at)) {
                continue;
            }
            if self.parts.node(node).flags.secret {
                self.spans.push(self.document.span(at));
                continue;
            }
            let keywords = self.parts.node(node).keywords;
            for keyword in self.parts.run(keywords) {
                self.spread(node, &keyword.check, at, &mut todo);
            }
        }
    }

    fn spread(&self, node: NodeId, check: &Check, at: u32, todo: &mut Vec<(NodeId, u32)>) {
        let value = self.document.value(at);
        let parts = self.parts;
        match *check {
            Check::Ref(node) | Check::DynamicRef { node, .. } | Check::Not(node) => {
                todo.push((node, at));
            }
            Check::AllOf(nodes) | Check::AnyOf(nodes) | Check::OneOf(nodes) => {
                todo.extend(parts.run(nodes).iter().map(|&node| (node, at)));
            }
            Check::If {
                test,
                then,
                otherwise,
            } => {
                todo.push((test, at));
                todo.extend(then.into_iter().chain(otherwise).map(|node| (node, at)));
            }
            Check::DependentSchemas(schemas) => {
                todo.extend(parts.run(schemas).iter().map(|schema| (schema.node, at)));
            }
            Check::Properties(properties) => {
                let owner = parts.node(node);
                for (name, value) in value.members() {
                    let property = parts
                        .run(properties)
                        .iter()
                        .find(|property| name.is(parts.name(owner, property.slot)));
                    todo.extend(property.map(|property| (property.node, value.index())));
                }
            }
            Check::PatternProperties(patterns) => {
                for (_, value) in value.members() {
                    todo.extend(
                        parts
                            .run(patterns)
                            .iter()
                            .map(|property| (property.node, value.index())),
                    );
                }
            }
            Check::AdditionalProperties { node, .. } | Check::UnevaluatedProperties(node) => {
                todo.extend(value.members().map(|(_, value)| (node, value.index())));
            }
            Check::Items { node, .. }
            | Check::Contains { node, .. }
            | Check::UnevaluatedItems(node) => {
                todo.extend(value.items().map(|item| (node, item.index())));
            }
            Check::PrefixItems(nodes) => {
                todo.extend(
                    value
                        .items()
                        .zip(parts.run(nodes))
                        .map(|(item, &node)| (node, item.index())),
                );
            }
            _ => {}
        }
    }

    /// Hides the values of members that are called, or nearly called, like a secret one.
    fn by_name(&mut self) {
        let resembling = Resembling::new(self.parts);
        let mut known: HashMap<String, bool> = HashMap::new();
        for index in 0..u32::try_from(self.document.tape().len()).unwrap_or(u32::MAX) {
            let has_value = self
                .document
                .tape()
                .entries
                .get(index as usize + 1)
                .is_some_and(|next| !next.is_name);
            if self.document.entry(index).is_name && has_value {
                let name = self.document.text(index).to_lossy();
                let secret = match known.get(&*name) {
                    Some(secret) => *secret,
                    None => *known
                        .entry(name.clone().into_owned())
                        .or_insert_with(|| resembling.matches(&name)),
                };
                let value = self.document.value(index + 1);
                // A Boolean or `null` tells nothing, and hiding it would only puzzle.
                if secret && !matches!(value.kind(), Kind::Null | Kind::True | Kind::False) {
                    self.spans.push(value.span());
                }
            }
        }
    }
}

/// The names of secret members, and the names that are known not to be.
struct Resembling<'a> {
    secret: Vec<&'a str>,
    harmless: HashSet<&'a str>,
}

impl<'a> Resembling<'a> {
    fn new(parts: &'a Parts) -> Self {
        let secret: Vec<&str> = parts
            .secret_names
            .iter()
            .map(|name| parts.str(name.text))
            .collect();
        let mut harmless: HashSet<&str> = parts
            .names
            .iter()
            .map(|name| parts.str(name.text))
            .collect();
        for name in &secret {
            harmless.remove(name);
        }
        Self { secret, harmless }
    }

    fn matches(&self, name: &str) -> bool {
        !self.harmless.contains(name) && self.secret.iter().any(|secret| resembles(name, secret))
    }

    /// Where in a text of unknown structure the first word begins that resembles a secret's name,
    /// or the first escape, which could spell one.
    fn first_in(&self, text: &[u8]) -> Option<usize> {
        let is_word = |byte: &u8| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-') || *byte >= 0x80
        };
        let mut at = 0;
        while at < text.len() {
            if text[at] == b'\\' {
                return Some(at);
            }
            if !is_word(&text[at]) {
                at += 1;
                continue;
            }
            let end = text[at..]
                .iter()
                .position(|byte| !is_word(byte))
                .map_or(text.len(), |len| at + len);
            if self.matches(&String::from_utf8_lossy(&text[at..end])) {
                return Some(at);
            }
            at = end;
        }
        None
    }
}
