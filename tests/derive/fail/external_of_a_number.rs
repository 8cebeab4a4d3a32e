use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "oneOf": [
    { "type": "integer" },
    { "type": "object", "required": ["one"], "properties": { "one": { "type": "string" } }, "additionalProperties": false }
] }"#)]
#[serde(rename_all = "lowercase")]
enum Selection {
    One(String),
}

fn main() {}
