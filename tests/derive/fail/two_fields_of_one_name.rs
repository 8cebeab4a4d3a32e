use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "properties": { "id": { "type": "string" } } }"#)]
struct Order {
    id: Option<String>,
    #[serde(rename = "id")]
    key: Option<String>,
}

fn main() {}
