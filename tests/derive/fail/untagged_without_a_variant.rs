use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "anyOf": [
    { "type": "integer", "minimum": 0, "maximum": 300 },
    { "type": "string" },
    { "type": "object", "required": ["id"], "properties": { "id": { "type": "string" }, "note": { "type": "string" } } }
] }"#)]
#[serde(untagged)]
enum Value {
    Small(u8),
    Item { id: String },
}

fn main() {}
