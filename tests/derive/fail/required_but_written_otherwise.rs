use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["user"],
    "properties": { "user": { "type": "string" }, "name": { "type": "string" } }
}"#)]
struct Login {
    #[serde(rename(deserialize = "user", serialize = "name"))]
    user: String,
}

fn main() {}
