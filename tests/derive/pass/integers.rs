use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// Every width, at its bounds.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"],
    "properties": {
        "a": { "type": "integer", "minimum": 0, "maximum": 255 },
        "b": { "type": "integer", "minimum": -128, "maximum": 127 },
        "c": { "type": "integer", "minimum": 0, "exclusiveMaximum": 65536 },
        "d": { "type": "integer", "exclusiveMinimum": -32769, "maximum": 32767 },
        "e": { "type": "integer", "minimum": 0, "maximum": 4294967295 },
        "f": { "type": "integer", "minimum": -2147483648, "maximum": 2147483647 },
        "g": { "type": "integer", "minimum": 0 },
        "h": { "type": "integer" },
        "i": { "type": "integer", "minimum": 0, "maximum": 170141183460469231731687303715884105727 },
        "j": { "type": "integer", "minimum": -170141183460469231731687303715884105728, "maximum": 0 },
        "k": { "enum": [1, 2, 250] },
        "l": { "type": "number", "multipleOf": 1, "minimum": 0.5, "maximum": 9.5 }
    }
}"#)]
struct Integers {
    a: u8,
    b: i8,
    c: u16,
    d: i16,
    e: u32,
    f: i32,
    g: u64,
    h: i64,
    i: u128,
    j: i128,
    k: u8,
    l: u8,
}

fn main() {
    let text = br#"{"a":255,"b":-128,"c":65535,"d":-32768,"e":4294967295,"f":-2147483648,"g":18446744073709551615,"h":-1,"i":170141183460469231731687303715884105727,"j":-170141183460469231731687303715884105728,"k":250,"l":9}"#;
    let integers = Integers::from_json(text).unwrap();
    assert_eq!(integers.j, i128::MIN);
    assert_eq!(integers.to_json().unwrap(), text);
}
