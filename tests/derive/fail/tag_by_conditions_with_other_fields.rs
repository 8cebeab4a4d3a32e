use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["mode"],
    "properties": { "mode": { "enum": ["off", "timed"] }, "seconds": { "type": "integer", "minimum": 30, "maximum": 900 } },
    "if": { "properties": { "mode": { "const": "timed" } } },
    "then": { "required": ["seconds"] },
    "else": { "properties": { "seconds": false } }
}"#)]
#[serde(tag = "mode", rename_all = "lowercase")]
enum Mode {
    Off { seconds: Option<u16> },
    Timed { seconds: Option<u16> },
}

fn main() {}
