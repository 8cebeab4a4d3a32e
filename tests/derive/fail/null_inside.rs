use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["names"], "properties": { "names": { "type": "array", "items": { "type": ["string", "null"] } } } }"#)]
struct Order {
    names: Vec<String>,
}

fn main() {}
