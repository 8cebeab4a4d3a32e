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
use std::path::Path;
use std::process::ExitCode;

use libtest_mimic::{Failed, Trial};
use vouchsafe::{Compiler, Dialect};
use vouchsafe_suite::{Case, compiler, groups};

/// The folders of the suite with the number of tests in them: required, optional, of formats. Fewer would
/// mean that some are lost.
const FOLDERS: [(&str, [usize; 3]); 5] = [
    ("draft4", [618, 100, 219]),
    ("draft6", [839, 106, 325]),
    ("draft7", [927, 118, 676]),
    ("draft2019-09", [1259, 158, 757]),
    ("draft2020-12", [1299, 162, 764]),
];

/// The tests that the oracle reads without rounding a number; it passes them all.
const TESTS_OF_THE_ORACLE: usize = 8106;

fn main() -> ExitCode {
    support::shared::run("json-schema-test-suite", |folder| {
        let expected = expected_failures();
        let groups = groups(&folder);
        let mut trials = Vec::new();
        for (name, counts) in FOLDERS {
            let folders = ["", "/optional", "/optional/format"].map(|tail| format!("{name}{tail}"));
            for (folder, expected) in folders.into_iter().zip(counts) {
                let inside = groups.iter().filter(|group| {
                    let (parent, _) = group.name.rsplit_once('/').unwrap_or_default();
                    parent == folder
                });
                let cases = inside.flat_map(|group| &group.cases);
                let count = cases.map(|case| case.tests.len()).sum();
                trials.push(complete(&folder, count, expected));
            }
        }
        trials.push(oracle(&folder));
        trials.push(meta_schemas(&folder));
        for group in groups {
            for case in group.cases {
                let compiler = compiler(&folder, &group.name, group.dialect);
                trials.push(trial(&group.name, case, compiler, &expected));
            }
        }
        trials
    })
}

/// A trial of the harness: an independent implementation, run in the same way, passes as well.
fn oracle(folder: &Path) -> Trial {
    let folder = folder.to_owned();
    Trial::test("an independent implementation agrees", move || {
        let (mut agreed, mut failed) = (0, Vec::new());
        for group in groups(&folder) {
            let draft = match group.dialect {
                Dialect::Draft4 => jsonschema::Draft::Draft4,
                Dialect::Draft6 => jsonschema::Draft::Draft6,
                Dialect::Draft7 => jsonschema::Draft::Draft7,
                Dialect::Draft2019 => jsonschema::Draft::Draft201909,
                _ => jsonschema::Draft::Draft202012,
            };
            let registry = registry(&folder, draft)?;
            for case in &group.cases {
                let schema = serde_json::from_str(case.schema.get())?;
                let options = jsonschema::options()
                    .with_draft(draft)
                    .with_registry(&registry)
                    .should_validate_formats(group.name.contains("/optional/format"));
                let Ok(validator) = options.build(&schema) else {
                    failed.push(format!("{}: {}", group.name, case.description));
                    continue;
                };
                for test in &case.tests {
                    let Some(value) = support::oracle::exact(test.data.get()) else {
                        continue;
                    };
                    if validator.is_valid(&value) == test.valid {
                        agreed += 1;
                    } else {
                        let (case, test) = (&case.description, &test.description);
                        failed.push(format!("{}: {case}: {test}", group.name));
                    }
                }
            }
        }
        println!("the oracle passes {agreed} tests");
        if failed.is_empty() && agreed == TESTS_OF_THE_ORACLE {
            Ok(())
        } else {
            Err(failed.join("\n").into())
        }
    })
}

/// A trial that schemas which the meta-schema of their dialect refuses have a fault, and others none of form: the
/// schemas of the suite, each with values of other kinds at its places.
fn meta_schemas(folder: &Path) -> Trial {
    use support::meta;
    /// Of the schemas with another value one in so many is tried, or as many as the environment says.
    const USUAL_STRIDE: usize = 97;
    let folder = folder.to_owned();
    Trial::test("what meta-schemas refuse has a fault", move || {
        #[expect(clippy::disallowed_methods, reason = "how a long run is asked for")]
        let stride = std::env::var("VOUCHSAFE_META_STRIDE").ok();
        let stride = stride.map_or(Ok(USUAL_STRIDE), |stride| stride.parse())?;
        let others = meta::others();
        let (mut tried, mut count, mut refused) = (0, 0, 0);
        for group in groups(&folder) {
            let compiler = compiler(&folder, &group.name, group.dialect);
            for case in &group.cases {
                let schema: serde_json::Value = serde_json::from_str(case.schema.get())?;
                for place in 0..meta::places(&schema) {
                    for other in &others {
                        count += 1;
                        if count % stride != 0 {
                            continue;
                        }
                        let mut changed = schema.clone();
                        meta::replace(&mut changed, place, other);
                        let Some(dialect) = meta::dialect_of(&changed, group.dialect) else {
                            continue;
                        };
                        tried += 1;
                        refused += usize::from(!meta::accepts(dialect, &changed));
                        // The meta-schema knows no schemas in keywords that it does not know.
                        let leads_away = group.name.contains("refOfUnknownKeyword");
                        let why = meta::disagreement(&compiler, dialect, &changed);
                        if let Some(why) = why.filter(|_| !leads_away) {
                            return Err(
                                format!("{}: {}: {why}", group.name, case.description).into()
                            );
                        }
                    }
                }
            }
        }
        println!("{tried} schemas, {refused} of them refused by their meta-schema");
        if refused > 1000 {
            Ok(())
        } else {
            Err(format!("only {refused}").into())
        }
    })
}

/// The suite's remote schemas, as the independent implementation wants them.
fn registry(
    folder: &Path,
    draft: jsonschema::Draft,
) -> Result<jsonschema::Registry<'static>, jsonschema::ReferencingError> {
    let remotes = folder.join("remotes");
    let resources = support::files(&remotes, "json")
        .into_iter()
        .filter_map(|file| {
            let path = support::oracle::relative(&remotes, &file);
            let contents = support::read_json(&file);
            let resource = match path.split('/').next() {
                // A dialect that is not finished yet, and one that is too old.
                Some("v1" | "draft3") => return None,
                Some("draft4") => jsonschema::Draft::Draft4.create_resource(contents),
                Some("draft6") => jsonschema::Draft::Draft6.create_resource(contents),
                Some("draft7") => jsonschema::Draft::Draft7.create_resource(contents),
                Some("draft2019-09") => jsonschema::Draft::Draft201909.create_resource(contents),
                Some("draft2020-12") => jsonschema::Draft::Draft202012.create_resource(contents),
                _ => draft.create_resource(contents),
            };
            Some((format!("http://localhost:1234/{path}"), resource))
        });
    jsonschema::Registry::new().extend(resources)?.prepare()
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
