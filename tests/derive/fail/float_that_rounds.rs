use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["id", "small"],
    "properties": { "id": { "type": "integer", "minimum": 0 }, "small": { "type": "integer", "minimum": 0, "maximum": 16777217 } }
}"#)]
struct Order {
    id: f64,
    small: f32,
}

fn main() {}
