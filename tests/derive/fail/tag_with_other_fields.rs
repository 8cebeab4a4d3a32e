use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["kind"],
    "oneOf": [
        { "properties": { "kind": { "const": "kafka" }, "topic": { "type": "string" }, "partitions": { "type": "integer", "minimum": 1, "maximum": 500 } }, "required": ["topic", "partitions"] },
        { "properties": { "kind": { "const": "redis" }, "key": { "type": "string" } } },
        { "properties": { "kind": { "const": "none" }, "reason": { "type": "string" } } }
    ]
}"#)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Source {
    Kafka { topik: String, partitions: u8 },
    Redis { key: String },
    None,
}

fn main() {}
