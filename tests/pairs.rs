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

use serde_json::{Map, Value};

use support::drafts::{DRAFTS, Draft, JUDGES};

/// A keyword and the text of a value.
type Fragment = (&'static str, &'static str);

/// The keywords that can find a fault, with values that act on the [`INSTANCES`], and below them some that
/// must not find any.
const FRAGMENTS: &[Fragment] = &[
    ("$dynamicRef", r##""#node""##),
    ("$ref", r##""#/$defs/small""##),
    ("$ref", r##""#/$defs/node""##),
    ("additionalProperties", "false"),
    ("additionalProperties", r#"{"type": "integer"}"#),
    (
        "allOf",
        r#"[{"properties": {"a": true}}, {"prefixItems": [true]}, {"not": {"const": 2}}]"#,
    ),
    (
        "anyOf",
        r#"[{"type": ["integer", "string"]}, {"required": ["a"], "properties": {"b": true}}, {"contains": {"const": 1}}]"#,
    ),
    ("const", r#"{"a": 1}"#),
    ("const", "1"),
    ("contains", r#"{"type": "integer"}"#),
    ("contains", r#"{"const": [1]}"#),
    ("dependentRequired", r#"{"a": ["b"]}"#),
    (
        "dependentSchemas",
        r#"{"a": {"properties": {"b": {"type": "integer"}}, "required": ["b"]}}"#,
    ),
    ("else", r#"{"maxProperties": 1, "properties": {"b": true}}"#),
    ("else", r#"{"type": ["integer", "array"]}"#),
    ("enum", r#"[null, 1, "ab", [1, 2], {"a": 1.0}]"#),
    ("enum", r#"["a", [], {"a": 1, "b": "x"}, 2.5]"#),
    ("exclusiveMaximum", "2"),
    ("exclusiveMinimum", "1"),
    ("if", r#"{"properties": {"a": {"const": 1}}}"#),
    ("if", r#"{"type": "array", "prefixItems": [{"const": 1}]}"#),
    ("if", r#"{"minimum": 2, "minLength": 2}"#),
    ("items", r#"{"type": "integer"}"#),
    ("items", r##"{"$ref": "#"}"##),
    ("items", "false"),
    ("maxContains", "1"),
    ("maxItems", "2"),
    ("maxLength", "2"),
    ("maxProperties", "1"),
    ("maximum", "2.5"),
    ("minContains", "2"),
    ("minContains", "0"),
    ("minItems", "1"),
    ("minLength", "2"),
    ("minProperties", "2"),
    ("minimum", "1.0"),
    ("multipleOf", "0.5"),
    ("multipleOf", "3"),
    ("not", r#"{"required": ["b"]}"#),
    ("not", r#"{"type": ["number", "array"]}"#),
    (
        "oneOf",
        r#"[{"type": "integer"}, {"minimum": 2}, {"required": ["a"], "properties": {"a": true}}]"#,
    ),
    (
        "oneOf",
        r#"[{"properties": {"b": {"type": "string"}}}, {"minItems": 2, "items": true}, {"const": "a"}]"#,
    ),
    ("pattern", r#""^a""#),
    ("pattern", r#""^\\p{L}.$""#),
    (
        "patternProperties",
        r#"{"^a": {"type": "integer"}, "b": true}"#,
    ),
    ("prefixItems", r#"[{"type": "integer"}]"#),
    ("prefixItems", r#"[true, {"const": 1}, false]"#),
    ("properties", r#"{"a": {"type": "integer"}, "c": false}"#),
    ("properties", r##"{"a": {"$ref": "#"}}"##),
    ("propertyNames", r#"{"maxLength": 1}"#),
    ("propertyNames", r#"{"enum": ["a", "b"]}"#),
    ("required", r#"["a"]"#),
    ("required", r#"["b", "a"]"#),
    ("then", r#"{"required": ["b"], "properties": {"b": true}}"#),
    (
        "then",
        r#"{"multipleOf": 2, "maxLength": 2, "items": {"type": "integer"}}"#,
    ),
    ("type", r#""integer""#),
    ("type", r#""object""#),
    ("type", r#"["null", "string", "array"]"#),
    ("unevaluatedItems", "false"),
    ("unevaluatedItems", r#"{"type": "integer"}"#),
    ("unevaluatedProperties", "false"),
    ("unevaluatedProperties", r#"{"type": "integer"}"#),
    ("uniqueItems", "true"),
    ("uniqueItems", "false"),
    // Annotations.
    ("contentEncoding", r#""base64""#),
    ("default", r#"{"c": 1}"#),
    ("format", r#""email""#),
];

/// What `$ref` and `$dynamicRef` lead to.
const DEFS: &str = r##"{
    "small": {"maximum": 2, "maxLength": 2, "maxItems": 2, "maxProperties": 2, "properties": {"a": true}},
    "node": {
        "$dynamicAnchor": "node",
        "properties": {"a": {"$dynamicRef": "#node"}, "b": true},
        "prefixItems": [{"$dynamicRef": "#node"}],
        "minimum": 1,
        "minLength": 1
    }
}"##;

/// Instances of every type, at and around the limits of the [`FRAGMENTS`].
const INSTANCES: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "1",
    "1.0",
    "2",
    "2.5",
    "-3",
    "0.75",
    "300e-2",
    "9007199254740991",
    "-9007199254740991",
    r#""""#,
    r#""a""#,
    r#""ab""#,
    r#""é\n""#,
    r#""\ud83d\ude00\ud83d\ude00""#,
    r#""b and more""#,
    "[]",
    "[1]",
    "[1, 2]",
    "[1, 1.0]",
    r#"["a", 1]"#,
    "[[1], [1.0], null]",
    "[2, 1, false, {}]",
    r#"[{"a": 1, "b": [2]}, {"b": [2.0], "a": 1.0}]"#,
    r#"[1, "a", 2, "a", 3]"#,
    "{}",
    r#"{"a": 1}"#,
    r#"{"a": 1.0, "b": "x"}"#,
    r#"{"b": 1}"#,
    r#"{"b": "x", "c": null}"#,
    r#"{"a": "a"}"#,
    r#"{"a": {"a": {}, "ab": 2}}"#,
    r#"{"a": {"a": 1}, "b": 2}"#,
    r#"{"a": [], "bb": 1, "": 2}"#,
    r#"{"a": 2, "aa": 2, "d": 2}"#,
];

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

/// The text of a schema with these keywords, unless one occurs twice.
fn together(fragments: &[Fragment]) -> Option<String> {
    let mut schema = Map::new();
    for (keyword, value) in fragments {
        let value = serde_json::from_str(value).unwrap();
        if schema.insert((*keyword).to_owned(), value).is_some() {
            return None;
        }
    }
    if fragments.iter().any(|(keyword, _)| keyword.ends_with("ef")) {
        schema.insert("$defs".into(), serde_json::from_str(DEFS).unwrap());
    }
    Some(Value::from(schema).to_string())
}
