//! Whether one fault says all that another says of the same value.

use std::cell::Cell;

use super::Scene;
use super::finding::{Asked, Finding};
use crate::engine::{self, Fault, Memory};
use crate::json::{Decimal, Document, Tape};
use crate::program::{Check, Keyword, Literal, Node, NodeId, Number, Parts, Pooled, Run, Types};

/// How many keywords are compared for one report at most. What is not compared is taken to differ.
pub(super) const EFFORT: u32 = 20_000;

/// Whether a value that mends `finding` mends `other` as well, which is at the same value and of the same keyword.
pub(super) fn implies(scene: Scene<'_>, finding: &Finding, other: &Finding) -> bool {
    if let (Some(types), Some(others)) = (types(scene, finding), types(scene, other)) {
        return others.contains(types);
    }
    let like = Like {
        parts: scene.parts,
        effort: &scene.memo.likeness,
    };
    if let (Some(values), Some(others)) = (values(scene, finding), values(scene, other)) {
        return like.all_among(values, others);
    }
    match (finding.check(scene), other.check(scene)) {
        (Some(check), Some(demand)) => {
            let node = |finding: &Finding| scene.parts.node(finding.fault.node);
            like.implies((check, node(finding)), (demand, node(other)))
        }
        (None, None) => true,
        _ => false,
    }
}

/// Whether two faults are the same demand on the same value, perhaps found in two schemas.
pub(super) fn is_same_fault(scene: Scene<'_>, fault: &Fault, other: &Fault) -> bool {
    if fault.at != other.at {
        return false;
    }
    if (fault.node, fault.keyword) == (other.node, other.keyword) {
        return true;
    }
    let finding = |fault: &Fault| Finding {
        fault: fault.clone(),
        misspelt: None,
        asked: None,
    };
    let (finding, other) = (finding(fault), finding(other));
    let (wanted, others) = (finding.wanted(scene.parts), other.wanted(scene.parts));
    if !wanted.is_empty() || !others.is_empty() {
        return wanted == others;
    }
    implies(scene, &finding, &other) && implies(scene, &other, &finding)
}

fn types(scene: Scene<'_>, finding: &Finding) -> Option<Types> {
    match (&finding.asked, finding.check(scene)) {
        (Some(Asked::Types(types)), _) => Some(*types),
        (None, Some(Check::Type(types))) => Some(types),
        _ => None,
    }
}

fn values<'a>(scene: Scene<'a>, finding: &'a Finding) -> Option<&'a [Literal]> {
    match (&finding.asked, finding.check(scene)) {
        (Some(Asked::Values(values, _)), _) => Some(values),
        (None, Some(Check::Const(values) | Check::Enum(values))) => Some(scene.parts.run(values)),
        _ => None,
    }
}

/// Whether each value that `finding` asks for meets the keyword of `bound`, so that the bound adds nothing.
pub(super) fn values_meet(scene: Scene<'_>, finding: &Finding, bound: &Finding) -> bool {
    /// Values beyond these are not tried.
    const MOST: usize = 32;
    let (Some(values), Some(keyword)) = (values(scene, finding), bound.fault.keyword) else {
        return false;
    };
    let (mut tape, mut memory) = (Tape::default(), Memory::default());
    values.len() <= MOST
        && values.iter().all(|literal| {
            let Some(text) = super::words::json(scene.parts, literal) else {
                // A bound is about numbers and texts, so an array or object meets it.
                return true;
            };
            Document::scan(text.as_bytes(), &mut tape, 1).is_ok_and(|document| {
                let place = (bound.fault.node, keyword);
                engine::keyword_holds(scene.parts, place, (document, 0), &mut memory) == Some(true)
            })
        })
}

/// Compares what schemas demand.
struct Like<'a> {
    parts: &'a Parts,
    effort: &'a Cell<u32>,
}

