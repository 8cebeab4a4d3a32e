use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["price"], "properties": { "price": { "type": "number", "minimum": 0, "maximum": 9 } } }"#)]
struct Order {
    price: u8,
}

fn main() {}
