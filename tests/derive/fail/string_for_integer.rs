use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["id", "interval"],
    "properties": {
        "id": { "type": "string" },
        "interval": { "type": "integer", "minimum": 30, "maximum": 900 },
        "note": { "type": "string" },
        "kind": { "enum": ["small", "large"] },
        "tags": { "type": "array", "items": { "type": "string" } },
        "parent": { "type": ["string", "null"] }
    }
}"#)]
struct Order {
    id: String,
    interval: String,
    note: Option<String>,
    kind: Option<String>,
    tags: Option<Vec<String>>,
    parent: Option<String>,
}

fn main() {}
