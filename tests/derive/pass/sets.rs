use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

use std::collections::{BTreeSet, HashSet};

/// A set holds what has no equal items.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["names", "ports"],
    "properties": {
        "names": { "type": "array", "items": { "type": "string" }, "uniqueItems": true },
        "ports": { "type": "array", "items": { "type": "integer", "minimum": 0, "maximum": 65535 }, "uniqueItems": true }
    }
}"#)]
struct Sets {
    names: HashSet<String>,
    ports: BTreeSet<u16>,
}

fn main() {
    let sets = Sets::from_json(br#"{"names": ["a", "b"], "ports": [443, 80]}"#).unwrap();
    assert_eq!(sets.ports, BTreeSet::from([80, 443]));
    assert!(!Sets::is_valid_json(br#"{"names": ["a", "a"], "ports": []}"#));
}
