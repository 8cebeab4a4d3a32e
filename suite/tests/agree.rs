//! Generated code against the engine, on schemas of our own: the same verdict and the same report, also on texts
//! that are broken. `PROPTEST_CASES` sets how many instances each schema sees, and `VOUCHSAFE_SUITE_SEED`, when
//! the tests are built, which random schemas there are.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails loudly and says what it did"
)]

#[path = "../../tests/support"]
#[allow(dead_code, reason = "the tests of the facade use the rest")]
mod support {
    pub(crate) mod fragments;
    pub(crate) mod generate;
    pub(crate) mod mutate;
    pub(crate) mod recursive;
    pub(crate) mod refs;
    pub(crate) mod style;
}

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use support::{fragments, generate, mutate, recursive, style};
use vouchsafe::Program;

/// What the build script has written.
#[allow(
    clippy::all,
    clippy::pedantic,
    unreachable_pub,
    unused_qualifications,
    reason = "generated"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/own.rs"));
}

/// A byte that is put somewhere: the place, and whether another one makes room for it.
type Edit = (usize, u8, bool);

/// Bytes that mean something in JSON, and some that do not.
const BYTES: &[u8] = b"{}[]:,\"\\ \n\t0123456789.-eEtfnau\x00\x1f\x7f\x80\xc3\xa9\xff";

fn any_edit() -> impl Strategy<Value = Edit> {
    (any::<usize>(), prop::sample::select(BYTES), any::<bool>())
}

fn edit(text: &mut Vec<u8>, (place, byte, replaces): Edit) {
    let place = place % (text.len() + 1);
    if replaces && place < text.len() {
        text[place] = byte;
    } else {
        text.insert(place, byte);
    }
}

fn agree(schema: &str, program: &Program, text: &[u8]) -> Result<bool, TestCaseError> {
    // The same schema without the code that was generated from it.
    let engine = Program::from_parts(program.parts().clone());
    let words = || format!("{schema}\n{}", String::from_utf8_lossy(text));
    let (by_code, by_engine) = (program.is_valid(text), engine.is_valid(text));
    prop_assert!(
        by_code == by_engine,
        "code {by_code}, engine {by_engine}: {}",
        words()
    );
    let (by_code, by_engine) = (program.check(text), engine.check(text));
    // Faults are found where the code has met them, errors by going over everything.
    let errors: Vec<_> = by_engine
        .as_ref()
        .map_or_else(|report| report.errors().collect(), |_| Vec::new());
    let mut errors: Vec<_> = errors
        .iter()
        .map(|error| (error.span, &*error.code))
        .collect();
    errors.sort();
    let faults = program.faults(text);
    let faults: Vec<_> = faults
        .iter()
        .map(|fault| (Some(fault.span), fault.code))
        .collect();
    prop_assert!(faults == errors, "{}\n{faults:?}\n{errors:?}", words());
    let (by_code, by_engine) = (format!("{by_code:?}"), format!("{by_engine:?}"));
    prop_assert!(by_code == by_engine, "{}\n{by_code}\n{by_engine}", words());
    Ok(engine.is_valid(text))
}

#[test]
fn code_and_engine_agree_on_every_pair_of_keywords() {
    for (schema, program) in generated::OWN {
        for text in fragments::INSTANCES {
            agree(schema, program, text.as_bytes()).unwrap();
        }
    }
}

#[test]
fn code_and_engine_agree_on_every_format() {
    let formats = vouchsafe_core::Format::ALL;
    assert_eq!(generated::FORMATS.len(), 3 * formats.len());
    let mut texts: Vec<String> = fragments::INSTANCES
        .iter()
        .map(|text| (*text).to_owned())
        .collect();
    for format in formats {
        let example = format.words().split('`').nth(1).unwrap_or_default();
        texts.push(serde_json::to_string(example).unwrap());
        texts.push(serde_json::to_string(&format!("{example} ")).unwrap());
        if let Some(range) = format.number_range() {
            for bound in [range.min, range.max] {
                // The bound, what is next to it, and a little more than it.
                texts.push(bound.to_owned());
                texts.push(bound.replacen('8', "9", 1));
                texts.push(format!("{bound}0"));
                texts.push(if bound.contains('e') {
                    bound.to_owned()
                } else {
                    format!("{bound}.5")
                });
            }
        }
    }
    let (mut valid, mut invalid) = (0, 0);
    for (schema, program) in generated::FORMATS {
        for text in &texts {
            for text in [text.clone(), format!("{{\"a\": {text}}}")] {
                if agree(schema, program, text.as_bytes()).unwrap() {
                    valid += 1;
                } else {
                    invalid += 1;
                }
            }
        }
    }
    assert!(
        valid > 1000 && invalid > 1000,
        "{valid} valid, {invalid} invalid"
    );
}

#[test]
fn code_and_engine_agree_on_random_instances() {
    // There are many schemas, so that a few instances of each are enough, unless more are asked for.
    let cases = match ProptestConfig::default().cases {
        256 => 32,
        cases => cases,
    };
    let (mut count, mut positive) = (0, 0);
    for (schema, program) in generated::OWN {
        let parsed: Value = serde_json::from_str(schema).unwrap();
        let instance = (
            prop::collection::vec(any::<u16>(), 0..40),
            prop::collection::vec(mutate::any_change(), 0..3),
            prop::collection::vec(style::any_style(), 1..3),
            prop::collection::vec(any_edit(), 0..3),
            generate::any_instance(),
        );
        let mut runner = TestRunner::new(ProptestConfig {
            cases,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        let result = runner.run(&instance, |(choices, changes, styles, edits, random)| {
            // Only those that were generated can be followed.
            let mut value = if parsed.get("$id").is_some() {
                generate::instance(&parsed, &choices)
            } else {
                random
            };
            for change in &changes {
                mutate::apply(&mut value, change);
            }
            let mut text = style::write(&value, &styles).into_bytes();
            for change in edits {
                edit(&mut text, change);
            }
            agree(schema, program, &text).map(drop)
        });
        if let Err(error) = result {
            panic!("{error}");
        }
        count += cases;
        positive += usize::from(program.is_valid(b"{}"));
    }
    println!("{} schemas, {count} instances", generated::OWN.len());
    // What always refuses, or never does, tells nothing apart.
    assert!(positive > 0 && positive < generated::OWN.len());
}

#[test]
fn code_and_engine_agree_on_recursion_and_take_few_steps() {
    let options = vouchsafe::Options::default().max_steps(60_000);
    for (schema, program) in generated::RECURSIVE {
        let mut runner = TestRunner::new(ProptestConfig {
            cases: 12,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        let choices = prop::collection::vec(any::<u8>(), 1..40);
        let result = runner.run(&choices, |choices| {
            let shallow = recursive::instance(&choices, 8).to_string();
            agree(schema, program, shallow.as_bytes())?;
            let deep = recursive::instance(&choices, 60).to_string();
            let engine = Program::from_parts(program.parts().clone());
            let by_engine = engine.is_valid_with(deep.as_bytes(), &options);
            let by_code = program.is_valid_with(deep.as_bytes(), &options);
            let report = program.check_with(deep.as_bytes(), &options);
            prop_assert!(
                by_code == by_engine && by_code == report.is_ok(),
                "{schema}\n{deep}"
            );
            let codes = report
                .err()
                .map(|report| report.to_string())
                .unwrap_or_default();
            prop_assert!(!codes.contains("evaluation-too-costly"), "{schema}\n{deep}");
            Ok(())
        });
        if let Err(error) = result {
            panic!("{error}");
        }
    }
}
