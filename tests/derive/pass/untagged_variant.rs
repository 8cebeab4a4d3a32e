use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// Listed names, and any other string.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "anyOf": [{ "enum": ["red", "blue"] }, { "type": "string", "pattern": "^rgb-" }] }"#)]
#[serde(rename_all = "lowercase")]
enum Colour {
    Red,
    Blue,
    #[serde(untagged)]
    Mixed(String),
}

fn main() {
    assert_eq!(Colour::from_json(br#""blue""#).unwrap(), Colour::Blue);
    assert_eq!(Colour::from_json(br#""rgb-1""#).unwrap(), Colour::Mixed("rgb-1".into()));
    assert!(!Colour::is_valid_json(br#""green""#));
    let _ = Colour::Red;
}
