//! Patterns that are left out of a program because they cannot be run.

use std::collections::HashSet;

use vouchsafe_core::Severity;
use vouchsafe_core::program::{Check, NodeId};

use super::Lowerer;

impl Lowerer<'_> {
    /// Decides what becomes of the patterns that were left out. A schema without its pattern accepts more than it
    /// should. That is harmless where it must be satisfied. Under `not`, in a condition or among the branches of
    /// `oneOf` it would refuse what is right, so there it remains a fault.
    pub(super) fn settle_skipped(&mut self) {
        if self.skipped.is_empty() {
            return;
        }
        let guarded = self.guarded();
        for (node, mut why) in std::mem::take(&mut self.skipped) {
            if guarded.contains(&node) {
                self.faults.push(why);
            } else {
                why.severity = Severity::Warning;
                self.unchecked.push(why);
            }
        }
    }

    /// The nodes whose verdict another keyword may turn round.
    fn guarded(&self) -> HashSet<NodeId> {
        let parts = &self.parts;
        let mut todo = Vec::new();
        for keyword in parts.keywords.iter() {
            match keyword.check {
                Check::Not(node) | Check::If { test: node, .. } => todo.push(node),
                Check::OneOf(run) => todo.extend(parts.run(run)),
                Check::Contains { .. } => {
                    parts.each_subschema(&keyword.check, |node| todo.push(node));
                }
                _ => {}
            }
        }
        let mut seen = HashSet::new();
        while let Some(node) = todo.pop() {
            if !seen.insert(node) {
                continue;
            }
            for keyword in parts.run(parts.node(node).keywords) {
                parts.each_subschema(&keyword.check, |inner| todo.push(inner));
            }
        }
        seen
    }
}
