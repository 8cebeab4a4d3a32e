use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["seconds"], "properties": { "seconds": { "type": "integer" } } }"#)]
struct Task {
    #[serde(with = "self::seconds")]
    secnds: u64,
}

mod seconds {
    pub fn deserialize<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        <u64 as serde::Deserialize>::deserialize(deserializer)
    }

    pub fn serialize<S: serde::Serializer>(value: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(*value)
    }
}

fn main() {}
