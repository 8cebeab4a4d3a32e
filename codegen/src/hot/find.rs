//! From a program to its places: from the outermost value inwards, until no new place turns up.

use std::collections::HashMap;

use vouchsafe_core::json::Kind;
use vouchsafe_core::program::{NodeId, Parts};

use super::clause::{self, Clause, Part};
use super::depth::is_shallow;
use super::expand::{self, Expander};
use super::formula::{Atom, Formula};
use super::place::{Arm, Blame, Doubt, Goals, Inner, Inside, KINDS, Place};

/// How many places are worth their code, for each node of the program.
const PLACES_PER_NODE: usize = 2;

/// How deep inside one another schemas are that are taken for the same.
const DEEPEST_SAME: usize = 32;

/// Finds the places of a program. `None` where the engine serves as well, or better.
pub(super) fn places(parts: &Parts) -> Option<Vec<Place>> {
    if parts.flags.dynamic {
        return None;
    }
    let mut finder = Finder {
        parts,
        known: HashMap::new(),
        goals: Vec::new(),
        depths: Vec::new(),
        settled: HashMap::new(),
        first: HashMap::new(),
        inside: 0,
    };
    let mut root = Goals::default();
    root.add_must(parts.root);
    finder.place(root);
    let mut places = Vec::new();
    while let Some(goals) = finder.goals.get(places.len()).cloned() {
        if places.len() > PLACES_PER_NODE * parts.nodes.len() + 1 || goals.ask.len() > 64 {
            return None;
        }
        places.push(finder.plan(&goals)?);
    }
    // A program whose outermost value the engine must see gains nothing.
    let asks_engine = |arm: &Arm| {
        let conjuncts = arm.must.clone().into_conjuncts();
        conjuncts
            .iter()
            .any(|formula| matches!(formula, Formula::Atom(Atom::Engine(_))))
    };
    let root_by_engine = places.first()?.arms.iter().any(asks_engine);
    (!root_by_engine && is_shallow(&places, &finder.depths)).then(|| merged(places))
}

struct Finder<'p> {
    parts: &'p Parts,
    known: HashMap<Goals, usize>,
    goals: Vec<Goals>,
    /// For each place that is planned, how many nodes are entered inside one another.
    depths: Vec<usize>,
    /// For each node that has been looked at, the first that asks the same; none where nothing is asked.
    settled: HashMap<NodeId, Option<NodeId>>,
    first: HashMap<String, NodeId>,
    /// How many nodes are being looked at inside one another.
    inside: usize,
}

