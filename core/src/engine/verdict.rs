//! The verdict where nothing but the verdict is wanted: no path, no list, no record of what is evaluated.
//!
//! The keywords that most schemas are made of are decided here without the ceremony that the others need. What
//! a scalar keyword means is asked of the functions that recording asks too; the rest is a few lines each, and
//! the tests hold both against each other.

use super::sink::Sink;
use super::{Engine, Place};
use crate::json::Kind;
use crate::program::{Check, Node, NodeId, Property, Run, Slot};

/// What a condition asks of one member.
pub(super) struct Asked {
    /// The schema that its value is to satisfy.
    pub(super) node: NodeId,
    /// The tape's index of the value.
    pub(super) value: u32,
    /// Its place among the members.
    pub(super) ordinal: usize,
}

impl<'r, S: Sink> Engine<'r, S> {
    /// Whether the value at `at` satisfies the keywords of a node.
    pub(super) fn decide(&mut self, id: NodeId, node: &'r Node, at: u32) -> bool {
        let kind = self.document.entry(at).kind;
        let mut keywords = self.parts.run(node.keywords).iter();
        keywords.all(|keyword| match keyword.check {
            Check::Type(types) => self.has_type(at, types),
            Check::Enum(values) | Check::Const(values) => self.is_any(values, at),
            Check::Minimum(_)
            | Check::Maximum(_)
            | Check::ExclusiveMinimum(_)
            | Check::ExclusiveMaximum(_) => {
                kind != Kind::Number || self.number_holds(&keyword.check, at)
            }
            Check::MinLength(_) | Check::MaxLength(_) | Check::Pattern(_) => {
                kind != Kind::String || self.string_holds(&keyword.check, at)
            }
            Check::Required(slots) if !self.ignores_case(at) => {
                kind != Kind::Object || self.has_all(node, slots, at)
            }
            Check::Properties(properties) if !self.ignores_case(at) => {
                kind != Kind::Object || self.properties_hold(node, properties, at)
            }
            Check::Ref(target) => self.node(target, at, None),
            Check::AllOf(nodes) => {
                let mut nodes = self.parts.run(nodes).iter();
                nodes.all(|node| self.node(*node, at, None))
            }
            Check::AnyOf(nodes) => {
                let mut nodes = self.parts.run(nodes).iter();
                nodes.any(|node| self.node(*node, at, None))
            }
            Check::Not(node) => !self.node(node, at, None),
            Check::If {
                test,
                then,
                otherwise,
            } => {
                let held = self.test_holds(test, at);
                let next = if held { then } else { otherwise };
                next.is_none_or(|node| self.node(node, at, None))
            }
            _ => {
                // Faults are not recorded, so which keyword of the node it is does not matter.
                let index = node.keywords.start;
                let place = Place {
                    node,
                    id,
                    index,
                    keyword,
                    at,
                };
                self.keyword(place, None)
            }
        })
    }

    /// Whether a condition holds. Most ask about one member, which takes one look at it.
    fn test_holds(&mut self, test: NodeId, at: u32) -> bool {
        match self.asks_one_member(test, at) {
            None => self.node(test, at, None),
            Some(None) => false,
            Some(Some(asked)) => {
                self.depth += 1;
                let held = self.node(asked.node, asked.value, None);
                self.depth -= 1;
                held
            }
        }
    }

    /// Of a condition that asks whether one member is there and satisfies a schema: what it asks of it, if it is
    /// there. `None` if the condition asks something else.
    #[expect(
        clippy::option_option,
        reason = "two questions, each with an answer of its own"
    )]
    pub(super) fn asks_one_member(&self, test: NodeId, at: u32) -> Option<Option<Asked>> {
        let parts = self.parts;
        let node = parts.node(test);
        if let [required, properties] = parts.run(node.keywords)
            && let (Check::Required(slots), Check::Properties(properties)) =
                (required.check, properties.check)
            && let ([slot], [property]) = (parts.run(slots), parts.run(properties))
            && *slot == property.slot
            && self.document.entry(at).kind == Kind::Object
            && !self.ignores_case(at)
        {
            let name = &parts.run(node.names)[slot.0 as usize];
            let members = self.document.members_of(at);
            let member = members.find(parts.bytes(name.text), name.hash);
            return Some(member.map(|member| Asked {
                node: property.node,
                value: member.name + 1,
                ordinal: member.ordinal as usize,
            }));
        }
        None
    }

    fn ignores_case(&self, at: u32) -> bool {
        self.memory.ignore_case && at == 0
    }

    fn has_all(&self, node: &Node, slots: Run<Slot>, at: u32) -> bool {
        let (names, members) = (self.parts.run(node.names), self.document.members_of(at));
        // It does not matter which of several members is found.
        let mut guess = 0;
        self.parts.run(slots).iter().all(|slot| {
            let name = &names[slot.0 as usize];
            let member = members.find_near(guess, self.parts.bytes(name.text), name.hash);
            guess = member.map_or(0, |member| member.ordinal as usize + 1);
            member.is_some()
        })
    }

    fn properties_hold(&mut self, node: &Node, properties: Run<Property>, at: u32) -> bool {
        let parts = self.parts;
        let (names, members) = (parts.run(node.names), self.document.members_of(at));
        let unique = self.memory.replaced.is_empty();
        // A small object is not asked for everything that a large schema knows.
        if unique && properties.len as usize > 4 * members.len() + 8 {
            return members.iter().all(|member| {
                let slot = self.slot_of(names, at, member.name);
                let property = slot.and_then(|slot| names[slot].property);
                property.is_none_or(|node| self.node(node, member.name + 1, None))
            });
        }
        // Members mostly stand in the order of the schema.
        let mut guess = if unique { 0 } else { usize::MAX };
        parts.run(properties).iter().all(|property| {
            let name = &names[property.slot.0 as usize];
            let text = parts.bytes(name.text);
            let Some(member) = members.find_near(guess, text, name.hash) else {
                return true;
            };
            if unique {
                guess = member.ordinal as usize + 1;
            }
            self.node(property.node, member.name + 1, None)
        })
    }
}
