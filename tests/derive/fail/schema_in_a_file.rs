use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "schemas/kafka/create-sink-task/path.json")]
struct Path {
    project_id: String,
    instanceid: String,
}

fn main() {}
