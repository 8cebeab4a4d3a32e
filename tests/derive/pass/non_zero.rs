use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

use std::num::{NonZeroI8, NonZeroU8, NonZeroU16};

/// 0 is out of bounds, not listed, or forbidden.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["above", "below", "listed", "forbidden"],
    "properties": {
        "above": { "type": "integer", "minimum": 1, "maximum": 255 },
        "below": { "type": "integer", "minimum": -9, "exclusiveMaximum": 0 },
        "listed": { "enum": [-1, 1] },
        "forbidden": { "type": "integer", "minimum": -9, "maximum": 9, "not": { "const": 0 } },
        "maybe": { "type": "integer", "minimum": 1, "maximum": 9 }
    }
}"#)]
struct Counts {
    above: NonZeroU8,
    below: NonZeroI8,
    listed: NonZeroI8,
    forbidden: NonZeroI8,
    maybe: Option<NonZeroU16>,
}

fn main() {
    let counts = Counts::from_json(br#"{"above": 255, "below": -9, "listed": -1, "forbidden": 9}"#).unwrap();
    assert_eq!(counts.above.get(), 255);
    assert!(!Counts::is_valid_json(br#"{"above": 0, "below": -9, "listed": -1, "forbidden": 9}"#));
}
