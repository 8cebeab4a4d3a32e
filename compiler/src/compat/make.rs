//! Makes values that a schema probably accepts: the simplest first. Whether it does is for the program to say.

use std::cell::Cell;
use std::collections::HashSet;

use vouchsafe_core::program::{Check, NodeId, Types};

use super::difference::Step;
use super::numbers::numbers;
use super::side::{Given, Side};
use super::value::Json;

/// How many values are made for one place.
const MOST_VALUES: usize = 16;
/// How many values of a list are tried.
const MOST_LISTED: usize = 64;
/// How many ways through combinators are tried at one place.
const MOST_WAYS: usize = 12;
/// How deep values nest beyond what must be in them.
const DEEPEST: u32 = 6;
/// How many places are filled at most.
const MOST_PLACES: u32 = 4_000;
/// The longest string or array that is made.
const LONGEST: u64 = 5_000;

/// Makes values for one schema.
pub(super) struct Maker<'a> {
    side: &'a Side<'a>,
    /// Lengths and counts that are worth a try beside the least.
    sizes: Vec<u64>,
    left: Cell<u32>,
}

/// What must stand at a place inside: one of some values.
#[derive(Clone, Copy)]
struct Wanted<'w> {
    path: &'w [Step],
    values: &'w [Json],
}

impl<'a> Maker<'a> {
    pub(super) fn new(side: &'a Side<'a>, sizes: Vec<u64>) -> Self {
        Self {
            side,
            sizes,
            left: Cell::new(MOST_PLACES),
        }
    }

    /// Values that some schemas probably accept.
    pub(super) fn values(&self, nodes: &[NodeId]) -> Vec<Json> {
        self.make(nodes, Types::ALL, None, DEEPEST)
    }

    /// Values of the whole schema that have one of `values` at a place.
    pub(super) fn around(&self, path: &[Step], values: &[Json]) -> Vec<Json> {
        let wanted = Wanted { path, values };
        let mut made: Vec<Json> = Vec::new();
        // What nests little is found where what nests more has too many ways to be tried.
        for beyond in [2, DEEPEST] {
            self.left.set(MOST_PLACES / 2);
            let depth = beyond + u32::try_from(path.len()).unwrap_or(u32::MAX - DEEPEST);
            let found = self.make(&[self.side.parts.root], Types::ALL, Some(wanted), depth);
            let new = found.into_iter().filter(|value| !made.contains(value));
            made.extend(new.collect::<Vec<_>>());
        }
        made
    }

    fn make(
        &self,
        nodes: &[NodeId],
        types: Types,
        wanted: Option<Wanted<'_>>,
        depth: u32,
    ) -> Vec<Json> {
        let left = self.left.get().checked_sub(1);
        let left = left.filter(|_| !self.side.is_spent());
        let (Some(depth), Some(left)) = (depth.checked_sub(1), left) else {
            return Vec::new();
        };
        self.left.set(left);
        if let Some(Wanted { path: [], values }) = wanted {
            return values.to_vec();
        }
        let mut made = Vec::new();
        for way in self.ways(nodes) {
            let given = Given {
                types,
                ..Given::new(way)
            };
            for value in self.simple(&given, wanted, depth) {
                if !made.contains(&value) {
                    made.push(value);
                }
            }
        }
        if wanted.is_none() {
            made.truncate(MOST_VALUES);
        }
        made
    }

    /// The schemas that hold where some hold, once for each choice that combinators leave.
    fn ways(&self, nodes: &[NodeId]) -> Vec<Vec<NodeId>> {
        let mut done = Vec::new();
        let mut todo = vec![(nodes.to_vec(), Vec::new())];
        while let Some((nodes, chosen)) = todo.pop() {
            let demands = self.side.demands(&nodes);
            let choice = demands.iter().find_map(|demand| {
                let ways =
                    (!chosen.contains(&demand.keyword)).then(|| self.choices(&demand.check))??;
                Some((demand.keyword, ways))
            });
            match choice {
                Some((keyword, ways)) if done.len() + todo.len() + ways.len() <= MOST_WAYS + 8 => {
                    for way in ways.into_iter().rev() {
                        let chosen = [&chosen[..], &[keyword]].concat();
                        todo.push(([&nodes[..], &way].concat(), chosen));
                    }
                }
                _ => done.push(nodes),
            }
            if done.len() == MOST_WAYS {
                break;
            }
        }
        done
    }

