use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["point", "pair"],
    "properties": {
        "point": { "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 3 },
        "pair": { "type": "array", "items": { "type": "number" } }
    }
}"#)]
struct Place {
    point: [f64; 3],
    pair: (f64, f64),
}

fn main() {}
