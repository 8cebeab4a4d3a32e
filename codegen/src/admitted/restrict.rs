//! Takes away from what is admitted, keyword by keyword.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use vouchsafe_core::json::Decimal;
use vouchsafe_core::program::{Check, Keyword, Literal, NodeId, Number, Parts, Rule, Types};

use super::join::join;
use super::place::name_of;
use super::{Admitted, Demand};

/// How many schemas are looked at: beyond that, everything is admitted.
const FUEL: usize = 20_000;

/// How deep schemas are followed into one another: what is further inside is not looked at.
const DEEPEST: usize = 256;

/// Reads what is admitted.
pub(super) struct Restrict<'a> {
    parts: &'a Parts,
    fuel: Cell<usize>,
    /// What is inside a value is not looked at.
    shallow: bool,
}

/// The schemas that are being read, so that one that contains itself ends.
type Path = Vec<NodeId>;

impl<'a> Restrict<'a> {
    pub(super) fn new(parts: &'a Parts) -> Self {
        Self {
            parts,
            fuel: Cell::new(FUEL),
            shallow: false,
        }
    }

    /// The same without a look at what is inside a value.
    pub(super) fn shallow(parts: &'a Parts) -> Self {
        Self {
            shallow: true,
            ..Self::new(parts)
        }
    }

    /// What satisfies a demand.
    pub(super) fn demand(&self, demand: &Demand) -> Admitted {
        self.inner(demand, &mut Path::new())
    }

    fn inner(&self, demand: &Demand, path: &mut Path) -> Admitted {
        let schema = demand.first().map(|node| name_of(self.parts, node));
        let mut admitted = Admitted::anything(schema.unwrap_or_default());
        self.apply(&mut admitted, demand, path);
        // Bounds and lists of values say something about types as well.
        if let Some(strings) = &admitted.strings
            && strings.is_empty()
        {
            admitted.types = Types(admitted.types.0 & !Types::STRING.0);
        }
        if admitted.counts.0 > admitted.counts.1 {
            admitted.types = Types(admitted.types.0 & !Types::ARRAY.0);
        }
        admitted
    }

    fn apply(&self, admitted: &mut Admitted, demand: &Demand, path: &mut Path) {
        match demand {
            Demand::Node(node) => self.node(admitted, *node, path),
            Demand::All(all) => all
                .iter()
                .for_each(|demand| self.apply(admitted, demand, path)),
            Demand::Any(any) => self.any(admitted, any, path),
        }
    }

    fn node(&self, admitted: &mut Admitted, node: NodeId, path: &mut Path) {
        let left = self.fuel.get().checked_sub(1);
        let is_new = path.len() < DEEPEST && !path.contains(&node);
        let Some(left) = left.filter(|_| is_new) else {
            let types = self.parts.types(node);
            if !types.is_empty() {
                admitted.types = admitted.types.intersection(types);
            }
            admitted.recursive = true;
            return;
        };
        self.fuel.set(left);
        path.push(node);
        for keyword in self.parts.run(self.parts.node(node).keywords) {
            self.keyword(admitted, keyword, path);
        }
        if self.shallow {
            admitted.recursive = true;
        } else if admitted.types.contains(Types::OBJECT) {
            self.members(admitted, node, path);
        }
        path.pop();
    }

    fn keyword(&self, admitted: &mut Admitted, keyword: &Keyword, path: &mut Path) {
        let parts = self.parts;
        match keyword.check {
            Check::Never => admitted.types = Types::default(),
            Check::Type(types) => admitted.types = admitted.types.intersection(types),
            Check::Enum(values) | Check::Const(values) => {
                self.only(admitted, parts.run(values));
            }
            Check::Not(node) => admitted.never_zero |= self.is_zero(node),
            // A multiple of an integer is one.
            Check::MultipleOf(number) if integer(parts, number).is_some() => {
                let fractions = Types::NUMBER.0 & !Types::INTEGER.0;
                admitted.types = Types(admitted.types.0 & !fractions);
            }
            Check::Minimum(bound) => self.at_least(admitted, bound, 0),
            Check::ExclusiveMinimum(bound) => self.at_least(admitted, bound, 1),
            Check::Maximum(bound) => self.at_most(admitted, bound, 0),
            Check::ExclusiveMaximum(bound) => self.at_most(admitted, bound, 1),
            Check::MinLength(least) => admitted.characters.0 = admitted.characters.0.max(least),
            Check::MaxLength(most) => admitted.characters.1 = admitted.characters.1.min(most),
            Check::Pattern(pattern) => {
                let digits = self.digits(pattern, keyword);
                admitted.digits = admitted.digits.or(digits);
            }
            Check::MinItems(least) => admitted.counts.0 = admitted.counts.0.max(least),
            Check::MaxItems(most) => admitted.counts.1 = admitted.counts.1.min(most),
            Check::UniqueItems => admitted.unique = true,
            Check::PrefixItems(_) | Check::Items { .. } if self.shallow => {}
            Check::PrefixItems(nodes) if admitted.prefix.is_empty() => {
                let nodes = parts.run(nodes).iter();
                admitted.prefix = nodes
                    .map(|node| self.inner(&Demand::Node(*node), path))
                    .collect();
            }
            Check::Items { from, node } => {
                let items = self.inner(&Demand::Node(node), path);
                if items.types.is_empty() {
                    admitted.counts.1 = admitted.counts.1.min(from.into());
                } else if admitted.items.is_none() {
                    admitted.items = Some(Box::new(items));
                }
            }
            Check::Ref(node) => self.node(admitted, node, path),
            Check::AllOf(nodes) => parts
                .run(nodes)
                .iter()
                .for_each(|node| self.node(admitted, *node, path)),
            Check::AnyOf(nodes) | Check::OneOf(nodes) => {
                let nodes = parts.run(nodes);
                let any = nodes.iter().map(|node| Demand::Node(*node));
                self.any(admitted, &any.collect::<Vec<Demand>>(), path);
                if matches!(keyword.check, Check::OneOf(_)) {
                    let refused = satisfied_twice(parts, nodes);
                    admitted.types = Types(admitted.types.0 & !refused.0);
                }
            }
            _ => {}
        }
    }

