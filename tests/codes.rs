//! The registry of codes: sorted, complete, and every example does what it says.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

use std::collections::BTreeSet;

use vouchsafe::{Compiler, codes};
use vouchsafe_compiler::{Lints, lint_codes};

/// Codes without an example, with the reason.
const WITHOUT_EXAMPLE: &[&str] = &[
    "content-mismatch",      // only where an option asks for it
    "deprecated-api",        // of an operation, not of a schema
    "empty-text",            // of a text that is YAML
    "evaluation-too-costly", // would be too long to read
    "format-mismatch",       // only where an option asks for it
    "json-encoding",         // no Rust string holds such an input
    "missing-credentials",   // of a recorded request
    "not-checked",           // of a recorded request
    "not-representable",     // needs a Rust type
    "incomplete-ignore",     // of comments
    "parameter-style",       // of a recorded request
    "pattern-too-costly",    // only where an option allows it
    "read-only-member",      // only where it is known which way a text goes
    "too-deep",              // would be too long to read
    "too-large",             // 4 GiB
    "unknown-media-type",    // of a recorded request
    "unknown-operation",     // of a recorded request
    "unknown-response",      // of a recorded request
    "unreadable-text",       // of texts that are not JSON
    "unused-ignore",         // of comments
    "write-only-member",     // only where it is known which way a text goes
];

#[test]
fn codes_are_sorted_and_kebab_case() {
    let of_schemas: Vec<_> = lint_codes().collect();
    for list in [
        codes::CODES,
        vouchsafe_compiler::codes::CODES,
        &of_schemas[..],
    ] {
        assert!(list.is_sorted_by_key(|code| code.name));
        for code in list {
            assert!(
                code.name
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c == '-'),
                "{}",
                code.name
            );
            assert!(
                !code.summary.ends_with('.') && code.explanation.ends_with('.'),
                "{}",
                code.name
            );
        }
    }
    assert!(vouchsafe_schemas::lints::LINTS.is_sorted_by_key(|lint| lint.name));
}

#[test]
fn no_code_means_two_things() {
    let own = codes::CODES.iter().map(|code| code.name);
    let schema = vouchsafe_compiler::codes::CODES
        .iter()
        .map(|code| code.name);
    let lints = vouchsafe_schemas::lints::LINTS.iter().map(|code| code.name);
    let of_schemas = lint_codes().map(|code| code.name);
    let all: Vec<&str> = own.chain(schema).chain(lints).chain(of_schemas).collect();
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
}

#[test]
fn every_example_does_what_it_says() {
    for code in codes::CODES {
        let Some(example) = code.example else {
            assert!(
                WITHOUT_EXAMPLE.contains(&code.name),
                "{} has no example",
                code.name
            );
            continue;
        };
        let program = Compiler::new().compile(example.schema).unwrap();
        let found = program
            .check(example.bad.as_bytes())
            .map_or_else(|report| report, vouchsafe::Warnings::into_report);
        let codes: Vec<_> = found
            .iter()
            .map(|violation| violation.code.to_string())
            .collect();
        assert_eq!(codes, [code.name], "{}: {found}", code.name);
        let found = program.check(example.good.as_bytes()).unwrap();
        assert!(found.is_empty(), "{}: {found:?}", code.name);
    }
}

#[test]
fn every_schema_with_a_lint_has_that_lint_alone() {
    for code in lint_codes() {
        let schemas = code
            .schemas
            .unwrap_or_else(|| panic!("{} has no schemas", code.name));
        let lints = Lints::default().enable(code.name).unwrap();
        let codes_of = |text: &str| {
            let compiler = Compiler::new().overlay("/", "schema.json", text);
            let found = compiler.lint_files("/", &["schema.json"], &lints);
            let found = found.into_iter().flatten();
            found.map(|found| found.code).collect::<Vec<_>>()
        };
        assert_eq!(codes_of(schemas.bad), [code.name], "{}", schemas.bad);
        assert_eq!(codes_of(schemas.good), [""; 0], "{}", schemas.good);
    }
}
