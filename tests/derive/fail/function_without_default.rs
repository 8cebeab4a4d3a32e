use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

mod seconds {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
        u64::deserialize(deserializer).map(Some)
    }

    pub fn serialize<S: Serializer>(value: &Option<u64>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(value.unwrap_or_default())
    }
}

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "properties": { "delay": { "type": "integer" } } }"#)]
struct Task {
    #[serde(with = "seconds")]
    delay: Option<u64>,
}

fn main() {}
