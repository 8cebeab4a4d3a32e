use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

use std::num::{NonZeroI8, NonZeroU8};

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["count", "step"],
    "properties": { "count": { "type": "integer", "minimum": 0, "maximum": 9 }, "step": { "type": "integer", "minimum": -9, "maximum": 9 } }
}"#)]
struct Order {
    count: NonZeroU8,
    step: NonZeroI8,
}

fn main() {}
