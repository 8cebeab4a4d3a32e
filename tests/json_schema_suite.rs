//! The official JSON Schema test suite, draft 2020-12: every required test, from bytes, by the verdict and
//! by the report, checked against an independent implementation.
//!
//! What fails and is known to is in `tests/json_schema_suite.expected-failures.txt`; a line there that
//! passes must be removed.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use std::process::ExitCode;

use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use vouchsafe::{Compiler, UnknownKeywords};

/// The number of required tests of the draft; fewer would mean that some are lost.
const REQUIRED: usize = 1299;

fn main() -> ExitCode {
    support::shared::run("json-schema-test-suite", |folder| {
        let compiler = compiler(&folder);
        let expected = expected_failures();
        let tests = folder.join("tests/draft2020-12");
        let files = support::files(&tests, "json");
        let required = files
            .into_iter()
            .filter(|file| file.parent() == Some(&tests));
        let mut count = 0;
        let mut trials = Vec::new();
        for file in required {
            let cases = support::read_json(&file);
            let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
            for case in cases.as_array().unwrap() {
                count += case["tests"].as_array().unwrap().len();
                trials.push(trial(&stem, case, &compiler, &expected));
            }
        }
        trials.push(Trial::test("the suite is complete", move || {
            println!("{count} required tests of draft 2020-12");
            if count == REQUIRED {
                Ok(())
            } else {
                Err(format!("{count}, not {REQUIRED}").into())
            }
        }));
        trials
    })
}

/// A compiler that knows the suite's remote schemas.
fn compiler(folder: &Path) -> Compiler {
    let remotes = folder.join("remotes");
    let files = support::files(&remotes, "json").into_iter();
    let compiler = Compiler::new().unknown_keywords(UnknownKeywords::Allow);
    files.fold(compiler, |compiler, file: PathBuf| {
        let path = support::oracle::relative(&remotes, &file);
        compiler.resource(
            format!("http://localhost:1234/{path}"),
            support::read(&file),
        )
    })
}

fn expected_failures() -> BTreeSet<String> {
    let file = support::root().join("tests/json_schema_suite.expected-failures.txt");
    let text = support::read(&file);
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(str::to_owned).collect()
}

fn trial(file: &str, case: &Value, compiler: &Compiler, expected: &BTreeSet<String>) -> Trial {
    let name = format!("{file}: {}", case["description"].as_str().unwrap());
    let is_expected = expected.contains(&name);
    let (case, compiler) = (case.clone(), compiler.clone());
    Trial::test(name, move || match (judge(&case, &compiler), is_expected) {
        (result, false) => result,
        (Err(_), true) => Ok(()),
        (Ok(()), true) => Err("it passes: remove it from the expected failures".into()),
    })
}

fn judge(case: &Value, compiler: &Compiler) -> Result<(), Failed> {
    let schema = serde_json::to_vec_pretty(&case["schema"])?;
    let program = compiler
        .compile(schema)
        .map_err(|faults| faults.to_string())?;
    for test in case["tests"].as_array().unwrap() {
        let bytes = serde_json::to_vec_pretty(&test["data"])?;
        let expected = test["valid"].as_bool().unwrap();
        let verdict = program.is_valid(&bytes);
        let report = program.check(&bytes);
        if verdict != expected || report.is_ok() != expected {
            let description = &test["description"];
            return Err(format!(
                "{description}: expected {expected}, got {verdict} and {report:?}"
            )
            .into());
        }
    }
    Ok(())
}
