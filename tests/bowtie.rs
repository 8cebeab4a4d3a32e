//! The harness for Bowtie, through its pipes: the official suite in every dialect that it says it knows, and
//! the manners of the protocol.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, Stdio};

use libtest_mimic::{Failed, Trial};
use serde_json::{Map, Value, json};

/// The dialects of the suite: the URI, the folder, the number of required tests, and the file with the names of
/// the cases that are known to fail, if there is one.
const SUITES: &[(&str, &str, usize, Option<&str>)] = &[(
    "https://json-schema.org/draft/2020-12/schema",
    "draft2020-12",
    1299,
    Some("tests/json_schema_suite.expected-failures.txt"),
)];

/// The place of the suite's remote schemas.
const REMOTES: &str = "http://localhost:1234/";

fn main() -> ExitCode {
    support::shared::run("json-schema-test-suite", |folder| {
        let mut trials = vec![
            Trial::test("every dialect of the harness has a suite", || {
                let (_, greeting) = Harness::start();
                let dialects = greeting["implementation"]["dialects"].clone();
                let suites: Vec<&str> = SUITES.iter().map(|(uri, ..)| *uri).collect();
                equal(&dialects, &json!(suites))
            }),
            Trial::test("it introduces itself", || {
                introduces_itself();
                Ok(())
            }),
            Trial::test("what cannot be run is answered", answers_what_cannot_be_run),
            Trial::test("numbers keep their digits", || {
                keeps_digits();
                Ok(())
            }),
            Trial::test("what is no command ends it", refuses_what_is_no_command),
        ];
        for suite in SUITES {
            let folder = folder.clone();
            trials.push(Trial::test(
                format!("the suite of {}", suite.1),
                move || runs_the_suite(&folder, suite.0, suite.1, suite.2, suite.3),
            ));
        }
        trials
    })
}

/// The harness as a process that is talked to.
struct Harness {
    child: Child,
    commands: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Harness {
    fn spawn() -> Self {
        let mut child = Command::new(executable())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let commands = child.stdin.take().unwrap();
        let answers = BufReader::new(child.stdout.take().unwrap());
        Self {
            child,
            commands,
            answers,
        }
    }

    /// One that has been greeted, with its answer.
    fn start() -> (Self, Value) {
        let mut harness = Self::spawn();
        let greeting = harness.ask(&json!({"cmd": "start", "version": 1}));
        (harness, greeting)
    }

    /// One that speaks a dialect.
    fn speaking(dialect: &str) -> Self {
        let (mut harness, _) = Self::start();
        let answer = harness.ask(&json!({"cmd": "dialect", "dialect": dialect}));
        assert_eq!(answer, json!({"ok": true}));
        harness
    }

    fn ask(&mut self, command: &Value) -> Value {
        let answer = self.say(&command.to_string());
        serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{answer:?}: {error}"))
    }

    /// The line that answers a line; empty if there is none any more.
    fn say(&mut self, line: &str) -> String {
        writeln!(self.commands, "{line}").unwrap();
        let mut answer = String::new();
        self.answers.read_line(&mut answer).unwrap();
        answer
    }

    /// Whether it ends well, without another word.
    fn stop(mut self) -> bool {
        writeln!(self.commands, r#"{{"cmd": "stop"}}"#).unwrap();
        let mut rest = String::new();
        self.answers.read_line(&mut rest).unwrap();
        self.child.wait().unwrap().success() && rest.is_empty()
    }
}

/// The example stands beside the folder of this test.
fn executable() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(Path::parent).unwrap();
    let file = format!("bowtie{}", std::env::consts::EXE_SUFFIX);
    let found = folder.join("examples").join(file);
    let build = "the example is not there: `cargo build --example bowtie`";
    assert!(found.is_file(), "{build}");
    found
}

fn equal(left: &Value, right: &Value) -> Result<(), Failed> {
    if left == right {
        return Ok(());
    }
    Err(format!("{left} is not {right}").into())
}

fn introduces_itself() {
    let (harness, greeting) = Harness::start();
    assert_eq!(greeting["version"], 1);
    let implementation = &greeting["implementation"];
    for member in [
        "name", "language", "version", "homepage", "issues", "source",
    ] {
        assert!(implementation[member].is_string(), "{member}");
    }
    assert!(harness.stop());
}

fn answers_what_cannot_be_run() -> Result<(), Failed> {
    let mut harness = Harness::speaking(SUITES[0].0);
    let unknown = json!({"cmd": "dialect", "dialect": "https://example.com/mine"});
    equal(&harness.ask(&unknown), &json!({"ok": false}))?;
    let case = json!({"description": "", "schema": {"type": 12}, "tests": [{"description": "", "instance": 1}]});
    let answer = harness.ask(&json!({"cmd": "run", "seq": "odd \"seq\"", "case": case}));
    assert_eq!(answer["seq"], "odd \"seq\"");
    assert_eq!(answer["errored"], true);
    let message = answer["context"]["message"].as_str().unwrap();
    assert!(
        message.contains("1:9: error[invalid-keyword-value]"),
        "{message}"
    );
    // It goes on.
    let case =
        json!({"description": "", "schema": true, "tests": [{"description": "", "instance": 1}]});
    let answer = harness.ask(&json!({"cmd": "run", "seq": 2, "case": case}));
    equal(&answer, &json!({"seq": 2, "results": [{"valid": true}]}))?;
    assert!(harness.stop());
    Ok(())
}

fn keeps_digits() {
    let mut harness = Harness::speaking(SUITES[0].0);
    let line = r#"{"cmd": "run", "seq": 12345678901234567890123, "case": {"description": "", "schema": {"const": 1e400},
        "tests": [{"description": "", "instance": 10e399}, {"description": "", "instance": 1e401}]}}"#;
    let answer = harness.say(&line.replace('\n', " "));
    assert_eq!(
        answer.trim_end(),
        r#"{"seq":12345678901234567890123,"results":[{"valid":true},{"valid":false}]}"#
    );
    assert!(harness.stop());
}

