//! Which members an object may have, which it must have, and what each may be.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use vouchsafe_core::program::{Check, Keyword, NodeId, Parts, Property, Run, Slot};

use super::Admitted;
use super::demand::Demand;
use super::given::Given;
use super::place::source_location;

/// How many schemas are looked at for one answer: more than that and nothing is known.
const FUEL: usize = 20_000;

/// How many schemas are looked at for all members of one object together.
const FUEL_OF_ALL: usize = 4_000_000;

/// Up to how many names of a schema are looked through one after the other.
const FEW: usize = 16;

/// A member that a schema names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Member {
    /// Its name.
    pub name: String,
    /// The schema that names it first.
    pub node: NodeId,
    /// All that its value must satisfy.
    pub demand: Demand,
    /// Whether it must always be there.
    pub required: bool,
    /// Where its schema stands: `file:line:column`.
    pub location: String,
}

/// The objects that a schema admits.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Object {
    /// The members that it names, in the order of the schema, also those that it names only under a
    /// condition.
    pub members: Vec<Member>,
    /// What any other member must satisfy.
    pub others: Demand,
    /// What the names of members must satisfy.
    pub names: Demand,
}

impl Object {
    /// The objects that satisfy a demand, where something is given.
    ///
    /// A member that is described only under conditions which need not hold is taken to be what these
    /// say: nothing else was meant for it.
    ///
    /// ```
    /// use vouchsafe_codegen::{Demand, Given, Object};
    /// use vouchsafe_compiler::Compiler;
    ///
    /// let program = Compiler::new().compile(
    ///     r#"{"oneOf": [
    ///         {"properties": {"kind": {"const": "disc"}, "radius": {"type": "number"}}},
    ///         {"properties": {"kind": {"const": "square"}, "side": {"type": "number"}}}
    ///     ]}"#,
    /// )?;
    /// let disc = Given { member: "kind", value: "disc" };
    /// let root = Demand::Node(program.parts().root);
    /// let object = Object::by(program.parts(), &root, Some(disc));
    /// assert!(object.member("radius").is_some());
    /// assert!(object.member("side").is_none());
    /// # Ok::<(), vouchsafe_compiler::Diagnostics>(())
    /// ```
    pub fn by(parts: &Parts, demand: &Demand, given: Option<Given<'_>>) -> Self {
        let reader = Reader::new(parts, given);
        let mut described = Vec::new();
        reader.describe(demand, &mut described);
        let mut same: HashMap<&str, Vec<NodeId>> = HashMap::new();
        for (name, node) in &described {
            same.entry(name).or_default().push(*node);
        }
        let mut members: Vec<Member> = Vec::new();
        let mut seen: HashSet<&str> = HashSet::new();
        for (name, node) in &described {
            if !seen.insert(name) {
                continue;
            }
            let mut value = reader.refill().on(demand, Some(name));
            if value.is_anything() {
                let same = same.get(name.as_str()).into_iter().flatten();
                value = Demand::any(same.map(|node| Demand::Node(*node)));
            } else if Admitted::types_of(parts, &value).is_empty() {
                // Named only to forbid it: no member to hold.
                continue;
            }
            members.push(Member {
                name: name.clone(),
                node: *node,
                demand: value,
                required: reader.refill().requires(demand, &[name]),
                location: source_location(parts, *node),
            });
        }
        Self {
            members,
            others: reader.refill().on(demand, None),
            names: reader.refill().names(demand),
        }
    }

    /// The member of that name.
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.name == name)
    }
}

/// The members that a schema names, in the order of the schema, also those that it names only under
/// a condition.
pub fn members(parts: &Parts, node: NodeId) -> Vec<Member> {
    Object::by(parts, &Demand::Node(node), None).members
}

/// As [`members`], of the schema that a member's reference leads to.
pub fn members_of(parts: &Parts, member: &Member) -> Vec<Member> {
    Object::by(parts, &member.demand, None).members
}

/// Whether every object that satisfies a demand has one of these members, where something is given.
pub fn requires_any(
    parts: &Parts,
    demand: &Demand,
    given: Option<Given<'_>>,
    names: &[&str],
) -> bool {
    Reader::new(parts, given).requires(demand, names)
}

/// Reads what schemas say of one object.
struct Reader<'a> {
    parts: &'a Parts,
    given: Option<Given<'a>>,
    fuel: Cell<usize>,
    /// How much fuel there is for further questions.
    left: Cell<usize>,
    /// What is said by name in schemas that name many members.
    by_name: RefCell<HashMap<NodeId, Rc<ByName<'a>>>>,
}

