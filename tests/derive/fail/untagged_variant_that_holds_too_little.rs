use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "anyOf": [{ "enum": ["red", "blue"] }, { "type": "string" }, { "type": "integer" }] }"#)]
#[serde(rename_all = "lowercase")]
enum Colour {
    Red,
    Blue,
    #[serde(untagged)]
    Mixed(String),
}

fn main() {}
