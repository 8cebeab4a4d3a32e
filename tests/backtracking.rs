//! Patterns that cannot run in linear time, where they are allowed: their verdicts are those of ECMA-262, their
//! steps are limited, and what is not decided is refused wherever it stands.
//!
//! The verdicts in `tests/backtracking/verdicts.json` are those of Node 20, of
//! `new RegExp(pattern, "u").test(text)`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use vouchsafe::{Compiler, Options, OutputFormat, Program, Report, Validate};

use support::{read, root};

fn compile(schema: &str) -> Program {
    let compiler = Compiler::new().allow_backtracking(true);
    let program = compiler.compile(schema);
    program.unwrap_or_else(|faults| panic!("{schema}: {faults}"))
}

fn of_pattern(pattern: &str) -> String {
    serde_json::json!({ "pattern": pattern }).to_string()
}

/// A pattern with texts, which stay as they are written: halves of surrogate pairs are among them.
#[derive(Deserialize)]
struct Row {
    pattern: String,
    matches: Vec<Box<RawValue>>,
    others: Vec<Box<RawValue>>,
}

#[test]
fn verdicts_are_those_of_another_implementation() {
    let table = read(&root().join("tests/backtracking/verdicts.json"));
    let table: BTreeMap<String, Vec<Row>> = serde_json::from_str(&table).unwrap();
    let options = Options::default().allow_lone_surrogates(true);
    let mut count = 0;
    for (kind, rows) in &table {
        for row in rows {
            let schema = of_pattern(&row.pattern);
            let faults = Compiler::new().compile(schema.as_str()).unwrap_err();
            assert!(
                faults.iter().all(|fault| fault.code == "nonlinear-pattern"),
                "{kind}: {faults}"
            );
            let program = compile(&schema);
            let texts = row.matches.iter().map(|text| (text, true));
            for (text, expected) in texts.chain(row.others.iter().map(|text| (text, false))) {
                let bytes = text.get().as_bytes();
                let context = format!("{kind}: {} on {text}", row.pattern);
                assert_eq!(
                    program.is_valid_with(bytes, &options),
                    expected,
                    "{context}"
                );
                let report = program.check_with(bytes, &options).err();
                assert_eq!(report.is_none(), expected, "{context}: {report:?}");
                let codes = report.iter().flat_map(Report::violations);
                assert!(
                    codes.clone().all(|found| found.code == "pattern-mismatch"),
                    "{context}: {report:?}"
                );
                count += 1;
            }
        }
    }
    assert!(table.len() >= 15 && count > 1000, "{count} verdicts");
}

/// What neither runs in linear time nor means the same to the library.
const REFUSED: &[&str] = &[
    r"^(?:(a)|b)*\1$",
    r"^(?:(a)?b)+\1$",
    r"^(a*)*\1$",
    r"^(a){0}\1$",
    r"(?<=(a)\1)b",
    r"(a)(?<=\1)b",
    r"(?<=(a))\1",
    r"(?=((?:|a)*))\1b",
    r"(?<=\ba+)b",
    r"(?<=(?=a).|b.c)d",
    r"(?!x)(?:a*){1000}",
    r"(?=a)(?:\b)*",
    r"(?=a)(b",
    r"(?=a)\2",
    r"(?=a)\Z",
    r"(?!x)(?:a{1000}){1000}",
];

#[test]
fn what_cannot_be_run_exactly_is_refused_where_it_stands() {
    let compiler = Compiler::new().allow_backtracking(true);
    let mut said = String::new();
    for pattern in REFUSED {
        let faults = compiler.compile(of_pattern(pattern)).unwrap_err();
        let _ = writeln!(said, "{pattern}\n{faults}\n");
    }
    let nested = format!("(?=a){}b{}", "(?:".repeat(100), ")".repeat(100));
    let faults = compiler.compile(of_pattern(&nested)).unwrap_err();
    let _ = writeln!(said, "a hundred groups in one another\n{faults}\n");
    let faults = Compiler::new().compile(of_pattern("^(?!a)")).unwrap_err();
    let _ = writeln!(said, "where backtracking is not allowed\n{faults}");
    insta::assert_snapshot!(said);
}

