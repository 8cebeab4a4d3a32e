//! Keywords beside each other: every pair of keywords in one schema object, each once more with a `type`, and
//! the triples that act on each other, against instances of every type. The accepting path, the reporting path
//! and two independent implementations must come to the same verdict. They do; should they differ one day, it
//! is the specification that decides.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::Value;

use support::drafts::{DRAFTS, Draft, JUDGES};
use support::fragments::{FRAGMENTS, Fragment, INSTANCES, together};

/// Keywords of which one reads what the others have found. Each triple of a family is tried.
const FAMILIES: &[&[Fragment]] = &[
    // Which items are evaluated, and by whom.
    &[
        ("prefixItems", r#"[{"type": "integer"}]"#),
        ("items", r#"{"type": "integer"}"#),
        ("contains", r#"{"type": "integer"}"#),
        ("minContains", "0"),
        ("maxContains", "1"),
        ("unevaluatedItems", "false"),
        ("uniqueItems", "true"),
        ("allOf", r#"[{"prefixItems": [true, true]}]"#),
        (
            "anyOf",
            r#"[{"items": {"type": "integer"}}, {"contains": {"type": "string"}}]"#,
        ),
        (
            "oneOf",
            r#"[{"maxItems": 1, "prefixItems": [true]}, {"contains": {"const": 1}}]"#,
        ),
        ("not", r#"{"prefixItems": [{"const": 2}]}"#),
        ("if", r#"{"prefixItems": [{"const": 1}]}"#),
        ("then", r#"{"prefixItems": [true, true]}"#),
        ("else", r#"{"items": true}"#),
        ("$ref", r##""#/$defs/node""##),
        ("type", r#""array""#),
    ],
    // Which members are evaluated, and by whom.
    &[
        ("properties", r#"{"a": {"type": "integer"}}"#),
        ("patternProperties", r#"{"^a": {"minimum": 1}}"#),
        ("additionalProperties", r#"{"type": "integer"}"#),
        ("unevaluatedProperties", "false"),
        ("propertyNames", r#"{"maxLength": 1}"#),
        ("required", r#"["a"]"#),
        ("dependentRequired", r#"{"a": ["b"]}"#),
        ("dependentSchemas", r#"{"a": {"properties": {"b": true}}}"#),
        ("allOf", r#"[{"properties": {"b": true}}]"#),
        (
            "anyOf",
            r#"[{"properties": {"a": {"const": 1}}, "required": ["a"]}, {"additionalProperties": {"type": "string"}}]"#,
        ),
        (
            "oneOf",
            r#"[{"required": ["a"], "properties": {"a": true}}, {"required": ["c"], "properties": {"c": true}}]"#,
        ),
        (
            "not",
            r#"{"properties": {"b": {"type": "string"}}, "required": ["b"]}"#,
        ),
        (
            "if",
            r#"{"properties": {"a": {"const": 1}}, "required": ["a"]}"#,
        ),
        ("then", r#"{"properties": {"b": true}}"#),
        ("else", r#"{"patternProperties": {"^[bc]$": true}}"#),
        ("$ref", r##""#/$defs/node""##),
        ("type", r#""object""#),
    ],
    // What a scalar may be.
    &[
        ("type", r#"["integer", "string"]"#),
        ("enum", r#"[1, 2.0, 2.5, "a", "ab", null]"#),
        ("const", "2"),
        ("minimum", "1"),
        ("exclusiveMinimum", "1"),
        ("maximum", "2"),
        ("exclusiveMaximum", "2"),
        ("multipleOf", "0.5"),
        ("minLength", "1"),
        ("maxLength", "2"),
        ("pattern", r#""^[ab]*$""#),
        ("not", r#"{"enum": [null, 2, "a"]}"#),
        ("if", r#"{"type": "number"}"#),
        ("then", r#"{"multipleOf": 1}"#),
        ("else", r#"{"minLength": 1}"#),
    ],
];

/// Fewer schemas or verdicts would mean that some are lost.
const SCHEMAS: usize = 9_895;
const VERDICTS: usize = 376_010;

#[test]
fn keywords_beside_each_other_mean_what_they_mean() {
    let instances: Vec<(&str, Value)> = INSTANCES
        .iter()
        .map(|text| (*text, serde_json::from_str(text).unwrap()))
        .collect();
    for draft in DRAFTS {
        let schemas = schemas();
        let verdicts = AtomicUsize::new(0);
        let accepted = AtomicUsize::new(0);
        let threads = thread::available_parallelism().map_or(1, usize::from);
        thread::scope(|scope| {
            for chunk in schemas.chunks(schemas.len().div_ceil(threads)) {
                let (verdicts, accepted, instances) = (&verdicts, &accepted, &instances);
                scope.spawn(move || {
                    for schema in chunk {
                        accepted.fetch_add(judge(*draft, schema, instances), Ordering::Relaxed);
                        verdicts.fetch_add(instances.len(), Ordering::Relaxed);
                    }
                });
            }
        });
        let (verdicts, accepted) = (verdicts.into_inner(), accepted.into_inner());
        println!(
            "draft {}: {} schemas, {verdicts} verdicts by four ways, {accepted} of them positive",
            draft.name,
            schemas.len()
        );
        assert!(schemas.len() >= SCHEMAS && verdicts >= VERDICTS);
        // What always refuses, or never does, tells nothing apart.
        assert!(accepted * 5 > verdicts && accepted * 5 < verdicts * 4);
    }
}

/// Compares the verdicts on each instance; how many are positive.
fn judge(draft: Draft, schema: &Value, instances: &[(&str, Value)]) -> usize {
    let trio = draft.trio(schema);
    let mut accepted = 0;
    for (text, value) in instances {
        let verdicts = trio.verdicts(text, value);
        let is_valid = verdicts[0];
        assert!(
            verdicts == [is_valid; JUDGES.len()],
            "{schema} on {text}: {JUDGES:?} say {verdicts:?}"
        );
        accepted += usize::from(is_valid);
    }
    accepted
}

/// What is put beside each pair: programs for one type are specialised.
const TYPES: &[Fragment] = &[
    ("type", r#""number""#),
    ("type", r#""array""#),
    ("type", r#""object""#),
];

/// Each fragment alone, each pair of different keywords, alone and with a type, and each triple of a family.
fn schemas() -> Vec<Value> {
    let mut found = BTreeSet::new();
    let mut add = |fragments: &[Fragment]| {
        if let Some(schema) = together(fragments) {
            found.insert(schema);
        }
    };
    for (index, first) in FRAGMENTS.iter().enumerate() {
        add(&[*first]);
        for second in &FRAGMENTS[index + 1..] {
            add(&[*first, *second]);
            for kind in TYPES {
                add(&[*kind, *first, *second]);
            }
        }
    }
    for family in FAMILIES {
        for (index, first) in family.iter().enumerate() {
            for (next, second) in family.iter().enumerate().skip(index + 1) {
                for third in &family[next + 1..] {
                    // The other way round: the order of keywords means nothing.
                    add(&[*third, *second, *first]);
                }
            }
        }
    }
    found
        .iter()
        .map(|text| serde_json::from_str(text).unwrap())
        .collect()
}
