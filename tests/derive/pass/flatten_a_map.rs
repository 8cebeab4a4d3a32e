use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

use std::collections::BTreeMap;

/// Every member without a field goes into the map.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["id"],
    "properties": { "id": { "type": "string" }, "colour": { "enum": ["red", "blue"] } },
    "additionalProperties": { "type": "string" }
}"#)]
struct Labelled {
    id: String,
    #[serde(flatten)]
    labels: BTreeMap<String, String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["id"], "properties": { "id": { "type": "string" } } }"#)]
struct Open {
    id: String,
    #[serde(flatten)]
    rest: serde_json::Map<String, serde_json::Value>,
}

fn main() {
    let labelled = Labelled::from_json(br#"{"id": "a", "colour": "red", "x": "y"}"#).unwrap();
    assert_eq!(labelled.labels.len(), 2);
    assert_eq!(Labelled::from_json(&labelled.to_json().unwrap()).unwrap(), labelled);
    assert_eq!(Open::from_json(br#"{"id": "a", "n": [1]}"#).unwrap().rest.len(), 1);
}
