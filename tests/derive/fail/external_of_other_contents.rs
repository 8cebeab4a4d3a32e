use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "oneOf": [
    { "enum": ["none", "text"] },
    { "type": "object", "required": ["one"], "properties": { "one": { "type": "boolean" } }, "additionalProperties": false },
    { "type": "object", "required": ["range"], "properties": { "range": { "type": "object", "properties": { "from": { "type": "integer", "minimum": 0, "maximum": 9 } } } }, "additionalProperties": false },
    { "type": "object", "required": ["bare"], "properties": { "bare": { "type": "string" } }, "additionalProperties": false },
    { "type": "object", "required": ["rest"], "properties": { "rest": { "type": "string" } }, "additionalProperties": false }
] }"#)]
#[serde(rename_all = "lowercase")]
enum Selection {
    None,
    Text(String),
    One(String),
    Range { from: u8, to: u8 },
    Bare,
}

fn main() {}
