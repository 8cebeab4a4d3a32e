//! All schemas that apply to one value at once.

use vouchsafe_core::program::{Check, Keyword, Node, NodeId, Parts, Rule, Run, Types};

use crate::Admitted;

/// Up to how many branches of a union are looked at together with all that holds beside it.
const FEW_BRANCHES: usize = 64;

/// A keyword with where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) node: &'a Node,
    /// Its index in the pool.
    pub(super) index: u32,
    pub(super) keyword: &'a Keyword,
}

/// The schemas that apply to one value, unless it is `null`.
#[derive(Debug, Clone)]
pub(super) struct View<'a> {
    pub(super) parts: &'a Parts,
    /// Those that were asked for.
    pub(super) seeds: Vec<NodeId>,
    /// Those, and what they lead to.
    pub(super) nodes: Vec<NodeId>,
    /// The JSON types that the value can be of where it stands, whatever the schemas say.
    pub(super) only: Types,
}

impl<'a> View<'a> {
    pub(super) fn new(parts: &'a Parts, seeds: &[NodeId]) -> Self {
        Self::within(parts, seeds, Types::ALL)
    }

    /// The same where a value can only be of some types.
    pub(super) fn within(parts: &'a Parts, seeds: &[NodeId], only: Types) -> Self {
        let mut view = Self {
            parts,
            seeds: seeds.to_vec(),
            nodes: Vec::new(),
            only,
        };
        for seed in seeds {
            view.include(*seed);
        }
        view
    }

    /// The same with further schemas that hold as well.
    pub(super) fn and(&self, more: &[NodeId]) -> Self {
        let mut view = self.clone();
        for node in more {
            view.include(*node);
        }
        view
    }

    /// Adds a schema with those that must hold wherever it does.
    fn include(&mut self, node: NodeId) {
        if self.nodes.contains(&node) {
            return;
        }
        self.nodes.push(node);
        for keyword in self.parts.run(self.parts.node(node).keywords) {
            match keyword.check {
                Check::Ref(node) => self.include(node),
                Check::AllOf(nodes) => {
                    for node in self.parts.run(nodes) {
                        self.include(*node);
                    }
                }
                Check::AnyOf(_) | Check::OneOf(_) => {
                    let branch = self.beside_null(keyword);
                    if let Some(branch) = branch.or_else(|| sole_branch(self.parts, keyword)) {
                        self.include(branch);
                    }
                }
                _ => {}
            }
        }
    }

    /// The branch that is not `null`, of a union that allows that.
    fn beside_null(&self, keyword: &Keyword) -> Option<NodeId> {
        beside_null(self.parts, keyword)
    }

    /// Every keyword, in the order of the schemas.
    pub(super) fn keywords(&self) -> impl Iterator<Item = At<'a>> + use<'a> {
        let parts = self.parts;
        let nodes: Vec<&Node> = self.nodes.iter().map(|node| parts.node(*node)).collect();
        nodes.into_iter().flat_map(move |node| {
            let indices = node.keywords.indices();
            indices.map(move |index| At {
                node,
                index,
                keyword: parts.keyword(index),
            })
        })
    }

    /// What the schemas that were asked for admit.
    pub(super) fn admitted(&self) -> Admitted {
        let mut admitted = Admitted::by_all(self.parts, &self.seeds);
        admitted.types = admitted.types.intersection(self.only);
        admitted
    }

    /// Whether some schema says that the value is a secret.
    pub(super) fn is_secret(&self) -> bool {
        self.nodes
            .iter()
            .any(|node| self.parts.node(*node).flags.secret)
    }

    /// The branches of a union that admit values of some of these types, beside what else holds.
    pub(super) fn branches(&self, nodes: Run<NodeId>, types: Types) -> Vec<(NodeId, Types)> {
        let nodes = self.parts.run(nodes);
        // What holds beside many branches, the union itself among it, is looked at once and not for each.
        let beside = (nodes.len() > FEW_BRANCHES).then(|| {
            Admitted::by_all(self.parts, &self.seeds)
                .types
                .intersection(types)
        });
        let branches = nodes.iter().filter_map(|branch| {
            let own = if let Some(types) = beside {
                Admitted::by_all(self.parts, &[*branch])
                    .types
                    .intersection(types)
            } else {
                let seeds = [&self.seeds[..], &[*branch]].concat();
                let both = Admitted::by_all(self.parts, &seeds);
                both.types.intersection(types)
            };
            (!own.is_empty()).then_some((*branch, own))
        });
        branches.collect()
    }
}

/// The branch that is not `null`, of a union that allows that.
pub(super) fn beside_null(parts: &Parts, keyword: &Keyword) -> Option<NodeId> {
    let [Rule::Nullable { branch }] = parts.run(keyword.rule) else {
        return None;
    };
    match keyword.check {
        Check::AnyOf(nodes) | Check::OneOf(nodes) => {
            parts.run(nodes).get(*branch as usize).copied()
        }
        _ => None,
    }
}

/// The branch of an `allOf`, `anyOf` or `oneOf` that has no other: how a description comes to stand beside a reference.
pub(super) fn sole_branch(parts: &Parts, keyword: &Keyword) -> Option<NodeId> {
    match keyword.check {
        Check::AllOf(nodes) | Check::AnyOf(nodes) | Check::OneOf(nodes) => match parts.run(nodes) {
            [only] => Some(*only),
            _ => None,
        },
        _ => None,
    }
}

/// The schema itself, or what it only refers to, and whether it adds `null` on the way.
pub(super) fn meant(parts: &Parts, node: NodeId) -> (NodeId, bool) {
    let mut node = parts.target(node);
    let mut nullable = false;
    let mut seen = vec![node];
    while let [only] = parts.run(parts.node(node).keywords) {
        let next = match (beside_null(parts, only), sole_branch(parts, only)) {
            (Some(branch), _) => {
                nullable = true;
                branch
            }
            // A secret is hidden where it stands, whatever it refers to is.
            (None, Some(branch)) if !parts.node(node).flags.secret => branch,
            _ => break,
        };
        node = parts.target(next);
        if seen.contains(&node) {
            break;
        }
        seen.push(node);
    }
    (node, nullable)
}

/// Whether a schema, or one that it applies in place or below, depends on who refers to it.
pub(super) fn is_dynamic(parts: &Parts, nodes: &[NodeId]) -> bool {
    if !parts.flags.dynamic {
        return false;
    }
    let mut todo = nodes.to_vec();
    let mut seen = std::collections::BTreeSet::new();
    while let Some(node) = todo.pop() {
        if !seen.insert(node) {
            continue;
        }
        for keyword in parts.run(parts.node(node).keywords) {
            if matches!(keyword.check, Check::DynamicRef { .. }) {
                return true;
            }
            parts.each_subschema(&keyword.check, |node| todo.push(node));
        }
    }
    false
}