impl Finder<'_> {
    /// The index of the place with these goals.
    fn place(&mut self, goals: Goals) -> usize {
        let next = self.goals.len();
        *self.known.entry(goals.clone()).or_insert_with(|| {
            self.goals.push(goals);
            next
        })
    }

    /// The first node that asks the same as this one of every kind of value; `None` if it asks nothing.
    fn same_as(&mut self, node: NodeId) -> Option<NodeId> {
        if let Some(known) = self.settled.get(&node) {
            return *known;
        }
        // A schema that comes round to itself is the same as no other, and neither is one that lies very deep.
        if self.inside >= DEEPEST_SAME {
            return Some(node);
        }
        self.settled.insert(node, Some(node));
        self.inside += 1;
        // Clause by clause: where one never holds, the others still find faults.
        let clauses: Option<Vec<Vec<Formula>>> = KINDS
            .into_iter()
            .map(|kind| {
                let clauses = Expander::new(self.parts, kind).clauses(node)?.into_iter();
                let formulas = clauses.map(|clause| self.settle(clause.formula));
                Some(
                    formulas
                        .filter(|formula| *formula != Formula::True)
                        .collect(),
                )
            })
            .collect();
        self.inside -= 1;
        let same = clauses.map_or(Some(node), |clauses| {
            let asks = clauses.iter().any(|clauses| !clauses.is_empty());
            asks.then(|| *self.first.entry(format!("{clauses:?}")).or_insert(node))
        });
        self.settled.insert(node, same);
        same
    }

    /// The formula with nodes that ask the same made one, and without those that ask nothing.
    fn settle(&mut self, formula: Formula) -> Formula {
        formula.map(&mut |atom| {
            let node = match atom {
                Atom::Member(_, node)
                | Atom::Unknown(node)
                | Atom::Item(_, node)
                | Atom::Rest(_, node) => node,
                atom => return atom.into(),
            };
            let Some(same) = self.same_as(node) else {
                return Formula::True;
            };
            match atom {
                Atom::Member(name, _) => Atom::Member(name, same),
                Atom::Unknown(_) => Atom::Unknown(same),
                Atom::Item(index, _) => Atom::Item(index, same),
                Atom::Rest(from, _) => Atom::Rest(from, same),
                atom => atom,
            }
            .into()
        })
    }

    fn inner(&mut self, inner: &mut Inner) {
        if !inner.goals.is_empty() {
            inner.place = Some(self.place(inner.goals.clone()));
        }
    }

    fn plan(&mut self, goals: &Goals) -> Option<Place> {
        let mut depth = 0;
        let mut arms = Vec::new();
        for kind in KINDS {
            let mut expander = Expander::new(self.parts, kind);
            let mut must = Vec::new();
            for node in &goals.must {
                must.extend(expander.clauses(*node)?);
            }
            let (mut asks, mut doubts) = (Vec::new(), Vec::new());
            for &node in &goals.ask {
                let clauses = expander.clauses(node)?;
                asks.push(all(&clauses));
                // Of what never holds the engine knows what it hides.
                if let Some(bit) = goals.bit(node)
                    && kind == Kind::Object
                    && asks.last() != Some(&Formula::False)
                {
                    let parts = clause::parts(clauses);
                    doubts.push(Doubt { bit, node, parts });
                }
            }
            depth = depth.max(expander.deepest);
            let whole = all(&must);
            arms.push(match kind {
                Kind::Object if whole != Formula::False => self.members(must, asks, doubts),
                Kind::Array if whole != Formula::False => self.items(must, asks),
                _ => Arm {
                    blame: blame_outside(must, &whole, goals),
                    must: whole,
                    asks,
                    inside: Inside::Nothing,
                    doubts: Vec::new(),
                },
            });
        }
        self.depths.push(depth);
        Some(Place { arms })
    }

    /// The same of the parts of a clause. Charges are against the nodes themselves: those that ask the same may have
    /// other words for it.
    fn settle_parts(&mut self, parts: Vec<Part>, spread: &dyn Fn(Formula) -> Formula) -> Vec<Part> {
        let parts = parts.into_iter().map(|part| Part {
            formula: self.settle(spread(part.formula)),
            ..part
        });
        parts.filter(|part| part.formula != Formula::True).collect()
    }

    fn members(&mut self, must: Vec<Clause>, asks: Vec<Formula>, doubts: Vec<Doubt>) -> Arm {
        let parts = self.parts;
        let mut names = Names::default();
        name_members(&all(&must), &asks, |name| {
            names.goals(name);
        });
        // What holds of additional members holds of those names that are not among the named.
        let spread = |formula: Formula| {
            formula.map(&mut |atom| match atom {
                Atom::Additional { named, node } => {
                    let others = names.all.iter().filter(|(name, _)| !named.contains(name));
                    let others = others.map(|(name, _)| expand::member(parts, name.clone(), node));
                    Formula::all(others.chain([expand::unknown(parts, node)]))
                }
                atom => atom.into(),
            })
        };
        let must = must.into_iter().map(|clause| Clause {
            formula: self.settle(spread(clause.formula)),
            parts: self.settle_parts(clause.parts, &spread),
            ..clause
        });
        let must: Vec<Clause> = must.collect();
        let doubts = doubts.into_iter().map(|doubt| Doubt {
            parts: self.settle_parts(doubt.parts, &spread),
            ..doubt
        });
        let doubts = doubts.collect();
        let asks: Vec<Formula> = asks
            .into_iter()
            .map(|formula| self.settle(spread(formula)))
            .collect();
        let (mut unknown, mut none_unknown) = (Inner::default(), false);
        let mut clauses = Vec::new();
        for mut clause in must {
            let mut kept = Vec::new();
            let formula = std::mem::replace(&mut clause.formula, Formula::True);
            for formula in formula.into_conjuncts() {
                match formula {
                    formula if !clause.applies => kept.push(formula),
                    Formula::Atom(Atom::Member(name, node)) => names.goals(&name).add_must(node),
                    Formula::Atom(Atom::Unknown(node)) => unknown.goals.add_must(node),
                    formula => {
                        none_unknown |= formula == Formula::Atom(Atom::NoUnknown);
                        kept.push(formula);
                    }
                }
            }
            clauses.push(clause.keep(kept));
        }
        clauses.retain(|clause| clause.formula != Formula::True);
        let must = all(&clauses);
        for formula in asks.iter().chain([&must]) {
            formula.atoms(&mut |atom| match atom {
                Atom::Member(name, node) => names.goals(name).add_ask(*node),
                Atom::Unknown(node) => unknown.goals.add_ask(*node),
                _ => {}
            });
        }
        let mut names = names.all;
        for (_, inner) in &mut names {
            self.inner(inner);
        }
        self.inner(&mut unknown);
        let counts = |atom: &Atom| {
            matches!(
                atom,
                Atom::MinMembers(_) | Atom::MaxMembers(_) | Atom::NoUnknown
            )
        };
        let mut looks = !names.is_empty() || unknown.place.is_some() || none_unknown;
        for formula in asks.iter().chain([&must]) {
            formula.atoms(&mut |atom| looks |= counts(atom));
        }
        let inside = if looks {
            Inside::Members {
                names,
                unknown,
                none_unknown,
            }
        } else {
            Inside::Nothing
        };
        Arm {
            must,
            asks,
            inside,
            blame: blame(clauses),
            doubts,
        }
    }

    fn items(&mut self, must: Vec<Clause>, asks: Vec<Formula>) -> Arm {
        let must = must.into_iter().map(|clause| Clause {
            formula: self.settle(clause.formula),
            parts: self.settle_parts(clause.parts, &|formula| formula),
            ..clause
        });
        let clauses: Vec<Clause> = must.collect();
        let must = all(&clauses);
        let asks: Vec<Formula> = asks
            .into_iter()
            .map(|formula| self.settle(formula))
            .collect();
        let (mut told_apart, mut looks) = (0, false);
        for formula in asks.iter().chain([&must]) {
            formula.atoms(&mut |atom| match atom {
                Atom::Item(index, _) => told_apart = told_apart.max(index + 1),
                Atom::Rest(from, _) => {
                    told_apart = told_apart.max(*from);
                    looks = true;
                }
                Atom::Count { .. } | Atom::MinItems(_) | Atom::MaxItems(_) => looks = true,
                _ => {}
            });
        }
        if !looks && told_apart == 0 {
            return Arm {
                must,
                asks,
                inside: Inside::Nothing,
                blame: blame(clauses),
                doubts: Vec::new(),
            };
        }
        let mut first = vec![Inner::default(); told_apart];
        let mut rest = Inner::default();
        let mut left = Vec::new();
        for mut clause in clauses {
            let formula = std::mem::replace(&mut clause.formula, Formula::True);
            let mut kept = Vec::new();
            for formula in formula.into_conjuncts() {
                match formula {
                    formula if !clause.applies => kept.push(formula),
                    Formula::Atom(Atom::Item(index, node)) => first[index].goals.add_must(node),
                    Formula::Atom(Atom::Rest(from, node)) => {
                        let items = first[from..].iter_mut().chain([&mut rest]);
                        items.for_each(|inner| inner.goals.add_must(node));
                    }
                    formula => kept.push(formula),
                }
            }
            left.push(clause.keep(kept));
        }
        let mut clauses = left;
        clauses.retain(|clause| clause.formula != Formula::True);
        let must = all(&clauses);
        for formula in asks.iter().chain([&must]) {
            formula.atoms(&mut |atom| {
                let (from, node) = match atom {
                    Atom::Item(index, node) => {
                        first[*index].goals.add_ask(*node);
                        return;
                    }
                    Atom::Rest(from, node) => (*from, *node),
                    Atom::Count { node, .. } => (0, *node),
                    _ => return,
                };
                let items = first[from..].iter_mut().chain([&mut rest]);
                items.for_each(|inner| inner.goals.add_ask(node));
            });
        }
        for inner in first.iter_mut().chain([&mut rest]) {
            self.inner(inner);
        }
        let inside = Inside::Items { first, rest };
        Arm {
            must,
            asks,
            inside,
            blame: blame(clauses),
            doubts: Vec::new(),
        }
    }
}

