use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// One type for each item.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["pair", "same"],
    "properties": {
        "pair": { "type": "array", "prefixItems": [{ "type": "string" }, { "type": "integer", "minimum": -1, "maximum": 1 }], "items": false, "minItems": 2 },
        "same": { "type": "array", "items": { "type": "boolean" }, "minItems": 2, "maxItems": 2 },
        "list": { "type": "array", "prefixItems": [{ "type": "string" }], "items": { "type": "string" } }
    }
}"#)]
struct Tuples {
    pair: (String, i8),
    same: (bool, bool),
    list: Option<Vec<String>>,
}

fn main() {
    let tuples = Tuples::from_json(br#"{"pair": ["a", -1], "same": [true, false], "list": ["a", "b"]}"#).unwrap();
    assert_eq!(tuples.pair, ("a".to_owned(), -1));
    assert_eq!(Tuples::from_json(&tuples.to_json().unwrap()).unwrap(), tuples);
}
