//! A JSON value as it is written.

use std::fmt;
use std::str::FromStr;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::json::{Document, Kind, Tape, Value, scan};
use crate::options::Options;
use crate::program::{Program, Types};
use crate::report::{Report, of_unwritable};
use crate::shape::{Shape, TypeShape};
use crate::validate;

/// A JSON value as it is written: checked, exact, of any size and depth that was read.
///
/// Generated types hold in it what no Rust type can describe, and members that the schema does not name. Nothing is
/// rounded. `{:?}` does not show the value, since nobody knows whether it is a secret; [`Json::text`] does.
///
/// ```
/// use vouchsafe_core::types::Json;
///
/// let json: Json = r#"{"price": 12345678901234567890.50}"#.parse()?;
/// assert_eq!(json.member("price").unwrap().text(), "12345678901234567890.50");
/// assert_eq!(Json::of(&[1, 2])?.read::<Vec<u8>>()?, [1, 2]);
/// assert_eq!(format!("{json:?}"), "Json(34 bytes)");
/// assert!("[1, 2".parse::<Json>().is_err());
/// # Ok::<(), vouchsafe_core::Report>(())
/// ```
#[derive(Clone)]
pub struct Json(Box<RawValue>);

static ANYTHING: Program = Program::accept_all();

impl Json {
    /// The text, without white space around it.
    pub fn text(&self) -> &str {
        self.0.get()
    }

    /// What serde writes of a value.
    ///
    /// # Errors
    /// That the value cannot be written as JSON.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, Report> {
        // What is written is the same as of a whole type: no number becomes `null`.
        let text = validate::text_of(&ANYTHING, value)?;
        RawValue::from_string(text)
            .map(Self)
            .map_err(|error| of_unwritable(&error.to_string()))
    }

    /// Reads a value of another type.
    ///
    /// # Errors
    /// One `not-representable` violation, if the type cannot hold it.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Report> {
        validate::read(&ANYTHING, self.text().as_bytes(), &Options::DEFAULT)
    }

    /// The value of a member, if this is an object that has it.
    pub fn member(&self, name: &str) -> Option<Self> {
        let mut tape = Tape::default();
        let bytes = self.text().as_bytes();
        scan(bytes, &mut tape, Options::DEFAULT.depth()).ok()?;
        let span = Document::new(bytes, &tape).root().member(name)?.span();
        let text = self.text().get(span.range())?;
        RawValue::from_string(text.to_owned()).map(Self).ok()
    }

    /// Whether this is an object with that member, a string that is one of these.
    pub fn has_tag(&self, name: &str, values: &[&str]) -> bool {
        let mut tape = Tape::default();
        let bytes = self.text().as_bytes();
        if scan(bytes, &mut tape, Options::DEFAULT.depth()).is_err() {
            return false;
        }
        let member = Document::new(bytes, &tape).root().member(name);
        let text = member.and_then(Value::as_str);
        text.is_some_and(|text| values.iter().any(|value| text.is(value)))
    }

    /// What kind of value it is, by its first character.
    pub fn kind(&self) -> Kind {
        match self.text().as_bytes().first() {
            Some(b'n') => Kind::Null,
            Some(b't') => Kind::True,
            Some(b'f') => Kind::False,
            Some(b'"') => Kind::String,
            Some(b'[') => Kind::Array,
            Some(b'{') => Kind::Object,
            _ => Kind::Number,
        }
    }

    /// Whether it is of one of these JSON types; every number counts as an integer.
    #[doc(hidden)]
    pub fn is_of(&self, types: Types) -> bool {
        types.contains(Types::of_kind(self.kind()))
    }

    /// Whether it satisfies a schema.
    pub fn satisfies(&self, program: &Program) -> bool {
        program.is_valid(self.text().as_bytes())
    }

    /// What was read member by member, as one object.
    pub(crate) fn object<'a>(members: impl Iterator<Item = (&'a str, &'a Self)>) -> Self {
        let members: std::collections::BTreeMap<_, _> = members.collect();
        let text = serde_json::value::to_raw_value(&members);
        // A map of texts and of JSON is always JSON.
        Self(text.unwrap_or_else(|_| RawValue::NULL.to_owned()))
    }
}

impl FromStr for Json {
    type Err = Report;

    fn from_str(text: &str) -> Result<Self, Report> {
        validate::read(&ANYTHING, text.as_bytes(), &Options::DEFAULT)
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Json({} bytes)", self.text().len())
    }
}

/// By the text: `1.0` and `1` are two.
impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl Eq for Json {}

impl Default for Json {
    fn default() -> Self {
        Self(RawValue::NULL.to_owned())
    }
}

impl Shape for Json {
    const SHAPE: TypeShape = TypeShape::of(Types::ALL);
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(Self)
    }
}
