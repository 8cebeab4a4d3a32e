//! Which kinds of values are in doubt where a schema has secrets inside: a list of passwords that is written as one
//! string is a password.

use crate::program::{Check, Literal, NodeId, Parts, Types};
use crate::sort;

/// Deeper chains of schemas for one value are not followed; what they admit does not count.
const DEEPEST: usize = 64;

/// For each node the types of values that may be secrets as a whole: the secrets that the node leads to are inside of
/// values of other types, and no `type` or `enum` of the schemas for the same value admits these.
pub(super) fn in_doubt(parts: &Parts, leads_to_secret: &[bool]) -> Vec<Types> {
    let holders = holders(parts, leads_to_secret);
    let mut admitted = Admitted {
        parts,
        known: vec![State::Open; parts.nodes.len()],
    };
    let ids = (0..).map(NodeId);
    ids.zip(&holders)
        .map(|(id, holder)| {
            if holder.is_empty() {
                return Types::default();
            }
            let named = admitted.of(id, 0).unwrap_or_default();
            let telling = Types::NUMBER.0 | Types::STRING.0 | Types::ARRAY.0 | Types::OBJECT.0;
            Types(telling & !holder.0 & !named.0)
        })
        .collect()
}

/// For each node the types of the containers that have its secrets inside.
fn holders(parts: &Parts, leads_to_secret: &[bool]) -> Vec<Types> {
    let mut holders = vec![Types::default(); parts.nodes.len()];
    // From a schema to those that apply it to the same value.
    let mut ways: Vec<(NodeId, NodeId)> = Vec::new();
    for (id, holder) in (0..).map(NodeId).zip(&mut holders) {
        for keyword in parts.run(parts.node(id).keywords) {
            let container = match keyword.check {
                Check::Items { .. }
                | Check::PrefixItems(_)
                | Check::Contains { .. }
                | Check::UnevaluatedItems(_) => Some(Types::ARRAY),
                Check::Properties(_)
                | Check::PatternProperties(_)
                | Check::AdditionalProperties { .. }
                | Check::PropertyNames(_)
                | Check::UnevaluatedProperties(_) => Some(Types::OBJECT),
                _ => None,
            };
            parts.each_subschema(&keyword.check, |subschema| {
                if !leads_to_secret[subschema.0 as usize] {
                    return;
                }
                match container {
                    Some(container) => *holder = holder.union(container),
                    None => ways.push((subschema, id)),
                }
            });
        }
    }
    sort::by(&mut ways, Ord::cmp);
    let with_some = (0..).map(NodeId).zip(&holders);
    let mut todo: Vec<NodeId> = with_some
        .filter(|(_, holder)| !holder.is_empty())
        .map(|(id, _)| id)
        .collect();
    while let Some(found) = todo.pop() {
        let first = ways.partition_point(|way| way.0 < found);
        for &(_, from) in ways[first..].iter().take_while(|way| way.0 == found) {
            let (own, more) = (holders[from.0 as usize], holders[found.0 as usize]);
            if own.union(more) != own {
                holders[from.0 as usize] = own.union(more);
                todo.push(from);
            }
        }
    }
    holders
}

/// What is known of a node.
#[derive(Clone, Copy)]
enum State {
    Open,
    /// It is being looked at.
    Begun,
    Known(Option<Types>),
}

/// The types that the schemas for one value name.
struct Admitted<'a> {
    parts: &'a Parts,
    known: Vec<State>,
}

impl Admitted<'_> {
    /// The types that a node admits by naming them; `None` if it names none.
    fn of(&mut self, id: NodeId, depth: usize) -> Option<Types> {
        let id = self.parts.target(id);
        match self.known[id.0 as usize] {
            State::Known(types) => return types,
            State::Begun => return None,
            State::Open if depth > DEEPEST => return None,
            State::Open => self.known[id.0 as usize] = State::Begun,
        }
        let parts = self.parts;
        let mut all: Option<Types> = None;
        for keyword in parts.run(parts.node(id).keywords) {
            let one = match keyword.check {
                Check::Type(types) => Some(types),
                Check::Enum(values) | Check::Const(values) => {
                    let values = parts.run(values).iter();
                    Some(values.fold(Types::default(), |types, value| {
                        types.union(of_literal(value))
                    }))
                }
                Check::Ref(node) | Check::DynamicRef { node, .. } => self.of(node, depth + 1),
                Check::AllOf(nodes) => {
                    let nodes = parts.run(nodes).iter();
                    let named: Vec<Types> =
                        nodes.filter_map(|node| self.of(*node, depth + 1)).collect();
                    named.into_iter().reduce(both)
                }
                Check::AnyOf(nodes) | Check::OneOf(nodes) => {
                    let nodes = parts.run(nodes).iter();
                    let named: Vec<Types> =
                        nodes.filter_map(|node| self.of(*node, depth + 1)).collect();
                    named.into_iter().reduce(Types::union)
                }
                _ => None,
            };
            all = match (all, one) {
                (Some(all), Some(one)) => Some(both(all, one)),
                (all, one) => all.or(one),
            };
        }
        self.known[id.0 as usize] = State::Known(all);
        all
    }
}

const fn both(left: Types, right: Types) -> Types {
    Types(left.0 & right.0)
}

const fn of_literal(value: &Literal) -> Types {
    match value {
        Literal::Null => Types::NULL,
        Literal::Bool(_) => Types::BOOLEAN,
        Literal::Number(_) => Types::NUMBER,
        Literal::String(_) => Types::STRING,
        Literal::Array(_) => Types::ARRAY,
        Literal::Object(_) => Types::OBJECT,
    }
}
