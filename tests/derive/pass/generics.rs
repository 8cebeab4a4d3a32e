use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// What mentions a parameter is compared where the type is used.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["items", "total"],
    "properties": {
        "items": { "type": "array", "items": { "type": "integer", "minimum": 0, "maximum": 200 } },
        "next": { "type": "integer", "minimum": 0, "maximum": 200 },
        "total": { "type": "integer", "minimum": 0, "maximum": 1000 }
    }
}"#)]
struct Page<T> {
    items: Vec<T>,
    next: Option<Box<T>>,
    total: u16,
}

/// The parameter of another derived type is passed on.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "string" }"#)]
#[serde(transparent)]
struct Wrapper<T>(T);

fn main() {
    let page = Page::<u8>::from_json(br#"{"items": [1, 200], "next": 3, "total": 999}"#).unwrap();
    assert_eq!(page.items, [1, 200]);
    assert_eq!(Page::<i64>::from_json(&page.to_json().unwrap()).unwrap().total, 999);
    assert_eq!(Wrapper::<String>::from_json(br#""a""#).unwrap(), Wrapper("a".to_owned()));
}
