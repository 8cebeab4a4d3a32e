//! What schemas that people write become: one line of the types for each.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

use vouchsafe_codegen::Config;

/// The types as one line of tokens.
fn types(name: &str, schema: &str) -> String {
    let generated = Config::new().generate_text(name, schema).unwrap();
    generated.tokens.to_string()
}

#[track_caller]
fn has(tokens: &str, parts: &[&str]) {
    for part in parts {
        assert!(tokens.contains(part), "`{part}` is not in {tokens}");
    }
}

#[track_caller]
fn lacks(tokens: &str, parts: &[&str]) {
    for part in parts {
        assert!(!tokens.contains(part), "`{part}` is in {tokens}");
    }
}

#[test]
fn a_described_reference_is_the_type_that_it_refers_to() {
    let tokens = types(
        "test",
        r##"{"type": "object", "properties": {
            "a": {"$ref": "#/$defs/C"},
            "b": {"allOf": [{"$ref": "#/$defs/C"}], "description": "x"},
            "c": {"anyOf": [{"$ref": "#/$defs/C"}]},
            "d": {"oneOf": [{"allOf": [{"$ref": "#/$defs/C"}]}]}
        }, "$defs": {"C": {"enum": ["x", "y"]}}}"##,
    );
    has(
        &tokens,
        &[
            "pub a : Option < C >",
            "pub b : Option < C >",
            "pub c : Option < C >",
            "pub d : Option < C >",
        ],
    );
    lacks(&tokens, &["enum TestB", "enum TestC", "enum TestD"]);
}

#[test]
fn a_root_of_one_branch_is_that_branch() {
    let tokens = types(
        "single",
        r##"{"oneOf": [{"$ref": "#/$defs/t"}], "$defs": {
            "t": {"oneOf": [{"type": "string"}, {"$ref": "#/$defs/o"}]},
            "o": {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}
        }}"##,
    );
    has(&tokens, &["pub enum Single", "pub struct O"]);
}

#[test]
fn unions_have_any_number_of_branches() {
    for count in [65, 141, 700] {
        let branch = |number| {
            format!(
                r#"{{"type": "object", "properties": {{"k": {{"const": "v{number}"}}}}, "required": ["k"]}}"#
            )
        };
        let branches: Vec<String> = (0..count).map(branch).collect();
        let tokens = types(
            "many",
            &format!(r#"{{"oneOf": [{}]}}"#, branches.join(", ")),
        );
        has(&tokens, &["pub enum Many", &format!("V{}", count - 1)]);
    }
}

#[test]
fn what_holds_every_number_that_is_admitted_is_no_newtype() {
    let schema =
        r#"{"type": "object", "properties": {"count": {"type": "integer", "minimum": 0}}}"#;
    has(&types("x", schema), &["pub count : Option < u64 >"]);
    let schema =
        r#"{"type": "object", "properties": {"count": {"type": "integer", "minimum": 1}}}"#;
    has(&types("x", schema), &["struct XCount (u64)"]);
}

#[test]
fn branches_are_called_by_their_kinds_and_not_by_numbers() {
    let schema = r#"{"anyOf": [{"anyOf": [{"type": "string"}, {"type": "integer"}]}, {"anyOf": [{"type": "boolean"}, {"type": "null"}]}]}"#;
    let tokens = types("x", schema);
    has(&tokens, &["Boolean"]);
    lacks(&tokens, &["N0"]);
}

#[test]
fn names_that_a_user_takes_from_another_type_are_refused() {
    let schema = r##"{"type": "object", "properties": {"x": {"$ref": "#/$defs/id"}, "y": {"$ref": "#/$defs/other"}},
        "$defs": {"id": {"type": "string", "minLength": 1}, "other": {"type": "string", "minLength": 2}}}"##;
    let renamed = |pairs: &[(&str, &str)]| {
        let config = pairs.iter().fold(Config::new(), |config, (name, new)| {
            config.rename(name, new)
        });
        config.generate_text("root", schema)
    };
    // All types are planned before one is renamed, so names can be passed on and changed for each other.
    let passed_on = renamed(&[("Id", "Id2"), ("Other", "Id")])
        .unwrap()
        .tokens
        .to_string();
    has(&passed_on, &["struct Id2 (String)", "struct Id (String)"]);
    assert!(renamed(&[("Id", "Other"), ("Other", "Id")]).is_ok());
    for (pair, words) in [
        (("Other", "Id"), "would both be called `Id`"),
        (("Other", "Root"), "would both be called `Root`"),
        (("Other", "Option"), "cannot be called `Option`"),
        (("Other", "v"), "cannot be called `v`"),
    ] {
        let error = renamed(&[pair]).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
    let variants = |new: &str, name: &str| {
        let config = Config::new().rename(name, new);
        config
            .generate_text("opt", r#"{"enum": ["a", "b"]}"#)
            .map(|_| ())
    };
    assert!(
        variants("B", "Opt.A")
            .unwrap_err()
            .to_string()
            .contains("would both be called `B`")
    );
    assert!(
        variants("B", "Opt.Q")
            .unwrap_err()
            .to_string()
            .contains("no variant `Q`")
    );
    assert!(variants("C", "Opt.A").is_ok());
}

#[test]
fn a_schema_of_every_kind_has_types_of_different_names() {
    let schema = r#"{"anyOf": [{"type": "object"}, {"type": "array"}, {"type": "string"}, {"type": "number"}, {"type": "null"}]}"#;
    has(
        &types("five", schema),
        &[
            "pub struct Five (pub Option < FiveValue >)",
            "pub enum FiveValue",
        ],
    );
}
