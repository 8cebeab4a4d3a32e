use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{"$id": "https://example.com/street.json", "type": "object", "properties": {"name": {"type": "string"}}}"#)]
struct Street {
    name: Option<String>,
}

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r##"{
    "type": "object",
    "properties": { "home": { "$ref": "https://example.com/house.json" }, "road": { "$ref": "https://example.com/street.json" } },
    "$defs": {
        "house": { "$id": "https://example.com/house.json", "type": "object", "properties": { "name": { "type": "string" } } },
        "street": { "$id": "https://example.com/street.json", "type": "object", "properties": { "name": { "type": "string" } } }
    }
}"##)]
struct Address {
    home: Option<Street>,
    road: Option<Street>,
}

fn main() {}
