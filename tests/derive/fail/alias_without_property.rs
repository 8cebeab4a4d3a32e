use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["id"],
    "properties": { "id": { "type": "string" }, "key": { "type": "string" } }
}"#)]
struct Item {
    #[serde(alias = "keey")]
    id: String,
}

fn main() {}
