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

use vouchsafe_compiler::{Compiler, UnknownKeywords, codes};

use support::{files, root};

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
        let (code, shown) = command(&["schema", "check", &path]);
        let (short_code, short) = command(&["schema", "check", "-f", "short", &path]);
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
