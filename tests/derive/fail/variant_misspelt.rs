use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{"type": "string", "enum": ["small", "large"]}"#)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Small,
    Lagre,
}

fn main() {}
