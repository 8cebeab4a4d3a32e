use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["always"],
    "properties": { "always": { "type": ["string", "null"] }, "never": { "type": "string" } }
}"#)]
struct Change {
    always: Option<Option<String>>,
    never: Option<Option<String>>,
}

fn main() {}
