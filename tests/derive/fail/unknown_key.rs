use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(shcema = "order.json")]
struct Order {
    id: String,
}

fn main() {}
