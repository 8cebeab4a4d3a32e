//! A tagged union: every branch of `oneOf` or `anyOf` requires one member and fixes its value.
//!
//! ```json
//! { "oneOf": [
//!     { "required": ["kind"], "properties": { "kind": { "const": "a" } }, … },
//!     { "required": ["kind"], "properties": { "kind": { "const": "b" } }, … } ] }
//! ```

use vouchsafe_core::program::{Check, Keyword, Literal, Node, NodeId, Parts, Rule, Text};

pub(super) fn recognize(parts: &mut Parts, _node: &Node, keyword: &Keyword) -> Option<Rule> {
    let (Check::OneOf(nodes) | Check::AnyOf(nodes)) = keyword.check else {
        return None;
    };
    let branches: Vec<NodeId> = parts.run(nodes).to_vec();
    let [first, others @ ..] = &branches[..] else {
        return None;
    };
    let member = tags(parts, *first)
        .into_iter()
        .map(|(name, _)| name)
        .find(|name| {
            let mut seen = values_of(parts, *first, *name).unwrap_or_default();
            others.iter().all(|branch| {
                let values = values_of(parts, *branch, *name).unwrap_or_default();
                let distinct =
                    !values.is_empty() && values.iter().all(|value| !seen.contains(value));
                seen.extend(values);
                distinct
            })
        })?;
    (!others.is_empty()).then_some(Rule::TaggedUnion { member })
}

/// The values that a branch fixes a member to.
fn values_of(parts: &Parts, branch: NodeId, name: Text) -> Option<Vec<Literal>> {
    tags(parts, branch)
        .into_iter()
        .find(|(found, _)| *found == name)
        .map(|(_, values)| values)
}

/// The required members that a branch fixes to some strings, also through a reference.
fn tags(parts: &Parts, branch: NodeId) -> Vec<(Text, Vec<Literal>)> {
    let mut node = parts.node(branch);
    // A chain of references has no circle, as the graph has been checked.
    while let [only] = parts.run(node.keywords)
        && let Check::Ref(target) = only.check
    {
        node = parts.node(target);
    }
    let mut required = Vec::new();
    let mut fixed = Vec::new();
    for keyword in parts.run(node.keywords) {
        match keyword.check {
            Check::Required(slots) => required.extend_from_slice(parts.run(slots)),
            Check::Properties(properties) => {
                for property in parts.run(properties) {
                    let values = parts
                        .run(parts.node(property.node).keywords)
                        .iter()
                        .find_map(|keyword| match keyword.check {
                            Check::Const(values) | Check::Enum(values) => {
                                Some(parts.run(values).to_vec())
                            }
                            _ => None,
                        });
                    let strings = values.filter(|values| {
                        values
                            .iter()
                            .all(|value| matches!(value, Literal::String(_)))
                    });
                    fixed.extend(strings.map(|values| (property.slot, values)));
                }
            }
            _ => {}
        }
    }
    let names = parts.run(node.names);
    let tags = fixed
        .into_iter()
        .filter(|(slot, _)| required.contains(slot));
    tags.map(|(slot, values)| (names[slot.0 as usize].text, values))
        .collect()
}
