//! Which schemas lead to a fault: from the faulty nodes of a program back to those that need them.

use std::collections::{HashMap, HashSet};

use vouchsafe_core::program::{Check, NodeId, Parts};

/// So many faulty nodes are told apart. What leads to others is in doubt.
const MOST: usize = 256;

/// The faults that each node leads to.
pub(crate) struct Reach {
    /// For each faulty node its faults, and the nodes that lead to it.
    faulty: Vec<(Vec<usize>, HashSet<NodeId>)>,
    /// The nodes that lead to some of which more has to be known.
    doubtful: HashSet<NodeId>,
}

impl Reach {
    /// What leads to faulty nodes, each given with the index of a fault, and to doubtful ones.
    pub(crate) fn of(parts: &Parts, faulty: &[(NodeId, usize)], doubtful: &[NodeId]) -> Self {
        if faulty.is_empty() && doubtful.is_empty() {
            return Self {
                faulty: Vec::new(),
                doubtful: HashSet::new(),
            };
        }
        let back = back(parts);
        let mut by_node: Vec<(NodeId, Vec<usize>)> = Vec::new();
        let mut places: HashMap<NodeId, usize> = HashMap::new();
        for (node, fault) in faulty {
            let place = *places.entry(*node).or_insert_with(|| {
                by_node.push((*node, Vec::new()));
                by_node.len() - 1
            });
            by_node[place].1.push(*fault);
        }
        let beyond = by_node.iter().skip(MOST).map(|(node, _)| *node);
        let doubtful: Vec<NodeId> = doubtful.iter().copied().chain(beyond).collect();
        by_node.truncate(MOST);
        let faulty = by_node.into_iter();
        let faulty = faulty.map(|(node, faults)| (faults, leading(&back, vec![node])));
        Self {
            faulty: faulty.collect(),
            doubtful: leading(&back, doubtful),
        }
    }

    /// The faults that a node leads to; `None` where that is in doubt.
    pub(crate) fn faults(&self, node: NodeId) -> Option<Vec<usize>> {
        if self.doubtful.contains(&node) {
            return None;
        }
        let found = self.faulty.iter();
        let found = found.filter(|(_, leading)| leading.contains(&node));
        Some(
            found
                .flat_map(|(faults, _)| faults.iter().copied())
                .collect(),
        )
    }
}

/// For each node those that refer to it.
fn back(parts: &Parts) -> Vec<Vec<NodeId>> {
    let mut back = vec![Vec::new(); parts.nodes.len()];
    for (node, from) in parts.nodes.iter().zip(0..) {
        let from = NodeId(from);
        for keyword in parts.run(node.keywords) {
            parts.each_subschema(&keyword.check, |to| back[to.0 as usize].push(from));
            if matches!(keyword.check, Check::DynamicRef { .. }) {
                for anchor in parts.dynamic_anchors.iter() {
                    back[anchor.node.0 as usize].push(from);
                }
            }
        }
        for lint in parts.run(node.lints) {
            back[lint.node.0 as usize].push(from);
        }
    }
    back
}

/// The nodes that lead to some, and these.
fn leading(back: &[Vec<NodeId>], mut todo: Vec<NodeId>) -> HashSet<NodeId> {
    let mut seen = HashSet::new();
    while let Some(node) = todo.pop() {
        if seen.insert(node) {
            todo.extend(&back[node.0 as usize]);
        }
    }
    seen
}
