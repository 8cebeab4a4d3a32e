use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

use std::cell::{Cell, RefCell};
use std::num::Wrapping;
use std::rc::Rc;
use std::sync::Arc;

/// What points to a value, or wraps it, is as the value is on the wire.
#[derive(Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["a", "b", "c", "d", "e", "f", "g", "h"],
    "properties": {
        "a": { "type": "string" }, "b": { "type": "string" }, "c": { "type": "string" }, "d": { "type": "boolean" },
        "e": { "type": "boolean" }, "f": { "type": "integer", "minimum": 0, "maximum": 255 }, "g": { "type": "array", "items": { "type": "string" } },
        "h": { "type": ["boolean", "null"] }
    }
}"#)]
#[allow(dead_code, reason = "serde reads these only with its feature `rc`")]
struct Pointers {
    a: Box<str>,
    b: Arc<str>,
    c: Rc<String>,
    d: Box<Arc<bool>>,
    e: RefCell<bool>,
    f: Wrapping<u8>,
    g: Box<[String]>,
    h: Cell<Option<bool>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["a", "g"], "properties": { "a": { "type": "string" }, "g": { "type": "array", "items": { "type": "boolean" } } } }"#)]
struct Boxed {
    a: Box<str>,
    g: Box<[Box<bool>]>,
}

fn main() {
    assert!(Pointers::is_valid_json(br#"{"a": "", "b": "", "c": "", "d": true, "e": true, "f": 1, "g": [], "h": null}"#));
    let boxed = Boxed::from_json(br#"{"a": "x", "g": [true]}"#).unwrap();
    assert_eq!(boxed.to_json().unwrap(), br#"{"a":"x","g":[true]}"#);
}
