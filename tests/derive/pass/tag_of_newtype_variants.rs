use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// The type of a variant has the members of its branch, the tag apart.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r##"{
    "type": "object",
    "required": ["type"],
    "anyOf": [
        { "properties": { "type": { "const": "kafka" }, "topic": { "type": "string" } }, "required": ["topic"] },
        { "properties": { "type": { "const": "redis" }, "key": { "type": "string" } } },
        { "properties": { "type": { "const": "none" } } }
    ]
}"##)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Source {
    Kafka(Kafka),
    Redis(Box<Redis>),
    None,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["topic"], "properties": { "topic": { "type": "string" } } }"#)]
struct Kafka {
    topic: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "properties": { "key": { "type": "string" } } }"#)]
struct Redis {
    key: Option<String>,
}

fn main() {
    let source = Source::from_json(br#"{"type": "redis", "key": "k"}"#).unwrap();
    assert_eq!(source, Source::Redis(Box::new(Redis { key: Some("k".into()) })));
    assert_eq!(source.to_json().unwrap(), br#"{"type":"redis","key":"k"}"#);
    assert_eq!(Source::from_json(br#"{"type": "none"}"#).unwrap(), Source::None);
    let _ = Source::Kafka(Kafka { topic: String::new() });
}
