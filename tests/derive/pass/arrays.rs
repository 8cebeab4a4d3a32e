use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

use std::collections::{BinaryHeap, LinkedList, VecDeque};

/// Any number of items, or an exact one.
#[derive(Debug, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r##"{
    "type": "object",
    "required": ["a", "b", "c", "d", "e", "f"],
    "properties": {
        "a": { "$ref": "#/$defs/bytes" }, "b": { "$ref": "#/$defs/bytes" }, "c": { "$ref": "#/$defs/bytes" }, "d": { "$ref": "#/$defs/bytes" },
        "e": { "$ref": "#/$defs/bytes", "minItems": 4, "maxItems": 4 },
        "f": { "type": "array", "items": { "type": "array", "items": { "type": ["boolean", "null"] } } }
    },
    "$defs": { "bytes": { "type": "array", "items": { "type": "integer", "minimum": 0, "maximum": 255 } } }
}"##)]
struct Arrays {
    a: Vec<u8>,
    b: VecDeque<u16>,
    c: LinkedList<i16>,
    d: BinaryHeap<u8>,
    e: [u8; 4],
    f: Vec<Vec<Option<bool>>>,
}

fn main() {
    let arrays = Arrays::from_json(br#"{"a": [1], "b": [], "c": [3], "d": [4], "e": [1, 2, 3, 4], "f": [[true, null]]}"#).unwrap();
    assert_eq!(arrays.e, [1, 2, 3, 4]);
    assert_eq!(arrays.f, [[Some(true), None]]);
    assert!(Arrays::from_json(&arrays.to_json().unwrap()).is_ok());
}
