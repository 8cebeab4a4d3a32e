//! The official JSON Schema test suite, every dialect: required and optional tests, from bytes, by the
//! verdict and by the report. Those of formats and content ask for them to be checked.
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
use vouchsafe::{Compiler, Dialect, UnknownKeywords};

use support::suite::{self, Case};

/// The folders of the suite with the number of tests in them: required, optional, of formats. Fewer would
/// mean that some are lost.
const DIALECTS: [(Dialect, &str, [usize; 3]); 5] = [
    (Dialect::Draft4, "draft4", [618, 100, 219]),
    (Dialect::Draft6, "draft6", [839, 106, 325]),
    (Dialect::Draft7, "draft7", [927, 118, 676]),
    (Dialect::Draft2019, "draft2019-09", [1259, 158, 757]),
    (Dialect::Draft2020, "draft2020-12", [1299, 162, 764]),
];

fn main() -> ExitCode {
    support::shared::run("json-schema-test-suite", |folder| {
        let compiler = compiler(&folder);
        let expected = expected_failures();
        let mut trials = Vec::new();
        for (dialect, name, counts) in DIALECTS {
            let required = folder.join("tests").join(name);
            let groups = ["", "optional", "optional/format"].map(|group| required.join(group));
            for (group, expected_count) in groups.into_iter().zip(counts) {
                let mut count = 0;
                let files = support::files(&group, "json");
                for file in files.iter().filter(|file| file.parent() == Some(&group)) {
                    let stem = support::oracle::relative(&folder.join("tests"), file);
                    for case in suite::cases(file) {
                        count += case.tests.len();
                        let asserts = stem.ends_with("optional/content.json");
                        let compiler = compiler
                            .clone()
                            .dialect(dialect)
                            .assert_formats(group.ends_with("format"))
                            .assert_content(asserts);
                        trials.push(trial(&stem, case, compiler, &expected));
                    }
                }
                let group = support::oracle::relative(&folder.join("tests"), &group);
                trials.push(complete(&group, count, expected_count));
            }
        }
        trials
    })
}

/// A trial that no test of a folder has been lost.
fn complete(group: &str, count: usize, expected: usize) -> Trial {
    let group = group.to_owned();
    Trial::test(format!("{group} is complete"), move || {
        println!("{count} tests of {group}");
        if count == expected {
            Ok(())
        } else {
            Err(format!("{count}, not {expected}").into())
        }
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

fn trial(file: &str, case: Case, compiler: Compiler, expected: &BTreeSet<String>) -> Trial {
    let name = format!("{file}: {}", case.description);
    let is_expected = expected.contains(&name);
    Trial::test(name, move || match (judge(&case, &compiler), is_expected) {
        (result, false) => result,
        (Err(_), true) => Ok(()),
        (Ok(()), true) => Err("it passes: remove it from the expected failures".into()),
    })
}

fn judge(case: &Case, compiler: &Compiler) -> Result<(), Failed> {
    let program = compiler
        .compile(case.schema.get())
        .map_err(|faults| faults.to_string())?;
    for test in &case.tests {
        let bytes = test.data.get().as_bytes();
        let verdict = program.is_valid(bytes);
        let report = program.check(bytes);
        if verdict != test.valid || report.is_ok() != test.valid {
            let (words, expected) = (&test.description, test.valid);
            let message = format!("{words}: expected {expected}, got {verdict} and {report:?}");
            return Err(message.into());
        }
    }
    Ok(())
}