    fn choices(&self, check: &Check) -> Option<Vec<Vec<NodeId>>> {
        match *check {
            Check::AnyOf(branches) | Check::OneOf(branches) => {
                let branches = self.side.parts.run(branches).iter();
                Some(branches.take(8).map(|branch| vec![*branch]).collect())
            }
            Check::If {
                test,
                then,
                otherwise,
            } => {
                let holds = [test].into_iter().chain(then).collect();
                Some(vec![holds, otherwise.into_iter().collect()])
            }
            Check::DynamicRef { node, .. } => Some(vec![vec![node]]),
            _ => None,
        }
    }

    /// Values where nothing is left to choose.
    fn simple(&self, given: &Given, wanted: Option<Wanted<'_>>, depth: u32) -> Vec<Json> {
        let Some(Wanted {
            path: [step, path @ ..],
            values,
        }) = wanted
        else {
            return self.any(given, depth);
        };
        let inner = Some(Wanted { path, values });
        let nodes = &given.nodes;
        match step {
            Step::Member(name) => self.with_member(given, name, inner, depth),
            Step::AnyMember => self.with_member(given, &self.new_name(nodes), inner, depth),
            Step::Matching(regex, _) => {
                let names = self.side.matching(&[regex]);
                names
                    .iter()
                    .flat_map(|name| self.with_member(given, name, inner, depth))
                    .collect()
            }
            Step::Name => {
                let names = values.iter().filter_map(|value| match value {
                    Json::String(name) => Some(name),
                    _ => None,
                });
                names
                    .flat_map(|name| self.with_member(given, name, None, depth))
                    .collect()
            }
            Step::Item(index) | Step::AnyItem(index) => {
                let items = self.make(&self.side.item(nodes, *index), Types::ALL, inner, depth);
                let before = (0..*index).map(|index| self.first_item(nodes, index, depth));
                let Some(before) = before.collect::<Option<Vec<_>>>() else {
                    return Vec::new();
                };
                let filled = items.into_iter().map(|item| {
                    let mut array = before.clone();
                    array.push(item);
                    self.fill(nodes, array, depth)
                });
                filled.collect()
            }
        }
    }

    /// A name that nobody mentions.
    fn new_name(&self, nodes: &[NodeId]) -> String {
        let known = self.side.known_names(nodes);
        let mut names = ["extra", "x", "other"].into_iter().map(str::to_owned);
        let found = names.find(|name| !known.contains(&name.as_str()));
        found.unwrap_or_else(|| "extra-member".to_owned())
    }

    fn any(&self, given: &Given, depth: u32) -> Vec<Json> {
        if let Some(mut values) = self.side.values(given) {
            values.truncate(MOST_LISTED);
            return values;
        }
        let types = self.side.types(given);
        let checks = self
            .side
            .demands(&given.nodes)
            .into_iter()
            .map(|demand| demand.check);
        let checks: Vec<Check> = checks.collect();
        let mut made = Vec::new();
        let is = |kind: Types| !types.intersection(kind).is_empty();
        if is(Types::OBJECT) {
            made.extend(self.objects(given, depth));
        }
        if is(Types::STRING) {
            made.extend(self.strings(&checks));
        }
        if is(Types::NUMBER) {
            made.extend(numbers(self.side.parts, &checks, types));
        }
        if is(Types::ARRAY) {
            made.extend(self.arrays(given, depth));
        }
        if is(Types::BOOLEAN) {
            made.extend([Json::Bool(true), Json::Bool(false)]);
        }
        if is(Types::NULL) {
            made.push(Json::Null);
        }
        // One of each kind before the second of one.
        if types == Types::ALL {
            made.sort_by_key(|value| value.types() == Types::OBJECT && value.to_string().len() > 2);
        }
        made.truncate(MOST_VALUES);
        made
    }

