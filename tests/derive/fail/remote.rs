use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

mod elsewhere {
    pub struct Size {
        pub x: u8,
    }
}

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["x"], "properties": { "x": { "type": "integer", "minimum": 0, "maximum": 9 } } }"#)]
#[serde(remote = "elsewhere::Size")]
struct Size {
    x: u8,
}

fn main() {}
