//! Which schemas could ever be applied to which values, whatever holds.

use crate::json::Document;
use crate::program::{Check, NodeId, Parts};
use crate::sort;

/// What is done with the schemas that could be applied.
pub(super) trait Visit {
    /// Whether a schema is of interest.
    fn wants(&self, node: NodeId) -> bool;

    /// A schema begins to speak of the value at `at`: one of a member or an item, or that of the document.
    fn enter(&mut self, node: NodeId, at: u32);

    /// A schema speaks of the value at `at`. Where it returns `false`, the way ends.
    fn visit(&mut self, node: NodeId, at: u32) -> bool;
}

/// Visits once each value and each schema among the wanted ones that some way of subschemas leads to, whether or not
/// that way would be taken. The values of `propertyNames` are the names.
pub(super) fn reach(parts: &Parts, document: Document<'_>, visitor: &mut impl Visit) {
    let mut ways = Ways {
        parts,
        document,
        here: Vec::new(),
        below: Vec::new(),
        name: Vec::new(),
    };
    // A bit for each schema that has been applied to the value at hand, and these schemas: none need be applied again.
    let mut applied = vec![0_u64; parts.nodes.len().div_ceil(64)];
    let mut these: Vec<NodeId> = Vec::new();
    ways.below
        .extend(Some((0, parts.root)).filter(|_| visitor.wants(parts.root)));
    while let Some(&(at, _)) = ways.below.last() {
        // All that is above a value stands before it, and all that leads to it stands together.
        while let Some((_, node)) = ways.below.pop_if(|(same, _)| *same == at) {
            if visitor.wants(node) {
                visitor.enter(node, at);
                ways.here.push(node);
            }
        }
        let begun = ways.below.len();
        while let Some(node) = ways.here.pop() {
            let (word, bit) = place(node);
            if !visitor.wants(node) || applied[word] & bit != 0 {
                continue;
            }
            applied[word] |= bit;
            these.push(node);
            if !visitor.visit(node, at) {
                continue;
            }
            for keyword in parts.run(parts.node(node).keywords) {
                ways.follow(node, &keyword.check, at);
            }
        }
        for node in these.drain(..) {
            applied[place(node).0] = 0;
        }
        // Most of them were met from front to back.
        ways.below[begun..].reverse();
        sort::by_key(&mut ways.below[begun..], |(at, _)| std::cmp::Reverse(*at));
    }
}

/// The word and the bit that stand for a schema.
const fn place(node: NodeId) -> (usize, u64) {
    (node.0 as usize / 64, 1 << (node.0 % 64))
}

/// Where to go on.
struct Ways<'a> {
    parts: &'a Parts,
    document: Document<'a>,
    /// Schemas for the value at hand.
    here: Vec<NodeId>,
    /// Those for values inside it and inside those around it.
    below: Vec<(u32, NodeId)>,
    /// Room for a member name.
    name: Vec<u8>,
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
                for (name, value) in value.members() {
                    self.name.clear();
                    name.write_wtf8(&mut self.name);
                    // Where it takes too many steps to find out, it may match.
                    let matches = |pattern: u32| {
                        let pattern = &parts.patterns[pattern as usize];
                        pattern.is_match(parts, &self.name).unwrap_or(true)
                    };
                    for property in parts.run(patterns) {
                        if matches(property.pattern) {
                            self.below.push((value.index(), property.node));
                        }
                    }
                }
            }
            Check::PropertyNames(node) => {
                let names = value.members().map(|(_, value)| value.index() - 1);
                self.below.extend(names.map(|name| (name, node)));
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
