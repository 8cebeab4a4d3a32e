use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// One name is read and another written: both are properties, and neither is required.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "properties": { "user": { "type": "string" }, "userName": { "type": "string" }, "first": { "type": "integer", "minimum": 0, "maximum": 9 }, "FIRST": { "type": "integer", "minimum": 0, "maximum": 9 } }
}"#)]
#[serde(rename_all(serialize = "UPPERCASE"))]
struct Login {
    #[serde(rename(deserialize = "user", serialize = "userName"))]
    name: Option<String>,
    first: Option<u8>,
}

fn main() {
    let login = Login::from_json(br#"{"user": "ann", "first": 1}"#).unwrap();
    assert_eq!(login.to_json().unwrap(), br#"{"userName":"ann","FIRST":1}"#);
}
