use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<std::time::Duration, D::Error> {
    u8::deserialize(deserializer).map(|seconds| std::time::Duration::from_secs(seconds.into()))
}

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["delay"], "properties": { "delay": { "type": "integer", "minimum": 0, "maximum": 300 } } }"#)]
struct Task {
    #[serde(deserialize_with = "read")]
    #[vouchsafe(with = "u8")]
    delay: std::time::Duration,
}

fn main() {}
