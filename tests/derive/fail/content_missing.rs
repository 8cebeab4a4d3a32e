use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["t"],
    "oneOf": [
        { "properties": { "t": { "const": "Text" }, "conten": { "type": "string" } }, "required": ["conten"] },
        { "properties": { "t": { "const": "Nothing" } } }
    ]
}"#)]
#[serde(tag = "t", content = "content")]
enum Value {
    Text(String),
    Nothing,
}

fn main() {}
