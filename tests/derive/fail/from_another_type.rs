use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Clone, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "string" }"#)]
#[serde(from = "u8", into = "u8")]
struct Name(String);

impl From<u8> for Name {
    fn from(number: u8) -> Self {
        Self(number.to_string())
    }
}

impl From<Name> for u8 {
    fn from(name: Name) -> Self {
        name.0.len() as u8
    }
}

fn main() {}
