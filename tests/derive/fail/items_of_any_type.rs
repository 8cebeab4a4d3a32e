use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["tags", "labels"], "properties": { "tags": { "type": "array" }, "labels": { "type": "object" } } }"#)]
struct Post {
    tags: Vec<String>,
    labels: std::collections::BTreeMap<String, String>,
}

fn main() {}
