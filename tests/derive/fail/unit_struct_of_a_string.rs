use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": ["string", "null"] }"#)]
struct Nothing;

fn main() {}
