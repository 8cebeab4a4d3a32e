use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// The one field is the value itself; others are not on the wire.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "integer", "minimum": 1, "maximum": 65535 }"#)]
#[serde(transparent)]
struct Port {
    number: u16,
    #[serde(skip)]
    name: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "array", "items": { "type": "integer", "minimum": 1, "maximum": 65535 } }"#)]
#[serde(transparent)]
struct Ports(Vec<Port>);

fn main() {
    let ports = Ports::from_json(b"[80, 443]").unwrap();
    assert_eq!(ports.0[1].number, 443);
    assert_eq!(ports.to_json().unwrap(), b"[80,443]");
    assert!(Port::from_json(b"0").is_err());
}
