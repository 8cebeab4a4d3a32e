use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r##"{
    "$id": "https://example.com/node.json",
    "type": "object",
    "properties": { "name": { "type": "string" }, "next": { "$ref": "#" }, "children": { "type": "array", "items": { "$ref": "#" } } }
}"##)]
struct Node {
    name: Option<bool>,
    next: Option<Box<Self>>,
    children: Option<Box<Node>>,
}

fn main() {}
