use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// What is not required may be left out.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "properties": {
        "tags": { "type": "array", "items": { "type": "string" }, "minItems": 1 },
        "note": { "type": ["string", "null"] }
    }
}"#)]
struct Post {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

fn main() {
    let post = Post { tags: Vec::new(), note: None };
    assert_eq!(post.to_json().unwrap(), b"{}");
    assert_eq!(Post::from_json(b"{}").unwrap(), post);
}
