use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// Types that hold whatever comes.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["any", "number", "object", "list"],
    "properties": { "any": true, "number": { "type": "number" }, "object": { "type": "object" }, "list": { "type": "array" }, "mixed": { "type": ["string", "boolean"] } }
}"#)]
struct Anything {
    any: serde_json::Value,
    number: serde_json::Number,
    object: serde_json::Map<String, serde_json::Value>,
    list: Vec<serde_json::Value>,
    mixed: Option<serde_json::Value>,
}

fn main() {
    let text = br#"{"any":null,"number":1.5,"object":{"a":[]},"list":[1,"a"],"mixed":true}"#;
    assert_eq!(Anything::from_json(text).unwrap().to_json().unwrap(), text);
}
