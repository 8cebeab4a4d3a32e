use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["password"],
    "properties": { "password": { "type": "string" } }
}"#)]
struct Login {
    #[serde(skip_serializing)]
    password: String,
}

fn main() {}
