use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["letter", "listed"],
    "properties": { "letter": { "type": "string", "maxLength": 1 }, "listed": { "enum": ["a", "bc"] } }
}"#)]
struct Order {
    letter: char,
    listed: char,
}

fn main() {}
