//! One of the two schemas: what applies to a value, to its members and to its items.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use vouchsafe_core::Program;
use vouchsafe_core::program::{Check, NodeId, Parts, Types};

use super::patterns::{self, Difference};
use super::places::Origin;
use super::value::Json;

/// A schema that is compared.
pub(super) struct Side<'a> {
    pub(super) program: &'a Program,
    pub(super) parts: &'a Parts,
    pub(super) origin: Origin<'a>,
    /// Strings that were looked for, by the regular expressions that they match.
    strings: RefCell<HashMap<Vec<String>, Rc<[String]>>>,
}

/// How many times strings are looked for at most: each takes an automaton.
const MOST_SEARCHES: usize = 200;

/// Schemas that all apply to a value, and the types that it may be of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Given {
    pub(super) nodes: Vec<NodeId>,
    pub(super) types: Types,
}

impl Given {
    pub(super) fn new(mut nodes: Vec<NodeId>) -> Self {
        nodes.sort_unstable();
        nodes.dedup();
        Self {
            nodes,
            types: Types::ALL,
        }
    }

    pub(super) fn with(&self, node: NodeId) -> Self {
        let mut nodes = self.nodes.clone();
        nodes.push(node);
        Self {
            types: self.types,
            ..Self::new(nodes)
        }
    }
}

/// Whether the schemas of a keyword apply to the value that it is applied to itself.
fn is_in_place(check: &Check) -> bool {
    matches!(
        check,
        Check::Ref(_)
            | Check::DynamicRef { .. }
            | Check::AllOf(_)
            | Check::AnyOf(_)
            | Check::OneOf(_)
            | Check::Not(_)
            | Check::If { .. }
            | Check::DependentSchemas(_)
    )
}

/// A keyword of a schema that applies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Demand {
    pub(super) node: NodeId,
    /// The index of the keyword.
    pub(super) keyword: u32,
    pub(super) check: Check,
}

impl<'a> Side<'a> {
    pub(super) fn new(program: &'a Program, origin: Origin<'a>) -> Self {
        Self {
            program,
            parts: program.parts(),
            origin,
            strings: RefCell::default(),
        }
    }

    /// The shortest strings that match all of some regular expressions, as far as they can be found.
    pub(super) fn matching(&self, regexes: &[&str]) -> Rc<[String]> {
        let key: Vec<String> = regexes.iter().map(|regex| (*regex).to_owned()).collect();
        let mut known = self.strings.borrow_mut();
        if let Some(found) = known.get(&key) {
            return Rc::clone(found);
        }
        if known.len() >= MOST_SEARCHES {
            return Rc::default();
        }
        let found: Rc<[String]> = match patterns::difference(regexes, None) {
            Difference::Some(found) => found.into(),
            Difference::None | Difference::Unknown => Rc::default(),
        };
        known.insert(key, Rc::clone(&found));
        found
    }

    /// Where its outermost schema stands.
    pub(super) fn root(&self) -> String {
        let root = self.parts.node(self.parts.root);
        self.parts.str(root.pointer).to_owned()
    }

    /// The schemas that hold where some hold: through `$ref` and `allOf`.
    pub(super) fn conjunction(&self, nodes: &[NodeId]) -> Vec<NodeId> {
        let mut found: Vec<NodeId> = Vec::new();
        let mut todo: Vec<NodeId> = nodes.iter().rev().copied().collect();
        while let Some(node) = todo.pop() {
            if found.contains(&node) {
                continue;
            }
            found.push(node);
            for keyword in self.parts.run(self.parts.node(node).keywords) {
                match keyword.check {
                    Check::Ref(next) => todo.push(next),
                    Check::AllOf(all) => todo.extend(self.parts.run(all)),
                    _ => {}
                }
            }
        }
        found
    }

