use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "enum": ["small", "tiny"] }"#)]
#[serde(rename_all = "lowercase")]
enum Size {
    #[serde(alias = "tinny")]
    Small,
}

fn main() {}
