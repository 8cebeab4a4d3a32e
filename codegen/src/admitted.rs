//! What values a schema admits, as far as a Rust type can be asked to hold them.
//!
//! Everything here errs towards more: a value that is not admitted may be taken for one that is (a
//! condition that only sometimes holds is left out of account), never the other way round.

use std::collections::BTreeSet;

use vouchsafe_core::json::Decimal;
use vouchsafe_core::program::{Check, Literal, NodeId, Number, Parts, Types};

/// The values that a schema admits.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Admitted {
    /// Their JSON types.
    pub types: Types,
    /// The least and greatest integer, where there are bounds that an `i128` holds.
    pub integers: (Option<i128>, Option<i128>),
    /// The strings, where they are listed.
    pub strings: Option<BTreeSet<String>>,
    /// The schema by which other types can be told to be of the same: where the schema is a
    /// reference, what it leads to; else its own location.
    pub schema: String,
    /// What the items may be, where arrays are admitted and their items described.
    pub items: Option<Box<Admitted>>,
    /// What the values of members that are not named may be.
    pub values: Option<Box<Admitted>>,
    /// Whether named members are described, so that a struct is the type to hold it.
    pub has_members: bool,
    /// Whether `items` and `values` are left out.
    is_shallow: bool,
}

/// A member that a schema names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its schema.
    pub node: NodeId,
    /// Whether it must always be there.
    pub required: bool,
    /// Where its schema stands: `file:line:column`.
    pub location: String,
}

/// The integer types of Rust, the smaller ones first.
const TYPES: [(&str, i128, i128); 9] = [
    ("u8", 0, u8::MAX as i128),
    ("i8", i8::MIN as i128, i8::MAX as i128),
    ("u16", 0, u16::MAX as i128),
    ("i16", i16::MIN as i128, i16::MAX as i128),
    ("u32", 0, u32::MAX as i128),
    ("i32", i32::MIN as i128, i32::MAX as i128),
    ("u64", 0, u64::MAX as i128),
    ("i64", i64::MIN as i128, i64::MAX as i128),
    ("i128", i128::MIN, i128::MAX),
];

impl Admitted {
    /// What the node admits.
    pub fn by(parts: &Parts, node: NodeId) -> Self {
        let admitted = Self::anything(location_name(parts, target(parts, node)));
        admitted.restricted(parts, &[node])
    }

    /// What all of the nodes admit, without a look at what is inside arrays and objects.
    pub(crate) fn by_all(parts: &Parts, nodes: &[NodeId]) -> Self {
        let admitted = Self {
            is_shallow: true,
            ..Self::anything(String::new())
        };
        admitted.restricted(parts, nodes)
    }

    fn restricted(mut self, parts: &Parts, nodes: &[NodeId]) -> Self {
        let admitted = &mut self;
        for node in nodes {
            admitted.restrict(parts, *node, &mut Vec::new());
        }
        // Bounds and lists of values say something about types as well.
        if let Some(strings) = &admitted.strings
            && strings.is_empty()
        {
            admitted.types = Types(admitted.types.0 & !Types::STRING.0);
        }
        self
    }

    fn anything(schema: String) -> Self {
        Self {
            types: Types::ALL,
            integers: (None, None),
            strings: None,
            schema,
            items: None,
            values: None,
            has_members: false,
            is_shallow: false,
        }
    }

