//! Bounded by construction: inputs and schemas that try to exhaust stack, memory or patience end in a
//! clear answer. Tests run on threads with 2 MiB of stack.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

use std::fmt::Write as _;

use vouchsafe::{Compiler, Options, Program};

fn compile(schema: &str) -> Program {
    Compiler::new()
        .compile(schema)
        .unwrap_or_else(|faults| panic!("{faults}"))
}

/// The code of the only violation.
fn only_code(program: &Program, text: &[u8]) -> String {
    let report = program.check(text).unwrap_err();
    assert_eq!(report.violations().len(), 1, "{report}");
    report.violations()[0].code.to_string()
}

#[test]
fn a_million_nested_arrays_are_refused() {
    let text = "[".repeat(1_000_000);
    assert_eq!(
        only_code(&Program::accept_all(), text.as_bytes()),
        "too-deep"
    );
    assert!(!Program::accept_all().is_valid(text.as_bytes()));
}

#[test]
fn the_limit_of_depth_is_what_it_says() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    let program = Program::accept_all();
    assert!(program.is_valid(nested(128).as_bytes()));
    assert!(!program.is_valid(nested(129).as_bytes()));
    let options = Options::default().max_depth(512);
    assert!(program.is_valid_with(nested(512).as_bytes(), &options));
    // There is a limit to the limit.
    assert!(!program.is_valid_with(
        nested(513).as_bytes(),
        &Options::default().max_depth(100_000)
    ));
}

#[test]
fn recursive_schemas_do_not_exhaust_the_stack() {
    let recursive = r##"{"allOf": [{"anyOf": [{"$ref": "#/$defs/node"}, false]}],
        "$defs": {"node": {"oneOf": [{"type": "array", "items": {"$ref": "#"}}, {"type": "integer"}]}}}"##;
    let program = compile(recursive);
    let nested = |depth: usize, inner: &str| "[".repeat(depth) + inner + &"]".repeat(depth);
    assert!(program.check(nested(100, "1").as_bytes()).is_ok());
    let report = program.check(nested(60, "\"x\"").as_bytes()).unwrap_err();
    assert!(report.has_errors());
    // Deeper than evaluation goes: an answer, not a crash.
    let options = Options::default().max_depth(512);
    let report = program
        .check_with(nested(500, "1").as_bytes(), &options)
        .unwrap_err();
    assert_eq!(report.violations()[0].code, "too-deep");
    assert!(!program.is_valid_with(nested(500, "1").as_bytes(), &options));
}

