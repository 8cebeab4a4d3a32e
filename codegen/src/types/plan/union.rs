//! Values that are one of several things.

use vouchsafe_core::program::{Check, NodeId, Rule, Types};

use super::view::{At, View, is_dynamic, meant};
use super::{Hint, Planner, is_presence_rule, kinds};
use crate::Admitted;
use crate::admitted::location_name;
use crate::types::model::{Alternative, Docs, Kind, Test, Type};
use crate::types::names;

impl<'a> Planner<'a> {
    /// The type of a value that is one of the branches of a union and nothing beside it; `None` if it is something
    /// else, or nothing to make an enum of.
    pub(super) fn choice_of_branches(
        &mut self,
        view: &View<'a>,
        types: Types,
        hint: &Hint,
    ) -> Option<Type> {
        let is_nullable = types.contains(Types::NULL);
        let (whole, types) = (types, Types(types.0 & !Types::NULL.0));
        let union = sole_union(view, types)?;
        let (Check::AnyOf(nodes) | Check::OneOf(nodes)) = union.keyword.check else {
            return None;
        };
        let mut branches = view.branches(nodes, types);
        // One branch alone is no choice, and scalars of one kind are told apart by nobody.
        let is_structured = types.0 & (Types::ARRAY.0 | Types::OBJECT.0) != 0;
        if branches.len() < 2 || !(is_structured || kinds(types).len() > 1) {
            return None;
        }
        let tag = match view.parts.run(union.keyword.rule) {
            [Rule::TaggedUnion { member }] => Some(view.parts.str(*member).to_owned()),
            _ => None,
        };
        let mut tests = self.tests(view, &branches, tag.as_deref())?;
        // Where the schemas of the branches decide, they decide about `null` as well.
        let is_decided = tests
            .iter()
            .any(|test| matches!(test, Test::Satisfies { .. }));
        if is_decided {
            branches = view.branches(nodes, whole);
            tests = self.tests(view, &branches, None)?;
        }
        self.carry_type(view, types);
        self.carry(union.index);
        let mut variants = Vec::new();
        let kinds: Vec<Types> = branches.iter().map(|(_, own)| beside_kind(*own)).collect();
        for (((branch, own), test), number) in branches.iter().zip(tests).zip(1..) {
            let name = self.branch_name(view, *branch, &test);
            // Where a kind of values is that of one branch alone, it says enough.
            let name = name.or_else(|| {
                let kind = beside_kind(*own);
                let others = kinds.iter().filter(|other| **other == kind);
                (others.count() == 1).then(|| kind_name(kind).map(str::to_owned))?
            });
            let unnamed = || format!("variant {number}");
            let hint = hint.below(&name.clone().unwrap_or_else(unnamed));
            let ty = self.decide_within(view, &[*branch], *own, &hint);
            variants.push((name, ty, test, Self::docs(view.parts, &[*branch])));
        }
        let named = names::distinct(variants.iter().zip(1..).map(|((name, ..), number)| {
            let unnamed = || format!("Variant{number}");
            name.clone()
                .map_or_else(unnamed, |name| names::variant(&name))
        }));
        let variants = variants.into_iter().zip(named);
        let variants = variants.map(|((_, ty, test, docs), name)| Alternative {
            name,
            ty,
            test,
            docs,
        });
        let ty = self.named(view, hint, Kind::Choice(variants.collect()));
        Some(if is_nullable && !is_decided {
            Type::Option(Box::new(ty))
        } else {
            ty
        })
    }

    /// How the branches are told apart; `None` if they cannot be.
    fn tests(
        &self,
        view: &View<'a>,
        branches: &[(NodeId, Types)],
        tag: Option<&str>,
    ) -> Option<Vec<Test>> {
        let mut before = Types::default();
        let are_disjoint = branches.iter().all(|(_, own)| {
            let kinds = of_kinds(*own);
            let is_new = before.intersection(kinds).is_empty();
            before = before.union(kinds);
            is_new
        });
        if are_disjoint {
            return Some(
                branches
                    .iter()
                    .map(|(_, own)| Test::Kinds(of_kinds(*own).0))
                    .collect(),
            );
        }
        let is_object = |(_, own): &(NodeId, Types)| *own == Types::OBJECT;
        if let Some(tag) = tag.filter(|_| branches.iter().all(is_object)) {
            let tests: Option<Vec<Test>> = branches
                .iter()
                .map(|(branch, _)| {
                    let values = tag_values(view, *branch, tag)?;
                    Some(Test::Tag(tag.to_owned(), values))
                })
                .collect();
            if tests.is_some() {
                return tests;
            }
        }
        // What a branch says depends on who refers to it: it cannot be asked alone.
        let nodes: Vec<NodeId> = branches.iter().map(|(branch, _)| *branch).collect();
        if is_dynamic(view.parts, &nodes) {
            return None;
        }
        let root = self.root;
        Some(
            nodes
                .into_iter()
                .map(|node| Test::Satisfies { root, node })
                .collect(),
        )
    }

    /// What a branch is called: as the schema that it refers to, by its tag, by its title, or by its kind.
    fn branch_name(&self, view: &View<'a>, branch: NodeId, test: &Test) -> Option<String> {
        let (node, _) = meant(view.parts, branch);
        let pointer = location_name(view.parts, node);
        let last = pointer.rsplit('/').next().unwrap_or_default();
        // A schema in a list has a number and no name.
        let is_numbered = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
        if node != branch && !is_numbered {
            let location = location_name(view.parts, node);
            if let Some(name) = self.root_names.get(&location) {
                return Some(name.clone());
            }
            let last = location.rsplit(['/', '#']).next()?;
            let mut endings = [".json", ".yaml", ".yml"].into_iter();
            let stem = endings.find_map(|ending| last.strip_suffix(ending));
            let last = stem.unwrap_or(last);
            return Some(names::unescape(last));
        }
        if let Test::Tag(_, values) = test
            && let [value] = &values[..]
        {
            return Some(value.clone());
        }
        let node = view.parts.node(branch);
        if let Some(title) = view.parts.annotation_str(node, "title")
            && title.len() <= 40
        {
            return Some(title.to_owned());
        }
        None
    }

