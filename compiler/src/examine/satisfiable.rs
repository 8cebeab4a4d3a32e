//! Schemas that no value can satisfy, as far as types tell.

use vouchsafe_core::program::{Check, NodeId, Parts, Run, Types};

use super::Examiner;
use crate::codes;
use crate::diagnostic::Complaint;

/// Reports each schema that admits values of no type, where none of those that it consists of is the reason.
pub(super) fn examine(examiner: &mut Examiner<'_>) {
    let mut admitted = Admitted {
        parts: examiner.parts(),
        known: vec![None; examiner.parts().nodes.len()],
    };
    for node in examiner.nodes() {
        if !admitted.by(node).is_empty() || examiner.contradictory.contains(&node) {
            continue;
        }
        let (mut rest, mut conflict) = (Types::ALL, None);
        for keyword in examiner.keywords(node) {
            let own = admitted.by_check(&keyword.check);
            // Said on purpose, or the fault of another schema.
            let is_reason = !matches!(keyword.check, Check::Never | Check::Not(_))
                && (!own.is_empty() || matches!(keyword.check, Check::Enum(_)));
            if rest.intersection(own).is_empty() {
                conflict = is_reason.then_some((keyword.name, own));
                break;
            }
            rest = rest.intersection(own);
        }
        let Some((name, own)) = conflict else {
            continue;
        };
        let name = examiner.parts().str(name);
        examiner.contradictory.insert(node);
        let message = if own.is_empty() {
            format!("no value can satisfy this schema: `{name}` lists none")
        } else {
            format!(
                "no value can satisfy this schema: `{name}` admits only {}, and the rest of it only {}",
                own.in_words(),
                rest.in_words()
            )
        };
        let complaint = Complaint::new(&codes::UNSATISFIABLE_SCHEMA, message)
            .help("to refuse every value on purpose, write `false`".to_owned());
        examiner.complain(node, name, complaint);
    }
}

/// The types that each node admits, at most.
struct Admitted<'a> {
    parts: &'a Parts,
    known: Vec<Option<Types>>,
}

impl Admitted<'_> {
    fn by(&mut self, node: NodeId) -> Types {
        let index = node.0 as usize;
        if let Some(known) = self.known[index] {
            return known;
        }
        // A schema that leads to itself restricts nothing by that.
        self.known[index] = Some(Types::ALL);
        let parts = self.parts;
        let keywords = parts.run(parts.node(node).keywords);
        let types = keywords.iter().fold(Types::ALL, |types, keyword| {
            types.intersection(self.by_check(&keyword.check))
        });
        self.known[index] = Some(types);
        types
    }

    fn by_check(&mut self, check: &Check) -> Types {
        let parts = self.parts;
        let union = |all: &mut Self, nodes: Run<NodeId>| {
            let nodes = parts.run(nodes).iter();
            nodes.fold(Types::default(), |types, node| types.union(all.by(*node)))
        };
        match *check {
            Check::Never => Types::default(),
            Check::Type(types) => types.intersection(Types::ALL),
            Check::Enum(values) | Check::Const(values) => {
                let values = parts.run(values).iter();
                values.fold(Types::default(), |types, value| types.union(value.types()))
            }
            Check::Ref(node) => self.by(node),
            Check::AllOf(nodes) => {
                let nodes = parts.run(nodes).iter();
                nodes.fold(Types::ALL, |types, node| types.intersection(self.by(*node)))
            }
            Check::AnyOf(nodes) | Check::OneOf(nodes) => union(self, nodes),
            Check::Not(node) if parts.run(parts.node(node).keywords).is_empty() => Types::default(),
            Check::If {
                then: Some(then),
                otherwise: Some(otherwise),
                ..
            } => self.by(then).union(self.by(otherwise)),
            _ => Types::ALL,
        }
    }
}
