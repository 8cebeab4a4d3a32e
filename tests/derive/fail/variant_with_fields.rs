use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{"type": "string", "enum": ["small", "large"]}"#)]
enum Kind {
    Small(u8),
    Large { by: u8 },
}

fn main() {}
