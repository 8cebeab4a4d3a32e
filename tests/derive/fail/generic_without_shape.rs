use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["item"], "properties": { "item": { "type": "string" } } }"#)]
struct Page<T> {
    item: T,
}

#[derive(Serialize, Deserialize)]
struct NoShape(String);

fn main() {
    let _ = Page::<NoShape>::from_json(b"{}");
}
