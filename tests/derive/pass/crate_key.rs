use serde::{Deserialize, Serialize};
use vouchsafe as checked;

/// The path of the crate is what `crate` says.
mod reexported {
    pub use vouchsafe as inner;
}

#[derive(Debug, Serialize, Deserialize, checked::Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["id"], "properties": { "id": { "type": "string" } } }"#, crate = crate::reexported::inner)]
struct Order {
    id: String,
}

fn main() {
    use checked::Validate;
    assert_eq!(Order::from_json(br#"{"id": "a"}"#).unwrap().id, "a");
}
