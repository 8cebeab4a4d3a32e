//! Arrays: lists, arrays of a fixed length, tuples.

use vouchsafe_core::program::{Check, NodeId, Types};

use super::view::View;
use super::{Hint, Planner};
use crate::types::model::Type;

/// The longest tuple, and the longest array, that serde reads.
const LONGEST_TUPLE: usize = 12;
const LONGEST_ARRAY: u64 = 32;

impl<'a> Planner<'a> {
    /// The type of an array.
    pub(super) fn array(&mut self, view: &View<'a>, hint: &Hint) -> Type {
        self.carry_type(view, Types::ARRAY);
        let (mut least, mut most) = (0, u64::MAX);
        for at in view.keywords() {
            match at.keyword.check {
                Check::MinItems(min) => least = least.max(min),
                Check::MaxItems(max) => most = most.min(max),
                _ => {}
            }
        }
        let mut items = None;
        for at in view.keywords() {
            match at.keyword.check {
                Check::PrefixItems(nodes) => {
                    return self.tuple(view, view.parts.run(nodes), least, most, hint);
                }
                Check::Items { from: 0, node } if items.is_none() => items = Some((at.index, node)),
                _ => {}
            }
        }
        let item = match items {
            None => Type::Json,
            Some((index, node)) => {
                self.carry(index);
                self.decide(view, &[node], &hint.below("item"))
            }
        };
        if least == most && (1..=LONGEST_ARRAY).contains(&least) {
            self.carry_where(view, is_length);
            Type::Array(Box::new(item), least)
        } else {
            Type::Vec(Box::new(item))
        }
    }

    fn tuple(
        &mut self,
        view: &View<'a>,
        prefix: &[NodeId],
        least: u64,
        most: u64,
        hint: &Hint,
    ) -> Type {
        let len = prefix.len() as u64;
        let is_closed = most <= len
            || view.keywords().any(|at| match at.keyword.check {
                Check::Items { from, node } => u64::from(from) <= len && view.parts.is_never(node),
                _ => false,
            });
        // Where an item may be missing, or further ones follow, no tuple has room for what is there.
        if !is_closed || least < len || most < len || prefix.len() > LONGEST_TUPLE {
            return Type::Vec(Box::new(Type::Json));
        }
        self.carry_where(view, |check| {
            is_length(check) || matches!(check, Check::PrefixItems(_) | Check::Items { .. })
        });
        let items = prefix.iter().zip(1..).map(|(node, number)| {
            self.decide(view, &[*node], &hint.below(&format!("item {number}")))
        });
        Type::Tuple(items.collect())
    }
}

fn is_length(check: &Check) -> bool {
    matches!(check, Check::MinItems(_) | Check::MaxItems(_))
}
