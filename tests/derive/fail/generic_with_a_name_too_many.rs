use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["item"], "properties": { "item": { "type": "string" } } }"#)]
struct Page<T> {
    item: T,
    itme: T,
}

fn main() {}
