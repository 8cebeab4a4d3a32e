//! One of the two schemas: what applies to a value, to its members and to its items.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use vouchsafe_core::program::{Check, NodeId, Parts, Types};
use vouchsafe_core::{Options, Program};

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
    /// The types that single schemas admit.
    types: RefCell<HashMap<NodeId, Types>>,
    /// The program that parts of the schema were asked with, begun at the one that was asked last.
    asked: RefCell<Option<Program>>,
    /// How much may still be looked at.
    left: Cell<usize>,
}

/// How many keywords are looked at to compare, and again to find witnesses: what takes longer is undecided.
const MOST_WORK: usize = 5_000_000;

/// What making a program and asking it counts as, beside the number of its keywords.
const WORK_OF_A_PLAN: usize = 10_000;

/// How many steps one question to a program may take.
pub(super) const MOST_STEPS: u64 = 20_000;

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
            types: RefCell::default(),
            asked: RefCell::default(),
            left: Cell::new(MOST_WORK),
        }
    }

    /// Allows as much work again, for another step.
    pub(super) fn refill(&self) {
        self.left.set(MOST_WORK);
    }

    /// Counts some work.
    pub(super) fn spend(&self, work: usize) {
        self.left.set(self.left.get().saturating_sub(work));
    }

    /// Whether enough has been looked at.
    pub(super) fn is_spent(&self) -> bool {
        self.left.get() == 0
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
        let mut seen: HashSet<NodeId> = HashSet::new();
        let mut todo: Vec<NodeId> = nodes.iter().rev().copied().collect();
        while let Some(node) = todo.pop() {
            self.spend(1);
            if !seen.insert(node) {
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
        let demands: Vec<Demand> = demands
            .filter(|demand| !matches!(demand.check, Check::Ref(_) | Check::AllOf(_)))
            .collect();
        self.spend(demands.len());
        demands
    }

    /// The types that a value may be of.
    pub(super) fn types(&self, given: &Given) -> Types {
        self.demands(&given.nodes)
            .iter()
            .fold(given.types, |types, demand| match demand.check {
                Check::Never => Types::default(),
                Check::Type(own) => types.intersection(own),
                Check::Enum(values) | Check::Const(values) => {
                    let values = self.parts.run(values);
                    self.spend(values.len());
                    let own = values
                        .iter()
                        .map(|value| Json::of(self.parts, value).types());
                    types.intersection(own.fold(Types::default(), Types::union))
                }
                Check::AnyOf(cases) | Check::OneOf(cases) => {
                    let cases = self.parts.run(cases).iter();
                    let own = cases.map(|case| self.types_of(*case));
                    types.intersection(own.fold(Types::default(), Types::union))
                }
                _ => types,
            })
    }

    /// The types that one schema admits, which is asked again and again where schemas refer to each other.
    fn types_of(&self, node: NodeId) -> Types {
        self.spend(1);
        if let Some(known) = self.types.borrow().get(&node) {
            return *known;
        }
        let types = self.types(&Given::new(vec![node]));
        self.types.borrow_mut().insert(node, types);
        types
    }

    /// The values that a value may have, where they are listed.
    pub(super) fn values(&self, given: &Given) -> Option<Vec<Json>> {
        let demands = self.demands(&given.nodes);
        let mut lists = demands.iter().filter_map(|demand| match demand.check {
            Check::Enum(values) | Check::Const(values) => {
                let values = self.parts.run(values);
                self.spend(values.len());
                Some(
                    values
                        .iter()
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
            let list = Json::keys(&list);
            values.retain(|value| list.contains(&value.key()));
        }
        let types = self.types(given);
        values.retain(|value| types.contains(value.types()));
        Some(values)
    }

    /// The schema that `properties` of a schema has for a member.
    fn property(&self, node: NodeId, name: &str) -> Option<NodeId> {
        let names = self.parts.run(self.parts.node(node).names);
        let hash = vouchsafe_core::json::name_hash(name.as_bytes());
        // They are sorted by their hashes.
        let first = names.partition_point(|known| known.hash < hash);
        let mut same = names[first..].iter().take_while(|known| known.hash == hash);
        same.find(|known| self.parts.str(known.text) == name)?
            .property
    }

    /// The names of members that `properties` of a schema describes.
    pub(super) fn property_names(&self, node: NodeId) -> Vec<&'a str> {
        let names = self.parts.run(self.parts.node(node).names).iter();
        self.spend(names.len());
        let names = names.filter(|name| name.property.is_some());
        names.map(|name| self.parts.str(name.text)).collect()
    }

    /// It and all schemas that may apply to the same value.
    pub(super) fn in_place(&self, nodes: &[NodeId]) -> Vec<NodeId> {
        let (mut found, mut todo) = (Vec::new(), nodes.to_vec());
        let mut seen = HashSet::new();
        while let Some(id) = todo.pop() {
            self.spend(1);
            if !seen.insert(id) {
                continue;
            }
            found.push(id);
            for keyword in self.parts.run(self.parts.node(id).keywords) {
                if is_in_place(&keyword.check) {
                    self.parts
                        .each_subschema(&keyword.check, |next| todo.push(next));
                }
            }
        }
        found
    }

    /// Every name that a schema in place of some mentions.
    pub(super) fn known_names(&self, nodes: &[NodeId]) -> Vec<&'a str> {
        let mut names: Vec<&str> = Vec::new();
        for node in self.in_place(nodes) {
            let own = self.parts.run(self.parts.node(node).names).iter();
            self.spend(own.len());
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
            match demand.check {
                Check::Properties(_) => {
                    found.extend(name.and_then(|name| self.property(demand.node, name)));
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
                        name.is_some_and(|name| self.property(demand.node, name).is_some());
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
                Check::Properties(_) => name.is_some_and(|name| self.property(id, name).is_some()),
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
        let mut seen: HashSet<&str> = HashSet::new();
        for demand in self.demands(nodes) {
            if let Check::Required(slots) = demand.check {
                self.spend(self.parts.run(slots).len());
                let node = self.parts.node(demand.node);
                for name in self
                    .parts
                    .run(slots)
                    .iter()
                    .map(|slot| self.parts.name(node, *slot))
                {
                    if seen.insert(name) {
                        names.push(name);
                    }
                }
            }
        }
        names
    }

    /// The name of the keyword of a demand.
    pub(super) fn name_of(&self, demand: Demand) -> &'a str {
        self.parts.str(self.parts.keyword(demand.keyword).name)
    }

    /// The keyword that puts schemas together of which one has a keyword of that name, among those of some schemas.
    pub(super) fn combinator_with(&self, nodes: &[NodeId], name: &str) -> Option<&'a str> {
        if self.is_spent() {
            return None;
        }
        let demands = self.demands(nodes).into_iter();
        let mut demands = demands.filter(|demand| {
            matches!(
                demand.check,
                Check::AnyOf(_) | Check::OneOf(_) | Check::Not(_) | Check::If { .. }
            )
        });
        let found = demands.find(|demand| {
            let mut inner = Vec::new();
            self.parts
                .each_subschema(&demand.check, |node| inner.push(node));
            self.in_place(&inner).into_iter().any(|node| {
                let mut keywords = self.parts.run(self.parts.node(node).keywords).iter();
                keywords.any(|keyword| self.parts.str(keyword.name) == name)
            })
        });
        found.map(|demand| self.name_of(demand))
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
        let text = value.to_string();
        self.spend(1 + text.len());
        if self.is_spent() {
            return None;
        }
        let mut asked = self.asked.borrow_mut();
        let program = match asked.take() {
            Some(program) if program.parts().root == node => program,
            other => {
                // A plan is made for each.
                self.spend(WORK_OF_A_PLAN + 16 * self.parts.keywords.len());
                let parts = other.map(Program::into_parts);
                let mut parts = parts.unwrap_or_else(|| self.parts.clone());
                parts.root = node;
                Program::from_parts(parts)
            }
        };
        verdict(asked.insert(program), text.as_bytes())
    }
}

/// Whether a program accepts a text; `None` if that takes too long to decide.
pub(super) fn verdict(program: &Program, text: &[u8]) -> Option<bool> {
    let options = Options::default().max_steps(MOST_STEPS);
    if program.is_valid_with(text, &options) {
        return Some(true);
    }
    // What gives up refuses as well.
    let gives_up = |code: &str| code.ends_with("-too-costly");
    match program.check_with(text, &options) {
        Ok(_) => Some(true),
        Err(report) => (!report.iter().any(|fault| gives_up(&fault.code))).then_some(false),
    }
}