#[test]
fn a_long_chain_of_references_is_a_fault_of_the_schema() {
    let mut schema = String::from(r##"{"$ref": "#/$defs/n0", "$defs": {"##);
    for index in 0..5_000 {
        let _ = write!(
            schema,
            r##""n{index}": {{"$ref": "#/$defs/n{}"}},"##,
            index + 1
        );
    }
    schema.push_str(r#""n5000": {"type": "integer"}}}"#);
    let faults = Compiler::new().compile(schema).unwrap_err();
    assert!(
        faults.iter().any(|fault| fault.code == "schema-too-deep"),
        "{faults}"
    );
    let looping = Compiler::new()
        .compile(r##"{"anyOf": [{"$ref": "#"}]}"##)
        .unwrap_err();
    assert!(
        looping.iter().any(|fault| fault.code == "reference-loop"),
        "{looping}"
    );
}

#[test]
fn schemas_that_nest_too_deep_are_refused() {
    let schema = r#"{"not":"#.repeat(100_000) + "true" + &"}".repeat(100_000);
    assert!(Compiler::new().compile(schema).is_err());
}

#[test]
fn a_million_violations_are_answered_in_bounded_space() {
    let text = format!("[{}0]", "\"x\",".repeat(1_000_000));
    let program = compile(r#"{"items": {"type": "integer"}}"#);
    let report = program.check(text.as_bytes()).unwrap_err();
    assert_eq!(report.violations().len(), 1000);
    assert!(report.is_truncated());
    assert!(
        report
            .to_string()
            .ends_with("there are more violations than these")
    );
    let few = program
        .check_with(text.as_bytes(), &Options::default().max_violations(3))
        .unwrap_err();
    assert_eq!(few.violations().len(), 3);
}

#[test]
fn a_hundred_megabytes_in_one_string_are_no_trouble() {
    let text = format!("\"{}\"", "a".repeat(100_000_000));
    let program = compile(r#"{"maxLength": 3, "pattern": "^(a+)+$"}"#);
    let report = program.check(text.as_bytes()).unwrap_err();
    assert!(report.to_string().len() < 500, "{report}");
}

#[test]
fn patterns_run_in_linear_time() {
    let text = format!("\"{}!\"", "a".repeat(1_000_000));
    for pattern in ["^(a+)+$", "^(a|a)*$", "(.*)*x", "^(?:a?){50}a{50}$"] {
        let program = compile(&serde_json::json!({ "pattern": pattern }).to_string());
        assert!(!program.is_valid(text.as_bytes()), "{pattern}");
    }
    let faults = Compiler::new()
        .compile(r#"{"pattern": "(?:a{1000}){1000}"}"#)
        .unwrap_err();
    assert_eq!(
        faults.iter().next().unwrap().code,
        "invalid-pattern",
        "{faults}"
    );
}

#[test]
fn ten_thousand_properties_are_found_quickly() {
    let mut schema = String::from(r#"{"additionalProperties": false, "properties": {"#);
    let mut text = String::from("{");
    for index in 0..10_000 {
        let comma = if index == 0 { "" } else { "," };
        let _ = write!(
            schema,
            r#"{comma}"property_{index}": {{"type": "integer"}}"#
        );
        let _ = write!(text, r#"{comma}"property_{index}": {index}"#);
    }
    schema.push_str("}}");
    text.push('}');
    let program = compile(&schema);
    assert!(program.is_valid(text.as_bytes()));
    // Each name is wrong: a thousand are told, with a bounded effort for suggestions.
    let wrong = text.replace("property", "proprety");
    let report = program.check(wrong.as_bytes()).unwrap_err();
    assert_eq!(report.violations().len(), 1000);
}

#[test]
fn crafted_names_do_not_cost_quadratic_time() {
    // Names that are all new: every one is compared with the others by hash alone.
    let mut text = String::from("{");
    for index in 0..200_000 {
        let comma = if index == 0 { "" } else { "," };
        let _ = write!(text, r#"{comma}"{index}": 0"#);
    }
    text.push('}');
    assert!(Program::accept_all().is_valid(text.as_bytes()));
    let unique = compile(r#"{"uniqueItems": true}"#);
    let items: Vec<String> = (0..200_000)
        .map(|index| format!("{{\"a\": {index}}}"))
        .collect();
    assert!(unique.is_valid(format!("[{}]", items.join(",")).as_bytes()));
}

/// What is left out for want of room is never the last that would have been said.
#[test]
fn many_faults_in_branches_do_not_hide_that_none_holds() {
    let text = format!("[{}1.5]", "\"x\",".repeat(2000));
    let schemas = [
        r#"{"anyOf": [{"items": {"type": "integer"}}, {"items": {"type": "boolean"}}]}"#,
        r#"{"oneOf": [{"items": {"type": "integer"}}, {"items": {"type": "boolean"}}]}"#,
        r#"{"anyOf": [{"type": "array", "items": {"type": "integer"}}, {"type": "string"}]}"#,
        r#"{"items": {"oneOf": [{"type": "integer"}, {"anyOf": [{"type": "null"}, {"minLength": 2}]}]}}"#,
        r#"{"anyOf": [{"items": {"type": "integer"}}, {"deprecated": true, "items": {"deprecated": true, "const": 1}}]}"#,
    ];
    for schema in schemas {
        let program = compile(schema);
        assert!(!program.is_valid(text.as_bytes()), "{schema}");
        for most in [0, 1, 2, 3, 10, 999, 1000, 1001, 5000] {
            let options = Options::default().max_violations(most);
            let report = program.check_with(text.as_bytes(), &options).unwrap_err();
            assert!(report.has_errors(), "{schema}: {report}");
            assert!(report.errors().count() <= most.max(1), "{schema}: {report}");
        }
    }
}

/// Alternatives that are recursive multiply the faults of each level.
#[test]
fn faults_of_nested_alternatives_are_bounded() {
    let program = compile(
        r##"{"type": ["array", "integer"], "anyOf": [{"items": {"$ref": "#"}}, {"items": {"$ref": "#"}}]}"##,
    );
    for depth in [1, 9, 10, 12] {
        let text = "[".repeat(depth) + "\"x\"" + &"]".repeat(depth);
        assert!(!program.is_valid(text.as_bytes()));
        let report = program.check(text.as_bytes()).unwrap_err();
        assert!(report.has_errors());
        assert!(report.to_string().len() < 1_000, "{report}");
    }
}
