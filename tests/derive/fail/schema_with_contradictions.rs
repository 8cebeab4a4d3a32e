use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r##"{
    "type": "object",
    "properties": {
        "interval": { "type": "integer", "minimum": 900, "maximum": 30 },
        "strategy": { "type": "string", "enum": ["earliest", 1], "default": "latest" },
        "either": { "oneOf": [{ "type": "integer" }, { "type": "number" }] },
        "both": { "type": "string", "allOf": [{ "type": "number" }] }
    },
    "required": ["intervall"],
    "additionalProperties": false
}"##)]
struct Task {
    interval: u16,
}

fn main() {}
