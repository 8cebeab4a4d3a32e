//! What a subschema knows of a value, whether it holds for it or not.
//!
//! A subschema that fails evaluates nothing, so `unevaluated…` beside it refuses every member. That is a consequence of
//! the failure, not a fault of its own: a member that the subschema names is known to the schema.

use std::collections::HashSet;

use super::marks::Marks;
use super::sink::{Flag, Sink};
use super::{Engine, Place};
use crate::json::Kind;
use crate::program::{Check, NodeId};

impl<S: Sink> Engine<'_, S> {
    /// Marks as known what a node would evaluate of the value at `at` if it held.
    pub(super) fn name_known(&mut self, node: NodeId, at: u32, marks: &mut Marks) {
        let mut known = Marks::default();
        self.quietly().know(node, at, &mut known);
        marks.merge_named(&known);
    }
}

impl<'r> Engine<'r, Flag> {
    /// Goes through a node and all that it applies to the same value, each once.
    fn know(&mut self, node: NodeId, at: u32, known: &mut Marks) {
        let (mut todo, mut seen) = (vec![node], HashSet::new());
        while let Some(id) = todo.pop() {
            if !seen.insert(id) || !self.memory.spend(1) {
                continue;
            }
            let node = self.parts.node(id);
            for index in node.keywords.indices() {
                let keyword = self.parts.keyword(index);
                let place = Place {
                    node,
                    id,
                    index,
                    keyword,
                    at,
                };
                self.know_by_keyword(place, known, &mut todo);
            }
        }
    }

    fn know_by_keyword(&mut self, place: Place<'r>, known: &mut Marks, todo: &mut Vec<NodeId>) {
        let kind = self.document.entry(place.at).kind;
        let parts = self.parts;
        match place.keyword.check {
            Check::Ref(node) => todo.push(node),
            Check::DynamicRef { node, anchor } => {
                todo.push(self.dynamic_target(anchor).unwrap_or(node));
            }
            Check::AllOf(nodes) | Check::AnyOf(nodes) | Check::OneOf(nodes) => {
                todo.extend(parts.run(nodes));
            }
            Check::If {
                test,
                then,
                otherwise,
            } => {
                let held = self.holds(test, place.at, None);
                todo.extend(held.then_some(test));
                todo.extend(if held { then } else { otherwise });
            }
            Check::DependentSchemas(schemas) if kind == Kind::Object => {
                for schema in parts.run(schemas) {
                    let is_present = self.member(place, schema.slot).is_some();
                    todo.extend(is_present.then_some(schema.node));
                }
            }
            Check::Properties(properties) if kind == Kind::Object => {
                for property in parts.run(properties) {
                    if let Some((_, ordinal)) = self.member(place, property.slot) {
                        known.add(ordinal);
                    }
                }
            }
            Check::PatternProperties(patterns) if kind == Kind::Object => {
                self.each_member(place.at, |engine, member| {
                    if engine.some_pattern_matches(patterns, member.name) {
                        known.add(member.ordinal);
                    }
                    true
                });
            }
            // What it refuses is a fault of its own, so it counts as known as well.
            Check::AdditionalProperties { .. } | Check::UnevaluatedProperties(_)
                if kind == Kind::Object =>
            {
                known.add_all();
            }
            Check::PrefixItems(nodes) if kind == Kind::Array => {
                (0..parts.run(nodes).len()).for_each(|ordinal| known.add(ordinal));
            }
            Check::Items { .. } | Check::UnevaluatedItems(_) if kind == Kind::Array => {
                known.add_all();
            }
            Check::Contains {
                node,
                evaluates: true,
                ..
            } if kind == Kind::Array => {
                for (ordinal, item) in self.document.value(place.at).items().enumerate() {
                    if self.holds(node, item.index(), None) {
                        known.add(ordinal);
                    }
                }
            }
            _ => {}
        }
    }
}