    /// The numbers that a pattern lets a string write.
    fn digits(&self, pattern: u32, keyword: &Keyword) -> Option<(u64, u64)> {
        let mut rules = self.parts.run(keyword.rule).iter();
        let range = rules.find_map(|rule| match rule {
            Rule::NumericString { min, max } => Some((*min, *max)),
            _ => None,
        });
        let class = || {
            let class = self.parts.patterns.get(pattern as usize)?.class()?;
            let is_digit = |point: &u32| (0x30..0x3A).contains(point);
            let is_number = class.min > 0
                && (0..128)
                    .filter(|point| class.allows(*point))
                    .all(|point| is_digit(&point));
            let greatest = 10_u64.checked_pow(class.max).filter(|_| is_number)?;
            Some((0, greatest - 1))
        };
        range.or_else(class)
    }

    /// What is said of members right here.
    fn members(&self, admitted: &mut Admitted, node: NodeId, path: &mut Path) {
        let mut named = Vec::new();
        for keyword in self.parts.run(self.parts.node(node).keywords) {
            match keyword.check {
                Check::Properties(properties) => {
                    named.extend_from_slice(self.parts.run(properties));
                }
                Check::PropertyNames(names) if admitted.names.is_none() => {
                    let names = self.inner(&Demand::Node(names), path);
                    admitted.names = Some(Box::new(names));
                }
                Check::AdditionalProperties {
                    node: others,
                    patterns,
                } if admitted.values.is_none() => {
                    let patterns = self.parts.run(patterns).iter();
                    let matched = patterns.map(|pattern| Demand::Node(pattern.node));
                    let demand = Demand::any(std::iter::once(Demand::Node(others)).chain(matched));
                    admitted.values = Some(Box::new(self.inner(&demand, path)));
                }
                _ => {}
            }
        }
        if named.is_empty() {
            return;
        }
        admitted.has_members = true;
        let shallow = Self {
            fuel: Cell::new(self.fuel.get()),
            ..Self::shallow(self.parts)
        };
        let any = Demand::Any(
            named
                .iter()
                .map(|property| Demand::Node(property.node))
                .collect(),
        );
        admitted.any_named = Some(Box::new(shallow.demand(&any)));
        let closed = admitted.values.as_ref();
        if closed.is_some_and(|values| values.types.is_empty()) && admitted.names.is_none() {
            let mut names = Admitted::anything(String::new());
            names.types = Types::STRING;
            let own = self.parts.node(node);
            let listed = named
                .iter()
                .map(|property| self.parts.name(own, property.slot).to_owned());
            names.strings = Some(listed.collect());
            admitted.names = Some(Box::new(names));
        }
    }

    fn only(&self, admitted: &mut Admitted, values: &[Literal]) {
        let mut types = Types::default();
        let mut strings = BTreeSet::new();
        let mut integers: Option<(i128, i128)> = None;
        let mut zero = false;
        for value in values {
            types = types.union(match value {
                Literal::Null => Types::NULL,
                Literal::Bool(_) => Types::BOOLEAN,
                Literal::Number(number) => match integer(self.parts, *number) {
                    Some(integer) => {
                        let (low, high) = integers.unwrap_or((integer, integer));
                        integers = Some((low.min(integer), high.max(integer)));
                        zero |= integer == 0;
                        Types::INTEGER
                    }
                    None => Types::NUMBER,
                },
                Literal::String(text) => {
                    strings.insert(self.parts.str(*text).to_owned());
                    Types::STRING
                }
                Literal::Array(_) => Types::ARRAY,
                Literal::Object(_) => Types::OBJECT,
            });
        }
        admitted.types = admitted.types.intersection(types);
        admitted.strings = Some(match admitted.strings.take() {
            Some(before) => before.intersection(&strings).cloned().collect(),
            None => strings,
        });
        if let Some((low, high)) = integers {
            admitted.integers.0 = Some(admitted.integers.0.map_or(low, |bound| bound.max(low)));
            admitted.integers.1 = Some(admitted.integers.1.map_or(high, |bound| bound.min(high)));
            admitted.never_zero |= !zero;
        }
    }

