//! A number as it is written.

use std::fmt;
use std::str::FromStr;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Json;
use crate::json::{Decimal, Kind};
use crate::program::Types;
use crate::report::{Report, of_unwritable};
use crate::shape::{Shape, TypeShape};

/// A number of any size and precision, as it is written.
///
/// Types that are generated with exact numbers hold in it what has no bounds; others use `i64` and `f64`.
///
/// ```
/// use vouchsafe_core::types::Number;
///
/// let number: Number = "98249283749234923498293171823948729348710298301928331".parse()?;
/// assert_eq!(number.to_string(), "98249283749234923498293171823948729348710298301928331");
/// assert_eq!(number.as_i64(), None);
/// assert_eq!(Number::from(3).as_i64(), Some(3));
/// # Ok::<(), vouchsafe_core::Report>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Number(Json);

impl Number {
    /// The integer, if it is one that 64 bits hold: `300`, `300.0` and `3e2` are the same.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_i128().and_then(|number| number.try_into().ok())
    }

    /// The integer, if it is one that 128 bits hold.
    pub fn as_i128(&self) -> Option<i128> {
        Decimal::parse(self.0.text().as_bytes())?.to_i128()
    }

    /// The nearest number of 64 bits, which may be infinite.
    pub fn as_f64(&self) -> f64 {
        self.0.text().parse().unwrap_or(f64::NAN)
    }

    fn read(json: Json) -> Option<Self> {
        (json.kind() == Kind::Number).then_some(Self(json))
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(Json::of(&number).unwrap_or_default())
    }
}

impl TryFrom<f64> for Number {
    type Error = Report;

    fn try_from(number: f64) -> Result<Self, Report> {
        // What is infinite or none would be written as `null`.
        Self::read(Json::of(&number)?).ok_or_else(|| of_unwritable("expected a finite number"))
    }
}

impl FromStr for Number {
    type Err = Report;

    fn from_str(text: &str) -> Result<Self, Report> {
        Self::read(text.parse()?).ok_or_else(|| of_unwritable("expected a number"))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.text())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number({self})")
    }
}

impl Shape for Number {
    const SHAPE: TypeShape = TypeShape::of(Types::NUMBER);
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(Json::deserialize(deserializer)?)
            .ok_or_else(|| D::Error::custom("expected a number"))
    }
}
