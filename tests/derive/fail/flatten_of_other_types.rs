use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "properties": { "offset": { "type": "integer", "minimum": 0, "maximum": 70000 }, "limit": { "type": "integer", "minimum": 0, "maximum": 100 } }
}"#)]
struct Search {
    #[serde(flatten)]
    page: Page,
}

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["limit"], "properties": { "offset": { "type": "integer", "minimum": 0, "maximum": 9 }, "limit": { "type": "integer", "minimum": 0, "maximum": 9 } } }"#)]
struct Page {
    offset: Option<u16>,
    limit: u8,
}

fn main() {}
