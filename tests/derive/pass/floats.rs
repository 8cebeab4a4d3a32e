use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// Numbers with a fraction, and integers that a float does not round.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["ratio", "short", "exact", "small"],
    "properties": {
        "ratio": { "type": "number", "minimum": 0, "maximum": 1 },
        "short": { "type": "number" },
        "exact": { "type": "integer", "minimum": -9007199254740992, "maximum": 9007199254740992 },
        "small": { "type": "integer", "minimum": 0, "maximum": 16777216 }
    }
}"#)]
struct Floats {
    ratio: f64,
    short: f32,
    exact: f64,
    small: f32,
}

fn main() {
    let floats = Floats::from_json(br#"{"ratio": 0.5, "short": 1e3, "exact": 9007199254740992, "small": 16777216}"#).unwrap();
    assert_eq!(floats.exact, 9_007_199_254_740_992.0);
    assert!(Floats::from_json(&floats.to_json().unwrap()).is_ok());
}
