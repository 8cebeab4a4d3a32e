//! What a schema admits: of a value, of the members of an object, and where a tag is given.

#![allow(clippy::unwrap_used, reason = "a test fails loudly")]

use vouchsafe_codegen::{Admitted, Demand, Given, Object, branches, requires_any};
use vouchsafe_compiler::Compiler;
use vouchsafe_core::Program;
use vouchsafe_core::program::Types;

fn compiled(schema: &str) -> Program {
    Compiler::new().compile(schema).unwrap()
}

fn admitted(schema: &str) -> Admitted {
    let program = compiled(schema);
    Admitted::by(program.parts(), program.parts().root)
}

/// The members, each with what it may be: `name!` is required.
fn members(schema: &str, given: Option<Given<'_>>) -> Vec<(String, Admitted)> {
    let program = compiled(schema);
    let parts = program.parts();
    let object = Object::by(parts, &Demand::Node(parts.root), given);
    let members = object.members.into_iter();
    members
        .map(|member| {
            let mark = if member.required { "!" } else { "" };
            let admitted = Admitted::of(parts, &member.demand);
            (format!("{}{mark}", member.name), admitted)
        })
        .collect()
}

fn names(schema: &str, given: Option<Given<'_>>) -> Vec<String> {
    let members = members(schema, given).into_iter();
    members.map(|(name, _)| name).collect()
}

fn given(value: &str) -> Given<'_> {
    Given {
        member: "kind",
        value,
    }
}

