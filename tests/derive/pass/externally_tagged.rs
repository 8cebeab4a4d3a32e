use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// A string for a variant without fields, an object of one member for others.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r##"{
    "oneOf": [
        { "enum": ["none", "all"] },
        { "type": "object", "required": ["one"], "properties": { "one": { "type": "string" } }, "additionalProperties": false },
        { "type": "object", "required": ["range"], "properties": { "range": { "type": "object", "required": ["from"], "properties": { "from": { "type": "integer", "minimum": 0, "maximum": 9 }, "to": { "type": "integer", "minimum": 0, "maximum": 9 } } } }, "additionalProperties": false },
        { "type": "object", "required": ["pair"], "properties": { "pair": { "type": "array", "items": { "type": "string" }, "minItems": 2, "maxItems": 2 } }, "additionalProperties": false }
    ]
}"##)]
#[serde(rename_all = "lowercase")]
enum Selection {
    None,
    All,
    One(String),
    Range {
        from: u8,
        #[serde(skip_serializing_if = "Option::is_none")]
        to: Option<u8>,
    },
    Pair(String, String),
}

fn main() {
    for value in [Selection::None, Selection::All, Selection::One("a".into()), Selection::Range { from: 1, to: None }, Selection::Pair("a".into(), "b".into())] {
        assert_eq!(Selection::from_json(&value.to_json().unwrap()).unwrap(), value);
    }
}
