//! From compiled schemas to types.
//!
//! In: programs. Out: a [`Model`]. A type must hold every value that its schema admits and keep all of it; the fewer
//! others it can hold, the better. A schema is a conjunction, so that a type which holds what one part of it admits
//! holds what all of it does: what no type expresses is left out of account here and left to the validator, and every
//! keyword of that kind is put on record.

mod array;
mod discriminator;
mod docs;
mod finish;
mod left;
mod naming;
mod object;
mod scalar;
mod union;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use vouchsafe_core::program::{Check, Literal, NodeId, Parts, Rule, Run, Types};

use self::naming::Hint;
use self::view::{View, meant};
use super::model::{Definition, Docs, Kind, Model, Place, Root, Type, TypeId};
use super::names::Names;
use super::options::Options;
use crate::admitted::location_name;

/// A program that types are asked for.
#[derive(Debug, Clone)]
pub(crate) struct Wanted<'a> {
    /// The program, with descriptions.
    pub(crate) parts: &'a Parts,
    /// The schemas in it that types are asked for.
    pub(crate) entries: Vec<Entry<'a>>,
}

/// A schema that a type is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub(crate) node: NodeId,
    /// Names for its type, the best first.
    pub(crate) names: &'a [String],
}

/// Plans the types of some schemas, which share what they refer to.
pub(crate) fn plan(wanted: &[Wanted<'_>], options: &Options) -> Model {
    let mut planner = Planner {
        options,
        wanted,
        root: 0,
        types: Vec::new(),
        same: BTreeMap::new(),
        known: BTreeMap::new(),
        names: Names::default(),
        root_names: BTreeMap::new(),
        outer_names: BTreeMap::new(),
        visited: BTreeSet::new(),
        carried: BTreeSet::new(),
        left: BTreeSet::new(),
        formats: BTreeSet::new(),
        depth: 0,
    };
    let all = wanted.iter().zip(0..).flat_map(|(wanted, root)| {
        let entries = wanted.entries.iter();
        entries.map(move |entry| (root, *entry))
    });
    let all: Vec<(usize, Entry<'_>)> = all.collect();
    // Those that were asked for are called as they are, whoever refers to them first. One that only refers to another
    // one leaves that its own name.
    let is_itself =
        |(root, entry): &(usize, Entry<'_>)| meant(wanted[*root].parts, entry.node).0 == entry.node;
    let (first, last): (Vec<_>, Vec<_>) = all.iter().copied().partition(is_itself);
    for (root, entry) in first.into_iter().chain(last) {
        planner.name_root(root, entry);
    }
    let roots = all
        .iter()
        .map(|(root, entry)| planner.plan_root(*root, entry));
    let roots = roots.collect();
    planner.explain();
    planner.finish(roots)
}

/// What is known of a schema.
enum Known {
    /// It is being planned; where something inside it refers to it, it has been given a name.
    Planning(Option<TypeId>),
    Planned(Type),
}

struct Planner<'a> {
    options: &'a Options,
    wanted: &'a [Wanted<'a>],
    /// The program that is at hand.
    root: usize,
    types: Vec<Option<Definition>>,
    /// Indices that were given away before it was clear which type they stand for.
    same: BTreeMap<TypeId, TypeId>,
    /// By the locations of the schemas that apply.
    known: BTreeMap<String, Known>,
    names: Names,
    /// What the types of schemas that were asked for are called, without the `null` that they may be.
    root_names: BTreeMap<String, String>,
    /// What they are called as a whole, each with the program and the node of the one that has named it.
    outer_names: BTreeMap<String, (String, (usize, NodeId))>,
    visited: BTreeSet<(usize, NodeId)>,
    /// Keywords that types carry.
    carried: BTreeSet<(usize, u32)>,
    left: BTreeSet<super::model::Left>,
    /// The formats of strings and numbers.
    formats: BTreeSet<String>,
    depth: usize,
}

/// How deep schemas without a name may nest in one another.
const DEEPEST: usize = 64;

impl<'a> Planner<'a> {
    /// Takes a name for the type of a schema that was asked for, unless the schema has one.
    fn name_root(&mut self, root: usize, entry: Entry<'_>) {
        let parts = self.wanted[root].parts;
        let (node, _) = meant(parts, entry.node);
        let key = location_name(parts, node);
        if self.root_names.contains_key(&key) {
            return;
        }
        let name = self.names.take(entry.names);
        let types = View::new(parts, &[node]).admitted().types;
        // What is `null` or something else has the name; what else it is, another one.
        let inner = if is_nullable(types) {
            self.names.take(&[format!("{name}Value")])
        } else {
            name.clone()
        };
        self.root_names.insert(key.clone(), inner);
        self.outer_names.insert(key, (name, (root, entry.node)));
    }

    /// The name that a schema which was asked for has taken by [`Planner::name_root`], unless another one has.
    fn outer_name(&mut self, key: &str, root: usize, entry: &Entry<'_>) -> Option<String> {
        let (_, by) = self.outer_names.get(key)?;
        if *by != (root, entry.node) {
            return None;
        }
        self.outer_names.remove(key).map(|(name, _)| name)
    }

    /// Plans the type of a schema that was asked for.
    fn plan_root(&mut self, root: usize, entry: &Entry<'_>) -> Root {
        self.root = root;
        let parts = self.wanted[root].parts;
        let (node, nullable) = meant(parts, entry.node);
        let key = location_name(parts, node);
        let name = self.root_names.get(&key).cloned().unwrap_or_default();
        let view = View::new(parts, &[node]);
        let ty = self.decide(&view, &[node], &Hint::new(name.clone()));
        let id = match ty {
            Type::Named(id) if !nullable => id,
            // What has no name of its own gets that of the schema.
            ty => {
                let ty = if nullable {
                    Type::Option(Box::new(ty))
                } else {
                    ty
                };
                let place = View::new(parts, &[entry.node]);
                let id = self.reserve();
                let name = match self.outer_name(&key, root, entry) {
                    Some(outer) if !nullable => outer,
                    _ => self.names.take(entry.names),
                };
                self.make_room(&name);
                self.fill(id, &place, name, Kind::Wrapper(ty));
                return Root { id, alias: None };
            }
        };
        let id = self.same.get(&id).copied().unwrap_or(id);
        // Whoever asks for the schema comes from its root, which references to dynamic anchors look back at.
        if let Some(known) = self.types.get_mut(id.0).and_then(Option::as_mut)
            && let Some(place) = known.place.as_mut().filter(|place| place.root == root)
            && place.nodes == [node]
        {
            place.nodes = vec![entry.node];
        }
        let known = self.types.get(id.0).and_then(Option::as_ref);
        let known = known.map(|known| known.planned_name.clone());
        let outer = self.outer_name(&key, root, entry);
        let is_own = known.is_some() && known == outer;
        let alias = (!is_own).then(|| outer.unwrap_or_else(|| self.names.take(entry.names)));
        Root { id, alias }
    }

    /// What is inside a type of that name is called by another one.
    fn make_room(&mut self, name: &str) {
        let mut types = self.types.iter_mut().flatten();
        if let Some(known) = types.find(|known| known.planned_name == name) {
            let other = self.names.take(&[format!("{name}Value")]);
            known.planned_name.clone_from(&other);
            known.name = other;
        }
    }

    /// The type of values that satisfy all of these schemas of the program of `beside`.
    fn decide(&mut self, beside: &View<'a>, seeds: &[NodeId], hint: &Hint) -> Type {
        self.decide_within(beside, seeds, Types::ALL, hint)
    }

    /// The same where a value can only be of some types.
    fn decide_within(
        &mut self,
        beside: &View<'a>,
        seeds: &[NodeId],
        only: Types,
        hint: &Hint,
    ) -> Type {
        let parts = beside.parts;
        let mut nullable = false;
        let mut plain = Vec::new();
        for seed in seeds {
            let (node, adds_null) = meant(parts, *seed);
            // Several schemas admit `null` together only if all of them do; then it is looked at below.
            if seeds.len() == 1 {
                nullable = adds_null;
            }
            let node = if seeds.len() == 1 {
                node
            } else {
                parts.target(*seed)
            };
            if !plain.contains(&node) {
                plain.push(node);
            }
        }
        let own = crate::Admitted::by_all(parts, &plain).types;
        let is_less = !only.contains(Types(own.0 & Types::ALL.0));
        let only = if is_less { only } else { Types::ALL };
        let ty = self.decide_plain(parts, &plain, only, hint);
        if nullable
            && only.contains(Types::NULL)
            && !matches!(ty, Type::Option(_) | Type::Json | Type::Unit)
        {
            Type::Option(Box::new(ty))
        } else {
            ty
        }
    }

    fn decide_plain(
        &mut self,
        parts: &'a Parts,
        seeds: &[NodeId],
        only: Types,
        hint: &Hint,
    ) -> Type {
        let view = View::within(parts, seeds, only);
        let key = format!("{} {}", Self::key(&view), only.0);
        match self.known.get_mut(&key) {
            Some(Known::Planned(ty)) => return ty.clone(),
            Some(Known::Planning(Some(id))) => return Type::Named(*id),
            Some(Known::Planning(none)) => {
                let id = TypeId(self.types.len());
                *none = Some(id);
                self.types.push(None);
                return Type::Named(id);
            }
            None => {}
        }
        if self.depth > DEEPEST {
            return Type::Json;
        }
        self.depth += 1;
        self.known.insert(key.clone(), Known::Planning(None));
        self.visit(&view);
        let hint = self.hint_of(parts, seeds, hint);
        let mut ty = self.shape(&view, &hint);
        // Something inside refers to it, so it needs a name.
        if let Some(Known::Planning(Some(id))) = self.known.get(&key) {
            let id = *id;
            if let Type::Named(own) = ty {
                self.same.insert(id, own);
            } else {
                let name = self.name_for(&view, &hint);
                self.fill(id, &view, name, Kind::Wrapper(ty));
                ty = Type::Named(id);
            }
        }
        self.depth -= 1;
        self.known.insert(key, Known::Planned(ty.clone()));
        ty
    }

    /// What values of a view are, whatever their JSON types.
    fn shape(&mut self, view: &View<'a>, hint: &Hint) -> Type {
        let admitted = view.admitted();
        let types = Types(admitted.types.0 & Types::ALL.0);
        let others = Types(types.0 & !Types::NULL.0);
        if types.is_empty() {
            return Type::Json;
        }
        if others.is_empty() {
            self.carry_type(view, Types::NULL);
            self.carry_where(view, |check| {
                matches!(check, Check::Const(_) | Check::Enum(_))
            });
            return Type::Unit;
        }
        // What is hidden and no string has no type that hides it better.
        if view.is_secret() && others != Types::STRING {
            return Type::Json;
        }
        if let Some(choice) = self.choice_of_branches(view, types, hint) {
            return choice;
        }
        let ty = if kinds(others).len() > 1 {
            return self.choice_of_kinds(view, types, hint);
        } else {
            self.of_kind(view, others, hint)
        };
        if types.contains(Types::NULL) && ty != Type::Json {
            self.carry_type(view, Types::NULL);
            Type::Option(Box::new(ty))
        } else {
            ty
        }
    }

    /// What values of one JSON type are.
    fn of_kind(&mut self, view: &View<'a>, kind: Types, hint: &Hint) -> Type {
        // Of a union of which one branch alone admits such values, that one holds.
        let mut more = Vec::new();
        for at in view.keywords() {
            if let Check::AnyOf(nodes) | Check::OneOf(nodes) = at.keyword.check
                && let [(branch, _)] = view.branches(nodes, kind)[..]
            {
                more.push(branch);
            }
        }
        let merged = view.and(&more);
        let view = &merged;
        self.visit(view);
        let admitted = view.admitted();
        match kind {
            Types::BOOLEAN => self.boolean(view),
            Types::STRING => self.string(view, &admitted, hint),
            Types::ARRAY => self.array(view, hint),
            Types::OBJECT => self.object(view, hint),
            kind => self.number(view, &admitted, kind, hint),
        }
    }

    /// A type of its own, unless the user has one in its place.
    fn named(&mut self, view: &View<'a>, hint: &Hint, kind: Kind) -> Type {
        let id = self.reserve();
        let name = self.name_for(view, hint);
        self.fill(id, view, name, kind);
        Type::Named(id)
    }

    fn reserve(&mut self) -> TypeId {
        self.types.push(None);
        TypeId(self.types.len() - 1)
    }

    /// The locations of the schemas of a view.
    fn key(view: &View<'a>) -> String {
        let locations: Vec<String> = view
            .seeds
            .iter()
            .map(|node| location_name(view.parts, *node))
            .collect();
        locations.join(" ")
    }

    fn fill(&mut self, id: TypeId, view: &View<'a>, name: String, kind: Kind) {
        let place = Place {
            root: self.root,
            nodes: view.seeds.clone(),
            schema: Self::key(view),
        };
        let docs = Self::docs(view.parts, &view.seeds);
        self.fill_with(id, name, docs, Some(place), kind);
    }

    fn fill_with(
        &mut self,
        id: TypeId,
        name: String,
        docs: Docs,
        place: Option<Place>,
        kind: Kind,
    ) {
        // What users ask of it is done once all types are planned.
        self.types[id.0] = Some(Definition {
            name: name.clone(),
            planned_name: name,
            docs,
            place,
            kind,
            builder: None,
            replaced: None,
            derives: Vec::new(),
            attributes: Vec::new(),
        });
    }

    fn visit(&mut self, view: &View<'a>) {
        let root = self.root;
        self.visited
            .extend(view.nodes.iter().map(|node| (root, *node)));
    }

    fn carry(&mut self, index: u32) {
        self.carried.insert((self.root, index));
    }

    fn carry_where(&mut self, view: &View<'a>, carries: impl Fn(&Check) -> bool) {
        for at in view.keywords() {
            if carries(&at.keyword.check) {
                self.carry(at.index);
            }
        }
    }

    /// The type says of which kind the value is.
    fn carry_type(&mut self, view: &View<'a>, _types: Types) {
        self.carry_where(view, |check| {
            matches!(check, Check::Type(_) | Check::Ref(_) | Check::AllOf(_))
        });
        for at in view.keywords() {
            if view::beside_null(view.parts, at.keyword).is_some()
                || view::sole_branch(view.parts, at.keyword).is_some()
            {
                self.carry(at.index);
            }
        }
    }

    /// Whatever is said of values of these types is checked where one is made.
    fn carry_all(&mut self, view: &View<'a>, types: Types) {
        self.carry_where(view, |check| {
            check
                .concerns()
                .is_none_or(|concerned| !concerned.intersection(types).is_empty())
        });
    }
}

/// Whether the type of a schema that admits these is an `Option` of something that may need a name.
fn is_nullable(types: Types) -> bool {
    let others = Types(types.0 & !Types::NULL.0);
    types.contains(Types::NULL) && (1..=3).contains(&kinds(others).len())
}

/// JSON types as kinds of values: numbers are one.
fn kinds(types: Types) -> Vec<Types> {
    let mut kinds = Vec::new();
    for kind in [
        Types::BOOLEAN,
        Types::NUMBER,
        Types::STRING,
        Types::ARRAY,
        Types::OBJECT,
    ] {
        let own = types.intersection(kind);
        if !own.is_empty() {
            // A number that is no integer is admitted only together with integers.
            kinds.push(own);
        }
    }
    kinds
}

/// The strings among literals.
fn strings_of(parts: &Parts, values: Run<Literal>) -> Vec<String> {
    let values = parts.run(values).iter();
    let strings = values.filter_map(|value| match value {
        Literal::String(text) => Some(parts.str(*text).to_owned()),
        _ => None,
    });
    strings.collect()
}

/// Whether a keyword is a rule about which members are there, and nothing more.
fn is_presence_rule(parts: &Parts, rule: Run<Rule>) -> bool {
    matches!(
        parts.run(rule),
        [Rule::ExactlyOneOf { .. } | Rule::AtLeastOneOf { .. }]
    )
}
