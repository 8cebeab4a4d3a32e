use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } } }"#)]
#[serde(tag = "kind")]
enum Event {
    A,
    B,
}

fn main() {}