/// The names that a schema mentions.
#[derive(Default)]
struct ByName<'a> {
    properties: HashMap<&'a str, NodeId>,
    required: HashSet<&'a str>,
}

impl<'a> Reader<'a> {
    fn new(parts: &'a Parts, given: Option<Given<'a>>) -> Self {
        Self {
            parts,
            given,
            fuel: Cell::new(FUEL),
            left: Cell::new(FUEL_OF_ALL),
            by_name: RefCell::default(),
        }
    }

    fn refill(&self) -> &Self {
        let more = FUEL.saturating_sub(self.fuel.get()).min(self.left.get());
        self.left.set(self.left.get() - more);
        self.fuel.set(self.fuel.get() + more);
        self
    }

    /// What a schema says of members by their names, if there are many of them.
    fn by_name(&self, node: NodeId) -> Option<Rc<ByName<'a>>> {
        let names = self.parts.node(node).names;
        if names.indices().len() <= FEW {
            return None;
        }
        let mut known = self.by_name.borrow_mut();
        let by_name = known.entry(node).or_insert_with(|| {
            let (parts, own) = (self.parts, self.parts.node(node));
            let mut by_name = ByName::default();
            for keyword in parts.run(own.keywords) {
                match keyword.check {
                    Check::Properties(properties) => {
                        let properties = parts.run(properties).iter();
                        let named = properties.map(|one| (parts.name(own, one.slot), one.node));
                        by_name.properties.extend(named);
                    }
                    Check::Required(slots) => {
                        let slots = parts.run(slots).iter();
                        by_name
                            .required
                            .extend(slots.map(|slot| parts.name(own, *slot)));
                    }
                    _ => {}
                }
            }
            Rc::new(by_name)
        });
        Some(Rc::clone(by_name))
    }

    /// The schema that `properties` of a node has for a name.
    fn property(&self, node: NodeId, properties: Run<Property>, name: &str) -> Option<NodeId> {
        if let Some(by_name) = self.by_name(node) {
            return by_name.properties.get(name).copied();
        }
        let mut properties = self.parts.run(properties).iter();
        let found = properties.find(|one| self.is_named(node, one.slot, name));
        found.map(|property| property.node)
    }

    /// The keywords of a schema, if there is fuel to read them.
    fn keywords(&self, node: NodeId) -> &'a [Keyword] {
        match self.fuel.get().checked_sub(1) {
            Some(left) => {
                self.fuel.set(left);
                self.parts.run(self.parts.node(node).keywords)
            }
            None => &[],
        }
    }

    /// Whether a slot of a node has that name.
    fn is_named(&self, node: NodeId, slot: Slot, name: &str) -> bool {
        self.parts.name(self.parts.node(node), slot) == name
    }

    fn excludes(&self, node: NodeId) -> bool {
        let decided = self.given.and_then(|given| given.decides(self.parts, node));
        decided == Some(false)
    }

    /// What a keyword demands of the same object by way of other schemas.
    fn combined(&self, check: &Check) -> Option<Demand> {
        let nodes = |run: Run<NodeId>| self.parts.run(run).iter().copied();
        let or_anything = |node: Option<NodeId>| node.map_or(Demand::ANYTHING, Demand::Node);
        Some(match *check {
            Check::Ref(node) => Demand::Node(node),
            Check::AllOf(run) => Demand::All(nodes(run).map(Demand::Node).collect()),
            Check::AnyOf(run) | Check::OneOf(run) => {
                let possible = nodes(run).filter(|node| !self.excludes(*node));
                Demand::Any(possible.map(Demand::Node).collect())
            }
            Check::If {
                test,
                then,
                otherwise,
            } => match self.given.and_then(|given| given.decides(self.parts, test)) {
                Some(true) => or_anything(then),
                Some(false) => or_anything(otherwise),
                None => Demand::Any(vec![or_anything(then), or_anything(otherwise)]),
            },
            Check::DependentSchemas(run) => {
                let schemas = self.parts.run(run).iter();
                let each = schemas
                    .map(|schema| Demand::Any(vec![Demand::ANYTHING, Demand::Node(schema.node)]));
                Demand::All(each.collect())
            }
            _ => return None,
        })
    }

    /// Collects the members that are described, with the schemas that do.
    fn describe(&self, demand: &Demand, described: &mut Vec<(String, NodeId)>) {
        let node = match demand {
            Demand::Node(node) => *node,
            Demand::All(demands) | Demand::Any(demands) => {
                return demands
                    .iter()
                    .for_each(|demand| self.describe(demand, described));
            }
        };
        let keywords = self.keywords(node);
        for keyword in keywords {
            let Check::Properties(properties) = keyword.check else {
                continue;
            };
            for property in self.parts.run(properties) {
                if !self.parts.is_never(property.node) {
                    let name = self.parts.name(self.parts.node(node), property.slot);
                    described.push((name.to_owned(), property.node));
                }
            }
        }
        for keyword in keywords {
            if let Some(more) = self.combined(&keyword.check) {
                self.describe(&more, described);
            }
        }
    }

    /// What the value of a member must satisfy; without a name, one that is not named anywhere.
    fn on(&self, demand: &Demand, name: Option<&str>) -> Demand {
        match demand {
            Demand::Node(node) => {
                let keywords = self.keywords(*node).iter();
                Demand::all(keywords.map(|keyword| self.on_by(*node, &keyword.check, name)))
            }
            Demand::All(all) => Demand::all(all.iter().map(|demand| self.on(demand, name))),
            Demand::Any(any) => Demand::any(any.iter().map(|demand| self.on(demand, name))),
        }
    }

    fn on_by(&self, node: NodeId, check: &Check, name: Option<&str>) -> Demand {
        match *check {
            Check::Properties(properties) => {
                let found = name.and_then(|name| self.property(node, properties, name));
                found.map_or(Demand::ANYTHING, Demand::Node)
            }
            Check::AdditionalProperties {
                node: others,
                patterns,
            } => {
                let patterns = self.parts.run(patterns);
                match name {
                    // Whether a pattern covers it is not asked.
                    Some(name) if self.names_property(node, name) || !patterns.is_empty() => {
                        Demand::ANYTHING
                    }
                    Some(_) => Demand::Node(others),
                    None => {
                        let matched = patterns.iter().map(|pattern| Demand::Node(pattern.node));
                        Demand::any(std::iter::once(Demand::Node(others)).chain(matched))
                    }
                }
            }
            Check::UnevaluatedProperties(others) if name.is_none() => Demand::Node(others),
            _ => self
                .combined(check)
                .map_or(Demand::ANYTHING, |demand| self.on(&demand, name)),
        }
    }

    fn names_property(&self, node: NodeId, name: &str) -> bool {
        let keywords = self.parts.run(self.parts.node(node).keywords);
        keywords.iter().any(|keyword| match keyword.check {
            Check::Properties(properties) => self.property(node, properties, name).is_some(),
            _ => false,
        })
    }

    /// Whether one of these members is always there.
    fn requires(&self, demand: &Demand, names: &[&str]) -> bool {
        match demand {
            Demand::Node(node) => self
                .keywords(*node)
                .iter()
                .any(|keyword| match keyword.check {
                    Check::Required(slots) => {
                        if let Some(by_name) = self.by_name(*node) {
                            return names.iter().any(|name| by_name.required.contains(name));
                        }
                        let mut slots = self.parts.run(slots).iter();
                        slots.any(|slot| names.iter().any(|name| self.is_named(*node, *slot, name)))
                    }
                    _ => self
                        .combined(&keyword.check)
                        .is_some_and(|demand| self.requires(&demand, names)),
                }),
            Demand::All(all) => all.iter().any(|demand| self.requires(demand, names)),
            Demand::Any(any) => {
                !any.is_empty() && any.iter().all(|demand| self.requires(demand, names))
            }
        }
    }

    /// What the names of members must satisfy.
    fn names(&self, demand: &Demand) -> Demand {
        match demand {
            Demand::Node(node) => {
                let keywords = self.keywords(*node).iter();
                Demand::all(keywords.map(|keyword| {
                    match keyword.check {
                        Check::PropertyNames(names) => Demand::Node(names),
                        _ => self
                            .combined(&keyword.check)
                            .map_or(Demand::ANYTHING, |demand| self.names(&demand)),
                    }
                }))
            }
            Demand::All(all) => Demand::all(all.iter().map(|demand| self.names(demand))),
            Demand::Any(any) => Demand::any(any.iter().map(|demand| self.names(demand))),
        }
    }
}
