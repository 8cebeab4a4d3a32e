//! What must hold of one value, as a formula over what one pass can find out.

use std::cmp::Ordering;

use vouchsafe_core::Format;
use vouchsafe_core::program::{CharClass, NodeId};

/// A proposition about a value whose kind is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Formula {
    True,
    False,
    Atom(Atom),
    Not(Box<Formula>),
    /// All of them, of which there are at least two.
    And(Vec<Formula>),
    /// Some of them, of which there are at least two.
    Or(Vec<Formula>),
    /// Exactly one of them, of which there are at least two.
    One(Vec<Formula>),
}

/// What is found out of a value in itself, or of those in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Atom {
    /// The engine says that it satisfies the node.
    Engine(NodeId),

    /// A string: this one.
    TextIs(String),
    /// One of these.
    TextIsAmong(Vec<String>),
    /// Its number of code points is at least this.
    MinLength(u64),
    MaxLength(u64),
    /// The pattern of that index matches.
    Pattern(u32),
    /// The same of a pattern that is no more than a class.
    Class(u32, CharClass),
    Format(Format),

    /// A number: its value is that of this text.
    NumberIs(String),
    Integer,
    /// Written without fraction and exponent.
    WrittenAsInteger,
    /// Its order relative to a bound is one of two, or one.
    Bound(String, &'static [Ordering]),
    MultipleOf(String),

    /// An object: it has that member.
    Seen(String),
    /// It has all of these: so neighbours are written that ask for one each.
    AllSeen(Vec<String>),
    /// If it has that member, its value satisfies the node.
    Member(String, NodeId),
    /// The values of the members that are not among those named satisfy the node.
    Additional {
        named: Vec<String>,
        node: NodeId,
    },
    /// The values of the members that no schema of the place names satisfy the node.
    Unknown(NodeId),
    /// There is no such member.
    NoUnknown,
    MinMembers(u64),
    MaxMembers(u64),

    /// An array.
    MinItems(u64),
    MaxItems(u64),
    /// If it has an item of that index, it satisfies the node.
    Item(usize, NodeId),
    /// The items from that index on satisfy the node.
    Rest(usize, NodeId),
    /// So many items satisfy the node.
    Count {
        node: NodeId,
        min: u64,
        max: u64,
    },
}

impl Formula {
    pub(super) fn constant(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }

    pub(super) fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Not(formula) => *formula,
            formula => Self::Not(Box::new(formula)),
        }
    }

    pub(super) fn all(formulas: impl IntoIterator<Item = Self>) -> Self {
        let mut kept = Vec::new();
        for formula in formulas {
            match formula {
                Self::True => {}
                Self::False => return Self::False,
                Self::And(formulas) => kept.extend(formulas),
                formula => kept.push(formula),
            }
        }
        Self::joined(kept, Self::True, Self::And)
    }

    pub(super) fn any(formulas: impl IntoIterator<Item = Self>) -> Self {
        let mut kept = Vec::new();
        for formula in formulas {
            match formula {
                Self::False => {}
                Self::True => return Self::True,
                Self::Or(formulas) => kept.extend(formulas),
                formula => kept.push(formula),
            }
        }
        Self::joined(kept, Self::False, Self::Or)
    }

    pub(super) fn one(formulas: impl IntoIterator<Item = Self>) -> Self {
        let (holding, open): (Vec<_>, Vec<_>) = formulas
            .into_iter()
            .filter(|formula| *formula != Self::False)
            .partition(|formula| *formula == Self::True);
        match holding.len() {
            0 => Self::joined(open, Self::False, Self::One),
            1 => Self::all(open.into_iter().map(Self::not)),
            _ => Self::False,
        }
    }

    fn joined(mut formulas: Vec<Self>, none: Self, join: fn(Vec<Self>) -> Self) -> Self {
        match formulas.len() {
            0 => none,
            1 => formulas.remove(0),
            _ => join(formulas),
        }
    }

    /// What must hold for the whole to hold: the formula itself, or the parts of a conjunction.
    pub(super) fn into_conjuncts(self) -> Vec<Self> {
        match self {
            Self::And(formulas) => formulas,
            formula => vec![formula],
        }
    }

    /// Every atom in it, in order.
    pub(super) fn atoms<'f>(&'f self, visit: &mut impl FnMut(&'f Atom)) {
        match self {
            Self::True | Self::False => {}
            Self::Atom(atom) => visit(atom),
            Self::Not(formula) => formula.atoms(visit),
            Self::And(formulas) | Self::Or(formulas) | Self::One(formulas) => {
                for formula in formulas {
                    formula.atoms(visit);
                }
            }
        }
    }

    /// How many atoms it has.
    pub(super) fn size(&self) -> usize {
        let mut size = 0;
        self.atoms(&mut |_| size += 1);
        size
    }

    /// The formula with each atom replaced.
    pub(super) fn map(self, replace: &mut impl FnMut(Atom) -> Self) -> Self {
        let mut each = |formulas: Vec<Self>| -> Vec<Self> {
            formulas
                .into_iter()
                .map(|formula| formula.map(replace))
                .collect()
        };
        match self {
            Self::True | Self::False => self,
            Self::And(formulas) => Self::all(each(formulas)),
            Self::Or(formulas) => Self::any(each(formulas)),
            Self::One(formulas) => Self::one(each(formulas)),
            Self::Not(formula) => formula.map(replace).not(),
            Self::Atom(atom) => replace(atom),
        }
    }

    /// Whether the engine is asked.
    pub(super) fn asks_engine(&self) -> bool {
        let mut asks = false;
        self.atoms(&mut |atom| asks |= matches!(atom, Atom::Engine(_)));
        asks
    }
}

impl From<Atom> for Formula {
    fn from(atom: Atom) -> Self {
        Self::Atom(atom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_are_folded() {
        let atom = || Formula::from(Atom::MinItems(1));
        let constant = Formula::constant;
        assert_eq!(Formula::all([constant(true), atom()]), atom());
        assert_eq!(Formula::all([constant(false), atom()]), Formula::False);
        assert_eq!(Formula::any([constant(true), atom()]), Formula::True);
        assert_eq!(Formula::any([constant(false), atom()]), atom());
        assert_eq!(Formula::one([constant(true), atom()]), atom().not());
        assert_eq!(Formula::one([constant(false), atom()]), atom());
        assert_eq!(
            Formula::one([constant(true), constant(true), atom()]),
            Formula::False
        );
        assert_eq!(Formula::one([]), Formula::False);
        assert_eq!(atom().not().not(), atom());
    }
}
