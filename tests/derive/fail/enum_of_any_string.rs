use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{"type": "string"}"#)]
enum Kind {
    Small,
}

fn main() {}
