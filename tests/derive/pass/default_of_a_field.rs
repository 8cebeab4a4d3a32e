use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// A default stands for what is absent, so that no `Option` is needed.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "properties": { "retries": { "type": "integer", "minimum": 0, "maximum": 10 }, "name": { "type": "string" } }
}"#)]
struct Settings {
    #[serde(default = "three")]
    retries: u8,
    #[serde(default)]
    name: String,
}

fn three() -> u8 {
    3
}

fn main() {
    assert_eq!(Settings::from_json(b"{}").unwrap(), Settings { retries: 3, name: String::new() });
}
