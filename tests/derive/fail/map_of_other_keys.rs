use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

use std::collections::BTreeMap;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["ports", "digits", "listed"],
    "properties": {
        "ports": { "type": "object", "additionalProperties": { "type": "string" } },
        "digits": { "type": "object", "propertyNames": { "pattern": "^[0-9]{1,5}$" }, "additionalProperties": { "type": "string" } },
        "listed": { "type": "object", "propertyNames": { "enum": ["red", "green"] }, "additionalProperties": { "type": "string" } }
    }
}"#)]
struct Maps {
    ports: BTreeMap<u16, String>,
    digits: BTreeMap<u8, String>,
    listed: BTreeMap<Colour, String>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "enum": ["red", "blue"] }"#)]
#[serde(rename_all = "lowercase")]
enum Colour {
    Red,
    Blue,
}

fn main() {}
