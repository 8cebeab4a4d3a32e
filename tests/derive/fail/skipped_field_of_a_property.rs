use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "properties": { "id": { "type": "string" }, "cached": { "type": "boolean" } }
}"#)]
struct Order {
    id: Option<String>,
    #[serde(skip)]
    cached: bool,
}

fn main() {}
