use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

use std::collections::{BTreeMap, HashMap};

/// Keys are strings, variants, or numbers where the schema says so.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r##"{
    "type": "object",
    "required": ["any", "listed", "digits", "closed", "matched", "named"],
    "properties": {
        "any": { "type": "object", "additionalProperties": { "type": "boolean" } },
        "listed": { "type": "object", "propertyNames": { "enum": ["red", "blue"] }, "additionalProperties": { "type": "number" } },
        "digits": { "type": "object", "propertyNames": { "pattern": "^[0-9]{1,3}$" }, "additionalProperties": { "type": "string" } },
        "closed": { "type": "object", "properties": { "red": { "type": "string" }, "blue": { "type": "string" } }, "additionalProperties": false },
        "matched": { "type": "object", "patternProperties": { "^x-": { "type": "integer", "minimum": 0, "maximum": 9 } }, "additionalProperties": false },
        "named": { "type": "object", "properties": { "one": { "type": "integer", "minimum": 0, "maximum": 9 }, "two": { "type": "null" } }, "additionalProperties": { "type": "null" } }
    }
}"##)]
struct Maps {
    any: HashMap<String, bool>,
    listed: BTreeMap<Colour, f64>,
    digits: BTreeMap<u16, Box<str>>,
    closed: BTreeMap<Colour, String>,
    matched: BTreeMap<String, u8>,
    named: BTreeMap<String, Option<u8>>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "enum": ["red", "blue"] }"#)]
#[serde(rename_all = "lowercase")]
enum Colour {
    Red,
    Blue,
}

fn main() {
    let text = br#"{"any":{"a":true},"listed":{"blue":1.5},"digits":{"80":"http"},"closed":{"red":"x"},"matched":{"x-a":1},"named":{"one":1,"two":null}}"#;
    let maps = Maps::from_json(text).unwrap();
    assert_eq!(&*maps.digits[&80], "http");
    assert_eq!(maps.listed[&Colour::Blue], 1.5);
    assert_eq!(maps.to_json().unwrap(), text);
    let _ = Colour::Red;
}
