use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// An alias is a property of its own; where one of the two is always there, the field is no `Option`.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "properties": { "id": { "type": "string" }, "key": { "type": "string" }, "note": { "type": "string" }, "remark": { "type": "string" } },
    "oneOf": [ { "required": ["id"] }, { "required": ["key"] } ]
}"#)]
struct Item {
    #[serde(alias = "key")]
    id: String,
    #[serde(alias = "remark")]
    note: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "enum": ["small", "tiny", "large"] }"#)]
#[serde(rename_all = "lowercase")]
enum Size {
    #[serde(alias = "tiny")]
    Small,
    Large,
}

fn main() {
    assert_eq!(Item::from_json(br#"{"key": "a", "remark": "b"}"#).unwrap(), Item { id: "a".into(), note: Some("b".into()) });
    assert_eq!(Size::from_json(br#""tiny""#).unwrap(), Size::Small);
}
