use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// Names by `enum`, by `const`, by `oneOf` of these, and a list that conditions narrow.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "oneOf": [{ "const": "a", "title": "first" }, { "const": "b" }, { "enum": ["c"] }] }"#)]
#[serde(rename_all = "lowercase")]
enum Letter {
    A,
    B,
    C,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "const": "Only" }"#)]
enum Single {
    Only,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "allOf": [{ "enum": ["X", "Y", "Z"] }, { "enum": ["Y", "Z", 1] }] }"#)]
enum Narrowed {
    Y,
    Z,
}

fn main() {
    assert_eq!(Letter::from_json(br#""c""#).unwrap(), Letter::C);
    assert_eq!(Single::from_json(br#""Only""#).unwrap(), Single::Only);
    assert!(Narrowed::from_json(br#""X""#).is_err());
    let _ = (Letter::A, Letter::B, Narrowed::Y, Narrowed::Z);
}
