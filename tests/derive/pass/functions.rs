use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// Fields that are read and written by functions; `with` says what they are on the wire.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["delay"],
    "properties": { "delay": { "type": "integer", "minimum": 0, "maximum": 3600 }, "grace": { "type": "integer", "minimum": 0, "maximum": 3600 }, "loud": { "type": "boolean" } }
}"#)]
struct Task {
    #[serde(with = "seconds")]
    delay: std::time::Duration,
    #[serde(default, deserialize_with = "seconds::deserialize", serialize_with = "seconds::serialize")]
    #[vouchsafe(with = "u16")]
    grace: std::time::Duration,
    #[serde(serialize_with = "plain")]
    loud: Option<bool>,
}

mod seconds {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serializer};

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        u16::deserialize(deserializer).map(|seconds| Duration::from_secs(seconds.into()))
    }

    pub fn serialize<S: Serializer>(value: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(value.as_secs())
    }
}

fn plain<S: serde::Serializer>(value: &Option<bool>, serializer: S) -> Result<S::Ok, S::Error> {
    value.serialize(serializer)
}

fn main() {
    let task = Task::from_json(br#"{"delay": 90}"#).unwrap();
    assert_eq!(task.delay.as_secs(), 90);
    assert_eq!(task.to_json().unwrap(), br#"{"delay":90,"grace":0}"#);
}
