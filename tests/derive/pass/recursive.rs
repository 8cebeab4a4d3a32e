use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

use std::collections::BTreeMap;

/// Types that contain themselves, by name and by `Self`.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r##"{
    "$id": "https://example.com/node.json",
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": { "type": "string" },
        "parent": { "$ref": "#" },
        "children": { "type": "array", "items": { "$ref": "#" } },
        "named": { "type": "object", "additionalProperties": { "$ref": "#" } }
    }
}"##)]
struct Node {
    name: String,
    parent: Option<Box<Self>>,
    #[serde(default)]
    children: Vec<Node>,
    #[serde(default)]
    named: BTreeMap<String, Self>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r##"{ "type": "array", "items": { "$ref": "#" } }"##)]
struct Tree(Vec<Tree>);

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r##"{ "anyOf": [{ "type": "number" }, { "type": "array", "items": { "$ref": "#" } }] }"##)]
#[serde(untagged)]
enum Nested {
    Leaf(f64),
    List(Vec<Nested>),
}

fn main() {
    let node = Node::from_json(br#"{"name": "a", "children": [{"name": "b"}], "named": {"x": {"name": "c"}}}"#).unwrap();
    assert_eq!(node.children[0].name, "b");
    assert_eq!(Tree::from_json(b"[[], [[]]]").unwrap().0.len(), 2);
    assert_eq!(Nested::from_json(b"[1, [2]]").unwrap(), Nested::List(vec![Nested::Leaf(1.0), Nested::List(vec![Nested::Leaf(2.0)])]));
}
