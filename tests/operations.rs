//! Whole requests: path, query, header and body in one report.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::fmt::Write as _;

use vouchsafe::{Operation, Options, Part, Report, Request, Warnings};
use vouchsafe_schemas::operations;

use support::{read, root};

fn find(id: &str) -> &'static Operation {
    operations::find(id).unwrap()
}

fn example(name: &str) -> Vec<u8> {
    read(&root().join("examples/requests").join(name)).into_bytes()
}

/// A line for each violation: the part, the place, the words.
fn lines(result: Result<Warnings, Report>) -> String {
    let report = result.map_or_else(|report| report, Warnings::into_report);
    report.iter().fold(String::new(), |mut lines, violation| {
        let _ = writeln!(
            lines,
            "{} {:?} {violation}",
            violation.part, violation.instance_location
        );
        lines
    })
}

const PATH: [(&str, &str); 2] = [
    ("project_id", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"),
    ("stream_name", "clicks"),
];

#[test]
fn a_good_request_has_no_errors() {
    let operation = find("dis.create-transfer-task");
    let body = example("dis.create-transfer-task.valid.json");
    let request = Request::new(&body)
        .path(&PATH)
        .headers(&[("x-auth-token", "MIIFvgYJKoZIhvcNAQ")]);
    let warnings = operation.check(&request).unwrap();
    let codes: Vec<&str> = warnings.iter().map(|lint| &*lint.code).collect();
    assert_eq!(codes, ["removed-upstream"]);
}

#[test]
fn the_faults_of_all_parts_are_in_one_report() {
    let operation = find("dis.create-transfer-task");
    let body = example("dis.create-transfer-task.faulty.json");
    let request = Request::new(&body).path(&PATH[..1]);
    insta::assert_snapshot!(lines(operation.check(&request)));
}

#[test]
fn names_of_header_fields_have_no_case_and_parameters_do() {
    let operation = find("kafka.show-sink-task");
    let path = [
        ("project_id", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"),
        ("connector_id", "c"),
        ("task_id", "t"),
    ];
    let upper = Request::without_body()
        .path(&path)
        .query(&[("Topic-Info", "true")])
        .headers(&[("X-PROJECT-ID", "p"), ("CONTENT-TYPE", "application/json")]);
    insta::assert_snapshot!(lines(operation.check(&upper)));
}

#[test]
fn a_body_that_must_be_there_is_missed() {
    let operation = find("dis.create-transfer-task");
    let request = Request::without_body()
        .path(&PATH)
        .headers(&[("X-Auth-Token", "MIIFvgYJKoZIhvcNAQ")]);
    insta::assert_snapshot!(lines(operation.check(&request)));
}

#[test]
fn a_body_that_is_no_json_does_not_hide_the_other_parts() {
    let operation = find("kafka.create-sink-task");
    let request = Request::new(b"{\"source_type\": ").path(&[("project_id", "x y")]);
    insta::assert_snapshot!(lines(operation.check(&request)));
}

#[test]
fn the_bound_holds_for_each_part() {
    let operation = find("kafka.create-sink-task");
    let mut options = Options::default();
    options.max_violations = 1;
    let report = operation
        .check_with(&Request::new(b"{}"), &options)
        .unwrap_err();
    for part in Part::ALL {
        let count = report.errors().filter(|error| error.part == part).count();
        assert!(count <= 1, "{count} errors of {part:?}");
    }
}

#[test]
fn a_request_shows_neither_tokens_nor_bodies() {
    let request = Request::new(b"{\"secret_key\": \"hunter2\"}")
        .path(&[("project_id", "hunter2")])
        .query(&[("q", "hunter2")])
        .headers(&[("X-Auth-Token", "hunter2")]);
    let shown = format!("{request:?}");
    assert!(!shown.contains("hunter2"), "{shown}");
    assert!(shown.contains("X-Auth-Token"), "{shown}");
}
