use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// serde writes the name of the struct into the member.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["type", "id"],
    "properties": { "type": { "const": "order" }, "id": { "type": "string" } }
}"#)]
#[serde(tag = "type", rename = "order")]
struct Order {
    id: String,
}

fn main() {
    let order = Order::from_json(br#"{"type": "order", "id": "a"}"#).unwrap();
    assert_eq!(order.to_json().unwrap(), br#"{"type":"order","id":"a"}"#);
}
