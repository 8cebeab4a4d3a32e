use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "schemas/common.json#/$defs/consumer-strateg")]
enum ConsumerStrategy {
    Latest,
}

fn main() {}
