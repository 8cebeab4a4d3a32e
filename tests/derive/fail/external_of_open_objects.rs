use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "oneOf": [
    { "const": "none" },
    { "type": "object", "required": ["one"], "properties": { "one": { "type": "string" } } }
] }"#)]
#[serde(rename_all = "lowercase")]
enum Selection {
    None,
    One(String),
}

fn main() {}
