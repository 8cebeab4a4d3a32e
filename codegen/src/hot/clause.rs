//! What must hold of one value, keyword by keyword.

use vouchsafe_core::hot::{Charge, What};
use vouchsafe_core::program::NodeId;

use super::formula::Formula;

/// A part of what must hold, and who says so.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    pub(super) formula: Formula,
    /// What is charged where it does not hold.
    pub(super) charge: Charge,
    /// What of it may not hold: where the formula does not, neither does one of these.
    pub(super) parts: Vec<Part>,
    /// The keyword applies schemas to the values inside, and nothing depends on what comes of it.
    pub(super) applies: bool,
}

impl Clause {
    /// The clause without those of its conjuncts that are not `kept`, but see to themselves.
    pub(super) fn keep(self, kept: Vec<Formula>) -> Self {
        let formula = Formula::all(kept);
        if !self.applies {
            return Self { formula, ..self };
        }
        let whole = Part {
            formula: formula.clone(),
            charge: self.charge,
        };
        Self {
            formula,
            parts: vec![whole],
            ..self
        }
    }
}

/// A part of a clause, and what is charged where it does not hold.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) formula: Formula,
    pub(super) charge: Charge,
}

impl Part {
    pub(super) const fn new(formula: Formula, node: NodeId, what: What) -> Self {
        Self {
            formula,
            charge: Charge {
                node,
                depth: 0,
                what,
            },
        }
    }
}
