//! The `discriminator` of OpenAPI (3.1, section 4.8.25): which alternative a member of the object names. It decides
//! nothing, but it says what was meant.

use super::Scene;
use crate::program::{Literal, LiteralMember, NodeId, Parts, Run, Text};

/// The discriminator of a schema with alternatives.
#[derive(Clone, Copy)]
pub(super) struct Discriminator<'a> {
    parts: &'a Parts,
    /// The name of the member whose value names an alternative.
    pub(super) property: &'a str,
    /// Values of the member with the schemas that they name.
    mapping: &'a [LiteralMember],
}

impl<'a> Discriminator<'a> {
    /// The discriminator of a schema, if it has one that can be read.
    pub(super) fn of(scene: Scene<'a>, node: NodeId) -> Option<Self> {
        let parts = scene.parts;
        let Some(Literal::Object(object)) =
            parts.annotation(parts.node(node), "discriminator").copied()
        else {
            return None;
        };
        let of = |object: Run<LiteralMember>, name: &str| {
            let mut members = parts.run(object).iter();
            let found = members.find(|member| parts.str(member.name) == name)?;
            parts.run(found.value).first().copied()
        };
        let Some(Literal::String(property)) = of(object, "propertyName") else {
            return None;
        };
        let mapping = match of(object, "mapping") {
            Some(Literal::Object(mapping)) => parts.run(mapping),
            _ => &[],
        };
        Some(Self {
            parts,
            property: parts.str(property),
            mapping,
        })
    }

    /// The place among the alternatives of the one that a value of the member names: by the mapping, or as the name of its
    /// schema.
    pub(super) fn choose(self, nodes: &[NodeId], value: &str) -> Option<usize> {
        let mut mapping = self.mapping.iter();
        let mapped = mapping.find(|member| self.parts.str(member.name) == value);
        let wanted = match mapped.and_then(|member| self.target(member)) {
            Some(target) => last(target),
            None => value,
        };
        nodes.iter().position(|node| self.name(*node) == wanted)
    }

    /// The values that name the alternatives. `None` where some alternative has no value in the mapping, since then the
    /// names of schemas are values as well.
    pub(super) fn values(self, nodes: &[NodeId]) -> Option<impl Iterator<Item = Text> + use<'a>> {
        let is_mapped = |node: &NodeId| {
            let mut targets = self.mapping.iter().filter_map(|member| self.target(member));
            targets.any(|target| last(target) == self.name(*node))
        };
        let are_mapped = nodes.iter().all(is_mapped);
        are_mapped.then(|| self.mapping.iter().map(|member| member.name))
    }

    fn target(self, member: &LiteralMember) -> Option<&'a str> {
        match self.parts.run(member.value).first() {
            Some(Literal::String(target)) => Some(self.parts.str(*target)),
            _ => None,
        }
    }

    /// The last name in the place of an alternative's schema.
    fn name(self, node: NodeId) -> &'a str {
        last(
            self.parts
                .str(self.parts.node(self.parts.target(node)).pointer),
        )
    }
}

fn last(path: &str) -> &str {
    path.rsplit(['/', '#']).next().unwrap_or(path)
}
