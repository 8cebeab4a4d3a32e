use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{"type": "object"}"#)]
struct Order(String);

fn main() {}
