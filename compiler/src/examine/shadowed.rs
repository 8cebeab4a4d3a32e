//! Branches of `oneOf` that can never be the one that matches.

use std::cell::Cell;

use vouchsafe_core::json::Decimal;
use vouchsafe_core::program::{Check, NodeId, Number, Parts};

use super::Examiner;
use crate::codes;
use crate::diagnostic::Complaint;

pub(super) fn examine(examiner: &mut Examiner<'_>, node: NodeId) {
    let parts = examiner.parts();
    for check in examiner.checks(node) {
        let Check::OneOf(branches) = check else {
            continue;
        };
        let branches = parts.run(branches);
        let comparison = Comparison {
            parts,
            steps: Cell::new(MOST_STEPS),
        };
        for (index, branch) in branches.iter().enumerate() {
            if comparison.steps.get() == 0 {
                break;
            }
            let mut others = branches.iter().enumerate();
            // Of two that accept the same, the later one is told.
            let shadow = others.find(|(other_index, other)| {
                *other_index != index
                    && comparison.implies(*branch, **other)
                    && (*other_index < index || !comparison.implies(**other, *branch))
            });
            let Some((shadow, _)) = shadow.filter(|_| !parts.is_never(*branch)) else {
                continue;
            };
            let message = format!(
                "branch {index} of `oneOf` can never be the only one that matches: all that it accepts branch {shadow} accepts as well"
            );
            let complaint = Complaint::new(&codes::SHADOWED_BRANCH, message).help(format!(
                "write `anyOf`, or make branch {shadow} refuse what branch {index} is for"
            ));
            let branches = examiner.value(node, "oneOf");
            let value = branches.and_then(|branches| branches.items().nth(index));
            examiner.complain_at(node, value, complaint);
        }
    }
}

/// How deep schemas are compared.
const DEEPEST: usize = 16;

/// How many schemas are compared for one `oneOf`: beyond that, none is taken for shadowed. Schemas that refer to each
/// other can be entered in more ways than anybody could wait for.
const MOST_STEPS: u32 = 100_000;

/// A look at which schemas accept all that others accept.
struct Comparison<'a> {
    parts: &'a Parts,
    /// How many schemas may still be compared.
    steps: Cell<u32>,
}

