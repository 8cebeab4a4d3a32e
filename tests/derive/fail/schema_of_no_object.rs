use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{"type": ["object", "null"], "properties": {"id": {"type": "string"}}}"#)]
struct Order {
    id: Option<String>,
}

fn main() {}
