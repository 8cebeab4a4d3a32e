use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["items"],
    "properties": { "items": { "type": "array", "items": { "type": "integer", "minimum": 0, "maximum": 300 } } }
}"#)]
struct Page<T> {
    items: Vec<T>,
}

fn main() {
    let _ = Page::<u16>::from_json(b"{}");
    let _ = Page::<u8>::from_json(b"{}");
}
