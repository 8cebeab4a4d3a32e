use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["id"], "properties": { "id": { "type": "integer" } } }"#)]
struct Order<'a> {
    id: &'a str,
}

fn main() {}
