use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "properties": { "note": { "type": ["string", "null"] } } }"#)]
struct Change {
    note: Option<Option<String>>,
}

fn main() {}
