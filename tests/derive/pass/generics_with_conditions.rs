use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// Conditions, defaults, associated types, constants, and parameters that are not on the wire.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["key", "point"],
    "properties": {
        "key": { "type": "string" },
        "point": { "type": "array", "items": { "type": "integer", "minimum": -100, "maximum": 100 }, "minItems": 3, "maxItems": 3 }
    }
}"#)]
#[serde(bound(serialize = "T::Key: Serialize, [i8; N]: Serialize", deserialize = "T::Key: Deserialize<'de>, [i8; N]: Deserialize<'de>"))]
struct Entry<T: Keyed, M = (), const N: usize = 3>
where
    T::Key: Clone,
{
    key: T::Key,
    point: [i8; N],
    #[serde(skip)]
    marker: std::marker::PhantomData<M>,
}

trait Keyed {
    type Key;
}

#[derive(Debug, PartialEq)]
struct ByName;

impl Keyed for ByName {
    type Key = String;
}

#[derive(Debug, PartialEq)]
struct NoShape;

fn main() {
    let entry = Entry::<ByName, NoShape>::from_json(br#"{"key": "a", "point": [1, 2, -3]}"#).unwrap();
    assert_eq!(entry.point, [1, 2, -3]);
    assert_eq!(entry.key, "a");
}
