//! What comes of lowering: the noun between the steps that follow.

use vouchsafe_core::program::{NodeId, Parts};

use crate::diagnostic::Diagnostic;
use crate::library::Spot;
use crate::notes::Notes;

/// The pools of a program, each node with the place that it was lowered from.
#[derive(Debug, Default)]
pub(crate) struct Lowered {
    /// With faults, they are of no use but to look for more faults.
    pub(crate) parts: Parts,
    /// Where each node was lowered from.
    pub(crate) spots: Vec<Spot>,
    /// What is wrong with the schemas.
    pub(crate) faults: Vec<Diagnostic>,
    /// The nodes that have faults, each with the index of the fault.
    pub(crate) faulty: Vec<(NodeId, usize)>,
    /// Nodes of which it depends on the way to them what becomes of them: those on loops, and those without a pattern
    /// that cannot be run.
    pub(crate) doubtful: Vec<NodeId>,
    /// Patterns that cannot be run and are left out of the program.
    pub(crate) unchecked: Vec<Diagnostic>,
    /// What is worth a warning.
    pub(crate) notes: Notes,
}
