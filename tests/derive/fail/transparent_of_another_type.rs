use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "integer", "minimum": 1, "maximum": 65535 }"#)]
#[serde(transparent)]
struct Port {
    number: u8,
}

fn main() {}
