use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "no/such/schema.json")]
struct Order {
    id: String,
}

fn main() {}
