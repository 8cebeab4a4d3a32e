use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r##"{
  "type": "objct",
  "properties": {
    "id": { "type": "string", "minLenght": 1 },
    "other": { "$ref": "#/$defs/othr" },
    "code": { "type": "string", "pattern": "^[a-z" },
    "interval": { "type": "integer", "minimum": 900, "maximum": 30 }
  },
  "$defs": { "other": {} }
}"##)]
struct Order {
    id: String,
}

fn main() {}
