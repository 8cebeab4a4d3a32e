//! All schemas that apply to one value at once.

use vouchsafe_core::program::{Check, Keyword, Node, NodeId, Parts, Rule, Run, Types};

use crate::Admitted;

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
                    if let Some(branch) = self.beside_null(keyword) {
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
        let branches = self.parts.run(nodes).iter().filter_map(|branch| {
            let mut seeds = self.seeds.clone();
            seeds.push(*branch);
            let own = Admitted::by_all(self.parts, &seeds)
                .types
                .intersection(types);
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

/// The schema itself, or what it only refers to, and whether it adds `null` on the way.
pub(super) fn meant(parts: &Parts, node: NodeId) -> (NodeId, bool) {
    let mut node = parts.target(node);
    let mut nullable = false;
    while let [only] = parts.run(parts.node(node).keywords)
        && let Some(branch) = beside_null(parts, only)
    {
        node = parts.target(branch);
        nullable = true;
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
