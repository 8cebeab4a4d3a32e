//! Faults of schemas: `vouchsafe schema check` for each file in `tests/schemas`, a snapshot for each; and the same
//! words from the compiler.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};
use vouchsafe_compiler::{Compiler, Dialect, UnknownKeywords, codes};

use support::{files, meta, root};

/// Codes without a file: they need what no file in a folder can have.
const WITHOUT_FILE: &[&str] = &[
    "invalid-openapi",     // of an OpenAPI document
    "invalid-schema",      // in `keyword_values` the keyword is at fault
    "schema-not-found",    // the command says so itself
    "schema-too-deep",     // would be too long to read
    "unsupported-dialect", // ends the reading of the file
];

fn command(arguments: &[&str]) -> (u8, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = vouchsafe_cli::run_with(arguments, &mut &b""[..], &mut out, &mut err);
    assert_eq!(String::from_utf8(err).unwrap(), "");
    (code, String::from_utf8(out).unwrap())
}

#[test]
fn every_fault_is_shown_where_it_is() {
    let mut told = BTreeSet::new();
    for file in files(&root().join("tests/schemas"), "json") {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let path = format!("tests/schemas/{name}.json");
        let (code, shown) = command(&["schema", "check", "--no-backtracking", &path]);
        let (short_code, short) =
            command(&["schema", "check", "--no-backtracking", "-f", "short", &path]);
        let compiler = Compiler::new()
            .unknown_keywords(UnknownKeywords::Deny)
            .refuse_contradictions(true);
        let faults = compiler.compile_file(root(), &path).unwrap_err();
        assert_eq!((code, short_code), (1, 1));
        // One line for each fault, in the words of the compiler.
        assert_eq!(short.lines().count(), faults.len());
        for (line, fault) in short.lines().zip(&faults) {
            let words = fault.to_string();
            let first = words.lines().next().unwrap();
            assert!(line.starts_with(first), "{line}\n{first}");
            assert!(shown.contains(&fault.message), "{}", fault.message);
            told.insert(fault.code);
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("schemas");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, shown));
    }
    let all = codes::CODES.iter().map(|code| code.name);
    let missing: Vec<&str> = all
        .filter(|code| !told.contains(code) && !WITHOUT_FILE.contains(code))
        .collect();
    assert_eq!(missing, [""; 0], "no file in tests/schemas shows these");
}

#[test]
fn schemas_without_a_fault_are_told_apart_from_those_that_cannot_be_read() {
    let path = "schemas/kafka/create-sink-task/obs-destination-descriptor.json";
    let (code, shown) = command(&["schema", "check", path]);
    assert_eq!(
        (code, shown.as_str()),
        (0, "1 schema checked, nothing found\n")
    );
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["schema", "check", "tests/schemas/nowhere.json"];
    let code = vouchsafe_cli::run_with(arguments, &mut &b""[..], &mut out, &mut err);
    assert_eq!(code, 2);
    assert!(
        String::from_utf8(err)
            .unwrap()
            .starts_with("error: `tests/schemas/nowhere.json` cannot be read")
    );
}

#[test]
fn the_derive_says_the_same_of_the_five_usual_faults() {
    let derive = root().join("tests/derive/fail");
    let case = support::read(&derive.join("schema_with_the_five_usual_faults.rs"));
    let told = support::read(&derive.join("schema_with_the_five_usual_faults.stderr"));
    let path = "tests/schemas/five_faults.json";
    let schema = support::read(&root().join(path));
    assert!(
        case.contains(schema.trim_end()),
        "the case has another schema"
    );
    let (_, short) = command(&["schema", "check", "-f", "short", path]);
    assert_eq!(short.lines().count(), 5);
    assert_eq!(told.matches("\nerror: ").count() + 1, 5);
    for line in short.lines() {
        // The text of an attribute is called `schema`, and help has a line of its own.
        let line = line.replace(path, "schema");
        let message = line.split(" (did you mean").next().unwrap();
        let message = message.split(" (raise").next().unwrap();
        assert!(told.contains(&format!("error: {message}\n")), "{message}");
    }
}

