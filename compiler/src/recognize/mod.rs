//! Finds idioms in a lowered program: what a combination of keywords means in words.
//!
//! In: the pools of a program. Out: the same, with [`Rule`]s attached to keywords. A rule means
//! exactly what its keyword means, so nothing here can change a verdict. One idiom, one file.

mod condition;
mod exclusive;
mod forbidden_value;
mod nullable;
mod range;
mod strings;
mod tagged;

pub(crate) use strings::is_worded;

use vouchsafe_core::program::{Check, Keyword, Node, NodeId, Parts, Rule, Text};

/// A recogniser: the rule that a keyword of a node is part of, if it is.
type Recognizer = fn(&mut Parts, &Node, &Keyword) -> Option<Rule>;

/// Every recogniser. A keyword takes the first rule that fits.
const RECOGNIZERS: [Recognizer; 7] = [
    exclusive::recognize,
    forbidden_value::recognize,
    condition::recognize,
    nullable::recognize,
    tagged::recognize,
    strings::recognize,
    range::recognize,
];

/// Attaches rules to the keywords of a program.
pub(crate) fn recognize(parts: &mut Parts) {
    for index in 0..parts.nodes.len() {
        let node = parts.nodes[index];
        for keyword_index in node.keywords.indices() {
            let keyword = parts.keywords[keyword_index as usize];
            let rule = RECOGNIZERS
                .iter()
                .find_map(|recognize| recognize(parts, &node, &keyword));
            if let Some(rule) = rule {
                let rule = parts.add(vec![rule]);
                parts.keywords.to_mut()[keyword_index as usize].rule = rule;
            }
        }
    }
}

/// The checks of a node.
fn checks(parts: &Parts, node: NodeId) -> Vec<Check> {
    parts
        .run(parts.node(node).keywords)
        .iter()
        .map(|keyword| keyword.check)
        .collect()
}

/// A node that says no more than that some members are there: `required`, and perhaps `minLength: 1`
/// for each of them. Gives the members, and whether `""` counts as absent.
fn presence(parts: &Parts, id: NodeId) -> Option<(Vec<Text>, bool)> {
    let node = parts.node(id);
    let names = |slots| -> Vec<Text> {
        parts
            .run(slots)
            .iter()
            .map(|slot: &vouchsafe_core::program::Slot| parts.run(node.names)[slot.0 as usize].text)
            .collect()
    };
    match checks(parts, id)[..] {
        [Check::Required(slots)] => Some((names(slots), false)),
        [Check::Required(slots), Check::Properties(properties)] => {
            let properties = parts.run(properties);
            let all_set = properties.len() == slots.len as usize
                && properties
                    .iter()
                    .all(|property| parts.run(slots).contains(&property.slot))
                && properties.iter().all(|property| {
                    matches!(checks(parts, property.node)[..], [Check::MinLength(1)])
                });
            all_set.then(|| (names(slots), true))
        }
        _ => None,
    }
}