    /// Takes away what a node does not admit.
    fn restrict(&mut self, parts: &Parts, node: NodeId, seen: &mut Vec<NodeId>) {
        if seen.contains(&node) {
            return;
        }
        seen.push(node);
        for keyword in parts.run(parts.node(node).keywords) {
            match keyword.check {
                Check::Never => self.types = Types::default(),
                Check::Type(types) => self.types = self.types.intersection(types),
                Check::Enum(values) | Check::Const(values) => {
                    self.restrict_to(parts, parts.run(values));
                }
                Check::Minimum(bound) => self.at_least(parts, bound, 0),
                Check::ExclusiveMinimum(bound) => self.at_least(parts, bound, 1),
                Check::Maximum(bound) => self.at_most(parts, bound, 0),
                Check::ExclusiveMaximum(bound) => self.at_most(parts, bound, 1),
                Check::Items { from: 0, node } if !self.is_shallow && !seen.contains(&node) => {
                    self.items = Some(Box::new(Self::by(parts, node)));
                }
                Check::AdditionalProperties { node, .. }
                    if !self.is_shallow && !seen.contains(&node) =>
                {
                    self.values = Some(Box::new(Self::by(parts, node)));
                }
                Check::Properties(_) => self.has_members = true,
                Check::Ref(node) => self.restrict(parts, node, seen),
                Check::AllOf(nodes) => parts
                    .run(nodes)
                    .iter()
                    .for_each(|node| self.restrict(parts, *node, seen)),
                Check::AnyOf(nodes) | Check::OneOf(nodes) => {
                    self.restrict_to_any(parts, parts.run(nodes), seen);
                }
                _ => {}
            }
        }
        seen.pop();
    }

    fn restrict_to(&mut self, parts: &Parts, values: &[Literal]) {
        let mut types = Types::default();
        let mut strings = BTreeSet::new();
        let mut integers: Option<(i128, i128)> = None;
        for value in values {
            types = types.union(match value {
                Literal::Null => Types::NULL,
                Literal::Bool(_) => Types::BOOLEAN,
                Literal::Number(number) => match integer(parts, *number) {
                    Some(integer) => {
                        let (low, high) = integers.unwrap_or((integer, integer));
                        integers = Some((low.min(integer), high.max(integer)));
                        Types::INTEGER
                    }
                    None => Types::NUMBER,
                },
                Literal::String(text) => {
                    strings.insert(parts.str(*text).to_owned());
                    Types::STRING
                }
                Literal::Array(_) => Types::ARRAY,
                Literal::Object(_) => Types::OBJECT,
            });
        }
        self.types = self.types.intersection(types);
        self.strings = Some(match self.strings.take() {
            Some(before) => before.intersection(&strings).cloned().collect(),
            None => strings,
        });
        if let Some((low, high)) = integers {
            self.integers.0 = Some(self.integers.0.map_or(low, |bound| bound.max(low)));
            self.integers.1 = Some(self.integers.1.map_or(high, |bound| bound.min(high)));
        }
    }

    fn at_least(&mut self, parts: &Parts, bound: Number, more: i128) {
        let bound = round(parts, bound, true)
            .and_then(|(bound, exact)| bound.checked_add(if exact { more } else { 0 }));
        if let Some(bound) = bound {
            self.integers.0 = Some(self.integers.0.map_or(bound, |before| before.max(bound)));
        }
    }

    fn at_most(&mut self, parts: &Parts, bound: Number, less: i128) {
        let bound = round(parts, bound, false)
            .and_then(|(bound, exact)| bound.checked_sub(if exact { less } else { 0 }));
        if let Some(bound) = bound {
            self.integers.1 = Some(self.integers.1.map_or(bound, |before| before.min(bound)));
        }
    }

    /// What every branch refuses is refused.
    fn restrict_to_any(&mut self, parts: &Parts, nodes: &[NodeId], seen: &[NodeId]) {
        let mut branches = nodes
            .iter()
            .filter(|node| !seen.contains(node))
            .map(|node| {
                let mut branch = self.clone();
                branch.restrict(parts, *node, &mut seen.to_vec());
                // A branch for `null` alone leaves the name to the other one.
                branch.schema = if branch.types == Types::NULL || self.is_shallow {
                    String::new()
                } else {
                    Self::by(parts, *node).schema
                };
                branch
            });
        let Some(first) = branches.next() else { return };
        let mut any = branches.fold(first, |mut any, branch| {
            any.types = any.types.union(branch.types);
            any.integers.0 = any
                .integers
                .0
                .zip(branch.integers.0)
                .map(|(left, right)| left.min(right));
            any.integers.1 = any
                .integers
                .1
                .zip(branch.integers.1)
                .map(|(left, right)| left.max(right));
            any.strings = match (any.strings, branch.strings) {
                (Some(left), Some(right)) => Some(left.union(&right).cloned().collect()),
                _ => None,
            };
            any.has_members |= branch.has_members;
            any.items = any.items.or(branch.items);
            any.values = any.values.or(branch.values);
            if any.schema.is_empty() {
                any.schema = branch.schema;
            } else if !branch.schema.is_empty() {
                any.schema.clone_from(&self.schema);
            }
            any
        });
        if any.schema.is_empty() {
            any.schema.clone_from(&self.schema);
        }
        *self = any;
    }

