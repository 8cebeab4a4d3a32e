use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

use vouchsafe::Shape;
use vouchsafe::shape::{Member, Members, TypeShape};

/// A type of one's own says what it is like; an alias is seen through.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["id", "seconds", "ids", "lat", "lon"],
    "properties": {
        "id": { "type": "string" },
        "seconds": { "type": "integer", "minimum": 0, "maximum": 65535 },
        "ids": { "type": "array", "items": { "type": "string" } },
        "lat": { "type": "number" },
        "lon": { "type": "number" }
    }
}"#)]
struct Order {
    id: Id,
    seconds: Seconds,
    ids: Ids,
    #[serde(flatten)]
    point: Point,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Id(String);

impl Shape for Id {
    const SHAPE: TypeShape = String::SHAPE;
}

type Seconds = u16;
type Ids = Vec<Id>;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Point {
    lat: f64,
    lon: f64,
}

impl Shape for Point {
    const SHAPE: TypeShape = TypeShape::of(vouchsafe::__private::Types::OBJECT);
    const MEMBERS: Members = Members::named(&[Member::of("lat", &f64::SHAPE), Member::of("lon", &f64::SHAPE)]);
}

fn main() {
    let order = Order::from_json(br#"{"id": "a", "seconds": 65535, "ids": ["b"], "lat": 1, "lon": 2}"#).unwrap();
    assert_eq!(order.ids, [Id("b".into())]);
}
