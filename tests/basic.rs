//! The standard's output formats on the domain and on the cases of each keyword: verdicts, words, secrets.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use serde_json::{Value, json};
use vouchsafe::{Options, OutputFormat, Part, Validator};
use vouchsafe_schemas::operations;

use support::{read, read_json, root};

/// What a text of the wrong body is told, as the standard writes it.
fn basic(operation: &str, text: &str) -> String {
    let operation = operations::find(operation).unwrap();
    let output = operation
        .part(Part::Body)
        .unwrap()
        .output(text.as_bytes(), OutputFormat::Basic);
    serde_json::to_string_pretty(&output).unwrap()
}

fn example(name: &str) -> String {
    read(&root().join("examples/requests").join(name))
}

#[test]
fn a_faulty_request_has_a_unit_for_each_keyword_that_fails() {
    let text = example("kafka.create-smart-connect-task.kafka-source.faulty.json");
    insta::assert_snapshot!(basic("kafka.create-smart-connect-task", &text));
}

#[test]
fn a_valid_request_has_annotations() {
    let text = example("kafka.create-sink-task.valid.json");
    insta::assert_snapshot!(basic("kafka.create-sink-task", &text));
}

#[test]
fn no_unit_shows_a_secret() {
    for (operation, name) in [
        (
            "kafka.create-smart-connect-task",
            "kafka.create-smart-connect-task.kafka-source.valid.json",
        ),
        (
            "kafka.create-smart-connect-task",
            "kafka.create-smart-connect-task.redis-to-redis.valid.json",
        ),
        (
            "kafka.create-sink-task",
            "kafka.create-sink-task.valid.json",
        ),
    ] {
        let request: Value = serde_json::from_str(&example(name)).unwrap();
        let mut count = 0;
        // Each secret member in turn, of every type.
        for secret in [
            json!("hunter2"),
            json!(["hunter2"]),
            json!({ "hunter2": "hunter2" }),
            json!(" hunter2 "),
        ] {
            let mut request = request.clone();
            count += hide(&mut request, &secret);
            for text in [request.to_string(), request.to_string() + ","] {
                let output = basic(operation, &text);
                assert!(!output.contains("hunter2"), "{output}");
            }
        }
        assert!(count > 0, "{name} has no secret");
    }
}

/// Replaces the values of members that are called like a secret.
fn hide(value: &mut Value, secret: &Value) -> usize {
    match value {
        Value::Object(members) => {
            let mut count = 0;
            for (name, value) in members {
                let name = name.to_lowercase();
                if ["password", "secret_key", "access_key"]
                    .iter()
                    .any(|word| name.contains(word))
                {
                    *value = secret.clone();
                    count += 1;
                } else {
                    count += hide(value, secret);
                }
            }
            count
        }
        Value::Array(items) => items.iter_mut().map(|item| hide(item, secret)).sum(),
        _ => 0,
    }
}

#[test]
fn the_words_of_a_secret_in_an_error_are_general() {
    let text = example("kafka.create-smart-connect-task.kafka-source.valid.json");
    let mut request: Value = serde_json::from_str(&text).unwrap();
    assert!(hide(&mut request, &json!(["hunter2"])) > 0);
    insta::assert_snapshot!(basic(
        "kafka.create-smart-connect-task",
        &request.to_string()
    ));
}

