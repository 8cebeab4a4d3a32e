use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// A schema that admits no other members, and a type that refuses them.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["id"],
    "properties": { "id": { "type": "string" }, "key": { "type": "string" } },
    "additionalProperties": false
}"#)]
#[serde(deny_unknown_fields)]
struct Item {
    id: String,
    key: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["kind"],
    "properties": { "kind": { "enum": ["a"] } },
    "allOf": [{ "properties": { "x": { "type": "boolean" } } }],
    "unevaluatedProperties": false
}"#)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
enum Tagged {
    A { x: Option<bool> },
}

fn main() {
    assert!(Item::from_json(br#"{"id": "a", "key": "b"}"#).is_ok());
    assert!(!Item::is_valid_json(br#"{"id": "a", "other": "b"}"#));
    assert_eq!(Tagged::from_json(br#"{"kind": "a", "x": true}"#).unwrap(), Tagged::A { x: Some(true) });
}
