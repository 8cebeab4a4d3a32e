use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "oneOf": [{ "properties": { "kind": { "const": "a" } } }, { "required": ["kind"], "properties": { "kind": { "const": "b" } } }]
}"#)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Event {
    A,
    B,
}

fn main() {}
