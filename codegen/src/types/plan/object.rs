//! Objects: structs and maps.

use std::collections::HashMap;

use vouchsafe_core::program::{Check, NodeId, Rule, Types};

use super::discriminator::{Discriminator, discriminators};
use super::view::View;
use super::{Hint, Planner};
use crate::types::model::{Field, GroupField, Kind, Struct, Type};
use crate::types::names::{self, Names};

/// A member that is always described.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) name: String,
    /// The schemas that its value must satisfy, wherever it is there.
    pub(super) nodes: Vec<NodeId>,
    pub(super) required: bool,
    pub(super) forbidden: bool,
}

/// The schemas that `properties` gives to a member.
pub(super) fn properties(view: &View<'_>, name: &str) -> Vec<NodeId> {
    let mut nodes = Vec::new();
    for at in view.keywords() {
        if let Check::Properties(properties) = at.keyword.check {
            for property in view.parts.run(properties) {
                if view.parts.name(at.node, property.slot) == name {
                    nodes.push(property.node);
                }
            }
        }
    }
    nodes
}

/// The members that `properties` and `required` name, in the order of the schema.
pub(super) fn members(view: &View<'_>) -> Vec<Member> {
    let parts = view.parts;
    let mut members: Vec<Member> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut add = |name: &str, node: Option<NodeId>, required: bool| {
        let known = places.get(name).copied();
        let index = known.unwrap_or_else(|| {
            places.insert(name.to_owned(), members.len());
            members.push(Member {
                name: name.to_owned(),
                nodes: Vec::new(),
                required: false,
                forbidden: false,
            });
            members.len() - 1
        });
        let member = &mut members[index];
        member.nodes.extend(node);
        member.required |= required;
        member.forbidden |= node.is_some_and(|node| parts.is_never(node));
    };
    for at in view.keywords() {
        if let Check::Properties(properties) = at.keyword.check {
            for property in parts.run(properties) {
                add(
                    parts.name(at.node, property.slot),
                    Some(property.node),
                    false,
                );
            }
        }
    }
    for at in view.keywords() {
        if let Check::Required(slots) = at.keyword.check {
            for slot in parts.run(slots) {
                add(parts.name(at.node, *slot), None, true);
            }
        }
    }
    members
}

impl<'a> Planner<'a> {
    /// The type of an object.
    pub(super) fn object(&mut self, view: &View<'a>, hint: &Hint) -> Type {
        self.carry_type(view, Types::OBJECT);
        let mut members = members(view);
        members.retain(|member| !member.forbidden);
        self.carry_where(view, |check| {
            matches!(check, Check::Properties(_) | Check::Required(_))
        });
        let rest = self.rest(view, hint);
        if members.is_empty() {
            return Type::Map(Box::new(rest.unwrap_or(Type::Json)));
        }
        let has_room = rest == Some(Type::Json);
        let discriminators = discriminators(view, &members, has_room);
        let fixed = fixed(view, &mut members);
        let is_free = |member: &Member| {
            !discriminators
                .iter()
                .any(|one| one.tag == member.name || one.members.contains(&member.name))
        };
        let own: Vec<Member> = members
            .iter()
            .filter(|member| is_free(member))
            .cloned()
            .collect();
        let mut taken = Names::default();
        let mut object = Struct {
            fixed,
            ..Struct::default()
        };
        for member in &own {
            object
                .fields
                .push(self.field(view, member, &mut taken, hint));
        }
        for discriminator in &discriminators {
            object
                .groups
                .push(self.group_field(view, discriminator, &mut taken, hint));
        }
        object.rest = rest.map(|ty| (taken.take(&["additional".to_owned()]), ty));
        self.named(view, hint, Kind::Struct(object))
    }

    /// A field for a member.
    pub(super) fn field(
        &mut self,
        view: &View<'a>,
        member: &Member,
        taken: &mut Names,
        hint: &Hint,
    ) -> Field {
        let ty = if member.nodes.is_empty() {
            Type::Json
        } else {
            self.decide(view, &member.nodes, &hint.below(&member.name))
        };
        let name = names::snake(&member.name);
        Field {
            name: taken.take(&[name]),
            member: member.name.clone(),
            ty,
            required: member.required,
            docs: Self::docs_of_member(view.parts, &member.nodes),
        }
    }

