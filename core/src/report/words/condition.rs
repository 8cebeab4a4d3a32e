//! "because `source_type` is `KAFKA_REPLICATOR_SOURCE`": the conditions that a fault depends on.

use std::rc::Rc;

use super::super::{Scene, show};
use super::At;
use super::facts::{self, Fact};
use crate::engine::{Hit, Met, literal_is};
use crate::json::{Span, Value};
use crate::program::{Check, Literal, NodeId, Rule, Run, Test, TestKind};

/// Of how many faults the conditions are remembered.
const REMEMBERED: usize = 16;

/// The conditions of one fault.
pub(in super::super) struct Conditions {
    /// What comes after "because"; `None` if there is no condition.
    pub(super) clause: Option<String>,
    /// The members that made the conditions true.
    pub(super) labels: Vec<(Span, String)>,
}

/// The conditions that held on the way to a fault. Its neighbours mostly have the same ones.
pub(super) fn of(at: At<'_>) -> Rc<Conditions> {
    let hits = at.fault().conditions();
    let mut known = at.scene.memo.conditions.borrow_mut();
    if let Some((_, conditions)) = known.iter().rev().find(|(same, _)| same == hits) {
        return conditions.clone();
    }
    let conditions = Rc::new(in_words(at.scene, hits));
    if known.len() >= REMEMBERED {
        known.clear();
    }
    known.push((hits.to_vec(), conditions.clone()));
    conditions
}

fn in_words(scene: Scene<'_>, hits: &[Hit]) -> Conditions {
    let mut clauses: Vec<String> = Vec::new();
    let mut labels = Vec::new();
    for hit in hits {
        let mut add = |said: SaidTest| {
            if !clauses.contains(&said.words) {
                labels.extend(said.label);
                clauses.push(said.words);
            }
        };
        if let Met::Present(name) = hit.met {
            add(present(scene, *hit, scene.parts.str(name)));
            continue;
        }
        let held = hit.met == Met::Held;
        if let Some(Rule::Condition { tests }) = scene.rule(hit.keyword) {
            let tests = scene.parts.run(tests);
            // "Not (a and b)" does not say which of the two.
            if held || tests.len() == 1 {
                for test in tests {
                    add(say(scene, *hit, test));
                }
                continue;
            }
        }
        let Check::If { test, .. } = scene.parts.keyword(hit.keyword).check else {
            continue;
        };
        // That the value is none of some others is no reason: the fault says what it is.
        if !held && compares_values(scene, test) {
            continue;
        }
        // A reason of which a part is missing would mislead, so it is told whole, by its place if need be.
        let facts = facts::of(scene, test, hit.at, held, &whole(scene, hit.at));
        for Fact { words, label } in facts.unwrap_or_else(|| vec![by_place(scene, test, held)]) {
            add(SaidTest { words, label });
        }
    }
    let clause = (!clauses.is_empty()).then(|| show::list(clauses.into_iter(), "and"));
    Conditions { clause, labels }
}

/// Whether a condition does nothing but compare the value itself with fixed ones.
fn compares_values(scene: Scene<'_>, test: NodeId) -> bool {
    let parts = scene.parts;
    let keywords = parts.run(parts.node(parts.target(test)).keywords);
    matches!(keywords, [only] if matches!(only.check, Check::Const(_) | Check::Enum(_)))
}

/// A condition that words are too short for.
fn by_place(scene: Scene<'_>, test: NodeId, held: bool) -> Fact {
    let pointer = scene.parts.str(scene.parts.node(test).pointer);
    let place = show::name(&format!("#{pointer}"));
    let holds = if held { "holds" } else { "does not hold" };
    Fact {
        words: format!("the schema at {place} {holds}"),
        label: None,
    }
}

/// What the value is called that a condition looks at.
fn whole(scene: Scene<'_>, at: u32) -> String {
    match scene.name_of(at) {
        Some(name) => scene.name(name),
        None if at == 0 => scene.part.subject().to_owned(),
        None => "the item".to_owned(),
    }
}

struct SaidTest {
    words: String,
    label: Option<(Span, String)>,
}

/// That a member is there, whatever its value.
fn present(scene: Scene<'_>, hit: Hit, name: &str) -> SaidTest {
    let shown = show::name(name);
    let member = scene.document.value(hit.at).member(name);
    let span = member.and_then(Value::name);
    SaidTest {
        words: format!("{shown} is present"),
        label: span.map(|name| (name.span(), format!("{shown} is present"))),
    }
}

fn say(scene: Scene<'_>, hit: Hit, test: &Test) -> SaidTest {
    let parts = scene.parts;
    let path: Vec<&str> = parts
        .run(test.member)
        .iter()
        .map(|name| parts.str(name.text))
        .collect();
    let name = show::name(&path.join("."));
    let value = path
        .iter()
        .try_fold(scene.document.value(hit.at), |value, name| {
            value.member(name)
        });
    let is = |values: Run<Literal>| match value {
        Some(value)
            if parts
                .run(values)
                .iter()
                .any(|literal| literal_is(parts, literal, value)) =>
        {
            [&name, " is ", &scene.found(value.index())].concat()
        }
        Some(_) => format!("{name} is not {}", show::literals(parts, parts.run(values))),
        None => format!("{name} is not set"),
    };
    let words = match test.kind {
        TestKind::Is(values) | TestKind::IsOrAbsent(values) | TestKind::IsNot(values) => is(values),
        TestKind::Present | TestKind::Absent if value.is_some() => format!("{name} is present"),
        TestKind::Set | TestKind::Unset if value.is_some_and(|value| !is_empty_string(value)) => {
            format!("{name} is set")
        }
        _ => format!("{name} is not set"),
    };
    // Where the words quote a value, a secret one has been left out by `found`.
    let label = value.map(|value| (value.span(), words.clone()));
    SaidTest { words, label }
}

fn is_empty_string(value: Value<'_>) -> bool {
    value.as_str().is_some_and(|text| text.raw().is_empty())
}
