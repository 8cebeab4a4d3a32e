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

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, Stdio};

use libtest_mimic::{Failed, Trial};
use serde_json::{Map, Value, json};
use vouchsafe_suite::{Case, groups};

/// The dialects of the suite: the URI, the folder, and the number of tests: required, optional, of formats.
const SUITES: [(&str, &str, [usize; 3]); 5] = [
    (
        "https://json-schema.org/draft/2020-12/schema",
        "draft2020-12",
        [1299, 162, 764],
    ),
    (
        "https://json-schema.org/draft/2019-09/schema",
        "draft2019-09",
        [1259, 158, 757],
    ),
    (
        "http://json-schema.org/draft-07/schema#",
        "draft7",
        [927, 118, 676],
    ),
    (
        "http://json-schema.org/draft-06/schema#",
        "draft6",
        [839, 106, 325],
    ),
    (
        "http://json-schema.org/draft-04/schema#",
        "draft4",
        [618, 100, 219],
    ),
];

/// The place of the suite's remote schemas.
const REMOTES: &str = "http://localhost:1234/";

fn main() -> ExitCode {
    support::shared::run("json-schema-test-suite", |folder| {
        let mut trials = vec![
            Trial::test("every dialect of the harness has a suite", || {
                let (_, greeting) = Harness::start(&[]);
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
        for (dialect, draft, counts) in SUITES {
            let folders =
                ["", "/optional", "/optional/format"].map(|tail| format!("{draft}{tail}"));
            for (group, count) in folders.into_iter().zip(counts) {
                let folder = folder.clone();
                let name = format!("the suite in {group}");
                trials.push(Trial::test(name, move || {
                    runs_the_suite(&folder, dialect, &group, count)
                }));
            }
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
    fn spawn(options: &[&str]) -> Self {
        let mut child = Command::new(executable())
            .args(options)
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
    fn start(options: &[&str]) -> (Self, Value) {
        let mut harness = Self::spawn(options);
        let greeting = harness.ask(&json!({"cmd": "start", "version": 1}));
        (harness, greeting)
    }

    /// One that speaks a dialect.
    fn speaking(dialect: &str, options: &[&str]) -> Self {
        let (mut harness, _) = Self::start(options);
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
    let (harness, greeting) = Harness::start(&[]);
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
    let mut harness = Harness::speaking(SUITES[0].0, &[]);
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
    let mut harness = Harness::speaking(SUITES[0].0, &[]);
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
        let mut harness = Harness::spawn(&[]);
        assert_eq!(harness.say(line), "", "{line}");
        assert!(!harness.child.wait()?.success(), "{line}");
    }
    Ok(())
}

/// Every test in a folder of the suite, with the verdict of the suite.
fn runs_the_suite(
    folder: &Path,
    dialect: &str,
    tests: &str,
    expected_count: usize,
) -> Result<(), Failed> {
    let remotes = remotes(folder);
    let (mut count, mut wrong) = (0, Vec::new());
    for group in groups(folder) {
        if group.name.rsplit_once('/').map(|(parent, _)| parent) != Some(tests) {
            continue;
        }
        let mut options = Vec::new();
        if tests.ends_with("/format") {
            options.push("--assert-formats");
        }
        if group.name.ends_with("optional/content.json") {
            options.push("--assert-content");
        }
        let mut harness = Harness::speaking(dialect, &options);
        for case in &group.cases {
            let answer = harness.say(&command(count, case, &remotes));
            let answer: Value = serde_json::from_str(&answer)?;
            assert_eq!(answer["seq"], count);
            let verdicts = case.tests.iter().map(|test| json!({"valid": test.valid}));
            if answer["results"] != verdicts.collect::<Value>() {
                wrong.push(format!("{}: {}: {answer}", group.name, case.description));
            }
            count += case.tests.len();
        }
        assert!(harness.stop());
    }
    println!("{tests}: {count} tests");
    assert_eq!(count, expected_count);
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n").into())
    }
}

/// The line that runs a case of the suite, with every digit that the suite has written.
fn command(seq: usize, case: &Case, remotes: &str) -> String {
    let line = |text: &str| text.replace(['\n', '\r'], " ");
    let schema = line(case.schema.get());
    let tests = case.tests.iter().map(|test| {
        let words = json!(test.description);
        format!(
            r#"{{"description": {words}, "instance": {}}}"#,
            line(test.data.get())
        )
    });
    let tests = tests.collect::<Vec<_>>().join(",");
    // The registry is long; most cases have no use for it.
    let registry = if schema.contains(REMOTES) {
        format!(r#""registry": {remotes}, "#)
    } else {
        String::new()
    };
    let words = json!(case.description);
    format!(
        r#"{{"cmd": "run", "seq": {seq}, "case": {{"description": {words}, "schema": {schema}, {registry}"tests": [{tests}]}}}}"#
    )
}

/// The remote schemas by their URIs, as a line of JSON.
fn remotes(folder: &Path) -> String {
    let folder = folder.join("remotes");
    let files = support::files(&folder, "json").into_iter();
    let named = files.map(|file| (support::oracle::relative(&folder, &file), file));
    // Of a dialect that is not finished yet.
    let seen = named.filter(|(path, _)| !path.starts_with("v1/"));
    let all: Map<String, Value> = seen
        .map(|(path, file)| (format!("{REMOTES}{path}"), support::read_json(&file)))
        .collect();
    Value::from(all).to_string()
}