    /// The least type of Rust that holds the integers.
    pub fn smallest_integer(&self) -> &'static str {
        let low = self.integers.0.unwrap_or(i64::MIN.into());
        let high = self.integers.1.unwrap_or(i64::MAX.into());
        let fits = TYPES
            .iter()
            .find(|(_, least, greatest)| *least <= low && high <= *greatest);
        fits.map_or("i128", |(name, ..)| name)
    }
}

/// The members that a schema names, in the order of the schema, also those that it names only under
/// a condition.
pub fn members(parts: &Parts, node: NodeId) -> Vec<Member> {
    let mut members = Vec::new();
    let mut seen = Vec::new();
    collect(parts, node, true, &mut seen, &mut members);
    members
}

/// As [`members`], of the schema that a member's reference leads to.
pub fn members_of(parts: &Parts, member: &Member) -> Vec<Member> {
    members(parts, member.node)
}

fn collect(
    parts: &Parts,
    id: NodeId,
    always: bool,
    seen: &mut Vec<(NodeId, bool)>,
    members: &mut Vec<Member>,
) {
    if seen.contains(&(id, always)) {
        return;
    }
    seen.push((id, always));
    let node = parts.node(id);
    let checks = || parts.run(node.keywords).iter().map(|keyword| keyword.check);
    for check in checks() {
        if let Check::Properties(properties) = check {
            for property in parts.run(properties) {
                let name = parts.name(node, property.slot);
                // Named only to forbid it: no member to hold.
                let never = parts
                    .run(parts.node(property.node).keywords)
                    .iter()
                    .any(|k| matches!(k.check, Check::Never));
                if !never && members.iter().all(|member| member.name != name) {
                    let location = source_location(parts, property.node);
                    members.push(Member {
                        name: name.to_owned(),
                        node: property.node,
                        required: false,
                        location,
                    });
                }
            }
        }
    }
    for check in checks() {
        match check {
            Check::Ref(node) => collect(parts, node, always, seen, members),
            Check::AllOf(nodes) => {
                parts
                    .run(nodes)
                    .iter()
                    .for_each(|node| collect(parts, *node, always, seen, members));
            }
            Check::AnyOf(nodes) | Check::OneOf(nodes) => {
                parts
                    .run(nodes)
                    .iter()
                    .for_each(|node| collect(parts, *node, false, seen, members));
            }
            Check::If {
                then, otherwise, ..
            } => {
                then.into_iter()
                    .chain(otherwise)
                    .for_each(|node| collect(parts, node, false, seen, members));
            }
            Check::DependentSchemas(schemas) => {
                parts
                    .run(schemas)
                    .iter()
                    .for_each(|schema| collect(parts, schema.node, false, seen, members));
            }
            _ => {}
        }
    }
    if always {
        for check in checks() {
            if let Check::Required(slots) = check {
                for slot in parts.run(slots) {
                    let name = parts.name(node, *slot);
                    let known = members.iter_mut().find(|member| member.name == name);
                    if let Some(member) = known {
                        member.required = true;
                    }
                }
            }
        }
    }
}

/// Where a schema stands, as `file:line:column`.
pub(crate) fn source_location(parts: &Parts, node: NodeId) -> String {
    let node = parts.node(node);
    let file = parts.str(parts.resources[node.resource as usize].uri);
    format!("{file}:{}:{}", node.line, node.column)
}

/// The location of a schema without an empty fragment.
pub(crate) fn location_name(parts: &Parts, node: NodeId) -> String {
    parts
        .location(parts.node(node))
        .trim_end_matches('#')
        .to_owned()
}

/// The schema itself, or what it leads to if a reference is all that it asserts.
pub(crate) fn target(parts: &Parts, mut id: NodeId) -> NodeId {
    while let [only] = parts.run(parts.node(id).keywords)
        && let Check::Ref(next) = only.check
    {
        id = next;
    }
    id
}

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
