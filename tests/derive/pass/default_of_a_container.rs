use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// The same for every field at once.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "properties": { "on": { "type": "boolean" }, "names": { "type": "array", "items": { "type": "string" } } }
}"#)]
#[serde(default)]
struct Settings {
    on: bool,
    names: Vec<String>,
}

fn main() {
    assert_eq!(Settings::from_json(b"{}").unwrap(), Settings::default());
    assert_eq!(Settings::default().to_json().unwrap(), br#"{"on":false,"names":[]}"#);
}
