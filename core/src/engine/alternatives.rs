//! The faults of alternatives: why each branch of a union does not hold.
//!
//! A union in a union has the branches of each, so there may be exponentially many faults in branches. They are found
//! for one union at a time, when a report chooses among its branches, and what is not chosen is dropped.

use super::fault::{Detail, Fault, Token};
use super::sink::{Collector, Settings};
use super::{Engine, Memory};
use crate::json::Document;
use crate::program::{Check, Program};

/// Finds the faults of branches, for a document that has been evaluated.
pub(crate) struct Alternatives<'r> {
    program: &'r Program,
    document: Document<'r>,
    memory: &'r mut Memory,
    settings: Settings,
    /// Faults were left out, and not even counted.
    pub(crate) uncounted: bool,
}

impl<'r> Alternatives<'r> {
    /// Finds faults as `collector` did, with the memory that it has used.
    pub(crate) fn new(
        program: &'r Program,
        document: Document<'r>,
        memory: &'r mut Memory,
        collector: &Collector,
    ) -> Self {
        Self {
            program,
            document,
            memory,
            settings: collector.settings().clone(),
            uncounted: collector.uncounted,
        }
    }

    /// The faults of each branch of the union that a fault is about; none where it is about something else.
    pub(crate) fn of(&mut self, fault: &Fault) -> Vec<Vec<Fault>> {
        let parts = self.program.parts();
        let (Detail::NoBranch(scope), Some(index)) = (&fault.detail, fault.keyword) else {
            return Vec::new();
        };
        let keyword = parts.keyword(index);
        let (Check::AnyOf(nodes) | Check::OneOf(nodes)) = keyword.check else {
            return Vec::new();
        };
        let mut branches = Vec::new();
        for (ordinal, node) in parts.run(nodes).iter().enumerate() {
            self.memory.scope.clear();
            self.memory.scope.extend(scope);
            let branch = [Token::Text(keyword.name), Token::Index(ordinal)];
            let mut engine = Engine {
                parts,
                plan: Some(self.program.plan()),
                document: self.document,
                memory: &mut *self.memory,
                depth: 0,
                sink: Collector::in_branch(self.settings.clone(), fault, branch),
            };
            engine.node(*node, fault.at, None);
            let collector = engine.sink;
            self.uncounted |= collector.uncounted || self.memory.gave_up.is_some();
            branches.push(collector.faults);
        }
        branches
    }
}
