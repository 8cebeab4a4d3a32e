use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
struct Order {
    id: String,
}

fn main() {}