/// A pattern that takes exponentially many steps, and a text on which it does.
const COSTLY: &str = r"^(a|a)*\\1b$";

fn text() -> String {
    "a".repeat(40)
}

#[test]
fn what_is_not_decided_is_refused_wherever_it_stands() {
    let string = format!("\"{}\"", text());
    let object = format!("{{\"{}\": 1}}", text());
    let array = format!("[1, \"{}\"]", text());
    let pattern = format!(r#"{{"pattern": "{COSTLY}"}}"#);
    let cases = [
        (pattern.clone(), &string),
        (format!(r#"{{"not": {pattern}}}"#), &string),
        (format!(r#"{{"not": {{"not": {pattern}}}}}"#), &string),
        (format!(r#"{{"anyOf": [{pattern}, true]}}"#), &string),
        (format!(r#"{{"oneOf": [{pattern}, true]}}"#), &string),
        (format!(r#"{{"oneOf": [true, {pattern}]}}"#), &string),
        (format!(r#"{{"allOf": [true, {pattern}]}}"#), &string),
        (
            format!(r#"{{"if": {pattern}, "then": true, "else": {{"minLength": 1}}}}"#),
            &string,
        ),
        (
            format!(r##"{{"$ref": "#/$defs/a", "$defs": {{"a": {{"not": {pattern}}}}}}}"##),
            &string,
        ),
        (format!(r#"{{"propertyNames": {pattern}}}"#), &object),
        (
            format!(r#"{{"patternProperties": {{"{COSTLY}": false}}}}"#),
            &object,
        ),
        (
            format!(
                r#"{{"patternProperties": {{"{COSTLY}": true}}, "additionalProperties": {{"type": "integer"}}}}"#
            ),
            &object,
        ),
        (
            format!(
                r#"{{"additionalProperties": {{"not": {{"not": true}}}}, "propertyNames": {{"not": {pattern}}}}}"#
            ),
            &object,
        ),
        (format!(r#"{{"items": {{"not": {pattern}}}}}"#), &array),
        (
            format!(
                r#"{{"contains": {{"type": "string", "allOf": [{pattern}]}}, "minContains": 0, "maxContains": 0}}"#
            ),
            &array,
        ),
        (
            format!(r#"{{"anyOf": [{pattern}, true], "unevaluatedItems": true}}"#),
            &string,
        ),
    ];
    for (schema, text) in cases {
        let program = compile(&schema);
        assert!(!program.is_valid(text.as_bytes()), "{schema}");
        let report = program.check(text.as_bytes()).unwrap_err();
        let codes: Vec<_> = report.errors().map(|error| error.code.as_ref()).collect();
        assert_eq!(codes, ["pattern-too-costly"], "{schema}: {report}");
        for format in [OutputFormat::Flag, OutputFormat::Basic] {
            assert!(
                !program.output(text.as_bytes(), format).is_valid(),
                "{schema}"
            );
        }
        assert!(program.annotations(text.as_bytes()).is_err(), "{schema}");
        // What comes next has its own verdict.
        assert!(program.check(b"null").is_ok() == program.is_valid(b"null"));
    }
}

#[test]
fn what_the_verdict_does_not_need_refuses_nothing() {
    let string = format!("\"{}\"", text());
    let pattern = format!(r#"{{"pattern": "{COSTLY}"}}"#);
    for schema in [
        format!(r#"{{"anyOf": [true, {pattern}]}}"#),
        // Lints never reject, and they make a check look at every branch.
        format!(r#"{{"anyOf": [{{"deprecated": true}}, {pattern}]}}"#),
        format!(r#"{{"x-lints": [{{"code": "odd", "message": "odd", "schema": {pattern}}}]}}"#),
        format!(r#"{{"type": "string", "if": {{"type": "null"}}, "then": {pattern}}}"#),
    ] {
        let program = compile(&schema);
        assert!(program.is_valid(string.as_bytes()), "{schema}");
        assert!(program.check(string.as_bytes()).is_ok(), "{schema}");
        assert!(program.annotations(string.as_bytes()).is_ok(), "{schema}");
    }
    // A text that has a fault in any case has it said, or that it was not decided: it is refused.
    let program = compile(&format!(r#"{{"maxLength": 3, "pattern": "{COSTLY}"}}"#));
    assert!(!program.is_valid(string.as_bytes()));
    assert!(program.check(string.as_bytes()).is_err());
}

#[test]
fn the_limit_is_met_quickly_however_long_the_text() {
    let patterns = [
        r"^(a|a)*\1b$",
        r"^(a|aa)+\1b$",
        r"^(?:(?=a)a|aa)+b$",
        r"(a*)a*\1a*\1b",
        r"(?=.*x)y",
        r"(?=(?:a*)*b)",
        r"^(?:(?=.*;)a)*$",
        r"(?:(?=(?:(?=.*)a)*)a)*b",
        r"(?<=a*x)b",
        r"(?!x)a+$|b",
        r"(?!x)(?:a?){60}a{60}b",
        r"(a+)b\1",
    ];
    for pattern in patterns {
        let program = compile(&of_pattern(pattern));
        for length in [10, 100, 10_000, 1_000_000] {
            let text = format!("\"{}\"", "a".repeat(length));
            // Without a limit this would not come back.
            let valid = program.is_valid(text.as_bytes());
            println!("{pattern} on {length} characters: {valid}");
        }
    }
    // Many texts have many limits, which together are no more than a multiple of their length.
    let text = format!("[{}1]", format!("\"{}\",", "a".repeat(20)).repeat(10_000));
    let program = compile(&format!(r#"{{"items": {{"pattern": "{COSTLY}"}}}}"#));
    assert!(!program.is_valid(text.as_bytes()));
    assert!(program.check(text.as_bytes()).is_err());
}

#[test]
fn the_refusal_names_the_place_and_the_pattern_and_no_secret() {
    let schema = format!(
        r#"{{"properties": {{
            "code": {{"pattern": "{COSTLY}"}},
            "key": {{"x-secret": true, "properties": {{"inner": {{"pattern": "{COSTLY}"}}}}}},
            "names": {{"propertyNames": {{"pattern": "{COSTLY}"}}}},
            "list": {{"items": {{"pattern": "^(a|a)*\\1b$|a pattern that is much too long to be of any use to anybody"}}}}
        }}}}"#
    );
    let program = compile(&schema);
    let text = text();
    let mut said = String::new();
    for instance in [
        format!(r#"{{"code": "{text}"}}"#),
        format!(r#"{{"key": {{"inner": "{text}"}}}}"#),
        format!(r#"{{"names": {{"{text}": 1}}}}"#),
        format!(r#"{{"list": [1, "{text}"]}}"#),
        format!("\"{text}\""),
    ] {
        let outcome = program.check(instance.as_bytes());
        let report = outcome.map_or_else(|report| report.to_string(), |_| "valid".into());
        let shown = format!("{instance}\n{report}\n");
        assert!(
            !report.contains(&text) || instance.contains("names"),
            "{shown}"
        );
        let output = program.output(instance.as_bytes(), OutputFormat::Basic);
        let output = serde_json::to_string(&output).unwrap();
        let _ = writeln!(said, "{shown}{output}\n");
    }
    insta::assert_snapshot!(said);
}

#[derive(Debug, Serialize, Deserialize, Validate)]
#[vouchsafe(
    allow_backtracking,
    schema = r#"{
        "type": "object",
        "required": ["name"],
        "properties": { "name": { "type": "string", "pattern": "^(?!tmp-)(?<first>.).*\\k<first>$" } }
    }"#
)]
struct Named {
    name: String,
}

#[test]
fn derived_programs_backtrack_where_the_attribute_allows_it() {
    let named = Named::from_json(br#"{"name": "abba"}"#).unwrap();
    assert_eq!(named.name, "abba");
    assert!(!Named::is_valid_json(br#"{"name": "abb"}"#));
    assert!(!Named::is_valid_json(br#"{"name": "tmp-t"}"#));
    let options = Options::default().allow_lone_surrogates(true);
    let program = Named::program();
    assert!(program.is_valid_with(br#"{"name": "\ud800a\ud800"}"#, &options));
    assert!(!program.is_valid_with(br#"{"name": "\ud800a\ud801"}"#, &options));
}
