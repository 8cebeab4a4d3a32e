//! A part of a program as a program of its own, for generated types that share the schema of another one.

use std::borrow::Cow;

use super::{Check, Keyword, Node, NodeId, Parts, Program, Run};

impl Program {
    /// The program of some of the schemas of this one, all of which must hold; of its root, where none is named.
    ///
    /// The pools are shared, but for those in which more than one schema has to be put together; so is the code, where
    /// it is about the same schema.
    pub(crate) fn starting_at(&'static self, nodes: &[u32]) -> Self {
        let mut parts = self.parts().lend();
        match nodes {
            [] => {}
            [node] => parts.root = NodeId(*node),
            nodes => {
                let all = parts.add(nodes.iter().copied().map(NodeId).collect());
                let name = parts.texts.first().copied().unwrap_or_default();
                let keywords = parts.add(vec![Keyword {
                    name,
                    check: Check::AllOf(all),
                    rule: Run::EMPTY,
                    line: 1,
                }]);
                let node = parts.add(vec![Node {
                    keywords,
                    ..Node::EMPTY
                }]);
                parts.root = NodeId(node.start);
            }
        }
        let is_whole = parts.root == self.parts().root;
        let part = Self::from_parts(parts);
        match self.code().filter(|_| is_whole) {
            Some(code) => part.with_code(code),
            None => part,
        }
    }
}

impl Parts {
    /// The same pools, borrowed.
    fn lend(&'static self) -> Self {
        Self {
            root: self.root,
            flags: self.flags,
            text: Cow::Borrowed(&self.text),
            nodes: Cow::Borrowed(&self.nodes),
            keywords: Cow::Borrowed(&self.keywords),
            names: Cow::Borrowed(&self.names),
            slots: Cow::Borrowed(&self.slots),
            node_ids: Cow::Borrowed(&self.node_ids),
            properties: Cow::Borrowed(&self.properties),
            pattern_properties: Cow::Borrowed(&self.pattern_properties),
            dependents: Cow::Borrowed(&self.dependents),
            patterns: Cow::Borrowed(&self.patterns),
            literals: Cow::Borrowed(&self.literals),
            literal_members: Cow::Borrowed(&self.literal_members),
            annotations: Cow::Borrowed(&self.annotations),
            lints: Cow::Borrowed(&self.lints),
            rules: Cow::Borrowed(&self.rules),
            tests: Cow::Borrowed(&self.tests),
            texts: Cow::Borrowed(&self.texts),
            resources: Cow::Borrowed(&self.resources),
            dynamic_anchors: Cow::Borrowed(&self.dynamic_anchors),
            secret_names: Cow::Borrowed(&self.secret_names),
            is_of_format: self.is_of_format,
        }
    }
}
