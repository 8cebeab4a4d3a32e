use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

use std::borrow::Cow;
use std::collections::BTreeMap;

/// Every kind of field, by every way to rename.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(
    schema = r##"{
    "type": "object",
    "required": ["id", "unitPrice", "kind", "lines"],
    "properties": {
        "id": { "type": "string", "minLength": 1 },
        "unitPrice": { "type": "number" },
        "kind": { "$ref": "#/$defs/kind" },
        "lines": { "type": "array", "items": { "$ref": "#/$defs/line" } },
        "note": { "type": ["string", "null"] },
        "labels": { "type": "object", "additionalProperties": { "type": "string" } },
        "anything": { "type": "boolean" },
        "count": { "type": "integer", "minimum": 0, "maximum": 255 },
        "type": { "const": "order" }
    },
    "$defs": {
        "kind": { "enum": ["small-order", "large-order"] },
        "line": {
            "type": "object",
            "required": ["sku"],
            "properties": { "sku": { "type": "string" }, "amount": { "type": "integer", "minimum": 1, "maximum": 1000 } }
        }
    }
}"##
)]
#[serde(rename_all = "camelCase")]
struct Order<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    unit_price: f64,
    kind: Kind,
    lines: Vec<Line>,
    note: Option<&'a str>,
    #[serde(default)]
    labels: BTreeMap<String, String>,
    anything: Option<bool>,
    count: Option<u8>,
    r#type: Option<String>,
    #[serde(skip)]
    cached: u32,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{"enum": ["small-order", "large-order"]}"#)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    SmallOrder,
    LargeOrder,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(
    schema = r#"{
    "type": "object",
    "required": ["sku"],
    "properties": { "sku": { "type": "string" }, "amount": { "type": "integer", "minimum": 1, "maximum": 1000 } }
}"#
)]
struct Line {
    sku: String,
    #[vouchsafe(property = "amount")]
    #[serde(rename = "amount")]
    number: Option<u16>,
}

fn main() {
    let text = r#"{"id": "a", "unitPrice": 1.5, "kind": "small-order", "lines": [{"sku": "x", "amount": 2e1}], "type": "order"}"#;
    let order = Order::from_json(text.as_bytes()).unwrap();
    assert!(matches!(order.id, Cow::Borrowed("a")));
    assert_eq!(order.kind, Kind::SmallOrder);
    assert_eq!(order.lines[0].number, Some(20));
    let written = order.to_json().unwrap();
    assert_eq!(Order::from_json(&written).unwrap(), order);
    assert!(Order::check_json(br#"{"id": ""}"#).is_err());
    assert!(!Line::is_valid_json(br#"{"sku": "x", "amount": 0}"#));
}
