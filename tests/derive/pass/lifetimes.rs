use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

use std::borrow::Cow;

/// What is read is borrowed from the text.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["id", "name", "tags"],
    "properties": {
        "id": { "type": "string" },
        "name": { "type": "string" },
        "tags": { "type": "array", "items": { "type": "string" } },
        "inner": { "type": "object", "required": ["x"], "properties": { "x": { "type": "string" } } }
    }
}"#)]
struct Message<'a, 'b: 'a> {
    id: &'a str,
    #[serde(borrow)]
    name: Cow<'b, str>,
    tags: Vec<&'a str>,
    #[serde(borrow)]
    inner: Option<Inner<'a>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["x"], "properties": { "x": { "type": "string" } } }"#)]
struct Inner<'a> {
    x: &'a str,
}

/// Both at once.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["a", "b"], "properties": { "a": { "type": "string" }, "b": { "type": "boolean" } } }"#)]
struct Both<'a, T> {
    a: &'a str,
    b: T,
}

fn main() {
    let text = br#"{"id": "a", "name": "b\n", "tags": ["c"], "inner": {"x": "d"}}"#.to_vec();
    let message = Message::from_json(&text).unwrap();
    assert!(matches!(message.name, Cow::Owned(_)));
    assert_eq!(message.inner, Some(Inner { x: "d" }));
    assert_eq!(Both::<bool>::from_json(br#"{"a": "x", "b": true}"#).unwrap(), Both { a: "x", b: true });
}
