//! Tags: members whose value decides which others there are, by `if`-`then` or by the branches of a union.
//!
//! ```json
//! { "properties": { "kind": { "enum": ["a", "b"] }, "size": … },
//!   "if": { "required": ["kind"], "properties": { "kind": { "const": "a" } } },
//!   "then": { "required": ["size"] } }
//! ```
//!
//! Tag and members become one enum: `Kind::A(Size)`, `Kind::B`.

use vouchsafe_core::program::{Check, NodeId, Rule, Test, TestKind, Types};

use super::object::{Member, members};
use super::view::{At, View};
use super::{Hint, Planner, strings_of};
use crate::Admitted;
use crate::types::model::{Content, Docs, Group, GroupVariant, Kind, Struct, Type};
use crate::types::names::{self, Names};

/// More values than this are no variants that anybody would match on.
const MOST_VALUES: usize = 64;

/// A tag, and what it decides about.
#[derive(Debug, Clone)]
pub(super) struct Discriminator {
    pub(super) tag: String,
    /// Its values, as the schema lists them.
    values: Vec<String>,
    pub(super) required: bool,
    /// The members that depend on it.
    pub(super) members: Vec<String>,
    /// Members that no variant has a place for stand among the additional ones.
    has_room: bool,
}

impl Discriminator {
    /// What is left of the tag's name when it says what it is a tag of.
    pub(super) fn stem(&self) -> &str {
        let suffixes = ["_type", "_kind", "-type", "-kind", "Type", "Kind"];
        let stems = suffixes
            .iter()
            .filter_map(|suffix| self.tag.strip_suffix(suffix));
        let mut stems = stems.filter(|stem| !stem.is_empty());
        stems.next().unwrap_or(&self.tag)
    }
}

/// The tags of an object, in the order of its members.
pub(super) fn discriminators(
    view: &View<'_>,
    all: &[Member],
    has_room: bool,
) -> Vec<Discriminator> {
    let mut found: Vec<Discriminator> = all
        .iter()
        .filter(|member| member.required || has_room)
        .filter_map(|member| discriminator(view, member, has_room))
        .collect();
    // What two tags decide about belongs to neither, and a tag depends on none.
    let tags: Vec<String> = found.iter().map(|one| one.tag.clone()).collect();
    let claims: Vec<Vec<String>> = found.iter().map(|one| one.members.clone()).collect();
    for (index, one) in found.iter_mut().enumerate() {
        one.members.retain(|member| {
            let mut others = claims
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index);
            !tags.contains(member) && !others.any(|(_, claims)| claims.contains(member))
        });
    }
    found.retain(|one| !one.members.is_empty());
    found
}

impl<'a> Planner<'a> {
    /// The enum of a tag.
    pub(super) fn group(
        &mut self,
        view: &View<'a>,
        discriminator: &Discriminator,
        hint: &Hint,
    ) -> Type {
        let Discriminator { tag, values, .. } = discriminator;
        for at in view.keywords() {
            if governs(view, &at, tag) {
                self.carry(at.index);
            }
        }
        let id = self.reserve();
        let stem = names::camel(discriminator.stem());
        let group = Hint::taken(self.names.take(&[stem.clone(), hint.name.clone()]));
        let short = values.iter().map(|value| {
            let name = names::variant(value);
            let short = name
                .strip_suffix(&*stem)
                .filter(|short| short.starts_with(|first: char| first.is_alphabetic()));
            short.map_or(name.clone(), str::to_owned)
        });
        let named = names::distinct(short);
        let mut variants = Vec::new();
        for (value, name) in values.iter().zip(named) {
            let content = self.content(view, discriminator, value, &group);
            let nodes = active(view, tag, value);
            variants.push(GroupVariant {
                name,
                value: value.clone(),
                content,
                docs: Self::docs_of_condition(view.parts, &nodes),
            });
        }
        let kind = Kind::Group(Group {
            tag: tag.clone(),
            members: discriminator.members.clone(),
            variants,
        });
        let docs = Self::docs_of_member(view.parts, &super::object::properties(view, tag));
        let docs = docs.and(format!(
            "In JSON: `{tag}` and the members that depend on it."
        ));
        self.fill_with(id, group.name, docs, None, kind);
        Type::Named(id)
    }

    /// What a variant holds.
    fn content(
        &mut self,
        view: &View<'a>,
        discriminator: &Discriminator,
        value: &str,
        hint: &Hint,
    ) -> Content {
        let nodes = active(view, &discriminator.tag, value);
        let own = View::new(view.parts, &nodes);
        self.visit(&own);
        self.carry_where(&own, |check| {
            matches!(
                check,
                Check::Required(_)
                    | Check::Properties(_)
                    | Check::Type(_)
                    | Check::AllOf(_)
                    | Check::Ref(_)
            )
        });
        let mentioned = members(&own);
        let whole = view.and(&nodes);
        let mut held = members(&whole);
        held.retain(|member| {
            let is_mentioned = mentioned.iter().any(|one| one.name == member.name);
            discriminator.members.contains(&member.name)
                && !member.forbidden
                && (is_mentioned || member.required || !discriminator.has_room)
        });
        match &held[..] {
            [] => Content::Unit,
            [only] if only.required => {
                if only.nodes.is_empty() {
                    return Content::Member(only.name.clone(), Type::Json);
                }
                let long = hint.below(value).name;
                let hint = Hint::taken(self.names.take(&[names::camel(value), long]));
                let ty = self.decide(&whole, &only.nodes, &hint);
                Content::Member(only.name.clone(), ty)
            }
            _ => {
                let id = self.reserve();
                let hint = Hint::taken(self.names.take(&[hint.below(value).name]));
                let mut taken = Names::default();
                let mut object = Struct::default();
                for member in &held {
                    object
                        .fields
                        .push(self.field(&whole, member, &mut taken, &hint));
                }
                let docs = Docs::note(&format!(
                    "The members that go with `{value}` as `{}`.",
                    discriminator.tag
                ));
                self.fill_with(id, hint.name, docs, None, Kind::Struct(object));
                Content::Members(Type::Named(id))
            }
        }
    }
}

