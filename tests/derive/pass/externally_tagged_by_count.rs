use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// One object of which exactly one member is there.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r##"{
    "type": "object",
    "minProperties": 1,
    "maxProperties": 1,
    "properties": { "add": { "type": "integer", "minimum": -9, "maximum": 9 }, "set": { "type": "number" } },
    "additionalProperties": false
}"##)]
#[serde(rename_all = "lowercase")]
enum Change {
    Add(i8),
    Set(f64),
}

fn main() {
    assert_eq!(Change::from_json(br#"{"add": -1}"#).unwrap(), Change::Add(-1));
    assert!(!Change::is_valid_json(br#"{"add": -1, "set": 1}"#));
    assert_eq!(Change::Set(0.5).to_json().unwrap(), br#"{"set":0.5}"#);
}