/// Who says the parts of some clauses.
fn blame(clauses: Vec<Clause>) -> Blame {
    Blame::Parts(clause::parts(clauses))
}

/// The same of a value that is not looked into. Where it is refused before it is read, and more is to be known than
/// which keywords do that, the nodes say it.
fn blame_outside(clauses: Vec<Clause>, whole: &Formula, goals: &Goals) -> Blame {
    let mut parts = clause::parts(clauses);
    parts.retain(|part| part.formula != Formula::True);
    let is_known = |part: &Part| part.formula == Formula::False && part.is_plain();
    if *whole == Formula::False && !parts.iter().all(is_known) {
        return Blame::Nodes(goals.must.clone());
    }
    Blame::Parts(parts)
}

/// What all the clauses say.
fn all(clauses: &[Clause]) -> Formula {
    Formula::all(clauses.iter().map(|clause| clause.formula.clone()))
}

/// The members of a place, in the order in which they are expected.
#[derive(Default)]
struct Names {
    all: Vec<(String, Inner)>,
    slots: HashMap<String, usize>,
}

impl Names {
    /// What is to be found out of the member of that name, which becomes the last one if it is new.
    fn goals(&mut self, name: &str) -> &mut Goals {
        let slot = self.slots.get(name).copied().unwrap_or_else(|| {
            let slot = self.all.len();
            self.slots.insert(name.to_owned(), slot);
            self.all.push((name.to_owned(), Inner::default()));
            slot
        });
        &mut self.all[slot].1.goals
    }
}

