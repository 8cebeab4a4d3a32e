use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

use std::collections::HashMap;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["others", "named"],
    "properties": {
        "others": { "type": "object", "additionalProperties": { "type": ["integer", "null"], "minimum": 0, "maximum": 300 } },
        "named": { "type": "object", "properties": { "a": { "type": "string" }, "b": { "type": "boolean" } } }
    }
}"#)]
struct Maps {
    others: HashMap<String, u8>,
    named: HashMap<String, String>,
}

fn main() {}
