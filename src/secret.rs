//! A string that is not shown.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use vouchsafe_core::Shape;
use vouchsafe_core::shape::TypeShape;
use zeroize::Zeroizing;

/// A string that neither `{:?}` nor `{}` shows, and whose memory is overwritten when it is dropped.
///
/// It is read and written by serde like a `String`. To get at the text, ask for it by name:
///
/// ```
/// use vouchsafe::Secret;
///
/// let key = Secret::from("hunter2");
/// assert_eq!(format!("{key:?} {key}"), "Secret(…) …");
/// assert_eq!(key.expose(), "hunter2");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The text. Take care where it goes.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl Shape for Secret {
    const SHAPE: TypeShape = String::SHAPE;
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}
