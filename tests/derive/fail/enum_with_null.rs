use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "enum": ["a", "b", null] }"#)]
#[serde(rename_all = "lowercase")]
enum Letter {
    A,
    B,
}

fn main() {}