    fn strings(&self, checks: &[Check]) -> Vec<Json> {
        let parts = self.side.parts;
        let patterns = checks.iter().filter_map(|check| match check {
            Check::Pattern(pattern) => parts.patterns.get(*pattern as usize),
            _ => None,
        });
        let patterns: Vec<&str> = patterns.map(|pattern| parts.str(pattern.regex)).collect();
        let mut made = Vec::new();
        for check in checks {
            if let Check::Format(format) = check
                && !format.is_of_numbers()
            {
                made.extend(format.words().split('`').nth(1).map(Json::text));
            }
        }
        let (mut least, mut most) = (0, LONGEST);
        for check in checks {
            match *check {
                Check::MinLength(length) => least = least.max(length),
                Check::MaxLength(length) => most = most.min(length),
                _ => {}
            }
        }
        if patterns.is_empty() {
            let mut sizes = vec![least.max(1).min(most), least, most];
            sizes.extend(&self.sizes);
            let sizes = sizes
                .into_iter()
                .filter(|size| (least..=most).contains(size) && *size < LONGEST);
            made.extend(
                sizes.map(|size| Json::text("a".repeat(usize::try_from(size).unwrap_or(0)))),
            );
        } else {
            let found = self.side.matching(&patterns);
            made.extend(found.iter().cloned().map(Json::String));
            let lengths = [least, most].into_iter().chain(self.sizes.iter().copied());
            for length in lengths.filter(|length| (1..=256).contains(length)) {
                let exactly = format!("^(?s:.){{{length}}}$");
                let all = [&patterns[..], &[exactly.as_str()]].concat();
                let found = self.side.matching(&all);
                made.extend(found.first().cloned().map(Json::String));
            }
        }
        made
    }

    fn arrays(&self, given: &Given, depth: u32) -> Vec<Json> {
        let nodes = &given.nodes;
        let empty = self.fill(nodes, Vec::new(), depth);
        let mut made = vec![empty];
        let sizes = [1].into_iter().chain(self.sizes.iter().copied());
        for size in sizes.filter(|size| *size <= 64) {
            let items = (0..size).map(|index| {
                self.first_item(nodes, u32::try_from(index).unwrap_or(u32::MAX), depth)
            });
            if let Some(items) = items.collect::<Option<Vec<_>>>() {
                made.push(self.fill(nodes, items, depth));
            }
        }
        made
    }

    fn first_item(&self, nodes: &[NodeId], index: u32, depth: u32) -> Option<Json> {
        let items = self.make(&self.side.item(nodes, index), Types::ALL, None, depth);
        let turn = index as usize % items.len().max(1);
        let is_unique = self
            .side
            .demands(nodes)
            .iter()
            .any(|own| matches!(own.check, Check::UniqueItems));
        if is_unique {
            items.into_iter().nth(turn)
        } else {
            items.into_iter().next()
        }
    }

    /// Adds the items that must be there.
    fn fill(&self, nodes: &[NodeId], mut array: Vec<Json>, depth: u32) -> Json {
        for own in self.side.demands(nodes) {
            match own.check {
                Check::Contains { node, min, .. } => {
                    let items = self.make(&[node], Types::ALL, None, depth);
                    let more = min.saturating_sub(array.len() as u64).min(64);
                    let more = usize::try_from(more).unwrap_or(0);
                    array.extend(items.into_iter().cycle().take(more));
                }
                Check::MinItems(least) => {
                    while (array.len() as u64) < least.min(256) {
                        let index = u32::try_from(array.len()).unwrap_or(u32::MAX);
                        let Some(item) = self.first_item(nodes, index, depth) else {
                            break;
                        };
                        array.push(item);
                    }
                }
                _ => {}
            }
        }
        Json::Array(array)
    }

    fn objects(&self, given: &Given, depth: u32) -> Vec<Json> {
        let Some(least) = self.object(given, Vec::new(), depth) else {
            return Vec::new();
        };
        let mut made = vec![Json::Object(least.clone())];
        let mut names = self.side.known_names(&given.nodes);
        names.truncate(MOST_LISTED);
        let missing = |members: &[(String, Json)]| {
            let is_there = |name: &str| members.iter().any(|(known, _)| known == name);
            names
                .iter()
                .filter(move |name| !is_there(name))
                .copied()
                .collect::<Vec<_>>()
        };
        let mut all = least.clone();
        for name in missing(&least) {
            let value = self
                .make(
                    &self.side.member(&given.nodes, Some(name)),
                    Types::ALL,
                    None,
                    depth,
                )
                .into_iter()
                .next();
            let Some(value) = value else {
                continue;
            };
            all.push((name.to_owned(), value.clone()));
            if made.len() < MOST_VALUES / 2
                && let Some(members) = self.object(given, vec![(name.to_owned(), value)], depth)
            {
                made.push(Json::Object(members));
            }
        }
        made.push(Json::Object(all));
        made
    }

