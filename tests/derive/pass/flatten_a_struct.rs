use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// The members of two other structs, one of which flattens a third.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["id", "offset", "street"],
    "properties": {
        "id": { "type": "string" },
        "offset": { "type": "integer", "minimum": 0, "maximum": 1000 },
        "limit": { "type": "integer", "minimum": 0, "maximum": 100 },
        "street": { "type": "string" },
        "city": { "type": "string" }
    }
}"#)]
struct Search {
    id: String,
    #[serde(flatten)]
    page: Page,
    #[serde(flatten)]
    address: Box<Address>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["offset"],
    "properties": { "offset": { "type": "integer", "minimum": 0, "maximum": 1000 }, "limit": { "type": "integer", "minimum": 0, "maximum": 100 } }
}"#)]
struct Page {
    offset: u16,
    limit: Option<u8>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["street"],
    "properties": { "street": { "type": "string" }, "city": { "type": "string" } }
}"#)]
struct Address {
    street: String,
    #[serde(flatten)]
    place: Place,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "properties": { "city": { "type": "string" } } }"#)]
struct Place {
    city: Option<String>,
}

fn main() {
    let search = Search::from_json(br#"{"id": "a", "offset": 600, "street": "s", "city": "c"}"#).unwrap();
    assert_eq!(search.address.place.city.as_deref(), Some("c"));
    assert_eq!(Search::from_json(&search.to_json().unwrap()).unwrap(), search);
}
