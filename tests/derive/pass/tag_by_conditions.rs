use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// Internally tagged, against conditions that ask for the tag.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r##"{
    "type": "object",
    "required": ["mode"],
    "properties": { "mode": { "enum": ["off", "timed", "manual"] }, "seconds": { "type": "integer", "minimum": 30, "maximum": 900 }, "who": { "type": "string" } },
    "allOf": [
        { "if": { "required": ["mode"], "properties": { "mode": { "const": "timed" } } }, "then": { "required": ["seconds"] }, "else": { "properties": { "seconds": false } } },
        { "if": { "properties": { "mode": { "not": { "const": "manual" } } } }, "then": { "properties": { "who": false } } }
    ]
}"##)]
#[serde(tag = "mode", rename_all = "lowercase")]
enum Mode {
    Off,
    Timed { seconds: u16 },
    Manual { who: Option<String> },
}

fn main() {
    assert_eq!(Mode::from_json(br#"{"mode": "timed", "seconds": 900}"#).unwrap(), Mode::Timed { seconds: 900 });
    assert!(!Mode::is_valid_json(br#"{"mode": "off", "seconds": 900}"#));
    assert_eq!(Mode::Manual { who: Some("a".into()) }.to_json().unwrap(), br#"{"mode":"manual","who":"a"}"#);
    let _ = Mode::Off;
}