/// Whether a keyword depends on the value of a tag, and on nothing else.
fn governs(view: &View<'_>, at: &At<'_>, tag: &str) -> bool {
    match at.keyword.check {
        Check::If { .. } => test_of(view, at, tag).is_some(),
        Check::AnyOf(_) | Check::OneOf(_) => is_union_of(view, at, tag),
        _ => false,
    }
}

/// Whether a keyword is a union of which the tag tells the branches.
fn is_union_of(view: &View<'_>, at: &At<'_>, tag: &str) -> bool {
    match view.parts.run(at.keyword.rule) {
        [Rule::TaggedUnion { member }] => view.parts.str(*member) == tag,
        _ => false,
    }
}

/// The test of a condition, if it asks for the tag alone.
fn test_of<'a>(view: &View<'a>, at: &At<'a>, tag: &str) -> Option<&'a Test> {
    let [Rule::Condition { tests }] = view.parts.run(at.keyword.rule) else {
        return None;
    };
    let [test] = view.parts.run(*tests) else {
        return None;
    };
    let [member] = view.parts.run(test.member) else {
        return None;
    };
    (view.parts.str(member.text) == tag).then_some(test)
}

/// The schemas that hold because the tag has a value, beside those that always do.
fn active(view: &View<'_>, tag: &str, value: &str) -> Vec<NodeId> {
    let mut found: Vec<NodeId> = Vec::new();
    // What follows from a condition may have conditions itself.
    let mut done = view.nodes.len();
    let mut now = view.clone();
    let mut keywords: Vec<At<'_>> = view.keywords().collect();
    loop {
        let mut more = Vec::new();
        for at in &keywords {
            match at.keyword.check {
                Check::If {
                    then, otherwise, ..
                } => {
                    let Some(test) = test_of(view, at, tag) else {
                        continue;
                    };
                    let follows = if holds(view, test, value) {
                        then
                    } else {
                        otherwise
                    };
                    more.extend(follows);
                }
                Check::AnyOf(nodes) | Check::OneOf(nodes) if is_union_of(view, at, tag) => {
                    let branches = view.parts.run(nodes).iter();
                    more.extend(branches.filter(|branch| {
                        let own = View::new(view.parts, &[**branch]);
                        let nodes = super::object::properties(&own, tag);
                        let strings = Admitted::by_all(view.parts, &nodes).strings;
                        strings.is_some_and(|strings| strings.contains(value))
                    }));
                }
                _ => {}
            }
        }
        found.extend(&more);
        now = now.and(&more);
        if now.nodes.len() == done {
            return found;
        }
        let fresh = View {
            nodes: now.nodes[done..].to_vec(),
            ..now.clone()
        };
        keywords = fresh.keywords().collect();
        done = now.nodes.len();
    }
}

/// Whether a test holds where the tag is there and has a value.
fn holds(view: &View<'_>, test: &Test, value: &str) -> bool {
    let has = |values| {
        let values = view.parts.run(values);
        values.iter().any(|literal| match literal {
            vouchsafe_core::program::Literal::String(text) => view.parts.str(*text) == value,
            _ => false,
        })
    };
    match test.kind {
        TestKind::Present => true,
        TestKind::Absent => false,
        TestKind::Set => !value.is_empty(),
        TestKind::Unset => value.is_empty(),
        TestKind::Is(values) | TestKind::IsOrAbsent(values) => has(values),
        TestKind::IsNot(values) => !has(values),
    }
}

fn discriminator(view: &View<'_>, member: &Member, has_room: bool) -> Option<Discriminator> {
    let admitted = Admitted::by_all(view.parts, &member.nodes);
    let strings = admitted
        .strings
        .filter(|_| admitted.types == Types::STRING)?;
    if strings.is_empty() || strings.len() > MOST_VALUES {
        return None;
    }
    let listed = View::new(view.parts, &member.nodes);
    let mut values: Vec<String> = Vec::new();
    for at in listed.keywords() {
        if let Check::Enum(literals) | Check::Const(literals) = at.keyword.check {
            let texts = strings_of(view.parts, literals).into_iter();
            values.extend(texts.filter(|text| strings.contains(text)));
        }
    }
    values.extend(strings);
    let values = {
        let mut seen = std::collections::BTreeSet::new();
        values.retain(|value| seen.insert(value.clone()));
        values
    };
    let mut governed = Vec::new();
    let mut note = |nodes: &[NodeId]| {
        let own = View::new(view.parts, nodes);
        for other in members(&own) {
            if other.name != member.name && !governed.contains(&other.name) {
                governed.push(other.name);
            }
        }
    };
    for value in &values {
        note(&active(view, &member.name, value));
    }
    // A condition that only some values meet makes the difference; one that all meet is none.
    (!governed.is_empty()).then(|| Discriminator {
        tag: member.name.clone(),
        values,
        required: member.required,
        members: governed,
        has_room,
    })
}
