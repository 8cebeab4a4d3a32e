use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// A tagged enum beside other fields.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r##"{
    "type": "object",
    "required": ["id", "kind"],
    "properties": { "id": { "type": "string" }, "kind": { "enum": ["circle", "square"] }, "radius": { "type": "number" }, "side": { "type": "number" } },
    "if": { "properties": { "kind": { "const": "circle" } } },
    "then": { "required": ["radius"] },
    "else": { "required": ["side"] }
}"##)]
struct Drawing {
    id: String,
    #[serde(flatten)]
    shape: Shape,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["kind"],
    "oneOf": [
        { "properties": { "kind": { "const": "circle" }, "radius": { "type": "number" } }, "required": ["radius"] },
        { "properties": { "kind": { "const": "square" }, "side": { "type": "number" } }, "required": ["side"] }
    ]
}"#)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Shape {
    Circle { radius: f64 },
    Square { side: f64 },
}

fn main() {
    let drawing = Drawing::from_json(br#"{"id": "a", "kind": "square", "side": 2}"#).unwrap();
    assert_eq!(drawing.shape, Shape::Square { side: 2.0 });
    assert!(!Drawing::is_valid_json(br#"{"id": "a", "kind": "square", "radius": 2}"#));
    let _ = Shape::Circle { radius: 1.0 };
}
