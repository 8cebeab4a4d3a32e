//! A crate that depends on vouchsafe under another name: what the derive writes must find it there.

use checked::Validate;
use serde::{Deserialize, Serialize};

/// A type with a schema in a file of this crate.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "order.json")]
#[expect(clippy::exhaustive_structs, reason = "the schema says what it has")]
pub struct Order {
    /// Text.
    pub id: String,
    /// One of two.
    pub kind: Kind,
    /// Anything else.
    #[serde(flatten)]
    pub page: Page<u16>,
}

/// An enum.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "order.json#/properties/kind")]
#[serde(rename_all = "lowercase")]
#[expect(clippy::exhaustive_enums, reason = "the schema lists them")]
pub enum Kind {
    /// The one.
    Small,
    /// The other.
    Large,
}

/// A type with a parameter.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "page.json")]
#[expect(clippy::exhaustive_structs, reason = "the schema says what it has")]
pub struct Page<T> {
    /// A number.
    pub offset: T,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_code_finds_the_crate() {
        let text = br#"{"id":"a","kind":"large","offset":300}"#;
        let order = Order::from_json(text).unwrap();
        assert_eq!(order.kind, Kind::Large);
        assert_eq!(order.to_json().unwrap(), text);
        assert!(!Page::<u16>::is_valid_json(br#"{"offset": 70000}"#));
    }
}
