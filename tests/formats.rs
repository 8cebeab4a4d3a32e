//! The official test data of the formats, of every draft: what a checker says of each text.
//!
//! One checker serves all drafts, so the data of no two drafts may contradict each other.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::process::ExitCode;

use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use vouchsafe_core::Format;

/// The drafts that have data.
const DRAFTS: [&str; 5] = ["draft4", "draft6", "draft7", "draft2019-09", "draft2020-12"];

/// The number of tests, of texts and of other values; fewer would mean that some are lost.
const TESTS: (usize, usize) = (2291, 450);

fn main() -> ExitCode {
    support::shared::run("json-schema-test-suite", |folder| {
        let mut count = (0, 0);
        let mut trials = Vec::new();
        for draft in DRAFTS {
            let tests = folder.join("tests").join(draft).join("optional/format");
            for file in support::files(&tests, "json") {
                let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
                let cases = support::read_json(&file);
                for case in cases.as_array().unwrap() {
                    let tests = case["tests"].as_array().unwrap();
                    let texts = tests.iter().filter(|test| test["data"].is_string()).count();
                    count = (count.0 + texts, count.1 + tests.len() - texts);
                    trials.push(trial(&format!("{draft}/{stem}"), case));
                }
            }
        }
        trials.push(Trial::test("the data is complete", move || {
            println!("{} tests of texts, {} of other values", count.0, count.1);
            if count == TESTS {
                Ok(())
            } else {
                Err(format!("{count:?}, not {TESTS:?}").into())
            }
        }));
        trials
    })
}

fn trial(file: &str, case: &Value) -> Trial {
    let name = format!("{file}: {}", case["description"].as_str().unwrap());
    let case = case.clone();
    Trial::test(name, move || judge(&case))
}

/// Checks each test of a case, and says of all that fail what they are.
fn judge(case: &Value) -> Result<(), Failed> {
    let schema = case["schema"].as_object().unwrap();
    let is_plain = |name: &String| matches!(name.as_str(), "$schema" | "format");
    if !schema.keys().all(is_plain) {
        return Err("the schema has other keywords beside `format`".into());
    }
    // What no draft defines allows everything.
    let format = Format::from_name(schema["format"].as_str().unwrap());
    let mut wrong = Vec::new();
    for test in case["tests"].as_array().unwrap() {
        let text = test["data"].as_str();
        let found = text.is_none_or(|text| format.is_none_or(|format| format.is_valid(text)));
        if found != test["valid"].as_bool().unwrap() {
            wrong.push(format!(
                "{}: {} found {found}",
                test["description"], test["data"]
            ));
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n").into())
    }
}
