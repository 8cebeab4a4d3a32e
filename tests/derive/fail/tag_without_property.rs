use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["kind"],
    "oneOf": [{ "properties": { "kind": { "const": "a" } } }, { "properties": { "kind": { "const": "b" } } }]
}"#)]
#[serde(tag = "knid", rename_all = "lowercase")]
enum Event {
    A,
    B,
}

fn main() {}
