use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "properties": { "id": { "type": "string" } }
}"#)]
struct Order {
    id: Option<String>,
    #[serde(skip_deserializing)]
    created: String,
}

fn main() {}
