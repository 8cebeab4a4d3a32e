use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["rate", "free", "listed"],
    "properties": { "rate": { "type": "integer", "minimum": -1, "maximum": 9 }, "free": { "type": "integer" }, "listed": { "enum": [1, 256] } }
}"#)]
struct Order {
    rate: u64,
    free: u32,
    listed: u8,
}

fn main() {}
