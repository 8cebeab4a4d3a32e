use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "properties": { "id": { "type": "string" }, "number": { "type": "integer" } }
}"#)]
struct Item {
    #[serde(alias = "number")]
    id: Option<String>,
}

fn main() {}
