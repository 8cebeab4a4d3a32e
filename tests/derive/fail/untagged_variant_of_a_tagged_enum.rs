use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["t"], "properties": { "t": { "const": "a" } } }"#)]
#[serde(tag = "t", rename_all = "lowercase")]
enum Event {
    A,
    #[serde(untagged)]
    Other(serde_json::Value),
}

fn main() {}
