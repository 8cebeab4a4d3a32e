use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "properties": { "user": { "type": "string" }, "user_name": { "type": "string" } }
}"#)]
struct Login {
    #[serde(rename(deserialize = "user", serialize = "userName"))]
    user: Option<String>,
}

fn main() {}
