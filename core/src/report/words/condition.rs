//! "because `source_type` is `KAFKA_REPLICATOR_SOURCE`": the conditions that a fault depends on.

use std::rc::Rc;

use super::super::{Scene, show};
use super::At;
use crate::engine::{Hit, Met, literal_is};
use crate::json::{Span, Value};
use crate::program::{Literal, Rule, Run, Test, TestKind};

/// The conditions of one fault.
pub(in super::super) struct Conditions {
    /// What comes after "because"; `None` if there is no condition that words are known for.
    pub(super) clause: Option<String>,
    /// The members that made the conditions true.
    pub(super) labels: Vec<(Span, String)>,
}

/// The conditions that held on the way to a fault. Its neighbours mostly have the same ones.
pub(super) fn of(at: At<'_>) -> Rc<Conditions> {
    let hits = at.fault().conditions();
    let mut last = at.scene.memo.conditions.borrow_mut();
    if let Some((same, conditions)) = &*last
        && same == hits
    {
        return conditions.clone();
    }
    let conditions = Rc::new(in_words(at.scene, hits));
    *last = Some((hits.to_vec(), conditions.clone()));
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
        let Some(Rule::Condition { tests }) = scene.rule(hit.keyword) else {
            continue;
        };
        let tests = scene.parts.run(tests);
        // "Not (a and b)" does not say which of the two; it is better left out than guessed.
        if hit.met == Met::Failed && tests.len() > 1 {
            continue;
        }
        for test in tests {
            add(say(scene, *hit, test));
        }
    }
    let clause = (!clauses.is_empty()).then(|| show::list(clauses.into_iter(), "and"));
    Conditions { clause, labels }
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
            format!("{name} is {}", scene.found(value.index()))
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
