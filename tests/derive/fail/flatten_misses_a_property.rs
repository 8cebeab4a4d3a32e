use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "properties": { "id": { "type": "string" }, "offset": { "type": "integer" }, "limit": { "type": "integer" } }
}"#)]
struct Search {
    id: Option<String>,
    #[serde(flatten)]
    page: Page,
}

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "properties": { "offset": { "type": "integer" } } }"#)]
struct Page {
    offset: Option<i64>,
}

fn main() {}
