//! Keywords about items.

use vouchsafe_core::program::{Check, NodeId};

use super::super::difference::{Detail, Step};
use super::super::side::{Demand, Given};
use super::{Cover, Where};

impl Cover<'_> {
    pub(super) fn array(&mut self, given: &Given, demand: &Demand, at: Where<'_>) -> bool {
        match demand.check {
            Check::PrefixItems(first) => {
                let first = self.to.parts.run(first).to_vec();
                let mut holds = true;
                for (index, node) in (0..).zip(first) {
                    holds &= self.item(given, index, node, Step::Item(index), demand, at);
                }
                holds
            }
            Check::Items { from, node } => {
                // Each item that has schemas of its own on this side, and one that stands for all others.
                let last = self.from.prefix(&given.nodes).max(from);
                let mut holds = true;
                for index in from..last {
                    holds &= self.item(given, index, node, Step::Item(index), demand, at);
                }
                self.item(given, last, node, Step::AnyItem(last), demand, at) && holds
            }
            Check::UniqueItems => {
                let own = self.from.demands(&given.nodes);
                let holds = own
                    .iter()
                    .any(|own| matches!(own.check, Check::UniqueItems | Check::MaxItems(0 | 1)));
                self.tell_unless(holds, given, demand, Detail::Whole, at)
            }
            Check::Contains { node, min, max, .. } => {
                let own = self.from.demands(&given.nodes);
                let own: Vec<(NodeId, u64, u64)> = own
                    .iter()
                    .filter_map(|own| match own.check {
                        Check::Contains { node, min, max, .. } => Some((node, min, max)),
                        _ => None,
                    })
                    .collect();
                let enough = min == 0
                    || own.iter().any(|(own, own_min, _)| {
                        *own_min >= min && self.covers(&Given::new(vec![*own]), node, Where::Asked)
                    });
                let not_too_many = max == u64::MAX
                    || own
                        .iter()
                        .any(|(own, _, own_max)| *own_max <= max && self.is_covered_by(node, *own));
                self.tell_unless(enough && not_too_many, given, demand, Detail::Whole, at)
            }
            _ => {
                // What is not evaluated hangs on everything beside it.
                let holds = self.has_no_more_items(given);
                self.tell_unless(holds, given, demand, Detail::Whole, at)
            }
        }
    }

    fn item(
        &mut self,
        given: &Given,
        index: u32,
        node: NodeId,
        step: Step,
        demand: &Demand,
        at: Where<'_>,
    ) -> bool {
        let own = self.from.demands(&given.nodes);
        let is_too_far = own
            .iter()
            .any(|own| matches!(own.check, Check::MaxItems(most) if most <= index.into()));
        if is_too_far {
            return true;
        }
        let own = Given::new(self.from.item(&given.nodes, index));
        if self.to.parts.is_never(node) {
            let is_empty = self.from.is_empty(&own);
            return self.tell_unless(is_empty, given, demand, Detail::Whole, at);
        }
        at.inside(step, |at| self.covers(&own, node, at))
    }

    fn has_no_more_items(&self, given: &Given) -> bool {
        let own = self.from.demands(&given.nodes);
        own.iter()
            .any(|own| matches!(own.check, Check::MaxItems(0)))
    }
}
