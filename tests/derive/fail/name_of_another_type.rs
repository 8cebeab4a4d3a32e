//! A type with the name of one of the standard library is what the crate says it is.

use vouchsafe::Validate;

#[allow(non_camel_case_types)]
type u32 = u8;

#[derive(Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "properties": {
        "count": { "type": "integer", "minimum": 0, "maximum": 200 },
        "limit": { "type": "integer", "minimum": 0, "maximum": 300 },
        "size": { "type": "integer", "minimum": 0, "maximum": 1000 }
    },
    "required": ["count", "limit", "size"],
    "additionalProperties": false
}"#)]
#[allow(dead_code)]
struct Page {
    count: u32,
    limit: u32,
    size: u32,
}

fn main() {}
