//! Which schemas apply to a value, and which of them know a member or an item of it.
//!
//! In: a way into the document. Out: the schemas whose keywords are asked about the value there, those in branches
//! and conditions that do not hold included. What stands under `not` is left out: it knows what must not be.

use std::rc::Rc;

use super::Scene;
use super::locate::Step;
use crate::engine::{self, Memory};
use crate::json::Value;
use crate::part::Part;
use crate::program::{Check, NodeId, PatternProperty, Run};

/// How many conditions are asked for one report at most. Beyond, both of their branches are taken to apply.
pub(super) const CONDITIONS: u32 = 64;

/// Of how many values the schemas are remembered.
const REMEMBERED: usize = 64;

/// The schemas of one value, by its place on the tape.
pub(super) type Remembered = Vec<(u32, Rc<[NodeId]>)>;

/// The schemas that apply to the value at the end of a way.
pub(super) fn at_end(scene: Scene<'_>, way: &[Step]) -> Rc<[NodeId]> {
    let mut at = 0;
    let mut nodes = remember(scene, at, || vec![scene.parts.root]);
    for step in way {
        let next = match *step {
            Step::Member(name) => name + 1,
            Step::Item(ordinal) => {
                let item = scene.document.value(at).items().nth(ordinal);
                item.map_or(at, Value::index)
            }
        };
        let outer = nodes;
        nodes = remember(scene, next, || inside(scene, &outer, *step));
        at = next;
    }
    nodes
}

/// What is remembered of the value at `at`, or else all that follows from some schemas.
fn remember(scene: Scene<'_>, at: u32, first: impl FnOnce() -> Vec<NodeId>) -> Rc<[NodeId]> {
    let known = scene.memo.applied.borrow();
    if let Some((_, nodes)) = known.iter().find(|(place, _)| *place == at) {
        return nodes.clone();
    }
    drop(known);
    let nodes: Rc<[NodeId]> = in_place(scene, &first(), at).into();
    let mut known = scene.memo.applied.borrow_mut();
    if known.len() >= REMEMBERED {
        known.clear();
    }
    known.push((at, nodes.clone()));
    nodes
}

/// Some schemas with all that they apply to the same value, which is at `at`: each once, in the order of the schema.
pub(super) fn in_place(scene: Scene<'_>, first: &[NodeId], at: u32) -> Vec<NodeId> {
    let parts = scene.parts;
    let mut seen = vec![false; parts.nodes.len()];
    let mut found = Vec::new();
    let mut todo: Vec<NodeId> = first.iter().rev().copied().collect();
    while let Some(id) = todo.pop() {
        if std::mem::replace(&mut seen[id.0 as usize], true) {
            continue;
        }
        found.push(id);
        let (node, begun) = (parts.node(id), todo.len());
        for keyword in parts.run(node.keywords) {
            match keyword.check {
                Check::Ref(target) => todo.push(target),
                Check::DynamicRef { node, anchor } => {
                    todo.push(node);
                    // Any resource may have been entered on the way.
                    let resources = parts.resources.iter();
                    let anchors = resources.flat_map(|resource| parts.run(resource.anchors));
                    let same = anchors.filter(|found| found.name == anchor);
                    todo.extend(same.map(|found| found.node));
                }
                Check::AllOf(nodes) | Check::AnyOf(nodes) | Check::OneOf(nodes) => {
                    todo.extend(parts.run(nodes));
                }
                Check::If {
                    test,
                    then,
                    otherwise,
                } => {
                    let held = holds(scene, test, at);
                    todo.push(test);
                    todo.extend(then.filter(|_| held != Some(false)));
                    todo.extend(otherwise.filter(|_| held != Some(true)));
                }
                Check::DependentSchemas(schemas) => {
                    let object = scene.document.value(at);
                    let schemas = parts.run(schemas).iter();
                    let present = schemas
                        .filter(|schema| object.member(parts.name(node, schema.slot)).is_some());
                    todo.extend(present.map(|schema| schema.node));
                }
                _ => {}
            }
        }
        todo[begun..].reverse();
    }
    found
}

