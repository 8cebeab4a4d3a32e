//! Keywords about members.

use std::collections::HashSet;

use vouchsafe_core::program::{Check, NodeId, Types};

use super::super::difference::{Detail, Step};
use super::super::side::{Demand, Given};
use super::super::value::Json;
use super::{Cover, Where};

impl Cover<'_> {
    pub(super) fn object(&mut self, given: &Given, demand: &Demand, at: Where<'_>) -> bool {
        let parts = self.to.parts;
        let node = parts.node(demand.node);
        match demand.check {
            Check::Properties(properties) => {
                let mut holds = true;
                for property in parts.run(properties) {
                    if self.is_spent() {
                        return self.tell_unless(false, given, demand, Detail::Whole, at);
                    }
                    let name = parts.name(node, property.slot).to_owned();
                    holds &= self.member(given, &name, property.node, demand, at);
                }
                holds
            }
            Check::Required(slots) => {
                let required = self.from.required(&given.nodes);
                let required: HashSet<&str> = required.into_iter().collect();
                let mut holds = true;
                for name in parts.run(slots).iter().map(|slot| parts.name(node, *slot)) {
                    let is_there = required.contains(name);
                    holds &= self.tell_unless(
                        is_there,
                        given,
                        demand,
                        Detail::Member(name.to_owned()),
                        at,
                    );
                }
                holds
            }
            Check::DependentRequired(dependents) => {
                let required = self.from.required(&given.nodes);
                let holds = parts.run(dependents).iter().all(|dependents| {
                    let name = parts.name(node, dependents.slot);
                    let needs = parts.run(dependents.needs).iter();
                    let mut needs = needs.map(|slot| parts.name(node, *slot));
                    self.is_forbidden(given, name)
                        || needs
                            .all(|need| required.contains(&need) || self.needs(given, name, need))
                });
                self.tell_unless(holds, given, demand, Detail::Whole, at)
            }
            Check::PatternProperties(patterns) => {
                let mut holds = true;
                for property in parts.run(patterns) {
                    holds &= self.matching(given, property.pattern, property.node, demand, at);
                }
                holds
            }
            Check::AdditionalProperties { node: rest, .. } => {
                self.additional(given, demand, rest, at)
            }
            Check::UnevaluatedProperties(rest) => self.unevaluated(given, demand, rest, at),
            Check::PropertyNames(names) => {
                if self.all_names_satisfy(given, names) {
                    return true;
                }
                let own = self.from.demands(&given.nodes).into_iter();
                let own = own.filter_map(|own| match own.check {
                    Check::PropertyNames(node) => Some(node),
                    _ => None,
                });
                let own = Given {
                    types: Types::STRING,
                    ..Given::new(own.collect())
                };
                at.inside(Step::Name, |at| self.covers(&own, names, at))
            }
            _ => false,
        }
    }

    /// Whether a member, where it is there, is as a schema demands.
    fn member(
        &mut self,
        given: &Given,
        name: &str,
        node: NodeId,
        demand: &Demand,
        at: Where<'_>,
    ) -> bool {
        let own = Given::new(self.from.member(&given.nodes, Some(name)));
        if self.to.parts.is_never(node) {
            let holds = self.from.is_empty(&own);
            return self.tell_unless(holds, given, demand, Detail::Member(name.to_owned()), at);
        }
        at.inside(Step::Member(name.to_owned()), |at| {
            self.covers(&own, node, at)
        })
    }

    fn is_forbidden(&self, given: &Given, name: &str) -> bool {
        let own = Given::new(self.from.member(&given.nodes, Some(name)));
        self.from.is_empty(&own)
    }

    /// Whether `given` demands one member beside another.
    fn needs(&self, given: &Given, name: &str, need: &str) -> bool {
        let parts = self.from.parts;
        self.from
            .demands(&given.nodes)
            .iter()
            .any(|own| match own.check {
                Check::DependentRequired(dependents) => {
                    let node = parts.node(own.node);
                    parts.run(dependents).iter().any(|dependents| {
                        let mut needs = parts.run(dependents.needs).iter();
                        parts.name(node, dependents.slot) == name
                            && needs.any(|slot| parts.name(node, *slot) == need)
                    })
                }
                _ => false,
            })
    }

    /// Whether nobody but the members that `given` names may be there, and no pattern lets any in.
    fn is_closed(&self, given: &Given) -> bool {
        let rest = Given::new(self.from.member(&given.nodes, None));
        let mut own = self.from.demands(&given.nodes).into_iter();
        let has_patterns = own.any(|own| matches!(own.check, Check::PatternProperties(_)));
        self.from.is_empty(&rest) && !has_patterns
    }

    /// Whether members whose names a pattern matches are as a schema demands.
    fn matching(
        &mut self,
        given: &Given,
        pattern: u32,
        node: NodeId,
        demand: &Demand,
        at: Where<'_>,
    ) -> bool {
        let to = self.to.parts;
        let Some(wanted) = to.patterns.get(pattern as usize) else {
            return false;
        };
        let (source, regex) = (
            to.str(wanted.source).to_owned(),
            to.str(wanted.regex).to_owned(),
        );
        // Those that the same pattern is about.
        let same: Vec<NodeId> = self.of_pattern(given, &source);
        let mut holds = true;
        for name in self.from.known_names(&given.nodes) {
            if to.is_match(pattern, name) != Some(false) {
                holds &= self.member(given, name, node, demand, at);
            }
        }
        if self.is_closed(given) {
            return holds;
        }
        let is_same = !same.is_empty();
        let rest = if is_same {
            same
        } else {
            // Other patterns can only add to what every further member must be.
            self.from.member(&given.nodes, None)
        };
        let is_never = to.is_never(node);
        let rest = Given::new(rest);
        if is_never {
            let is_empty = self.from.is_empty(&rest);
            return self.tell_unless(is_empty, given, demand, Detail::Whole, at) && holds;
        }
        // What patterns of `given` exempt from the rest must be as demanded, too.
        let exempt = if is_same {
            Vec::new()
        } else {
            self.patterns(given)
        };
        let mut parts_hold = true;
        for (_, own) in exempt {
            parts_hold &= self.covers(&Given::new(vec![own]), node, Where::Asked);
        }
        let parts_hold = self.tell_unless(parts_hold, given, demand, Detail::Whole, at);
        let step = Step::Matching(regex, source);
        at.inside(step, |at| self.covers(&rest, node, at)) && holds && parts_hold
    }

    /// The patterns of `given` with their schemas.
    fn patterns(&self, given: &Given) -> Vec<(String, NodeId)> {
        let parts = self.from.parts;
        let own = self.from.demands(&given.nodes).into_iter();
        let own = own.filter_map(|own| match own.check {
            Check::PatternProperties(patterns) => Some(parts.run(patterns)),
            _ => None,
        });
        own.flatten()
            .filter_map(|own| {
                let pattern = parts.patterns.get(own.pattern as usize)?;
                Some((parts.str(pattern.source).to_owned(), own.node))
            })
            .collect()
    }

    fn of_pattern(&self, given: &Given, source: &str) -> Vec<NodeId> {
        let own = self.patterns(given).into_iter();
        own.filter(|(known, _)| known == source)
            .map(|(_, node)| node)
            .collect()
    }

    /// Whether the members that neither `properties` nor a pattern of the schema covers are as it demands.
    fn additional(&mut self, given: &Given, demand: &Demand, rest: NodeId, at: Where<'_>) -> bool {
        let to = self.to.parts;
        let Check::AdditionalProperties { patterns, .. } = demand.check else {
            return false;
        };
        let patterns = to.run(patterns);
        let named: Vec<String> = self
            .to
            .property_names(demand.node)
            .into_iter()
            .map(str::to_owned)
            .collect();
        let mut holds = true;
        for name in self.from.known_names(&given.nodes) {
            let is_matched = patterns
                .iter()
                .any(|own| to.is_match(own.pattern, name) == Some(true));
            if !is_matched && !named.iter().any(|known| known == name) {
                holds &= self.member(given, name, rest, demand, at);
            }
        }
        for (source, own) in self.patterns(given) {
            let mut sources = patterns
                .iter()
                .filter_map(|own| to.patterns.get(own.pattern as usize));
            if !sources.any(|own| to.str(own.source) == source) {
                let is_covered = self.covers(&Given::new(vec![own]), rest, Where::Asked);
                holds &= self.tell_unless(is_covered, given, demand, Detail::Whole, at);
            }
        }
        let own = Given::new(self.from.member(&given.nodes, None));
        if to.is_never(rest) {
            let is_empty = self.from.is_empty(&own);
            return self.tell_unless(is_empty, given, demand, Detail::Whole, at) && holds;
        }
        at.inside(Step::AnyMember, |at| self.covers(&own, rest, at)) && holds
    }

    /// Whether the members that are left over for `unevaluatedProperties` are as it demands.
    fn unevaluated(&mut self, given: &Given, demand: &Demand, rest: NodeId, at: Where<'_>) -> bool {
        let own = Given::new(self.from.member(&given.nodes, None));
        let holds = self.patterns(given).is_empty() && self.covers(&own, rest, Where::Asked);
        if !self.tell_unless(holds, given, demand, Detail::Whole, at) {
            return false;
        }
        // The members that are named on this side must be evaluated on the other.
        let evaluated = self.to.conjunction(&[demand.node]).into_iter();
        let evaluated: Vec<&str> = evaluated
            .flat_map(|node| self.to.property_names(node))
            .collect();
        let mut holds = true;
        for name in self.from.known_names(&given.nodes) {
            let own = Given::new(self.from.member(&given.nodes, Some(name)));
            let is_fine = evaluated.contains(&name) || self.covers(&own, rest, Where::Asked);
            holds &= self.tell_unless(is_fine, given, demand, Detail::Member(name.to_owned()), at);
        }
        holds
    }

    /// Whether every name that may be there satisfies a schema.
    fn all_names_satisfy(&self, given: &Given, names: NodeId) -> bool {
        self.is_closed(given)
            && self.from.known_names(&given.nodes).into_iter().all(|name| {
                self.is_forbidden(given, name)
                    || self.to.accepts(names, &Json::text(name)) == Some(true)
            })
    }
}