impl Like<'_> {
    /// Whether what satisfies one check satisfies the other, of the same keyword; each with the schema that it is in.
    fn implies(&self, one: (Check, &Node), another: (Check, &Node)) -> bool {
        let ((check, node), (other, second)) = (one, another);
        match (check, other) {
            (Check::Minimum(least), Check::Minimum(other))
            | (Check::ExclusiveMinimum(least), Check::ExclusiveMinimum(other)) => self
                .order(least, other)
                .is_some_and(std::cmp::Ordering::is_ge),
            (Check::Maximum(most), Check::Maximum(other))
            | (Check::ExclusiveMaximum(most), Check::ExclusiveMaximum(other)) => self
                .order(most, other)
                .is_some_and(std::cmp::Ordering::is_le),
            (Check::MultipleOf(step), Check::MultipleOf(other)) => {
                self.order(step, other) == Some(std::cmp::Ordering::Equal)
            }
            (Check::MinLength(least), Check::MinLength(other))
            | (Check::MinItems(least), Check::MinItems(other))
            | (Check::MinProperties(least), Check::MinProperties(other)) => least >= other,
            (Check::MaxLength(most), Check::MaxLength(other))
            | (Check::MaxItems(most), Check::MaxItems(other))
            | (Check::MaxProperties(most), Check::MaxProperties(other)) => most <= other,
            _ => self.is_same(check, node, other, second),
        }
    }

    fn order(&self, left: Number, right: Number) -> Option<std::cmp::Ordering> {
        let number = |number: Number| Decimal::parse(self.parts.bytes(number.text));
        Some(number(left)?.cmp(&number(right)?))
    }

    fn all_among(&self, values: &[Literal], others: &[Literal]) -> bool {
        values
            .iter()
            .all(|value| others.iter().any(|other| self.is_same_value(value, other)))
    }

    fn is_same_value(&self, left: &Literal, right: &Literal) -> bool {
        let parts = self.parts;
        self.affordable()
            && match (left, right) {
                (Literal::Number(left), Literal::Number(right)) => {
                    self.order(*left, *right) == Some(std::cmp::Ordering::Equal)
                }
                (Literal::String(left), Literal::String(right)) => {
                    parts.str(*left) == parts.str(*right)
                }
                (Literal::Array(left), Literal::Array(right)) => {
                    self.pairwise(*left, *right, |left, right| self.is_same_value(left, right))
                }
                (Literal::Object(left), Literal::Object(right)) => {
                    self.pairwise(*left, *right, |left, right| {
                        parts.str(left.name) == parts.str(right.name)
                            && self.pairwise(left.value, right.value, |left, right| {
                                self.is_same_value(left, right)
                            })
                    })
                }
                _ => left == right,
            }
    }

    fn affordable(&self) -> bool {
        let left = self.effort.get().checked_sub(1);
        left.inspect(|left| self.effort.set(*left)).is_some()
    }

    fn pairwise<T: Pooled>(
        &self,
        left: Run<T>,
        right: Run<T>,
        same: impl Fn(&T, &T) -> bool,
    ) -> bool {
        let (left, right) = (self.parts.run(left), self.parts.run(right));
        left.len() == right.len()
            && left
                .iter()
                .zip(right)
                .all(|(left, right)| same(left, right))
    }

    /// Whether two schemas demand the same, by the same keywords in the same order.
    fn is_same_node(&self, left: NodeId, right: NodeId) -> bool {
        let (one, other) = (self.parts.node(left), self.parts.node(right));
        let same =
            |left: &Keyword, right: &Keyword| self.is_same(left.check, one, right.check, other);
        left == right || self.affordable() && self.pairwise(one.keywords, other.keywords, same)
    }

    fn are_same_nodes(&self, left: Run<NodeId>, right: Run<NodeId>) -> bool {
        self.pairwise(left, right, |left, right| self.is_same_node(*left, *right))
    }

    /// Whether two keywords demand the same; `one` and `another` are the schemas that they stand in.
    fn is_same(&self, check: Check, one: &Node, other: Check, another: &Node) -> bool {
        let parts = self.parts;
        let same = |left: NodeId, right: NodeId| self.is_same_node(left, right);
        let same_name = |left, right| parts.name(one, left) == parts.name(another, right);
        let source = |pattern: u32| parts.str(parts.patterns[pattern as usize].source);
        match (check, other) {
            (Check::Never, Check::Never) | (Check::UniqueItems, Check::UniqueItems) => true,
            (Check::Type(left), Check::Type(right)) => left == right,
            (Check::Enum(left) | Check::Const(left), Check::Enum(right) | Check::Const(right)) => {
                let (left, right) = (parts.run(left), parts.run(right));
                self.all_among(left, right) && self.all_among(right, left)
            }
            (Check::Minimum(left), Check::Minimum(right))
            | (Check::Maximum(left), Check::Maximum(right))
            | (Check::ExclusiveMinimum(left), Check::ExclusiveMinimum(right))
            | (Check::ExclusiveMaximum(left), Check::ExclusiveMaximum(right))
            | (Check::MultipleOf(left), Check::MultipleOf(right)) => {
                self.order(left, right) == Some(std::cmp::Ordering::Equal)
            }
            (Check::MinLength(left), Check::MinLength(right))
            | (Check::MaxLength(left), Check::MaxLength(right))
            | (Check::MinItems(left), Check::MinItems(right))
            | (Check::MaxItems(left), Check::MaxItems(right))
            | (Check::MinProperties(left), Check::MinProperties(right))
            | (Check::MaxProperties(left), Check::MaxProperties(right)) => left == right,
            (Check::Pattern(left), Check::Pattern(right)) => source(left) == source(right),
            (Check::Format(left), Check::Format(right)) => left == right,
            (Check::Content(left), Check::Content(right)) => left == right,
            (Check::Required(left), Check::Required(right)) => {
                self.pairwise(left, right, |left, right| same_name(*left, *right))
            }
            (Check::DependentRequired(left), Check::DependentRequired(right)) => {
                self.pairwise(left, right, |left, right| {
                    same_name(left.slot, right.slot)
                        && self.pairwise(left.needs, right.needs, |left, right| {
                            same_name(*left, *right)
                        })
                })
            }
            (Check::Properties(left), Check::Properties(right))
            | (Check::DependentSchemas(left), Check::DependentSchemas(right)) => {
                self.pairwise(left, right, |left, right| {
                    same_name(left.slot, right.slot) && same(left.node, right.node)
                })
            }
            (Check::PatternProperties(left), Check::PatternProperties(right)) => {
                self.pairwise(left, right, |left, right| {
                    source(left.pattern) == source(right.pattern) && same(left.node, right.node)
                })
            }
            (
                Check::Items { from, node },
                Check::Items {
                    from: other,
                    node: right,
                },
            ) => from == other && same(node, right),
            (
                Check::Contains { node, min, max, .. },
                Check::Contains {
                    node: right,
                    min: least,
                    max: most,
                    ..
                },
            ) => (min, max) == (least, most) && same(node, right),
            (
                Check::AdditionalProperties { node: left, .. },
                Check::AdditionalProperties { node: right, .. },
            )
            | (Check::PropertyNames(left), Check::PropertyNames(right))
            | (Check::UnevaluatedItems(left), Check::UnevaluatedItems(right))
            | (Check::UnevaluatedProperties(left), Check::UnevaluatedProperties(right))
            | (Check::Not(left), Check::Not(right))
            | (Check::Ref(left), Check::Ref(right)) => same(left, right),
            (
                Check::DynamicRef { node, anchor },
                Check::DynamicRef {
                    node: right,
                    anchor: other,
                },
            ) => anchor == other && same(node, right),
            (Check::PrefixItems(left), Check::PrefixItems(right))
            | (Check::AllOf(left), Check::AllOf(right))
            | (Check::AnyOf(left), Check::AnyOf(right))
            | (Check::OneOf(left), Check::OneOf(right)) => self.are_same_nodes(left, right),
            (
                Check::If {
                    test,
                    then,
                    otherwise,
                },
                Check::If {
                    test: right,
                    then: held,
                    otherwise: failed,
                },
            ) => {
                let both = |left: Option<NodeId>, right: Option<NodeId>| match (left, right) {
                    (Some(left), Some(right)) => same(left, right),
                    (left, right) => left == right,
                };
                same(test, right) && both(then, held) && both(otherwise, failed)
            }
            _ => false,
        }
    }
}
