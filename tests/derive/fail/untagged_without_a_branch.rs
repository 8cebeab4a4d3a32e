use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "anyOf": [{ "type": "string" }, { "type": "boolean" }] }"#)]
#[serde(untagged)]
enum Value {
    Text(String),
    Flag(bool),
    Item { id: String },
}

fn main() {}
