use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["t"],
    "oneOf": [
        { "properties": { "t": { "const": "Text" }, "c": { "type": "boolean" } }, "required": ["c"] },
        { "properties": { "t": { "const": "Pair" }, "c": { "type": "array", "items": { "type": "string" }, "minItems": 3, "maxItems": 3 } } },
        { "properties": { "t": { "const": "Size" }, "c": { "type": ["object", "null"], "properties": { "x": { "type": "integer" } } } }, "required": ["c"] },
        { "properties": { "t": { "const": "Nothing" }, "c": { "type": "string" } }, "required": ["c"] },
        { "properties": { "t": { "const": "Maybe" }, "c": { "type": "string" } } }
    ]
}"#)]
#[serde(tag = "t", content = "c")]
enum Value {
    Text(String),
    Pair(String, String),
    Size { x: i64 },
    Nothing,
    Maybe(String),
}

fn main() {}