/// Whether a condition holds; `None` where that is not known.
fn holds(scene: Scene<'_>, test: NodeId, at: u32) -> Option<bool> {
    // What a dynamic reference means depends on the way, and names of headers are compared in another manner.
    if scene.parts.flags.dynamic || matches!(scene.part, Part::Header) {
        return None;
    }
    let left = scene.memo.asked.get().checked_sub(1)?;
    scene.memo.asked.set(left);
    let mut memory = Memory::default();
    engine::holds_at(scene.parts, test, scene.document, at, &mut memory)
}

/// The schemas that some schemas apply to a member or item.
fn inside(scene: Scene<'_>, nodes: &[NodeId], step: Step) -> Vec<NodeId> {
    let mut found = Vec::new();
    for id in nodes {
        each_for(scene, *id, step, |node| found.push(node));
    }
    found
}

/// Calls `visit` with each schema that a schema has for a member or item of the value that it applies to.
fn each_for(scene: Scene<'_>, id: NodeId, step: Step, mut visit: impl FnMut(NodeId)) {
    let parts = scene.parts;
    let node = parts.node(id);
    let property = |name: u32| {
        let (text, hash) = (scene.document.text(name), scene.document.entry(name).extra);
        let known = parts.find_name(node, hash, |known| text.is(known));
        known.and_then(|known| known.property)
    };
    for keyword in parts.run(node.keywords) {
        match (keyword.check, step) {
            (Check::Properties(_), Step::Member(name)) => {
                property(name).into_iter().for_each(&mut visit);
            }
            (Check::PatternProperties(patterns), Step::Member(name)) => {
                let matching = parts.run(patterns).iter();
                let matching = matching.filter(|property| matches(scene, **property, name));
                matching.for_each(|property| visit(property.node));
            }
            (Check::AdditionalProperties { node, patterns }, Step::Member(name))
                if property(name).is_none() && !some_matches(scene, patterns, name) =>
            {
                visit(node);
            }
            (Check::UnevaluatedProperties(node), Step::Member(_))
            | (Check::UnevaluatedItems(node) | Check::Contains { node, .. }, Step::Item(_)) => {
                visit(node);
            }
            (Check::PrefixItems(nodes), Step::Item(ordinal)) => {
                parts
                    .run(nodes)
                    .get(ordinal)
                    .into_iter()
                    .for_each(|node| visit(*node));
            }
            (Check::Items { from, node }, Step::Item(ordinal)) if ordinal >= from as usize => {
                visit(node);
            }
            _ => {}
        }
    }
}

fn some_matches(scene: Scene<'_>, patterns: Run<PatternProperty>, name: u32) -> bool {
    let mut patterns = scene.parts.run(patterns).iter();
    patterns.any(|property| matches(scene, *property, name))
}

/// Whether a pattern matches a name; one that takes too many steps to find out might.
fn matches(scene: Scene<'_>, property: PatternProperty, name: u32) -> bool {
    let mut text = Vec::new();
    scene.document.text(name).write_wtf8(&mut text);
    let pattern = &scene.parts.patterns[property.pattern as usize];
    pattern.is_match(scene.parts, &text).unwrap_or(true)
}

/// The first schema among some that knows a member or item of the value that they apply to: that has a schema for it
/// by which it may be there.
pub(super) fn knowing(scene: Scene<'_>, nodes: &[NodeId], step: Step) -> Option<NodeId> {
    nodes.iter().copied().find(|id| {
        let mut knows = false;
        each_for(scene, *id, step, |node| {
            knows |= !scene.parts.is_never(node);
        });
        knows
    })
}

/// Whether it is plain that no schema knows a member: its name is mentioned nowhere, and no schema speaks of such names.
pub(super) fn is_unheard_of(scene: Scene<'_>, step: Step) -> bool {
    let Step::Member(name) = step else {
        return false;
    };
    let (text, hash) = (scene.document.text(name), scene.document.entry(name).extra);
    !scene.lexicon.knows_more() && scene.lexicon.harmless(scene.parts, text, hash).is_none()
}

/// Whether some schema that applies to the container at the end of a way knows this member or item of it.
pub(super) fn is_known(scene: Scene<'_>, container: &[Step], step: Step) -> bool {
    !is_unheard_of(scene, step) && knowing(scene, &at_end(scene, container), step).is_some()
}
