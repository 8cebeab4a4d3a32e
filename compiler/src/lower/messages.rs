//! `errorMessage`: the words that schemas bring along for other tools, read as our own `x-message`.
//!
//! ```json
//! { "properties": { "port": { "type": "integer", "errorMessage": "a port is a number" } },
//!   "required": ["port"],
//!   "errorMessage": { "required": { "port": "say which port" }, "properties": { "host": "no such host" } } }
//! ```
//!
//! A text words every fault of the schema at the value itself. An object words the keywords that it names; under
//! `required` and `dependentRequired` it may name members, under `properties` and `items` it words the schemas of
//! members and items, and `_` stands for all other keywords (as `ajv-errors` has it; VS Code reads the text alone).

use vouchsafe_core::json::{Kind, Value};
use vouchsafe_core::program::{Annotation, Check, NodeId};

use super::Lowerer;

/// The keyword.
const KEYWORD: &str = "errorMessage";

impl<'a> Lowerer<'a> {
    /// Takes over the messages of all schemas that have been lowered. What a schema says by `x-message` goes before.
    pub(super) fn messages(&mut self) {
        for (id, spot) in (0..).map(NodeId).zip(self.spots.clone()) {
            let schema = self.library.value(spot);
            let Some(message) = schema.member(KEYWORD) else {
                continue;
            };
            match message.kind() {
                Kind::String => self.word(id, "x-message", message),
                Kind::Object => {
                    self.word(id, "x-messages", message);
                    self.messages_of_children(id, message);
                }
                _ => {}
            }
        }
    }

    /// Takes over the messages that one schema has for the schemas of its members and items.
    fn messages_of_children(&mut self, id: NodeId, messages: Value<'a>) {
        let node = *self.parts.node(id);
        if let Some(members) = messages.member("properties") {
            let named: Vec<(NodeId, Value<'a>)> = members
                .members()
                .filter_map(|(name, message)| {
                    let names = self.parts.run(node.names).iter();
                    let mut same = names.filter(|known| name.is(self.parts.str(known.text)));
                    Some((same.next()?.property?, message))
                })
                .collect();
            for (child, message) in named {
                self.word(child, "x-message", message);
            }
        }
        let Some(items) = messages.member("items") else {
            return;
        };
        let mut worded: Vec<(NodeId, Value<'a>)> = Vec::new();
        for keyword in self.parts.run(node.keywords) {
            match keyword.check {
                Check::PrefixItems(nodes) => {
                    let nodes = self.parts.run(nodes).iter().copied();
                    worded.extend(nodes.zip(items.items()));
                }
                Check::Items { node, .. } => worded.push((node, items)),
                _ => {}
            }
        }
        for (child, message) in worded {
            self.word(child, "x-message", message);
        }
    }

    /// Adds words to a schema that has none of that kind.
    fn word(&mut self, id: NodeId, name: &str, message: Value<'a>) {
        let is_text = name == "x-message";
        let mut node = *self.parts.node(id);
        let has_own = self.parts.annotation(&node, name).is_some();
        if has_own || is_text && message.kind() != Kind::String {
            return;
        }
        let mut annotations = self.parts.run(node.annotations).to_vec();
        annotations.push(Annotation {
            name: self.text(name),
            value: self.one_literal(message),
        });
        node.annotations = self.parts.add(annotations);
        node.flags.worded |= is_text;
        self.parts.nodes.to_mut()[id.0 as usize] = node;
    }
}
