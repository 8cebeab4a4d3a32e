use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// Internally tagged, against branches that fix the tag; the properties beside them are common.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r##"{
    "type": "object",
    "required": ["type", "id"],
    "properties": { "id": { "type": "string" } },
    "oneOf": [
        { "properties": { "type": { "const": "created" }, "by": { "type": "string" } }, "required": ["by"] },
        { "$ref": "#/$defs/moved" },
        { "properties": { "type": { "enum": ["deleted", "purged"] } } }
    ],
    "$defs": {
        "moved": { "properties": { "type": { "const": "moved" }, "to": { "type": "array", "items": { "type": "integer", "minimum": -5, "maximum": 5 } } } }
    }
}"##)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Event {
    Created { id: String, by: String },
    Moved { id: String, to: Option<Vec<i8>> },
    #[serde(alias = "purged")]
    Deleted { id: String },
}

fn main() {
    let event = Event::from_json(br#"{"type": "moved", "id": "a", "to": [-5]}"#).unwrap();
    assert_eq!(event, Event::Moved { id: "a".into(), to: Some(vec![-5]) });
    assert_eq!(Event::from_json(&event.to_json().unwrap()).unwrap(), event);
    assert_eq!(Event::from_json(br#"{"type": "purged", "id": "a"}"#).unwrap(), Event::Deleted { id: "a".into() });
    let _ = Event::Created { id: String::new(), by: String::new() };
}
