use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "oneOf": [{ "type": "string" }, { "type": "object", "required": ["t"], "properties": { "t": { "const": "a" } } }] }"#)]
#[serde(tag = "t")]
enum Event {
    A,
}

fn main() {}