    fn group_field(
        &mut self,
        view: &View<'a>,
        discriminator: &Discriminator,
        taken: &mut Names,
        hint: &Hint,
    ) -> GroupField {
        let stem = discriminator.stem();
        let ty = self.group(view, discriminator, &hint.below(stem));
        GroupField {
            name: taken.take(&[names::snake(stem)]),
            ty,
            required: discriminator.required,
            docs: Self::docs_of_member(view.parts, &properties(view, &discriminator.tag)),
        }
    }

    /// The type of members that have no name; `None` if there are none.
    fn rest(&mut self, view: &View<'a>, hint: &Hint) -> Option<Type> {
        let mut rest = Some(Type::Json);
        let mut found = false;
        let has_conditions = view.keywords().any(|at| {
            matches!(
                at.keyword.check,
                Check::AnyOf(_)
                    | Check::OneOf(_)
                    | Check::If { .. }
                    | Check::DependentSchemas(_)
                    | Check::DynamicRef { .. }
                    | Check::PatternProperties(_)
                    | Check::AdditionalProperties { .. }
                    | Check::Not(_)
            )
        });
        // What one of several has evaluated, another one does not look at.
        let unevaluated = view
            .keywords()
            .filter(|at| matches!(at.keyword.check, Check::UnevaluatedProperties(_)));
        let has_conditions = has_conditions || unevaluated.count() > 1;
        for at in view.keywords() {
            match at.keyword.check {
                Check::AdditionalProperties { node, patterns } => {
                    let (is_never, has_patterns) =
                        (view.parts.is_never(node), !patterns.is_empty());
                    if has_patterns {
                        // What matches has the schema of the pattern, what does not this one.
                        if let [pattern] = view.parts.run(patterns)
                            && is_never
                            && !found
                        {
                            self.carry(at.index);
                            let ty = self.decide(view, &[pattern.node], &hint.below("value"));
                            rest = Some(ty);
                            found = true;
                        }
                    } else if is_never {
                        self.carry(at.index);
                        return None;
                    } else if !found {
                        self.carry(at.index);
                        rest = Some(self.decide(view, &[node], &hint.below("value")));
                        found = true;
                    }
                }
                Check::UnevaluatedProperties(node)
                    if view.parts.is_never(node) && !has_conditions =>
                {
                    self.carry(at.index);
                    return None;
                }
                _ => {}
            }
        }
        rest
    }
}

/// The tag by which some union knows a schema.
fn tag_of_branch(view: &View<'_>, seed: NodeId) -> Option<String> {
    let parts = view.parts;
    let mut unions = parts.keywords.iter().filter_map(|keyword| {
        let [Rule::TaggedUnion { member }] = parts.run(keyword.rule) else {
            return None;
        };
        match keyword.check {
            Check::AnyOf(nodes) | Check::OneOf(nodes) => Some((*member, nodes)),
            _ => None,
        }
    });
    let found = unions.find(|(_, nodes)| {
        let mut branches = parts.run(*nodes).iter();
        branches.any(|branch| super::view::meant(parts, *branch).0 == seed)
    });
    found.map(|(member, _)| parts.str(member).to_owned())
}

/// Members by which a union tells this object from others: each has one value, and needs no field.
fn fixed(view: &View<'_>, members: &mut Vec<Member>) -> Vec<(String, String)> {
    let mut fixed = Vec::new();
    let [seed] = view.seeds[..] else {
        return fixed;
    };
    let Some(tag) = tag_of_branch(view, seed) else {
        return fixed;
    };
    members.retain(|member| {
        let admitted = crate::Admitted::by_all(view.parts, &member.nodes);
        let value = admitted.strings.filter(|strings| {
            member.name == tag
                && member.required
                && strings.len() == 1
                && admitted.types == Types::STRING
        });
        let value = value.and_then(|strings| strings.into_iter().next());
        let is_fixed = value.is_some();
        fixed.extend(value.map(|value| (member.name.clone(), value)));
        !is_fixed
    });
    fixed
}