#[test]
fn bounds_and_lists_meet() {
    let both = admitted(
        r#"{"allOf": [{"type": "integer", "minimum": -3.5}, {"exclusiveMaximum": 9, "type": ["number", "null"]}]}"#,
    );
    assert_eq!(both.types, Types::INTEGER);
    assert_eq!(both.integers, (Some(-3), Some(8)));
    assert!(both.admits_zero());
    assert!(!admitted(r#"{"type": "integer", "not": {"const": 0}}"#).admits_zero());
    assert!(!admitted(r#"{"enum": [-1, 1]}"#).admits_zero());
    assert!(admitted(r#"{"type": "number", "multipleOf": 2}"#).is_integer());
    assert!(!admitted(r#"{"type": "number", "multipleOf": 0.5}"#).is_integer());
}

#[test]
fn alternatives_join() {
    let either = admitted(
        r#"{"anyOf": [{"const": "a"}, {"type": "integer", "maximum": 5}, {"type": "null"}, false]}"#,
    );
    assert_eq!(
        either.types,
        Types::STRING.union(Types::INTEGER).union(Types::NULL)
    );
    // Who admits no strings has nothing to say about them.
    assert_eq!(
        either.strings.unwrap().into_iter().collect::<Vec<_>>(),
        ["a"]
    );
    assert_eq!(either.integers, (None, Some(5)));
    let free = admitted(r#"{"anyOf": [{"const": "a"}, {"type": "string", "maxLength": 3}]}"#);
    assert_eq!(free.strings, None);
}

#[test]
fn items_are_counted() {
    let pair = admitted(
        r#"{"type": "array", "prefixItems": [{"type": "string"}, {"type": "boolean"}], "items": false, "minItems": 2}"#,
    );
    assert_eq!(pair.counts, (2, 2));
    assert_eq!(pair.prefix[1].types, Types::BOOLEAN);
    // Prefixes of different lengths are given up, and the items with them.
    let either = admitted(
        r#"{"type": "array", "anyOf": [{"prefixItems": [{"type": "string"}], "items": {"type": "null"}}, {"items": {"type": "null"}}]}"#,
    );
    assert_eq!((either.prefix.len(), either.items), (0, None));
}

#[test]
fn a_schema_that_contains_itself_ends() {
    let tree = admitted(r##"{"type": "array", "items": {"$ref": "#"}}"##);
    let items = tree.items.unwrap();
    assert!(items.recursive);
    assert_eq!(items.types, Types::ARRAY);
    let mutual = admitted(
        r##"{"$ref": "#/$defs/a", "$defs": {"a": {"items": {"$ref": "#/$defs/b"}}, "b": {"items": {"$ref": "#/$defs/a"}}}}"##,
    );
    assert!(mutual.items.unwrap().items.unwrap().recursive);
}

#[test]
fn maps_know_their_names_and_values() {
    let digits = admitted(r#"{"type": "object", "propertyNames": {"pattern": "^[0-9]{1,2}$"}}"#);
    assert_eq!(digits.names.unwrap().digits, Some((0, 99)));
    let closed = admitted(
        r#"{"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "null"}}, "additionalProperties": false}"#,
    );
    assert_eq!(closed.names.unwrap().strings.unwrap().len(), 2);
    assert_eq!(
        closed.any_named.unwrap().types,
        Types::STRING.union(Types::NULL)
    );
    assert!(closed.values.unwrap().types.is_empty());
}

const UNION: &str = r##"{
    "type": "object",
    "required": ["kind"],
    "properties": {"id": {"type": "string"}},
    "oneOf": [
        {"properties": {"kind": {"const": "a"}, "x": {"type": "string"}}, "required": ["x"]},
        {"$ref": "#/$defs/b"},
        {"properties": {"kind": {"enum": ["c", "d"]}}}
    ],
    "$defs": {"b": {"properties": {"kind": {"const": "b"}, "x": {"type": "integer"}}}}
}"##;

#[test]
fn a_tag_tells_branches_apart() {
    assert_eq!(names(UNION, None), ["id", "kind!", "x"]);
    assert_eq!(names(UNION, Some(given("a"))), ["id", "kind!", "x!"]);
    assert_eq!(names(UNION, Some(given("b"))), ["id", "kind!", "x"]);
    assert_eq!(names(UNION, Some(given("d"))), ["id", "kind!"]);
    let (_, kind) = members(UNION, None).swap_remove(1);
    assert_eq!(kind.strings.unwrap().len(), 4);
    let (_, x) = members(UNION, Some(given("b"))).swap_remove(2);
    assert_eq!(x.types, Types::INTEGER);
}

#[test]
fn a_tag_decides_conditions() {
    const CONDITION: &str = r#"{
        "type": "object",
        "properties": {"kind": {"enum": ["on", "off"]}, "x": {"type": "string"}, "y": {"type": "string"}},
        "if": {"required": ["kind"], "properties": {"kind": {"not": {"const": "off"}}}},
        "then": {"required": ["x"]},
        "else": {"properties": {"x": false}}
    }"#;
    const OPEN: &str = r#"{
        "type": "object",
        "if": {"required": ["kind", "y"], "properties": {"kind": {"const": "on"}}},
        "then": {"properties": {"x": {"type": "string"}}, "required": ["x"]}
    }"#;
    assert_eq!(names(CONDITION, None), ["kind", "x", "y"]);
    assert_eq!(names(CONDITION, Some(given("on"))), ["kind", "x!", "y"]);
    assert_eq!(names(CONDITION, Some(given("off"))), ["kind", "y"]);
    // What asks for more than the tag is not decided by it.
    assert_eq!(names(OPEN, Some(given("on"))), ["x"]);
    assert_eq!(names(OPEN, Some(given("off"))), Vec::<String>::new());
}

#[test]
fn one_of_several_members_may_be_required() {
    let program = compiled(r#"{"anyOf": [{"required": ["a"]}, {"required": ["b", "c"]}]}"#);
    let parts = program.parts();
    let root = Demand::Node(parts.root);
    assert!(requires_any(parts, &root, None, &["a", "b"]));
    assert!(!requires_any(parts, &root, None, &["a"]));
    assert!(!requires_any(parts, &root, None, &["b", "c"]));
}

#[test]
fn branches_are_found_through_references() {
    let program = compiled(
        r##"{"anyOf": [{"type": "null"}, {"$ref": "#/$defs/two"}, {"$ref": "#/$defs/one"}], "$defs": {"one": {"type": "string"}, "two": {"oneOf": [{"type": "boolean"}, {"type": "array"}]}}}"##,
    );
    let parts = program.parts();
    let kinds = branches(parts, parts.root);
    let kinds: Vec<Types> = kinds
        .into_iter()
        .map(|node| Admitted::by(parts, node).types)
        .collect();
    assert_eq!(
        kinds,
        [Types::NULL, Types::BOOLEAN, Types::ARRAY, Types::STRING]
    );
}
