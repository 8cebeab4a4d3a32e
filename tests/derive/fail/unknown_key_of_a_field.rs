use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "properties": { "id": { "type": "string" } } }"#)]
struct Order {
    #[vouchsafe(minimum = 1)]
    id: Option<String>,
}

fn main() {}
