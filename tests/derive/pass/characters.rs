use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// A character, a truth value, nothing.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["letter", "listed", "yes", "nothing"],
    "properties": {
        "letter": { "type": "string", "minLength": 1, "maxLength": 1 },
        "listed": { "enum": ["a", "ö", "😀"] },
        "yes": { "const": true },
        "nothing": { "type": "null" }
    }
}"#)]
struct Scalars {
    letter: char,
    listed: char,
    yes: bool,
    nothing: (),
}

fn main() {
    let scalars = Scalars::from_json(r#"{"letter": "é", "listed": "😀", "yes": true, "nothing": null}"#.as_bytes()).unwrap();
    assert_eq!((scalars.letter, scalars.listed), ('é', '😀'));
}
