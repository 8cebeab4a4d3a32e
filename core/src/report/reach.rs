//! Which schemas could ever be applied to which values, whatever holds.

use crate::json::Document;
use crate::program::{Check, NodeId, Parts};
use crate::sort;

/// Calls `visit` once for each value and each schema among the wanted ones that some way of subschemas leads to,
/// whether or not that way would be taken. Where it gives `false`, the way ends.
pub(super) fn reach(
    parts: &Parts,
    document: Document<'_>,
    wants: impl Fn(NodeId) -> bool,
    mut visit: impl FnMut(NodeId, u32) -> bool,
) {
    let mut ways = Ways {
        parts,
        document,
        here: Vec::new(),
        below: Vec::new(),
    };
    // To which value a schema was last applied: to those at the same value it need not be applied again.
    let mut last = vec![u32::MAX; parts.nodes.len()];
    ways.below
        .extend(Some((0, parts.root)).filter(|_| wants(parts.root)));
    while let Some(&(at, _)) = ways.below.last() {
        // All that is above a value stands before it, and all that leads to it stands together.
        while let Some((_, node)) = ways.below.pop_if(|(same, _)| *same == at) {
            ways.here.push(node);
        }
        let begun = ways.below.len();
        while let Some(node) = ways.here.pop() {
            if !wants(node)
                || std::mem::replace(&mut last[node.0 as usize], at) == at
                || !visit(node, at)
            {
                continue;
            }
            for keyword in parts.run(parts.node(node).keywords) {
                ways.follow(node, &keyword.check, at);
            }
        }
        // Most of them were met from front to back.
        ways.below[begun..].reverse();
        sort::by_key(&mut ways.below[begun..], |(at, _)| std::cmp::Reverse(*at));
    }
}

/// Where to go on.
struct Ways<'a> {
    parts: &'a Parts,
    document: Document<'a>,
    /// Schemas for the value at hand.
    here: Vec<NodeId>,
    /// Those for values inside it and inside those around it.
    below: Vec<(u32, NodeId)>,
}

impl Ways<'_> {
    fn follow(&mut self, id: NodeId, check: &Check, at: u32) {
        let parts = self.parts;
        let value = self.document.value(at);
        match *check {
            Check::Ref(node) | Check::DynamicRef { node, .. } | Check::Not(node) => {
                self.here.push(node);
            }
            Check::AllOf(nodes) | Check::AnyOf(nodes) | Check::OneOf(nodes) => {
                self.here.extend(parts.run(nodes));
            }
            Check::If {
                test,
                then,
                otherwise,
            } => {
                let all = [Some(test), then, otherwise];
                self.here.extend(all.into_iter().flatten());
            }
            Check::DependentSchemas(schemas) => {
                self.here
                    .extend(parts.run(schemas).iter().map(|schema| schema.node));
            }
            Check::Properties(_) => {
                let node = parts.node(id);
                for (name, value) in value.members() {
                    let hash = self.document.entry(value.index() - 1).extra;
                    let known = parts.find_name(node, hash, |known| name.is(known));
                    let property = known.and_then(|known| known.property);
                    self.below
                        .extend(property.map(|property| (value.index(), property)));
                }
            }
            Check::PatternProperties(patterns) => {
                for (_, value) in value.members() {
                    let patterns = parts.run(patterns).iter();
                    self.below
                        .extend(patterns.map(|property| (value.index(), property.node)));
                }
            }
            Check::AdditionalProperties { node, .. } | Check::UnevaluatedProperties(node) => {
                self.below
                    .extend(value.members().map(|(_, value)| (value.index(), node)));
            }
            Check::Items { node, .. }
            | Check::Contains { node, .. }
            | Check::UnevaluatedItems(node) => {
                self.below
                    .extend(value.items().map(|item| (item.index(), node)));
            }
            Check::PrefixItems(nodes) => {
                let items = value.items().zip(parts.run(nodes));
                self.below
                    .extend(items.map(|(item, &node)| (item.index(), node)));
            }
            _ => {}
        }
    }
}
