use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["id", "count"],
    "properties": { "id": { "type": "string" }, "count": { "type": ["integer", "null"], "minimum": 0, "maximum": 300 }, "note": { "type": "string" }, "more": { "type": "boolean" } }
}"#)]
struct Order {
    id: Option<String>,
    count: u8,
    nota: Option<String>,
}

fn main() {}
