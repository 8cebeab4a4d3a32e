use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// What is on the wire is another type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "array", "items": { "type": "integer", "minimum": 0, "maximum": 255 }, "minItems": 3, "maxItems": 3 }"#)]
#[serde(from = "(u8, u8, u8)", into = "[u8; 3]")]
struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl From<(u8, u8, u8)> for Colour {
    fn from((red, green, blue): (u8, u8, u8)) -> Self {
        Self { red, green, blue }
    }
}

impl From<Colour> for [u8; 3] {
    fn from(colour: Colour) -> Self {
        [colour.red, colour.green, colour.blue]
    }
}

/// A field of that type is compared by its wire type.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["fill"],
    "properties": { "fill": { "type": "array", "items": { "type": "integer", "minimum": 0, "maximum": 15 }, "minItems": 3, "maxItems": 3 } }
}"#)]
struct Style {
    fill: Colour,
}

fn main() {
    let style = Style::from_json(br#"{"fill": [1, 2, 3]}"#).unwrap();
    assert_eq!(style.fill.blue, 3);
    assert_eq!(style.to_json().unwrap(), br#"{"fill":[1,2,3]}"#);
}