/// Schemas of some keywords with values of all kinds, some of them right.
fn any_schema() -> impl Strategy<Value = Value> {
    let keywords = [
        "$anchor",
        "$comment",
        "$defs",
        "$dynamicAnchor",
        "$dynamicRef",
        "$id",
        "$recursiveAnchor",
        "$recursiveRef",
        "$ref",
        "$vocabulary",
        "additionalItems",
        "additionalProperties",
        "allOf",
        "anyOf",
        "const",
        "contains",
        "contentEncoding",
        "contentMediaType",
        "contentSchema",
        "default",
        "definitions",
        "dependencies",
        "dependentRequired",
        "dependentSchemas",
        "deprecated",
        "description",
        "else",
        "enum",
        "examples",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "format",
        "id",
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
        "readOnly",
        "required",
        "then",
        "title",
        "type",
        "unevaluatedItems",
        "unevaluatedProperties",
        "uniqueItems",
        "writeOnly",
    ];
    let keyword = move || prop::sample::select(keywords.to_vec());
    let leaf = prop::sample::select(meta::others());
    leaf.prop_recursive(3, 12, 3, move |inner| {
        prop_oneof![
            4 => prop::collection::hash_map(keyword(), inner.clone(), 1..4).prop_map(|map| json!(map)),
            1 => inner.clone().prop_map(|value| json!([value])),
            1 => inner.prop_map(|value| json!({ "a": value })),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_meta_schemas_refuse_has_a_fault_and_nothing_else_has_one_of_form(
        schema in any_schema(),
        dialect in prop::sample::select(Dialect::ALL.to_vec()),
    ) {
        let compiler = Compiler::new().dialect(dialect);
        let disagreement = meta::disagreement(&compiler, dialect, &schema);
        prop_assert!(disagreement.is_none(), "{}", disagreement.unwrap());
    }
}

#[test]
fn a_path_that_is_meant_for_a_pointer_is_known() {
    let schema = r#"{"$ref": "/$defs/foo", "$defs": {"foo": {}}}"#;
    let faults = Compiler::new().compile(schema).unwrap_err();
    let helps: Vec<_> = faults.iter().map(|fault| fault.help.as_deref()).collect();
    assert_eq!(helps, [Some("did you mean `#/$defs/foo`?")]);
}

#[test]
fn counts_that_no_input_reaches_are_counts() {
    let compiler = Compiler::new().refuse_contradictions(true);
    for count in [
        "18446744073709551615",
        "18446744073709551616",
        "1e30",
        "1e400",
        "1e1000000000",
        "2.0",
        "-0",
    ] {
        for keyword in ["maxLength", "maxItems", "maxProperties"] {
            let schema = format!("{{\"{keyword}\": {count}}}");
            let program = compiler.compile(schema.as_str()).unwrap();
            assert!(program.is_valid(b"3"), "{schema}");
        }
    }
    for count in ["-1", "1.5", "-1e400", "1e-1"] {
        let schema = format!("{{\"minLength\": {count}}}");
        let faults = compiler.compile(schema.as_str()).unwrap_err();
        let wanted = format!("`minLength` must be a non-negative integer, found `{count}`");
        assert!(faults.to_string().contains(&wanted), "{faults}");
    }
}

#[test]
fn our_own_schemas_have_no_fault() {
    let compiler = Compiler::new()
        .unknown_keywords(UnknownKeywords::Deny)
        .refuse_contradictions(true);
    let mut count = 0;
    for file in files(&root().join("schemas"), "json") {
        let path = support::oracle::relative(root(), &file);
        if path.ends_with("openapi.json") {
            continue;
        }
        compiler
            .compile_file(root(), &path)
            .unwrap_or_else(|faults| panic!("{faults}"));
        count += 1;
    }
    assert!(count > 5, "only {count} schemas");
}
