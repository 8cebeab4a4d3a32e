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
use support::{causes, generate, mutate, quirks, recursive};

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
                // A loop that only some values meet is cut, with a warning.
                let Err(faults) = compiled else { continue };
                count(1);
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

/// How many steps an instance of a recursive schema may take here, beyond those for each of its values.
const STEPS: u64 = 60_000;

/// Schemas that refer to themselves in many ways: verdicts equal those of the oracle where the instance is shallow, and
/// whatever is asked of a deep one takes few steps.
#[test]
fn recursion_in_many_ways_takes_few_steps() {
    let config = ProptestConfig::default();
    // Each has several instances, of which everything is asked.
    let cases = config.cases / 4;
    let config = ProptestConfig {
        cases,
        max_shrink_iters: 2_000,
        ..config
    };
    let (valid, all, deep) = (Cell::new(0_u32), Cell::new(0_u32), Cell::new(0_u32));
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let result = runner.run(&recursive::any_recursion(), |(schema, instances)| {
        let fail = |error: String| TestCaseError::fail(format!("{schema}: {error}"));
        let program = vouchsafe::Compiler::new()
            .compile(schema.to_string())
            .map_err(|faults| fail(faults.to_string()))?;
        let oracle = jsonschema::validator_for(&schema).map_err(|error| fail(error.to_string()))?;
        for choices in instances {
            let shallow = recursive::instance(&choices, 6);
            let text = shallow.to_string();
            let is_valid = program.is_valid(text.as_bytes());
            all.set(all.get() + 1);
            valid.set(valid.get() + u32::from(is_valid));
            prop_assert_eq!(is_valid, oracle.is_valid(&shallow), "{}\n{}", schema, text);
            // Without any steps to spare, the few that an instance of that size has are enough.
            let shallower = recursive::instance(&choices, 24).to_string();
            bounded(&program, &shallower).map_err(fail)?;
            // Some schemas nest so often for each value that an instance of 60 levels meets the limit of depth, which
            // has tests of its own, before its steps count.
            let deeper = [60, 40].map(|depth| recursive::instance(&choices, depth).to_string());
            if let Some(text) = deeper.iter().find(|text| !is_too_deep(&program, text)) {
                deep.set(deep.get() + 1);
                bounded(&program, text).map_err(fail)?;
            }
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    println!("{} of {} instances are valid", valid.get(), all.get());
    assert!(cases < 50 || valid.get() * 20 > all.get() && valid.get() < all.get());
    assert!(cases < 50 || deep.get() * 20 > all.get() * 19);
}

/// Whether the check of an instance is given up at the limit of depth.
fn is_too_deep(program: &vouchsafe::Program, text: &str) -> bool {
    let checked = program.check(text.as_bytes());
    checked.is_err_and(|report| report.errors().any(|error| &*error.code == "too-deep"))
}

/// Asks everything about an instance; `Err` if an answer takes too many steps, or contradicts another.
fn bounded(program: &vouchsafe::Program, text: &str) -> Result<(), String> {
    let options = vouchsafe::Options::default().max_steps(STEPS);
    let bytes = text.as_bytes();
    let is_valid = program.is_valid_with(bytes, &options);
    let too_costly = |code: &str| code == "evaluation-too-costly" || code == "too-deep";
    let checked = program.check_with(bytes, &options);
    let faults = program.faults_with(bytes, &options);
    let output = program.output_with(bytes, vouchsafe::OutputFormat::Basic, &options);
    if let Err(report) = &checked
        && report.errors().any(|error| too_costly(&error.code))
    {
        return Err(format!("{report}\n{text}"));
    }
    let answers = [checked.is_ok(), faults.is_empty(), output.is_valid()];
    if answers.iter().any(|answer| *answer != is_valid) {
        return Err(format!("is_valid {is_valid}, others {answers:?}\n{text}"));
    }
    Ok(())
}

/// Slips of those that write values by hand: quotes where none belong or none where some do, names and texts in
/// another case.
fn slip(value: &mut Value, choices: &mut impl Iterator<Item = u16>) {
    let choice = choices.next().unwrap_or(0);
    match value {
        Value::Object(members) => {
            if choice.is_multiple_of(3) {
                *members = std::mem::take(members)
                    .into_iter()
                    .map(|(name, value)| {
                        let slips = choices.next().unwrap_or(0).is_multiple_of(3);
                        (if slips { name.to_uppercase() } else { name }, value)
                    })
                    .collect();
            }
            members.values_mut().for_each(|value| slip(value, choices));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| slip(item, choices)),
        Value::String(text) if choice.is_multiple_of(3) => *text = text.to_uppercase(),
        Value::String(text) if choice % 3 == 1 => {
            if let Ok(inner) = serde_json::from_str::<Value>(text) {
                *value = inner;
            }
        }
        Value::Number(_) | Value::Bool(_) | Value::Null if choice.is_multiple_of(2) => {
            *value = Value::String(value.to_string());
        }
        _ => {}
    }
}

/// Each fault that has no alternative is told, or one that implies it; what is sure comes true.
fn is_truthful((schema, instances): &Trial) -> Result<(), TestCaseError> {
    for draft in DRAFTS {
        if !matches!(loops::find(schema), Loop::None) {
            continue;
        }
        let program = draft.compile(schema);
        let program = program.map_err(|faults| TestCaseError::fail(faults.to_string()))?;
        for (choices, changes, random) in instances {
            let mut value = match random {
                Some(value) => value.clone(),
                None => generate::instance(schema, choices),
            };
            for change in changes {
                mutate::apply(&mut value, change);
            }
            causes::nothing_is_passed_over(&program, schema, &value)
                .map_err(TestCaseError::fail)?;
            slip(&mut value, &mut choices.iter().rev().copied());
            let text = value.to_string();
            let followed = causes::what_is_sure_comes_true(&program, schema, &text)
                .map_err(TestCaseError::fail)?;
            if followed {
                count(0);
            }
        }
    }
    Ok(())
}

#[test]
fn reports_tell_the_causes() {
    let config = ProptestConfig::default();
    let config = ProptestConfig {
        cases: config.cases.max(LEAST),
        max_shrink_iters: 50_000,
        ..config
    };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    if let Err(error) = runner.run(&any_trial(), |trial| is_truthful(&trial)) {
        panic!("{error}");
    }
    let [followed, ..] = TOTALS.get();
    assert!(followed > 50, "only {followed} texts were mended");
}
