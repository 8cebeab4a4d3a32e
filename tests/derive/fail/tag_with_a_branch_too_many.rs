use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["kind"],
    "oneOf": [
        { "properties": { "kind": { "const": "kafka" } } },
        { "properties": { "kind": { "const": "redis" } } },
        { "properties": { "kind": { "const": "obs" } } }
    ]
}"#)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Source {
    Kafka,
    Rediss,
}

fn main() {}
