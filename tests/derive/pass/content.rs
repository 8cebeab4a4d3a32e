use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// Adjacently tagged: every kind of variant.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r##"{
    "type": "object",
    "required": ["t"],
    "oneOf": [
        { "properties": { "t": { "const": "Nothing" } } },
        { "properties": { "t": { "const": "Text" }, "c": { "type": "string" } }, "required": ["c"] },
        { "properties": { "t": { "const": "Pair" }, "c": { "type": "array", "prefixItems": [{ "type": "boolean" }, { "type": "string" }], "items": false, "minItems": 2 } }, "required": ["c"] },
        { "properties": { "t": { "const": "Size" }, "c": { "type": "object", "required": ["x"], "properties": { "x": { "type": "integer", "minimum": 0, "maximum": 255 } } } }, "required": ["c"] },
        { "properties": { "t": { "const": "Maybe" }, "c": { "type": "boolean" } } }
    ]
}"##)]
#[serde(tag = "t", content = "c")]
enum Value {
    Nothing,
    Text(String),
    Pair(bool, String),
    Size { x: u8 },
    Maybe(Option<bool>),
}

fn main() {
    for value in [Value::Nothing, Value::Text("a".into()), Value::Pair(true, "b".into()), Value::Size { x: 9 }, Value::Maybe(None)] {
        assert_eq!(Value::from_json(&value.to_json().unwrap()).unwrap(), value);
    }
}
