//! Schemas that are the same to the letter, with all that they refer to.

use std::collections::HashSet;
use std::mem::discriminant;

use vouchsafe_core::program::{Check, NodeId};

use super::super::side::Side;

/// How many schemas are looked at.
const MOST: usize = 2_000;

/// Whether two schemas are written alike and mean the same.
pub(super) fn is_same(
    left: &Side<'_>,
    left_node: NodeId,
    right: &Side<'_>,
    right_node: NodeId,
) -> bool {
    let mut seen: HashSet<(NodeId, NodeId)> = HashSet::new();
    let mut todo = vec![(left_node, right_node, true)];
    while let Some((left_node, right_node, is_text_unknown)) = todo.pop() {
        if !seen.insert((left_node, right_node)) {
            continue;
        }
        if seen.len() > MOST
            || is_text_unknown && !is_written_alike(left, left_node, right, right_node)
        {
            return false;
        }
        let [left_keywords, right_keywords] = [(left, left_node), (right, right_node)]
            .map(|(side, node)| side.parts.run(side.parts.node(node).keywords));
        if left_keywords.len() != right_keywords.len() {
            return false;
        }
        for (left_keyword, right_keyword) in left_keywords.iter().zip(right_keywords) {
            let checks = (&left_keyword.check, &right_keyword.check);
            let is_alike = match checks {
                // Where such a reference leads hangs on more than these schemas.
                (Check::DynamicRef { .. }, _) => false,
                (Check::Type(left), Check::Type(right)) => left == right,
                (left, right) => discriminant(left) == discriminant(right),
            };
            let names = [(left, left_keyword), (right, right_keyword)]
                .map(|(side, keyword)| side.parts.str(keyword.name));
            let (mut left_inner, mut right_inner) = (Vec::new(), Vec::new());
            left.parts
                .each_subschema(checks.0, |node| left_inner.push(node));
            right
                .parts
                .each_subschema(checks.1, |node| right_inner.push(node));
            if !is_alike || names[0] != names[1] || left_inner.len() != right_inner.len() {
                return false;
            }
            // What stands inside is written alike, as its whole is; what is referred to is not.
            let is_elsewhere = matches!(checks.0, Check::Ref(_));
            todo.extend(
                left_inner
                    .into_iter()
                    .zip(right_inner)
                    .map(|(left, right)| (left, right, is_elsewhere)),
            );
        }
    }
    true
}

fn is_written_alike(
    left: &Side<'_>,
    left_node: NodeId,
    right: &Side<'_>,
    right_node: NodeId,
) -> bool {
    let values =
        [(left, left_node), (right, right_node)].map(|(side, node)| side.origin.value(node));
    matches!(values, [Some(left), Some(right)] if left.same_as(right))
}
