use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// `rename` on fields, on variants, and names that are no identifiers.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["@id", "kind"],
    "properties": { "@id": { "type": "string" }, "kind": { "enum": ["s", "L"] }, "type": { "type": "string" } }
}"#)]
struct Order {
    #[serde(rename = "@id")]
    id: String,
    kind: Kind,
    r#type: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "enum": ["s", "L"] }"#)]
enum Kind {
    #[serde(rename = "s")]
    Small,
    #[serde(rename = "L")]
    Large,
}

fn main() {
    let order = Order::from_json(br#"{"@id": "a", "kind": "L", "type": "x"}"#).unwrap();
    assert_eq!(order.kind, Kind::Large);
    assert_eq!(Order::from_json(&order.to_json().unwrap()).unwrap(), order);
}
