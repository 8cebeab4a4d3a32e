use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(
    schema = r#"{ "type": "object", "properties": { "id": { "type": "string" }, "note": { "type": "string" } }, "additionalProperties": false }"#,
    partial
)]
#[serde(deny_unknown_fields)]
struct Order {
    id: Option<String>,
}

fn main() {}
