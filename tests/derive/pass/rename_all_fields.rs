use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// `rename_all_fields` for the fields of variants, and `rename_all` on one of them.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["kind"],
    "oneOf": [
        { "properties": { "kind": { "const": "big-box" }, "sizeX": { "type": "integer", "minimum": 0, "maximum": 99 } }, "required": ["sizeX"] },
        { "properties": { "kind": { "const": "small-box" }, "SIZE_X": { "type": "integer", "minimum": 0, "maximum": 99 } }, "required": ["SIZE_X"] }
    ]
}"#)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
enum Parcel {
    BigBox { size_x: u8 },
    #[serde(rename_all = "UPPERCASE")]
    SmallBox { size_x: u8 },
}

fn main() {
    let parcel = Parcel::from_json(br#"{"kind": "big-box", "sizeX": 7}"#).unwrap();
    assert_eq!(parcel, Parcel::BigBox { size_x: 7 });
    assert_eq!(Parcel::SmallBox { size_x: 1 }.to_json().unwrap(), br#"{"kind":"small-box","SIZE_X":1}"#);
}
