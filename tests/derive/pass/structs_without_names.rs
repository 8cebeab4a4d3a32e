use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// A newtype is what is in it, a tuple struct is an array, a unit struct is `null`.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": ["integer", "null"], "minimum": 0, "maximum": 65535 }"#)]
struct Port(Option<u16>);

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "array", "prefixItems": [{ "type": "number" }, { "type": "string" }], "items": false, "minItems": 2 }"#)]
struct Measure(f64, String, #[serde(skip)] u8);

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "null" }"#)]
struct Nothing;

#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["port", "measure", "nothing"],
    "properties": {
        "port": { "type": ["integer", "null"], "minimum": 0, "maximum": 99 },
        "measure": { "type": "array", "prefixItems": [{ "type": "number" }, { "type": "string" }], "items": false, "minItems": 2 },
        "nothing": { "type": "null" }
    }
}"#)]
struct All {
    port: Port,
    measure: Measure,
    nothing: Nothing,
}

fn main() {
    let all = All::from_json(br#"{"port": 80, "measure": [1.5, "m"], "nothing": null}"#).unwrap();
    assert_eq!(all, All { port: Port(Some(80)), measure: Measure(1.5, "m".into(), 0), nothing: Nothing });
    assert_eq!(all.to_json().unwrap(), br#"{"port":80,"measure":[1.5,"m"],"nothing":null}"#);
}
