use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// One variant for every name that has none, in plain and in tagged enums.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } } }"#)]
#[serde(tag = "kind")]
enum Event {
    Start,
    #[serde(other)]
    Unknown,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "enum": ["a", "b", "c", "d"] }"#)]
#[serde(rename_all = "lowercase")]
enum Letter {
    A,
    #[serde(other)]
    Later,
}

fn main() {
    assert_eq!(Event::from_json(br#"{"kind": "what"}"#).unwrap(), Event::Unknown);
    assert_eq!(Event::from_json(br#"{"kind": "Start"}"#).unwrap(), Event::Start);
    assert_eq!(Letter::from_json(br#""d""#).unwrap(), Letter::Later);
    let _ = Letter::A;
}