    /// The least object with some members.
    fn object(
        &self,
        given: &Given,
        mut members: Vec<(String, Json)>,
        depth: u32,
    ) -> Option<Vec<(String, Json)>> {
        let nodes = &given.nodes;
        let mut needed: Vec<String> = self
            .side
            .required(nodes)
            .into_iter()
            .map(str::to_owned)
            .collect();
        let mut todo: Vec<String> = members.iter().map(|(name, _)| name.clone()).collect();
        todo.extend(needed.iter().cloned());
        let mut known: HashSet<String> = todo.iter().cloned().collect();
        let mut at = 0;
        while let Some(name) = todo.get(at) {
            at += 1;
            if self.side.is_spent() {
                return None;
            }
            let beside = self.needed_beside(nodes, name).into_iter();
            for need in beside.filter(|need| known.insert(need.clone())) {
                needed.push(need.clone());
                todo.push(need);
            }
        }
        let mut known: HashSet<String> = members.iter().map(|(name, _)| name.clone()).collect();
        for name in needed {
            if known.insert(name.clone()) {
                let values = self.make(
                    &self.side.member(nodes, Some(&name)),
                    Types::ALL,
                    None,
                    depth,
                );
                members.push((name, values.into_iter().next()?));
            }
        }
        let least = self
            .side
            .demands(nodes)
            .into_iter()
            .filter_map(|own| match own.check {
                Check::MinProperties(least) => Some(least),
                _ => None,
            });
        let least = least.max().unwrap_or(0).min(64);
        let known = self.side.known_names(nodes).into_iter().map(str::to_owned);
        let more = (0..least).map(|number| format!("extra-{number}"));
        for name in known.chain(more) {
            if members.len() as u64 >= least {
                break;
            }
            if members.iter().all(|(other, _)| *other != name) {
                let values = self.make(
                    &self.side.member(nodes, Some(&name)),
                    Types::ALL,
                    None,
                    depth,
                );
                members.extend(values.into_iter().next().map(|value| (name, value)));
            }
        }
        Some(members)
    }

    fn needed_beside(&self, nodes: &[NodeId], name: &str) -> Vec<String> {
        let parts = self.side.parts;
        let mut needs = Vec::new();
        for own in self.side.demands(nodes) {
            let node = parts.node(own.node);
            match own.check {
                Check::DependentRequired(dependents) => {
                    let own = parts
                        .run(dependents)
                        .iter()
                        .filter(|own| parts.name(node, own.slot) == name);
                    let own = own.flat_map(|own| parts.run(own.needs));
                    needs.extend(own.map(|slot| parts.name(node, *slot).to_owned()));
                }
                Check::DependentSchemas(schemas) => {
                    let own = parts
                        .run(schemas)
                        .iter()
                        .filter(|own| parts.name(node, own.slot) == name);
                    needs.extend(
                        own.flat_map(|own| self.side.required(&[own.node]))
                            .map(str::to_owned),
                    );
                }
                _ => {}
            }
        }
        needs
    }

    /// Objects with a member that has what is wanted in it.
    fn with_member(
        &self,
        given: &Given,
        name: &str,
        wanted: Option<Wanted<'_>>,
        depth: u32,
    ) -> Vec<Json> {
        let values = self.make(
            &self.side.member(&given.nodes, Some(name)),
            Types::ALL,
            wanted,
            depth,
        );
        let base = values
            .first()
            .cloned()
            .and_then(|value| self.object(given, vec![(name.to_owned(), value)], depth));
        let Some(base) = base else {
            return Vec::new();
        };
        let objects = values.into_iter().map(|value| {
            let mut members = base.clone();
            if let Some(member) = members.iter_mut().find(|(known, _)| known == name) {
                member.1 = value;
            }
            Json::Object(members)
        });
        objects.collect()
    }
}
