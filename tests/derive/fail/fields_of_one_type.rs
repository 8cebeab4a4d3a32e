//! Fields of one type whose schema is one, too, are told together, at the first of them; others by themselves.

use vouchsafe::Validate;

#[derive(Validate)]
#[vouchsafe(schema = r#"{ "type": "string", "enum": ["day", "week"] }"#)]
#[allow(dead_code, non_camel_case_types)]
enum Period {
    day,
    week,
}

#[derive(Validate)]
#[vouchsafe(schema = r##"{
    "type": "object",
    "properties": {
        "every": { "$ref": "#/$defs/period" },
        "delay": { "type": "string", "enum": ["day", "week"] },
        "retain": { "$ref": "#/$defs/period" },
        "count": { "type": "integer", "minimum": 0, "maximum": 300 },
        "limit": { "type": "integer", "minimum": 0, "maximum": 300 },
        "size": { "type": "integer", "minimum": 0, "maximum": 200 }
    },
    "required": ["every", "delay", "retain"],
    "$defs": { "period": { "type": "string", "enum": ["day", "month", "week"] } },
    "additionalProperties": false
}"##)]
#[allow(dead_code)]
struct Plan {
    every: Period,
    delay: Period,
    retain: Period,
    count: Option<u8>,
    limit: Option<u8>,
    size: Option<u8>,
}

fn main() {}
