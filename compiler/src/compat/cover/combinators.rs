//! Keywords that put schemas together.

use vouchsafe_core::program::{Check, NodeId, Types};

use super::super::difference::Detail;
use super::super::side::{Demand, Given, Side};
use super::{Cover, Where};

/// The types that a value may be split by; every number is of one of them.
const KINDS: [Types; 6] = [
    Types::NULL,
    Types::BOOLEAN,
    Types::NUMBER,
    Types::STRING,
    Types::ARRAY,
    Types::OBJECT,
];

impl Cover<'_> {
    pub(super) fn combinator(&mut self, given: &Given, demand: &Demand, at: Where<'_>) -> bool {
        let to = self.to.parts;
        let holds = match demand.check {
            Check::AnyOf(branches) => {
                let branches = to.run(branches).to_vec();
                self.each_case(
                    given,
                    demand,
                    at,
                    &mut |cover, case| {
                        branches
                            .iter()
                            .any(|branch| cover.covers(case, *branch, Where::Asked))
                    },
                    &branches,
                )
            }
            Check::OneOf(branches) => {
                let branches = to.run(branches).to_vec();
                let all = branches.clone();
                self.each_case(
                    given,
                    demand,
                    at,
                    &mut |cover, case| cover.is_in_one_alone(case, &all),
                    &branches,
                )
            }
            Check::Not(refused) => {
                let own = self.from.demands(&given.nodes);
                let own: Vec<NodeId> = own
                    .iter()
                    .filter_map(|own| match own.check {
                        Check::Not(node) => Some(node),
                        _ => None,
                    })
                    .collect();
                Holds::of(
                    own.into_iter().any(|own| self.is_covered_by(refused, own))
                        || self.are_apart(given, refused),
                )
            }
            Check::If {
                test,
                then,
                otherwise,
            } => Holds::of(self.conditional(given, test, then, otherwise)),
            Check::DependentSchemas(schemas) => {
                let node = to.node(demand.node);
                let schemas: Vec<(String, NodeId)> = to
                    .run(schemas)
                    .iter()
                    .map(|schema| (to.name(node, schema.slot).to_owned(), schema.node))
                    .collect();
                Holds::of(schemas.into_iter().all(|(name, schema)| {
                    let own = Given::new(self.from.member(&given.nodes, Some(&name)));
                    let beside = self.dependent(given, &name);
                    let with = beside
                        .into_iter()
                        .fold(given.clone(), |given, node| given.with(node));
                    self.from.is_empty(&own) || self.covers(&with, schema, Where::Asked)
                }))
            }
            _ => Holds::No,
        };
        match holds {
            Holds::Yes => true,
            Holds::Told => false,
            Holds::No => self.tell_unless(false, given, demand, Detail::Whole, at),
        }
    }

    /// Whether something holds in each case that `given` tells apart: by its types, or by a combinator of its own.
    fn each_case(
        &mut self,
        given: &Given,
        demand: &Demand,
        at: Where<'_>,
        holds: &mut dyn FnMut(&mut Self, &Given) -> bool,
        branches: &[NodeId],
    ) -> Holds {
        if holds(self, given) {
            return Holds::Yes;
        }
        let types = self.from.types(given);
        let kinds: Vec<Types> = KINDS
            .into_iter()
            .filter(|kind| !types.intersection(*kind).is_empty())
            .collect();
        if kinds.len() > 1 {
            let each = |kind: &Types| Given {
                types: given.types.intersection(*kind),
                ..given.clone()
            };
            if kinds.iter().all(|kind| holds(self, &each(kind))) {
                return Holds::Yes;
            }
        }
        let name = self.to.parts.keyword(demand.keyword).name;
        let name = self.to.parts.str(name).to_owned();
        let mut told = false;
        for own in self.from.demands(&given.nodes) {
            let (Check::AnyOf(cases) | Check::OneOf(cases)) = own.check else {
                continue;
            };
            let cases = self.from.parts.run(cases).to_vec();
            if self.is_spent() {
                break;
            }
            let left: Vec<usize> = (0..cases.len())
                .filter(|index| !holds(self, &given.with(cases[*index])))
                .collect();
            if left.is_empty() {
                return Holds::Yes;
            }
            // What is different in a case is best told of the branch in its place.
            let is_same = self
                .from
                .parts
                .str(self.from.parts.keyword(own.keyword).name)
                == name;
            if is_same && cases.len() == branches.len() && !told && matches!(at, Where::Told(_)) {
                for index in left {
                    told |= !self.covers(&given.with(cases[index]), branches[index], at);
                }
            }
        }
        if told { Holds::Told } else { Holds::No }
    }

    /// Whether what `given` accepts is accepted by one branch and by no other.
    fn is_in_one_alone(&mut self, given: &Given, branches: &[NodeId]) -> bool {
        (0..branches.len()).any(|index| {
            !self.is_spent()
                && self.covers(given, branches[index], Where::Asked)
                && (0..branches.len()).all(|other| {
                    other == index || !self.is_spent() && self.excludes(given, branches[other])
                })
        })
    }

    /// Whether a branch accepts nothing that `given` accepts: what it has to exclude itself, or what another branch of
    /// a `oneOf` on this side has taken.
    fn excludes(&mut self, given: &Given, branch: NodeId) -> bool {
        if self.are_apart(given, branch) {
            return true;
        }
        for own in self.from.demands(&given.nodes) {
            let Check::OneOf(cases) = own.check else {
                continue;
            };
            let cases = self.from.parts.run(cases).to_vec();
            let is_case = |case: &NodeId| given.nodes.contains(case);
            if cases.iter().filter(|case| is_case(case)).count() != 1 {
                continue;
            }
            let others = cases
                .iter()
                .filter(|case| !is_case(case))
                .copied()
                .collect::<Vec<_>>();
            if others
                .into_iter()
                .any(|case| self.is_covered_by(branch, case))
            {
                return true;
            }
        }
        false
    }

    /// Whether no value satisfies both `given` and a schema of the other side, as far as types and values of members
    /// that must be there tell.
    fn are_apart(&self, given: &Given, right: NodeId) -> bool {
        self.are_apart_within(given, &Given::new(vec![right]), 4)
    }

    fn are_apart_within(&self, left: &Given, right: &Given, depth: u32) -> bool {
        if self.is_spent() {
            return false;
        }
        let types = self.from.types(left).intersection(self.to.types(right));
        if types.is_empty() {
            return true;
        }
        if let (Some(left), Some(right)) = (self.from.values(left), self.to.values(right)) {
            return left
                .iter()
                .all(|value| right.iter().all(|other| !value.same(other)));
        }
        let Some(depth) = depth.checked_sub(1).filter(|_| types == Types::OBJECT) else {
            return false;
        };
        let required = [
            self.from.required(&left.nodes),
            self.to.required(&right.nodes),
        ]
        .concat();
        required.into_iter().any(|name| {
            let [left, right] = [member(self.from, left, name), member(self.to, right, name)];
            self.from.is_empty(&left)
                || self.to.is_empty(&right)
                || self.are_apart_within(&left, &right, depth)
        })
    }

    fn conditional(
        &mut self,
        given: &Given,
        test: NodeId,
        then: Option<NodeId>,
        otherwise: Option<NodeId>,
    ) -> bool {
        let mut all = |given: &Given, node: Option<NodeId>| {
            node.is_none_or(|node| self.covers(given, node, Where::Asked))
        };
        if all(given, then) && all(given, otherwise) {
            return true;
        }
        if self.covers(given, test, Where::Asked) {
            return then.is_none_or(|then| self.covers(given, then, Where::Asked));
        }
        if self.are_apart(given, test) {
            return otherwise.is_none_or(|otherwise| self.covers(given, otherwise, Where::Asked));
        }
        // A condition that asks the same.
        for own in self.from.demands(&given.nodes) {
            let Check::If {
                test: own_test,
                then: own_then,
                otherwise: own_otherwise,
            } = own.check
            else {
                continue;
            };
            let asks_the_same = self.covers(&Given::new(vec![own_test]), test, Where::Asked)
                && self.is_covered_by(test, own_test);
            if !asks_the_same {
                continue;
            }
            let with =
                |node: Option<NodeId>| node.map_or_else(|| given.clone(), |node| given.with(node));
            let then_holds = then
                .is_none_or(|then| self.covers(&with(own_then).with(own_test), then, Where::Asked));
            if then_holds
                && otherwise
                    .is_none_or(|node| self.covers(&with(own_otherwise), node, Where::Asked))
            {
                return true;
            }
        }
        false
    }

    /// The schemas that apply where a member is there.
    fn dependent(&self, given: &Given, name: &str) -> Vec<NodeId> {
        let parts = self.from.parts;
        let own = self.from.demands(&given.nodes).into_iter();
        let own = own.filter_map(|own| match own.check {
            Check::DependentSchemas(schemas) => Some((own.node, parts.run(schemas))),
            _ => None,
        });
        own.flat_map(|(node, schemas)| {
            let schemas = schemas.iter();
            schemas
                .filter(move |schema| parts.name(parts.node(node), schema.slot) == name)
                .map(|schema| schema.node)
        })
        .collect()
    }
}

/// Whether a combinator is satisfied.
enum Holds {
    Yes,
    /// No, and it was told what inside of it is not.
    Told,
    No,
}

impl Holds {
    const fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}

fn member(side: &Side<'_>, given: &Given, name: &str) -> Given {
    Given::new(side.member(&given.nodes, Some(name)))
}
