//! What comes of lowering: the noun between the steps that follow.

use vouchsafe_core::program::Parts;

use crate::diagnostic::Diagnostic;
use crate::library::Spot;

/// The pools of a program, each node with the place that it was lowered from.
#[derive(Debug, Default)]
pub(crate) struct Lowered {
    /// With faults, they are of no use but to look for more faults.
    pub(crate) parts: Parts,
    /// Where each node was lowered from.
    pub(crate) spots: Vec<Spot>,
    /// What is wrong with the schemas.
    pub(crate) faults: Vec<Diagnostic>,
}
