use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// `property` names a property, `skip` leaves a field out, `with` says what it is on the wire.
#[derive(Debug, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["id", "odd", "count"],
    "properties": { "id": { "type": "string" }, "odd": { "type": "string" }, "count": { "type": "integer", "minimum": 0, "maximum": 99 } }
}"#)]
struct Order {
    #[vouchsafe(property = "id")]
    #[serde(rename = "id")]
    key: String,
    #[vouchsafe(skip)]
    odd: NoShape,
    #[vouchsafe(with = "u8")]
    count: Counter,
}

#[derive(Debug, Serialize, Deserialize)]
struct NoShape(String);

#[derive(Debug, Serialize, Deserialize)]
struct Counter(u8);

fn main() {
    let order = Order::from_json(br#"{"id": "a", "odd": "b", "count": 99}"#).unwrap();
    assert_eq!((order.key.as_str(), order.odd.0.as_str(), order.count.0), ("a", "b", 99));
}