/// Visits the names of members in the order in which they are best expected: those that the schema
/// describes, as it describes them, then those that it only mentions.
fn name_members(must: &Formula, asks: &[Formula], mut visit: impl FnMut(&str)) {
    let conjuncts = must.clone().into_conjuncts();
    for formula in &conjuncts {
        if let Formula::Atom(Atom::Member(name, _)) = formula {
            visit(name);
        }
    }
    let all = || asks.iter().chain([must]);
    for formula in all() {
        formula.atoms(&mut |atom| {
            if let Atom::Member(name, _) = atom {
                visit(name);
            }
        });
    }
    for formula in all() {
        formula.atoms(&mut |atom| match atom {
            Atom::Seen(name) => visit(name),
            Atom::Additional { named, .. } => named.iter().for_each(|name| visit(name)),
            _ => {}
        });
    }
}

/// The places, with those that ask the same of a value without others in it taken together.
fn merged(mut places: Vec<Place>) -> Vec<Place> {
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut same: Vec<usize> = (0..places.len()).collect();
    for (index, place) in places.iter().enumerate() {
        if place.inners().is_empty() {
            let arms = place.arms.iter();
            let says: Vec<_> = arms
                .map(|arm| {
                    // Whoever says it: what says the same finds the same faults. What can never hold may hide others.
                    let blame = (arm.must == Formula::False).then_some(&arm.blame);
                    (&arm.must, &arm.asks, &arm.inside, blame)
                })
                .collect();
            same[index] = *first.entry(format!("{says:?}")).or_insert(index);
        }
    }
    for place in &mut places {
        for arm in &mut place.arms {
            let redirect = |inner: &mut Inner| inner.place = inner.place.map(|place| same[place]);
            match &mut arm.inside {
                Inside::Nothing => {}
                Inside::Members { names, unknown, .. } => {
                    for (_, inner) in names {
                        redirect(inner);
                    }
                    redirect(unknown);
                }
                Inside::Items { first, rest } => {
                    first.iter_mut().for_each(redirect);
                    redirect(rest);
                }
            }
        }
    }
    places
}