    /// What some schemas demand, through `$ref` and `allOf`, which themselves are left out.
    pub(super) fn demands(&self, nodes: &[NodeId]) -> Vec<Demand> {
        let nodes = self.conjunction(nodes).into_iter();
        let demands = nodes.flat_map(|node| {
            let keywords = self.parts.node(node).keywords.indices();
            keywords.map(move |keyword| Demand {
                node,
                keyword,
                check: self.parts.keyword(keyword).check,
            })
        });
        demands
            .filter(|demand| !matches!(demand.check, Check::Ref(_) | Check::AllOf(_)))
            .collect()
    }

    /// The types that a value may be of.
    pub(super) fn types(&self, given: &Given) -> Types {
        self.demands(&given.nodes)
            .iter()
            .fold(given.types, |types, demand| match demand.check {
                Check::Never => Types::default(),
                Check::Type(own) => types.intersection(own),
                Check::Enum(values) | Check::Const(values) => {
                    let values = self.parts.run(values).iter();
                    let own = values.map(|value| Json::of(self.parts, value).types());
                    types.intersection(own.fold(Types::default(), Types::union))
                }
                Check::AnyOf(cases) | Check::OneOf(cases) => {
                    let cases = self.parts.run(cases).iter();
                    let own = cases.map(|case| self.types(&Given::new(vec![*case])));
                    types.intersection(own.fold(Types::default(), Types::union))
                }
                _ => types,
            })
    }

    /// The values that a value may have, where they are listed.
    pub(super) fn values(&self, given: &Given) -> Option<Vec<Json>> {
        let demands = self.demands(&given.nodes);
        let mut lists = demands.iter().filter_map(|demand| match demand.check {
            Check::Enum(values) | Check::Const(values) => {
                let values = self.parts.run(values).iter();
                Some(
                    values
                        .map(|value| Json::of(self.parts, value))
                        .collect::<Vec<_>>(),
                )
            }
            _ => None,
        });
        let few = || {
            let types = self.types(given);
            let is_few = Types::NULL.union(Types::BOOLEAN).contains(types) && !types.is_empty();
            is_few.then(|| vec![Json::Null, Json::Bool(false), Json::Bool(true)])
        };
        let mut values = lists.next().or_else(few)?;
        for list in lists {
            values.retain(|value| list.iter().any(|other| other.same(value)));
        }
        let types = self.types(given);
        values.retain(|value| types.contains(value.types()));
        Some(values)
    }

