use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// Fields that are on the wire in one direction, or in none.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["id"],
    "properties": { "id": { "type": "string" }, "created": { "type": "string" }, "password": { "type": "string" } }
}"#)]
struct User {
    id: String,
    #[serde(skip_deserializing)]
    created: String,
    #[serde(skip_serializing)]
    password: Option<String>,
    #[serde(skip)]
    cached: u32,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "enum": ["On", "Off"] }"#)]
enum State {
    On,
    Off,
    #[serde(skip)]
    Unknown,
}

fn main() {
    let user = User::from_json(br#"{"id": "a", "created": "today", "password": "p"}"#).unwrap();
    assert_eq!(user, User { id: "a".into(), created: String::new(), password: Some("p".into()), cached: 0 });
    assert_eq!(user.to_json().unwrap(), br#"{"id":"a","created":""}"#);
    assert_ne!(State::from_json(br#""On""#).unwrap(), State::Unknown);
    let _ = State::Off;
}