impl Comparison<'_> {
    /// Whether all that `left` accepts `right` accepts as well, as far as a look at each keyword tells.
    fn implies(&self, left: NodeId, right: NodeId) -> bool {
        self.implies_within(left, right, DEEPEST)
    }

    fn implies_within(&self, left: NodeId, right: NodeId, depth: usize) -> bool {
        let parts = self.parts;
        let (left, right) = (parts.target(left), parts.target(right));
        if left == right {
            return true;
        }
        let left_steps = self.steps.get().checked_sub(1);
        let (Some(depth), Some(steps)) = (depth.checked_sub(1), left_steps) else {
            return false;
        };
        self.steps.set(steps);
        let checks = |node: NodeId| {
            let keywords = parts.run(parts.node(node).keywords);
            keywords.iter().map(|keyword| keyword.check)
        };
        checks(right).all(|demand| {
            checks(left).any(|given| self.suffices((left, given), (right, demand), depth))
        })
    }

    /// Whether a keyword of one schema refuses all that a keyword of another refuses.
    fn suffices(
        &self,
        (left, given): (NodeId, Check),
        (right, demand): (NodeId, Check),
        depth: usize,
    ) -> bool {
        let parts = self.parts;
        let name = |node: NodeId, slot| parts.name(parts.node(node), slot);
        let value = |number: Number| Decimal::parse(parts.str(number.text).as_bytes());
        let in_order = |less: Number, more: Number| {
            let pair = value(less).zip(value(more));
            pair.is_some_and(|(less, more)| less <= more)
        };
        match (given, demand) {
            (Check::Never, _) | (Check::UniqueItems, Check::UniqueItems) => true,
            (Check::Type(given), Check::Type(demand)) => demand.contains(given),
            (
                Check::Enum(given) | Check::Const(given),
                Check::Enum(demand) | Check::Const(demand),
            ) => {
                let demand = parts.run(demand);
                // Scalars alone: arrays and objects are runs, which are equal only by chance.
                parts.run(given).iter().all(|value| demand.contains(value))
            }
            (Check::Minimum(given), Check::Minimum(demand))
            | (
                Check::ExclusiveMinimum(given),
                Check::Minimum(demand) | Check::ExclusiveMinimum(demand),
            ) => in_order(demand, given),
            (Check::Maximum(given), Check::Maximum(demand))
            | (
                Check::ExclusiveMaximum(given),
                Check::Maximum(demand) | Check::ExclusiveMaximum(demand),
            ) => in_order(given, demand),
            (Check::MultipleOf(given), Check::MultipleOf(demand)) => value(given)
                .zip(value(demand))
                .is_some_and(|(given, demand)| given.is_multiple_of(demand)),
            (Check::MinLength(given), Check::MinLength(demand))
            | (Check::MinItems(given), Check::MinItems(demand))
            | (Check::MinProperties(given), Check::MinProperties(demand)) => given >= demand,
            (Check::MaxLength(given), Check::MaxLength(demand))
            | (Check::MaxItems(given), Check::MaxItems(demand))
            | (Check::MaxProperties(given), Check::MaxProperties(demand)) => given <= demand,
            (Check::Pattern(given), Check::Pattern(demand)) => given == demand,
            (Check::Format(given), Check::Format(demand)) => given == demand,
            (Check::Required(given), Check::Required(demand)) => {
                let given: Vec<&str> = parts
                    .run(given)
                    .iter()
                    .map(|slot| name(left, *slot))
                    .collect();
                parts
                    .run(demand)
                    .iter()
                    .all(|slot| given.contains(&name(right, *slot)))
            }
            (Check::Properties(given), Check::Properties(demand)) => {
                parts.run(demand).iter().all(|demand| {
                    let wanted = name(right, demand.slot);
                    let given = parts
                        .run(given)
                        .iter()
                        .find(|given| name(left, given.slot) == wanted);
                    given.is_some_and(|given| self.implies_within(given.node, demand.node, depth))
                })
            }
            (
                Check::Items { from, node },
                Check::Items {
                    from: demanded,
                    node: demand,
                },
            ) => from == demanded && self.implies_within(node, demand, depth),
            (Check::PrefixItems(given), Check::PrefixItems(demand)) => {
                let (given, demand) = (parts.run(given), parts.run(demand));
                given.len() == demand.len()
                    && given
                        .iter()
                        .zip(demand)
                        .all(|(given, demand)| self.implies_within(*given, *demand, depth))
            }
            (Check::Ref(given), Check::Ref(demand))
            | (Check::PropertyNames(given), Check::PropertyNames(demand)) => {
                self.implies_within(given, demand, depth)
            }
            // What is additional depends on the names beside it.
            (
                Check::AdditionalProperties {
                    node: given,
                    patterns,
                },
                Check::AdditionalProperties {
                    node: demand,
                    patterns: demanded,
                },
            ) => {
                patterns.is_empty()
                    && demanded.is_empty()
                    && same_names(parts, left, right)
                    && self.implies_within(given, demand, depth)
            }
            (Check::Not(given), Check::Not(demand)) => self.implies_within(demand, given, depth),
            (Check::AllOf(given), Check::AllOf(demand)) => parts.run(demand).iter().all(|demand| {
                parts
                    .run(given)
                    .iter()
                    .any(|given| self.implies_within(*given, *demand, depth))
            }),
            _ => false,
        }
    }
}

/// Whether `properties` of two schemas name the same members.
fn same_names(parts: &Parts, left: NodeId, right: NodeId) -> bool {
    let names = |id: NodeId| {
        let node = parts.node(id);
        let mut names: Vec<&str> = parts
            .run(node.names)
            .iter()
            .filter(|name| name.property.is_some())
            .map(|name| parts.str(name.text))
            .collect();
        names.sort_unstable();
        names
    };
    names(left) == names(right)
}
