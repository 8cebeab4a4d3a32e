//! What is said about each keyword of JSON Schema: a snapshot for each group of cases in `tests/keywords`,
//! whose verdicts an independent implementation shares.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;
use vouchsafe::{Applicability, Compiler, Report, Warnings};

use support::{oracle, read_json, root};

#[test]
fn every_keyword_is_worded() {
    let mut used = BTreeSet::new();
    for file in support::files(&root().join("tests/keywords"), "json") {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let mut shown = String::new();
        for (case, value) in read_json(&file).as_object().unwrap() {
            let schema = &value["schema"];
            keywords(schema, &mut used);
            let _ = write!(shown, "\n━━ {case} ━━ {schema}\n");
            for text in value["texts"].as_array().unwrap() {
                let text = text.as_str().unwrap();
                let said = said(value, text);
                let _ = write!(shown, "\n{text}\n{said}\n");
            }
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("keywords");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, shown));
    }
    let missing: Vec<&str> = ASSERTING
        .into_iter()
        .filter(|keyword| !used.contains(*keyword))
        .collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
}

/// The keywords that can find a fault.
const ASSERTING: [&str; 44] = [
    "$dynamicRef",
    "$recursiveRef",
    "$ref",
    "additionalItems",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "if",
    "items",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "required",
    "then",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
];

fn keywords(schema: &Value, used: &mut BTreeSet<String>) {
    match schema {
        Value::Object(members) => {
            for (name, value) in members {
                used.insert(name.clone());
                keywords(value, used);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keywords(item, used)),
        _ => {}
    }
}

/// What is said about a text, once the verdict has been compared. A case that says why it stands `alone` is
/// not compared; in one that `asserts`, formats and content decide; of one that `mends`, the mended text is shown.
fn said(case: &Value, text: &str) -> String {
    let schema = &case["schema"];
    let asserts = case["asserts"] == true;
    let compiler = Compiler::new()
        .assert_formats(asserts)
        .assert_content(asserts)
        .error_messages(case["error_messages"] == true);
    let program = compiler.compile(schema.to_string());
    let program = program.unwrap_or_else(|faults| panic!("{schema}: {faults}"));
    let result = program.check(text.as_bytes());
    let is_valid = program.is_valid(text.as_bytes());
    assert_eq!(is_valid, result.is_ok(), "{text} against {schema}");
    let compare = case.get("alone").is_none();
    if let Some(value) = oracle::exact(text).filter(|_| compare) {
        let options = jsonschema::options().should_validate_formats(asserts);
        let oracle = options.build(schema).unwrap();
        assert_eq!(
            is_valid,
            oracle.is_valid(&value),
            "the oracle on {text} against {schema}"
        );
    }
    let report: Report = result.map_or_else(|report| report, Warnings::into_report);
    if is_valid {
        return "valid".into();
    }
    let mut said = report.to_string();
    // What following the suggestions makes of the text, the sure ones and then all.
    if case["mends"] == true {
        for (how, least) in [
            ("surely", Applicability::MachineApplicable),
            ("perhaps", Applicability::MaybeIncorrect),
        ] {
            let fixed = report.fixed(text.as_bytes(), least);
            if fixed.count > 0 {
                let fixed = String::from_utf8(fixed.text).unwrap();
                let _ = write!(said, "\n  {how}: {fixed}");
            }
        }
    }
    said
}
