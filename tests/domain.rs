//! The domain, field by field: every case has the verdict and the lints that are decided for it, by the
//! engine, by the derived types, by whole operations, and the verdict by an independent implementation.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use vouchsafe::{Options, Part, Report, Warnings};
use vouchsafe_schemas::operations;

use support::{domain, oracle, tables};

fn report(result: Result<Warnings, Report>) -> Report {
    result.map_or_else(|report| report, Warnings::into_report)
}

fn lints(report: &Report) -> Vec<String> {
    let mut codes: Vec<String> = report
        .warnings()
        .map(|lint| lint.code.to_string())
        .collect();
    codes.sort();
    codes
}

#[test]
fn every_case_has_its_verdict_and_its_lints() {
    let mut count = 0;
    for table in domain::all() {
        let oracle = oracle::domain(&table.schema);
        let derived = tables::find(&table.schema);
        for case in table.cases {
            let text = serde_json::to_vec_pretty(&case.instance).unwrap();
            let place = format!("{} / {}", table.schema, case.name);
            let result = (derived.check)(&text);
            assert_eq!(result.is_ok(), case.valid, "{place}: {:?}", result.err());
            assert_eq!((derived.is_valid)(&text), case.valid, "{place}: is_valid");
            if oracle::sees(&case.instance) {
                assert_eq!(
                    oracle.is_valid(&case.instance),
                    case.valid,
                    "{place}: the oracle"
                );
            }
            let report = report(result);
            if case.valid {
                assert_eq!(lints(&report), case.lints, "{place}\n{report}");
                (derived.read)(&text)
                    .unwrap_or_else(|report| panic!("{place}: the type\n{report}"));
                let written = (derived.round_trip)(&text).unwrap();
                let written = written.unwrap_or_else(|report| panic!("{place}: writing\n{report}"));
                (derived.check)(&written)
                    .unwrap_or_else(|report| panic!("{place}: written\n{report}"));
            } else {
                let same = (derived.read)(&text).unwrap_err();
                let errors: Vec<_> = report.errors().collect();
                assert_eq!(
                    same.errors().collect::<Vec<_>>(),
                    errors,
                    "{place}: from_json"
                );
            }
            count += 1;
        }
    }
    assert!(count >= 800, "only {count} cases");
}

#[test]
fn operations_describe_the_same_as_the_tables() {
    for table in domain::all() {
        let (folder, file) = table.schema.rsplit_once('/').unwrap();
        let id = folder.replace('/', ".");
        let part = match file {
            "path.json" => Part::Path,
            "query.json" => Part::Query,
            "header.json" => Part::Header,
            "body.json" => Part::Body,
            _ => Part::Response,
        };
        let operation = operations::find(&id).unwrap_or_else(|| panic!("no operation {id}"));
        let program = operation
            .part(part)
            .unwrap_or_else(|| panic!("{id} has no {part}"));
        let options = Options::default().part(part);
        for case in table.cases {
            let text = serde_json::to_vec(&case.instance).unwrap();
            let result = program.check_with(&text, &options);
            assert_eq!(result.is_ok(), case.valid, "{id} {part}: {}", case.name);
            if case.valid {
                assert_eq!(
                    lints(&report(result)),
                    case.lints,
                    "{id} {part}: {}",
                    case.name
                );
            }
        }
    }
}

#[test]
fn every_lint_of_the_schemas_is_explained_and_has_a_case() {
    let mut declared: Vec<String> = Vec::new();
    for file in support::files(&support::root().join("schemas"), "json") {
        let text = support::read(&file);
        for rest in text.split("\"code\": \"").skip(1) {
            declared.push(rest.split('"').next().unwrap().to_owned());
        }
    }
    declared.sort();
    declared.dedup();
    let explained: Vec<&str> = vouchsafe_schemas::lints::LINTS
        .iter()
        .map(|lint| lint.name)
        .collect();
    assert_eq!(declared, explained);
    let fired: Vec<String> = domain::all()
        .into_iter()
        .flat_map(|table| table.cases)
        .flat_map(|case| case.lints)
        .collect();
    for lint in explained.iter().filter(|lint| **lint != "plaintext-secret") {
        assert!(fired.iter().any(|code| code == lint), "no case for {lint}");
    }
}

#[test]
fn a_policy_lint_is_reported_when_it_is_asked_for() {
    let program = operations::find("dis.create-transfer-task")
        .unwrap()
        .part(Part::Header)
        .unwrap();
    let text = br#"{"x-auth-token": "MIIEogYJKoZIhvcNAQcCoIIEkzCCBI8C"}"#;
    let options = Options::default().part(Part::Header);
    assert!(program.check_with(text, &options).unwrap().is_empty());
    let warnings = program
        .check_with(text, &options.enable_lint("plaintext-secret"))
        .unwrap();
    let codes: Vec<_> = warnings
        .iter()
        .map(|warning| warning.code.as_ref())
        .collect();
    assert_eq!(codes, ["plaintext-secret"]);
    assert!(!format!("{warnings:?}").contains("MIIE"));
}

#[test]
fn every_schema_is_valid_against_the_meta_schema() {
    let uri = "https://json-schema.org/draft/2020-12/schema";
    let own = vouchsafe::Compiler::new()
        .compile(format!(r#"{{"$ref": "{uri}"}}"#))
        .unwrap();
    let files = support::files(&support::root().join("schemas"), "json");
    for file in files.iter().filter(|file| !file.ends_with("openapi.json")) {
        let schema = support::read_json(file);
        assert!(oracle::is_schema(&schema), "{}", file.display());
        own.check(support::read(file).as_bytes())
            .unwrap_or_else(|report| panic!("{}\n{report}", file.display()));
        assert_eq!(schema["$schema"], uri, "{}", file.display());
    }
    assert!(files.len() > 20);
}