    /// The names of members that `properties` of a schema describes.
    pub(super) fn property_names(&self, node: NodeId) -> Vec<&'a str> {
        let names = self.parts.run(self.parts.node(node).names).iter();
        let names = names.filter(|name| name.property.is_some());
        names.map(|name| self.parts.str(name.text)).collect()
    }

    /// It and all schemas that may apply to the same value.
    pub(super) fn in_place(&self, nodes: &[NodeId]) -> Vec<NodeId> {
        let (mut seen, mut todo) = (Vec::new(), nodes.to_vec());
        while let Some(id) = todo.pop() {
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            for keyword in self.parts.run(self.parts.node(id).keywords) {
                if is_in_place(&keyword.check) {
                    self.parts
                        .each_subschema(&keyword.check, |next| todo.push(next));
                }
            }
        }
        seen
    }

    /// Every name that a schema in place of some mentions.
    pub(super) fn known_names(&self, nodes: &[NodeId]) -> Vec<&'a str> {
        let mut names: Vec<&str> = Vec::new();
        for node in self.in_place(nodes) {
            let own = self.parts.run(self.parts.node(node).names).iter();
            names.extend(own.map(|name| self.parts.str(name.text)));
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The schemas of the member of a name. `None` stands for a name that nobody mentions and no pattern matches.
    pub(super) fn member(&self, nodes: &[NodeId], name: Option<&str>) -> Vec<NodeId> {
        let mut found = Vec::new();
        for demand in self.demands(nodes) {
            let node = self.parts.node(demand.node);
            match demand.check {
                Check::Properties(properties) => {
                    let own = self.parts.run(properties).iter();
                    let own = own.filter(|own| Some(self.parts.name(node, own.slot)) == name);
                    found.extend(own.map(|own| own.node));
                }
                Check::PatternProperties(patterns) => {
                    let own = self.parts.run(patterns).iter();
                    let is_match =
                        |pattern| name.and_then(|name| self.parts.is_match(pattern, name));
                    found.extend(
                        own.filter(|own| is_match(own.pattern) == Some(true))
                            .map(|own| own.node),
                    );
                }
                Check::AdditionalProperties { node, patterns } => {
                    let is_named =
                        name.is_some_and(|name| self.property_names(demand.node).contains(&name));
                    let mut patterns = self.parts.run(patterns).iter();
                    // Where it cannot be told, it does not count.
                    let is_matched = patterns.any(|own| {
                        name.is_some_and(|name| {
                            self.parts.is_match(own.pattern, name) != Some(false)
                        })
                    });
                    if !is_named && !is_matched {
                        found.push(node);
                    }
                }
                Check::UnevaluatedProperties(rest) if !self.may_evaluate(demand.node, name) => {
                    found.push(rest);
                }
                _ => {}
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether some schema in place of a node may evaluate the member of a name, so that `unevaluatedProperties` does
    /// not see it.
    fn may_evaluate(&self, node: NodeId, name: Option<&str>) -> bool {
        self.in_place(&[node]).into_iter().any(|id| {
            let mut keywords = self.parts.run(self.parts.node(id).keywords).iter();
            keywords.any(|keyword| match keyword.check {
                Check::AdditionalProperties { .. } | Check::DynamicRef { .. } => true,
                Check::UnevaluatedProperties(_) => id != node,
                Check::Properties(_) => {
                    name.is_some_and(|name| self.property_names(id).contains(&name))
                }
                // A name that nobody knows may be one that it matches.
                Check::PatternProperties(patterns) => name.is_none_or(|name| {
                    let mut patterns = self.parts.run(patterns).iter();
                    patterns.any(|own| self.parts.is_match(own.pattern, name) != Some(false))
                }),
                _ => false,
            })
        })
    }

    /// The schemas of the item at an index.
    pub(super) fn item(&self, nodes: &[NodeId], index: u32) -> Vec<NodeId> {
        let mut found = Vec::new();
        for demand in self.demands(nodes) {
            match demand.check {
                Check::PrefixItems(first) => {
                    found.extend(self.parts.run(first).get(index as usize));
                }
                Check::Items { from, node } if from <= index => found.push(node),
                _ => {}
            }
        }
        found
    }

    /// How many items have schemas of their own.
    pub(super) fn prefix(&self, nodes: &[NodeId]) -> u32 {
        let demands = self.demands(nodes);
        let lengths = demands.iter().map(|demand| match demand.check {
            Check::PrefixItems(first) => first.len,
            Check::Items { from, .. } => from,
            _ => 0,
        });
        lengths.max().unwrap_or(0)
    }

    /// The names of members that must be there.
    pub(super) fn required(&self, nodes: &[NodeId]) -> Vec<&'a str> {
        let mut names: Vec<&str> = Vec::new();
        for demand in self.demands(nodes) {
            if let Check::Required(slots) = demand.check {
                let node = self.parts.node(demand.node);
                for name in self
                    .parts
                    .run(slots)
                    .iter()
                    .map(|slot| self.parts.name(node, *slot))
                {
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
            }
        }
        names
    }

    /// Whether no value is accepted, as far as a short look tells.
    pub(super) fn is_empty(&self, given: &Given) -> bool {
        self.types(given).intersection(Types::ALL).is_empty()
            || self.values(given).is_some_and(|values| values.is_empty())
    }

    /// Whether a schema accepts a value.
    pub(super) fn accepts(&self, node: NodeId, value: &Json) -> Option<bool> {
        // Where references are dynamic, nobody knows what a part of the schema means alone.
        if self.parts.flags.dynamic {
            return None;
        }
        let mut parts = self.parts.clone();
        parts.root = node;
        Some(Program::from_parts(parts).is_valid(value.to_string().as_bytes()))
    }
}
