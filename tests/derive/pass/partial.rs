use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// Only some of the properties.
#[derive(Debug, Serialize, Deserialize, Validate)]
#[vouchsafe(
    schema = r#"{
    "type": "object",
    "required": ["id", "rest"],
    "properties": { "id": { "type": "string" }, "rest": { "type": "array" }, "more": { "type": "object" } }
}"#,
    partial
)]
struct View {
    id: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(
    schema = r#"{
    "type": "object",
    "required": ["kind"],
    "oneOf": [
        { "properties": { "kind": { "const": "a" }, "x": { "type": "string" } } },
        { "properties": { "kind": { "const": "b" }, "y": { "type": "string" } } }
    ]
}"#,
    partial
)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Tagged {
    A,
    B { y: Option<String> },
}

fn main() {
    assert_eq!(View::from_json(br#"{"id": "a", "rest": []}"#).unwrap().id, "a");
    assert_eq!(Tagged::from_json(br#"{"kind": "a", "x": "y"}"#).unwrap(), Tagged::A);
    let _ = Tagged::B { y: None };
}