    /// The type of a value of several kinds.
    pub(super) fn choice_of_kinds(&mut self, view: &View<'a>, types: Types, hint: &Hint) -> Type {
        let others = Types(types.0 & !Types::NULL.0);
        let all = kinds(others);
        let is_some = all.len() <= 3;
        let mut chosen: Vec<(Types, Type)> = Vec::new();
        for kind in &all {
            let is_described = is_described(view, *kind);
            if is_some || is_described {
                let hint = hint.below(kind_name(*kind).unwrap_or("value"));
                let ty = self.of_kind(view, *kind, &hint);
                chosen.push((*kind, ty));
            }
        }
        if chosen.is_empty() {
            return Type::Json;
        }
        self.carry_type(view, types);
        let mut variants: Vec<Alternative> = chosen
            .into_iter()
            .map(|(kind, ty)| Alternative {
                name: kind_name(kind).unwrap_or("Value").to_owned(),
                ty,
                test: Test::Kinds(of_kinds(kind).0),
                docs: Docs::default(),
            })
            .collect();
        let has_all = variants.len() == all.len();
        if !has_all {
            variants.push(Alternative {
                name: "Other".to_owned(),
                ty: Type::Json,
                test: Test::Otherwise,
                docs: Docs::note("Whatever else it is."),
            });
        }
        let is_nullable = types.contains(Types::NULL) && has_all;
        let ty = self.named(view, hint, Kind::Choice(variants));
        if is_nullable {
            Type::Option(Box::new(ty))
        } else {
            ty
        }
    }
}

/// The types by which a value's first character tells what it is: every number may be an integer.
fn of_kinds(types: Types) -> Types {
    let others = Types(types.0 & !Types::NUMBER.0);
    if types.intersection(Types::NUMBER).is_empty() {
        others
    } else {
        others.union(Types::INTEGER)
    }
}

/// The types of values that are not `null`, if there are any.
fn beside_kind(types: Types) -> Types {
    let others = Types(types.0 & !Types::NULL.0);
    if others.is_empty() { types } else { others }
}

/// What values of some types are called together.
fn kind_name(types: Types) -> Option<&'static str> {
    Some(match types {
        Types::NULL => "Null",
        Types::BOOLEAN => "Boolean",
        Types::INTEGER => "Integer",
        Types::STRING => "Text",
        Types::ARRAY => "Array",
        Types::OBJECT => "Object",
        types if types.intersection(Types::NUMBER) == types => "Number",
        _ => return None,
    })
}

/// The values that a branch allows for the tag.
fn tag_values(view: &View<'_>, branch: NodeId, tag: &str) -> Option<Vec<String>> {
    let view = View::new(view.parts, &[branch]);
    let nodes = super::object::properties(&view, tag);
    let strings = Admitted::by_all(view.parts, &nodes).strings?;
    Some(strings.into_iter().collect())
}

fn is_anything(view: &View<'_>, node: NodeId) -> bool {
    view.parts.node(node).keywords.is_empty()
}

/// The only keyword of a view, types apart, if that is a union of which one branch may tell the whole.
fn sole_union<'a>(view: &View<'a>, types: Types) -> Option<At<'a>> {
    let mut union = None;
    let mut tag = None;
    for at in view.keywords() {
        match at.keyword.check {
            Check::Type(_) | Check::Ref(_) | Check::AllOf(_) => {}
            Check::AnyOf(_) | Check::OneOf(_)
                if super::view::beside_null(view.parts, at.keyword).is_some()
                    || super::view::sole_branch(view.parts, at.keyword).is_some() => {}
            Check::AnyOf(_) | Check::OneOf(_) if union.is_none() => {
                if is_presence_rule(view.parts, at.keyword.rule) {
                    return None;
                }
                union = Some(at);
            }
            // A tag may be described beside the branches that fix it.
            Check::Properties(properties) if tag.is_none() => {
                let [only] = view.parts.run(properties) else {
                    return None;
                };
                tag = Some(view.parts.name(at.node, only.slot));
            }
            Check::Required(slots) => {
                let [only] = view.parts.run(slots) else {
                    return None;
                };
                let name = view.parts.name(at.node, *only);
                if *tag.get_or_insert(name) != name {
                    return None;
                }
            }
            // The branches have room for whatever is admitted.
            ref check => match check.concerns() {
                Some(concerned) if concerned.intersection(types).is_empty() => {}
                _ => return None,
            },
        }
    }
    let union = union?;
    let member = match view.parts.run(union.keyword.rule) {
        [Rule::TaggedUnion { member }] => Some(view.parts.str(*member)),
        _ => None,
    };
    (tag.is_none() || tag == member).then_some(union)
}

/// Whether so much is said of values of a kind that there is a type for them.
fn is_described(view: &View<'_>, kind: Types) -> bool {
    let says = |check: &Check| match check {
        Check::Properties(_) | Check::Required(_) | Check::PatternProperties(_) => {
            kind == Types::OBJECT
        }
        Check::AdditionalProperties { node, .. } => {
            kind == Types::OBJECT && !is_anything(view, *node)
        }
        Check::Items { node, .. } => kind == Types::ARRAY && !is_anything(view, *node),
        Check::PrefixItems(_) => kind == Types::ARRAY,
        _ => false,
    };
    view.keywords().any(|at| says(&at.keyword.check))
}