    /// Whether a schema is 0 and nothing else.
    fn is_zero(&self, node: NodeId) -> bool {
        match self.parts.run(self.parts.node(node).keywords) {
            [only] => match only.check {
                Check::Const(values) | Check::Enum(values) => {
                    let mut values = self.parts.run(values).iter();
                    values.any(|value| matches!(value, Literal::Number(number) if integer(self.parts, *number) == Some(0)))
                }
                _ => false,
            },
            _ => false,
        }
    }

    fn at_least(&self, admitted: &mut Admitted, bound: Number, more: i128) {
        let bound = round(self.parts, bound, true)
            .and_then(|(bound, exact)| bound.checked_add(if exact { more } else { 0 }));
        if let Some(bound) = bound {
            let least = &mut admitted.integers.0;
            *least = Some(least.map_or(bound, |before| before.max(bound)));
        }
    }

    fn at_most(&self, admitted: &mut Admitted, bound: Number, less: i128) {
        let bound = round(self.parts, bound, false)
            .and_then(|(bound, exact)| bound.checked_sub(if exact { less } else { 0 }));
        if let Some(bound) = bound {
            let greatest = &mut admitted.integers.1;
            *greatest = Some(greatest.map_or(bound, |before| before.min(bound)));
        }
    }

    /// What every branch refuses is refused.
    fn any(&self, admitted: &mut Admitted, demands: &[Demand], path: &mut Path) {
        let branches = demands.iter().map(|demand| {
            let mut branch = admitted.clone();
            self.apply(&mut branch, demand, path);
            // A branch for `null` alone leaves the name to the other one.
            branch.schema = if branch.types == Types::NULL {
                String::new()
            } else {
                demand
                    .first()
                    .map(|node| name_of(self.parts, node))
                    .unwrap_or_default()
            };
            branch
        });
        // A branch that admits nothing says nothing.
        let mut possible = branches.filter(|branch| !branch.types.is_empty());
        let Some(first) = possible.next() else {
            admitted.types = Types::default();
            return;
        };
        let mut any = possible.fold(first, |any, branch| join(any, branch, &admitted.schema));
        if any.schema.is_empty() {
            any.schema.clone_from(&admitted.schema);
        }
        *admitted = any;
    }
}

/// The types of which every value satisfies at least two of the branches of a `oneOf`, which then refuses it. Branches
/// that describe members without saying `type` are satisfied by everything that is no object.
fn satisfied_twice(parts: &Parts, branches: &[NodeId]) -> Types {
    let (mut once, mut twice) = (0, 0);
    let mut known = BTreeMap::new();
    for branch in branches {
        let always = always(parts, *branch, &mut known, 0).0;
        twice |= once & always;
        once |= always;
    }
    Types(twice)
}

/// The types of which every value satisfies a schema, as far as its keywords tell by their kinds.
fn always(parts: &Parts, node: NodeId, known: &mut BTreeMap<NodeId, Types>, depth: usize) -> Types {
    if let Some(types) = known.get(&node) {
        return *types;
    }
    if depth > DEEPEST_ALWAYS {
        return Types::default();
    }
    // Where it leads to itself, nothing is sure.
    known.insert(node, Types::default());
    let mut types = Types::ALL;
    for keyword in parts.run(parts.node(node).keywords) {
        let own = match keyword.check {
            Check::Type(own) => own,
            Check::Ref(target) => always(parts, target, known, depth + 1),
            Check::AllOf(nodes) => {
                let all = parts.run(nodes).iter();
                all.fold(Types::ALL, |types, node| {
                    types.intersection(always(parts, *node, known, depth + 1))
                })
            }
            ref check => match check.concerns() {
                Some(concerned) => Types(Types::ALL.0 & !concerned.0),
                None => Types::default(),
            },
        };
        types = types.intersection(own);
    }
    known.insert(node, types);
    types
}

/// How deep schemas that apply in place are looked into for what they always admit.
const DEEPEST_ALWAYS: usize = 16;

/// The number, if it is an integer that an `i128` holds.
fn integer(parts: &Parts, number: Number) -> Option<i128> {
    Decimal::parse(parts.str(number.text).as_bytes())?.to_i128()
}

/// The nearest integer on the inner side of a bound, and whether it is the bound.
fn round(parts: &Parts, number: Number, up: bool) -> Option<(i128, bool)> {
    let text = parts.str(number.text);
    if let Some(integer) = integer(parts, number) {
        return Some((integer, true));
    }
    let value: f64 = text.parse().ok()?;
    let value = if up { value.ceil() } else { value.floor() };
    // Beyond what an f64 tells apart a bound is as good as none.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the value is a small integer"
    )]
    (value.abs() < 2_f64.powi(53)).then_some((value as i128, false))
}
