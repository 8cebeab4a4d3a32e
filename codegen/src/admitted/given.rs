//! What a schema comes to where one member of the object is known.

use vouchsafe_core::program::{Check, Literal, NodeId, Parts, Types};

/// Conditions are followed so far into each other.
const DEPTH: usize = 64;

/// What is taken for granted of an object: one of its members is there and is this string.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::exhaustive_structs, reason = "a name and a value")]
pub struct Given<'a> {
    /// The member.
    pub member: &'a str,
    /// Its value.
    pub value: &'a str,
}

impl Given<'_> {
    /// Whether an object satisfies a schema, as far as the member alone tells.
    pub(super) fn decides(&self, parts: &Parts, node: NodeId) -> Option<bool> {
        self.decides_object(parts, node, DEPTH)
    }

    fn decides_object(&self, parts: &Parts, node: NodeId, depth: usize) -> Option<bool> {
        let depth = depth.checked_sub(1)?;
        all(parts
            .run(parts.node(node).keywords)
            .iter()
            .map(|keyword| self.decides_keyword(parts, node, &keyword.check, depth)))
    }

    fn decides_keyword(
        &self,
        parts: &Parts,
        node: NodeId,
        check: &Check,
        depth: usize,
    ) -> Option<bool> {
        match *check {
            Check::Never => Some(false),
            Check::Type(types) => Some(types.contains(Types::OBJECT)),
            Check::Required(slots) => {
                let names = parts.run(slots).iter();
                let own = names.map(|slot| parts.name(parts.node(node), *slot));
                all(own.map(|name| (name == self.member).then_some(true)))
            }
            Check::Properties(properties) => all(parts.run(properties).iter().map(|property| {
                (parts.name(parts.node(node), property.slot) == self.member)
                    .then(|| self.decides_value(parts, property.node, depth))
                    .flatten()
            })),
            _ => combine(parts, check, |node| self.decides_object(parts, node, depth)),
        }
    }

    /// Whether the member's value satisfies a schema.
    fn decides_value(&self, parts: &Parts, node: NodeId, depth: usize) -> Option<bool> {
        let depth = depth.checked_sub(1)?;
        all(parts.run(parts.node(node).keywords).iter().map(|keyword| {
            match keyword.check {
                Check::Never => Some(false),
                Check::Type(types) => Some(types.contains(Types::STRING)),
                Check::Const(values) | Check::Enum(values) => {
                    let is_it = |literal: &Literal| matches!(literal, Literal::String(text) if parts.str(*text) == self.value);
                    Some(parts.run(values).iter().any(is_it))
                }
                _ => combine(parts, &keyword.check, |node| self.decides_value(parts, node, depth)),
            }
        }))
    }
}

/// The answer of a keyword that combines those of other schemas.
fn combine(parts: &Parts, check: &Check, decide: impl Fn(NodeId) -> Option<bool>) -> Option<bool> {
    let not = |answer: Option<bool>| answer.map(|answer| !answer);
    match *check {
        Check::Ref(node) => decide(node),
        Check::Not(node) => not(decide(node)),
        Check::AllOf(nodes) => all(parts.run(nodes).iter().map(|node| decide(*node))),
        Check::AnyOf(nodes) => not(all(parts.run(nodes).iter().map(|node| not(decide(*node))))),
        Check::OneOf(nodes) => {
            let answers: Option<Vec<bool>> =
                parts.run(nodes).iter().map(|node| decide(*node)).collect();
            answers.map(|answers| answers.into_iter().filter(|answer| *answer).count() == 1)
        }
        Check::If {
            test,
            then,
            otherwise,
        } => {
            let branch = if decide(test)? { then } else { otherwise };
            branch.map_or(Some(true), decide)
        }
        _ => None,
    }
}

/// Whether all of it holds: one that does not decides, and one that nobody knows leaves it open.
fn all(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for answer in answers {
        match answer {
            Some(false) => return answer,
            Some(true) => {}
            None => all = None,
        }
    }
    all
}
