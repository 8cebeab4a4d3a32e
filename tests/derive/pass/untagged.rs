use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

use std::collections::BTreeMap;

/// Each branch has a variant that holds all of it.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r##"{
    "anyOf": [
        { "type": "integer", "minimum": 0, "maximum": 100 },
        { "type": "string" },
        { "type": "array", "items": { "type": "boolean" } },
        { "type": "object", "required": ["from", "to"], "properties": { "from": { "type": "number" }, "to": { "type": "number" } } },
        { "type": "object", "additionalProperties": { "type": "string" } },
        { "type": "null" }
    ]
}"##)]
#[serde(untagged)]
enum Anything {
    Percent(u8),
    Text(String),
    Flags(Vec<bool>),
    Range { from: f64, to: f64 },
    Labels(BTreeMap<String, String>),
    Nothing,
}

fn main() {
    assert_eq!(Anything::from_json(b"100").unwrap(), Anything::Percent(100));
    assert_eq!(Anything::from_json(br#"{"from": 1, "to": 2}"#).unwrap(), Anything::Range { from: 1.0, to: 2.0 });
    assert_eq!(Anything::from_json(br#"{"a": "b"}"#).unwrap(), Anything::Labels(BTreeMap::from([("a".into(), "b".into())])));
    assert_eq!(Anything::from_json(b"null").unwrap(), Anything::Nothing);
    let _ = (Anything::Text(String::new()), Anything::Flags(Vec::new()));
}
