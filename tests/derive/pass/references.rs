use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// Types of shared schemas, by the names of these.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r##"{
    "$id": "https://example.com/order.json",
    "type": "object",
    "required": ["line", "kind", "lines"],
    "properties": {
        "line": { "$ref": "line.json" },
        "kind": { "$ref": "#/$defs/kind" },
        "lines": { "type": "array", "items": { "$ref": "line.json" } },
        "spare": { "anyOf": [{ "$ref": "line.json" }, { "type": "null" }] }
    },
    "$defs": {
        "kind": { "enum": ["a", "b"] },
        "line": { "$id": "line.json", "type": "object", "required": ["sku"], "properties": { "sku": { "type": "string" } } }
    }
}"##)]
struct Order {
    line: Line,
    kind: Kind,
    lines: Vec<Line>,
    spare: Option<Line>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "$id": "https://example.com/line.json", "type": "object", "required": ["sku"], "properties": { "sku": { "type": "string" } } }"#)]
struct Line {
    sku: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "enum": ["a", "b"] }"#)]
#[serde(rename_all = "lowercase")]
enum Kind {
    A,
    B,
}

fn main() {
    let order = Order::from_json(br#"{"line": {"sku": "x"}, "kind": "b", "lines": [], "spare": null}"#).unwrap();
    assert_eq!(order, Order { line: Line { sku: "x".into() }, kind: Kind::B, lines: vec![], spare: None });
    let _ = Kind::A;
}
