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

/// The parts of some clauses, neighbours with the same charge as one.
pub(super) fn parts(clauses: Vec<Clause>) -> Vec<Part> {
    let mut joined: Vec<Part> = Vec::new();
    for part in clauses.into_iter().flat_map(|clause| clause.parts) {
        match joined.last_mut() {
            Some(last) if last.charge == part.charge => {
                let formula = std::mem::replace(&mut last.formula, Formula::True);
                last.formula = Formula::all([formula, part.formula]);
            }
            _ => joined.push(part),
        }
    }
    joined
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

    /// Whether the charge is that a keyword does not hold, and says no more.
    pub(super) const fn is_plain(&self) -> bool {
        matches!(
            self.charge,
            Charge {
                depth: 0,
                what: What::Plain(_),
                ..
            }
        )
    }
}
