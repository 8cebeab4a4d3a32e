use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["pair"],
    "properties": { "pair": { "type": "array", "prefixItems": [{ "type": "string" }, { "type": "integer", "minimum": 0, "maximum": 300 }], "items": false, "minItems": 2 } }
}"#)]
struct Order {
    pair: (bool, u8),
}

fn main() {}