fn refuses_what_is_no_command() -> Result<(), Failed> {
    for line in [
        "",
        "{",
        r#"{"cmd": "start", "version": 2}"#,
        r#"{"cmd": "dance"}"#,
        r#"{"cmd": "run"}"#,
    ] {
        let mut harness = Harness::spawn();
        assert_eq!(harness.say(line), "", "{line}");
        assert!(!harness.child.wait()?.success(), "{line}");
    }
    Ok(())
}

/// Every required test of a draft, with the verdict of the suite; what is known to fail is answered as an error
/// or with another verdict.
fn runs_the_suite(
    folder: &Path,
    dialect: &str,
    draft: &str,
    required: usize,
    expected_failures: Option<&str>,
) -> Result<(), Failed> {
    let mut harness = Harness::speaking(dialect);
    let remotes = remotes(folder, draft);
    let expected = expected_failures.map(failures).unwrap_or_default();
    let tests = folder.join("tests").join(draft);
    let (mut count, mut wrong) = (0, BTreeSet::new());
    for file in support::files(&tests, "json") {
        if file.parent() != Some(&tests) {
            continue;
        }
        for case in support::read_json(&file).as_array().unwrap() {
            let stem = file.file_stem().unwrap().to_string_lossy();
            let name = format!("{stem}: {}", case["description"].as_str().unwrap());
            let answer = harness.ask(&command(count, case, &remotes));
            assert_eq!(answer["seq"], count);
            let tests = case["tests"].as_array().unwrap();
            let verdicts: Vec<Value> = tests
                .iter()
                .map(|test| json!({"valid": test["valid"]}))
                .collect();
            if answer["results"] != json!(verdicts) {
                wrong.insert(name);
            }
            count += tests.len();
        }
    }
    println!(
        "{draft}: {count} tests, {} cases not as the suite has them",
        wrong.len()
    );
    assert!(harness.stop());
    assert_eq!(count, required);
    if wrong == expected {
        return Ok(());
    }
    Err(format!("{wrong:?}, expected {expected:?}").into())
}

/// A command that runs a case of the suite.
fn command(seq: usize, case: &Value, remotes: &Map<String, Value>) -> Value {
    let tests = case["tests"].as_array().unwrap().iter();
    let tests: Vec<Value> = tests
        .map(|test| json!({"description": test["description"], "instance": test["data"]}))
        .collect();
    let mut sent = json!({
        "description": case["description"], "schema": case["schema"], "tests": tests,
    });
    // The registry is long; most cases have no use for it.
    if case["schema"].to_string().contains(REMOTES) {
        sent["registry"] = remotes.clone().into();
    }
    json!({"cmd": "run", "seq": seq, "case": sent})
}

/// The remote schemas that the draft may see, by their URIs.
fn remotes(folder: &Path, draft: &str) -> Map<String, Value> {
    let folder = folder.join("remotes");
    let files = support::files(&folder, "json").into_iter();
    let named = files.map(|file| (support::oracle::relative(&folder, &file), file));
    let seen = named
        .filter(|(path, _)| !path.starts_with("draft") || path.starts_with(&format!("{draft}/")));
    seen.map(|(path, file)| (format!("{REMOTES}{path}"), support::read_json(&file)))
        .collect()
}

/// The names of the cases that are known to fail.
fn failures(file: &str) -> BTreeSet<String> {
    let text = support::read(&support::root().join(file));
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(str::to_owned).collect()
}
