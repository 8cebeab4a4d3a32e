//! Random schemas and instances that nearly satisfy them: the accepting path, the reporting path and two
//! independent implementations must come to the same verdict. `PROPTEST_CASES` sets how many schemas, and
//! `PROPTEST_RNG_SEED` which ones.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::cell::Cell;

use proptest::prelude::*;
use serde_json::Value;

use support::drafts::DRAFTS;
use support::loops::{self, Loop};
use support::{generate, mutate, quirks};

/// A schema and, for each of some instances, the choices that build it, changes, and whether it is built for
/// the schema at all.
type Trial = (Value, Vec<(Vec<u16>, Vec<mutate::Change>, Option<Value>)>);

fn any_trial() -> impl Strategy<Value = Trial> {
    let instance = (
        prop::collection::vec(any::<u16>(), 0..40),
        prop::collection::vec(mutate::any_change(), 0..3),
        prop::option::weighted(0.15, generate::any_instance()),
    );
    (generate::any_root(), prop::collection::vec(instance, 1..10))
}

thread_local! {
    /// Schemas, those of them that loop, verdicts, positive verdicts.
    static TOTALS: Cell<[usize; 4]> = const { Cell::new([0; 4]) };
}

fn count(index: usize) {
    let mut totals = TOTALS.get();
    totals[index] += 1;
    TOTALS.set(totals);
}

fn agree((schema, instances): &Trial) -> Result<(), TestCaseError> {
    count(0);
    for draft in DRAFTS {
        let compiled = draft.compile(schema);
        // The oracles overflow their stacks on a schema that loops; whether it does is found out apart.
        match loops::find(schema) {
            Loop::None => {}
            Loop::Possible => continue,
            Loop::Certain => {
                count(1);
                let Err(faults) = compiled else {
                    return Err(TestCaseError::fail(format!("{schema} loops")));
                };
                prop_assert!(
                    faults.iter().all(|fault| fault.code == "reference-loop"),
                    "{faults}"
                );
                continue;
            }
        }
        let failed = |error: String| TestCaseError::fail(format!("{schema}: {error}"));
        let program = compiled.map_err(|faults| failed(faults.to_string()))?;
        let first = draft.first(schema).map_err(failed)?;
        let second = draft.second(schema).map_err(failed)?;
        let asked = [
            true,
            !quirks::refers_to_dynamic_anchor(schema),
            !quirks::names_forget_the_scope(schema),
        ];
        for (choices, changes, random) in instances {
            let mut value = match random {
                Some(value) => value.clone(),
                None => generate::instance(schema, choices),
            };
            for change in changes {
                mutate::apply(&mut value, change);
            }
            let text = value.to_string();
            let is_valid = program.is_valid(text.as_bytes());
            let said = [
                Some(program.check(text.as_bytes()).is_ok()),
                quirks::unless_it_panics(|| first.is_valid(&value)),
                Some(second.is_valid(&value)),
            ];
            count(2);
            if is_valid {
                count(3);
            }
            let agrees = |said: &Option<bool>| said.is_none_or(|said| said == is_valid);
            let agree = said
                .iter()
                .zip(asked)
                .all(|(said, asked)| !asked || agrees(said));
            prop_assert!(
                agree,
                "draft {}: is_valid {is_valid}, check, jsonschema and boon {said:?}\n{schema}\n{text}",
                draft.name
            );
        }
    }
    Ok(())
}

/// Fewer schemas tell too little.
const LEAST: u32 = 1024;

#[test]
fn random_schemas_are_understood_alike() {
    let config = ProptestConfig::default();
    let config = ProptestConfig {
        cases: config.cases.max(LEAST),
        max_shrink_iters: 50_000,
        ..config
    };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let result = runner.run(&any_trial(), |trial| agree(&trial));
    let [schemas, looping, verdicts, positive] = TOTALS.get();
    println!("{schemas} schemas, {looping} of them loop; {verdicts} verdicts, {positive} positive");
    if let Err(error) = result {
        panic!("{error}");
    }
    // What always refuses, or never does, tells nothing apart.
    assert!(positive * 5 > verdicts && positive * 5 < verdicts * 4);
}
