use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["type"], "properties": { "type": { "enum": ["order", "offer"] }, "id": { "type": "string" } } }"#)]
#[serde(tag = "type")]
struct Order {
    id: Option<String>,
}

fn main() {}
