use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// All members of an `Option` may be absent at once.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["id"],
    "properties": { "id": { "type": "string" }, "x": { "type": "number" }, "y": { "type": "number" } },
    "dependentRequired": { "x": ["y"], "y": ["x"] }
}"#)]
struct Marker {
    id: String,
    #[serde(flatten)]
    point: Option<Point>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["x", "y"], "properties": { "x": { "type": "number" }, "y": { "type": "number" } } }"#)]
struct Point {
    x: f64,
    y: f64,
}

fn main() {
    assert_eq!(Marker::from_json(br#"{"id": "a"}"#).unwrap().point, None);
    assert_eq!(Marker::from_json(br#"{"id": "a", "x": 1, "y": 2}"#).unwrap().point, Some(Point { x: 1.0, y: 2.0 }));
}