#[test]
fn what_is_inside_a_secret_is_shown_as_the_secret() {
    let schema = r#"{
        "properties": {
            "login": {
                "x-secret": true,
                "title": "Login",
                "default": {"pin": "0000"},
                "properties": {"pin": {"minLength": 9, "title": "PIN", "examples": ["1234"]}}
            }
        },
        "default": {"note": "hunter2"}
    }"#;
    let validator = Validator::compile(schema).unwrap();
    let refused = validator.output(br#"{"login": {"pin": "hunter2"}}"#, OutputFormat::Basic);
    let refused = serde_json::to_value(refused).unwrap();
    let expected = json!({
        "valid": false,
        "errors": [{
            "valid": false,
            "keywordLocation": "/properties/login/properties/pin/minLength",
            "absoluteKeywordLocation": "schema#/properties/login/properties/pin/minLength",
            "instanceLocation": "/login",
            "error": "the secret value of `login` is not what the schema asks for"
        }]
    });
    assert_eq!(refused, expected);
    let text = br#"{"login": {"pin": "correct horse"}}"#;
    let accepted = validator.annotations(text).unwrap();
    let seen: Vec<_> = accepted
        .iter()
        .map(|found| (found.keyword_location.as_str(), &*found.instance_location))
        .collect();
    assert_eq!(
        seen,
        [
            ("/default", ""),
            ("/properties/login/x-secret", "/login"),
            ("/properties/login/title", "/login"),
            ("/properties/login/properties/pin/title", "/login"),
            ("/properties", ""),
        ]
    );
    // Inside a secret, or equal to one, a default tells of it.
    let schema = r#"{"properties": {"key": {"x-secret": true}}, "default": {"key": "hunter2"}}"#;
    let defaults = |text: &str| {
        annotations(schema, text).contains(&("/default".to_owned(), json!({ "key": "hunter2" })))
    };
    assert!(defaults(r#"{"key": "correct horse"}"#));
    assert!(!defaults(r#"{"key": "hunter2"}"#));
}

#[test]
fn the_verdict_is_the_engines() {
    let mut count = 0;
    for file in support::files(&root().join("tests/keywords"), "json") {
        for case in read_json(&file).as_object().unwrap().values() {
            let validator = Validator::compile(&case["schema"].to_string()).unwrap();
            for text in case["texts"].as_array().unwrap() {
                let text = text.as_str().unwrap().as_bytes();
                let valid = validator.is_valid(text);
                let basic = validator.output(text, OutputFormat::Basic);
                let flag = validator.output(text, OutputFormat::Flag);
                let shown = serde_json::to_string(&basic).unwrap();
                assert_eq!(flag.is_valid(), valid, "{shown}");
                assert_eq!(basic.is_valid(), valid, "{shown}");
                // A refusal says why, an acceptance finds nothing wrong.
                assert_eq!(basic.errors().is_empty(), valid, "{shown}");
                assert_eq!(validator.annotations(text).is_ok(), valid, "{shown}");
                assert!(flag.errors().is_empty() && flag.annotations().is_empty());
                assert!(basic.errors().iter().all(|unit| !unit.error.is_empty()));
                let report = validator.check(text);
                let wrong = report.err().map_or(0, |report| report.errors().count());
                assert!(basic.errors().len() >= wrong, "{shown}");
                count += 1;
            }
        }
    }
    assert!(count > 100, "only {count} texts");
}

#[test]
fn nothing_is_settled_in_basic() {
    let schema = r#"{
        "anyOf": [{"type": "string", "minLength": 3}, {"type": "integer", "minimum": 3}],
        "enum": ["abc", 3], "uniqueItems": true
    }"#;
    let validator = Validator::compile(schema).unwrap();
    let locations = |text: &[u8]| -> Vec<String> {
        let output = validator.output(text, OutputFormat::Basic);
        let errors = output.errors().iter();
        errors
            .map(|unit| format!("{} {}", unit.keyword_location, unit.instance_location))
            .collect()
    };
    assert_eq!(
        locations(b"1"),
        ["/enum ", "/anyOf ", "/anyOf/0/type ", "/anyOf/1/minimum "]
    );
    assert_eq!(
        locations(b"[1, 1]"),
        [
            "/enum ",
            "/uniqueItems ",
            "/anyOf ",
            "/anyOf/0/type ",
            "/anyOf/1/type "
        ]
    );
    // All keywords beside a wrong type are told as well.
    let validator = Validator::compile(r#"{"type": "string", "minimum": 3}"#).unwrap();
    let output = validator.output(b"1", OutputFormat::Basic);
    assert_eq!(output.errors().len(), 2);
}

#[test]
fn rules_about_members_are_not_worded_for_what_has_none() {
    let schema = r#"{
        "type": "object", "not": {"required": ["a", "b"]},
        "oneOf": [{"required": ["a"]}, {"required": ["b"]}]
    }"#;
    let validator = Validator::compile(schema).unwrap();
    let output = validator.output(b"1", OutputFormat::Basic);
    let errors: Vec<&str> = output.errors().iter().map(|unit| &*unit.error).collect();
    assert_eq!(
        errors,
        [
            "the body must be an object, found the number `1`",
            "the body must not satisfy the schema at `#/not`, found `1`",
            "the body must satisfy exactly one alternative, but satisfies 2: it satisfies the schema at `#/oneOf/0` and it satisfies the schema at `#/oneOf/1`",
        ]
    );
}

#[test]
fn what_is_no_matter_of_the_schema_has_an_error_too() {
    let validator = Validator::compile("true").unwrap();
    for (text, error) in [
        ("", "the input is empty, expected a JSON value"),
        ("[1", "the input ends before the array is closed"),
        (r#"{"a": 1, "a": 2}"#, "`a` stands twice in the same object"),
    ] {
        let output = validator.output(text.as_bytes(), OutputFormat::Basic);
        assert_eq!(output.errors().len(), 1, "{text}");
        assert_eq!(output.errors()[0].error, error);
        let unit = serde_json::to_value(&output.errors()[0]).unwrap();
        assert_eq!(unit["keywordLocation"], "");
        assert!(unit.get("absoluteKeywordLocation").is_none());
    }
}

/// The annotations of one schema, in short.
fn annotations(schema: &str, text: &str) -> Vec<(String, Value)> {
    let validator = Validator::compile(schema).unwrap();
    let found = validator.annotations(text.as_bytes()).unwrap();
    found
        .into_iter()
        .map(|found| (found.keyword_location, found.value))
        .collect()
}

#[test]
fn applicators_say_what_they_were_applied_to() {
    let schema = r#"{
        "properties": {"b": true, "a": true, "z": true}, "patternProperties": {"^a": true, "a$": true},
        "additionalProperties": true
    }"#;
    assert_eq!(
        annotations(schema, r#"{"a": 1, "b": 2, "c": 3}"#),
        [
            ("/properties".into(), json!(["a", "b"])),
            ("/patternProperties".into(), json!(["a"])),
            ("/additionalProperties".into(), json!(["c"])),
        ]
    );
    assert_eq!(annotations(schema, "[]"), []);
    let schema = r#"{"prefixItems": [true, true], "contains": {"type": "null"}, "minContains": 0}"#;
    let (prefix, contains) = ("/prefixItems".to_owned(), "/contains".to_owned());
    assert_eq!(
        annotations(schema, "[null, 1, null]"),
        [
            (prefix.clone(), json!(1)),
            (contains.clone(), json!([0, 2]))
        ]
    );
    assert_eq!(
        annotations(schema, "[null]"),
        [(prefix, json!(true)), (contains.clone(), json!(true))]
    );
    assert_eq!(annotations(schema, "[]"), [(contains, json!([]))]);
    let schema =
        r#"{"anyOf": [{"prefixItems": [true]}, {"items": false}], "unevaluatedItems": true}"#;
    assert_eq!(
        annotations(schema, "[1, 2]"),
        [
            ("/anyOf/0/prefixItems".into(), json!(0)),
            ("/unevaluatedItems".into(), json!(true)),
        ]
    );
    let schema = r#"{"properties": {"a": true}, "unevaluatedProperties": {"title": "T"}}"#;
    assert_eq!(
        annotations(schema, r#"{"b/c": 1, "a": 1}"#),
        [
            ("/properties".into(), json!(["a"])),
            ("/unevaluatedProperties/title".into(), json!("T")),
            ("/unevaluatedProperties".into(), json!(["b/c"])),
        ]
    );
}

#[test]
fn values_are_those_of_the_schema() {
    let schema = r#"{"default": {"b": [1.50, 1e400, null], "a": true}, "$comment": "not this"}"#;
    assert_eq!(
        annotations(schema, "1"),
        [(
            "/default".into(),
            json!({ "a": true, "b": [1.5, "1e400", null] })
        )]
    );
}

#[test]
fn deep_evaluation_ends_in_an_answer() {
    let schemas = [
        r##"{"title": "T", "items": {"$ref": "#"}}"##,
        r##"{"title": "T", "anyOf": [true, {"items": {"allOf": [{"$ref": "#"}]}}]}"##,
        r##"{"title": "T", "oneOf": [false, {"oneOf": [{"items": {"$ref": "#"}}]}]}"##,
        r##"{"title": "T", "if": {"contains": {"$ref": "#"}, "minContains": 0}, "then": true}"##,
        r##"{"title": "T", "unevaluatedItems": {"anyOf": [true, {"$ref": "#"}]}}"##,
    ];
    for schema in schemas {
        let options = Options::default().max_depth(512);
        let validator = Validator::compile(schema).unwrap().with_options(options);
        for depth in [5, 128, 512] {
            let text = "[".repeat(depth) + &"]".repeat(depth);
            let valid = validator.is_valid(text.as_bytes());
            let output = validator.output(text.as_bytes(), OutputFormat::Basic);
            assert_eq!(output.is_valid(), valid, "{schema} {depth}");
            assert_eq!(output.annotations().is_empty(), !valid, "{schema} {depth}");
        }
    }
}
