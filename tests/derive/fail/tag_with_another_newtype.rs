use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["kind"],
    "oneOf": [
        { "properties": { "kind": { "const": "kafka" }, "topic": { "type": "string" }, "size": { "type": "integer" } }, "required": ["topic"] },
        { "properties": { "kind": { "const": "redis" }, "key": { "type": "string" } } }
    ]
}"#)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Source {
    Kafka(Kafka),
    Redis(Redis),
}

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["topic"], "properties": { "topic": { "type": "boolean" }, "other": { "type": "string" } } }"#)]
struct Kafka {
    topic: bool,
    other: Option<String>,
}

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "properties": { "key": { "type": "string" } } }"#)]
struct Redis {
    key: Option<String>,
}

fn main() {}
