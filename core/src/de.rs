//! Builds the typed value from the tape: one parser for the verdict and the value.
//!
//! The document has been checked, so what fails here is what the schema admits and the type cannot
//! hold. Each error remembers the innermost value that it arose at.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{BorrowedStrDeserializer, StringDeserializer};
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use crate::json::{Document, Items, JsonStr, Kind, Value};

/// Why the type refused a value, and which.
#[derive(Debug)]
pub(crate) struct Misfit {
    pub(crate) at: u32,
    pub(crate) message: String,
}

/// Builds a value of type `T` from a document, whose input is `bytes`: what `T` borrows, it borrows
/// from there, not from the tape.
pub(crate) fn build<'de, T: serde::Deserialize<'de>>(
    bytes: &'de [u8],
    document: Document<'_>,
) -> Result<T, Misfit> {
    T::deserialize(Reader {
        bytes,
        value: document.root(),
    })
    .map_err(|error| Misfit {
        at: error.at.unwrap_or(0),
        message: error.message,
    })
}

#[derive(Debug)]
struct Error {
    at: Option<u32>,
    message: String,
}

impl Error {
    fn or_at(mut self, value: Value<'_>) -> Self {
        self.at.get_or_insert(value.index());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self {
            at: None,
            message: message.to_string(),
        }
    }
}

/// Reads one value.
#[derive(Clone, Copy)]
struct Reader<'de, 't> {
    bytes: &'de [u8],
    value: Value<'t>,
}

impl<'de, 't> Reader<'de, 't> {
    fn of(self, value: Value<'t>) -> Self {
        Self { value, ..self }
    }

    fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value.kind() {
            Kind::Null => visitor.visit_unit(),
            Kind::True => visitor.visit_bool(true),
            Kind::False => visitor.visit_bool(false),
            Kind::Number => self.visit_number(visitor),
            Kind::String => visit_text(self.text(), visitor),
            Kind::Array => {
                let mut items = Sequence {
                    reader: self,
                    items: self.value.items(),
                };
                let value = visitor.visit_seq(&mut items)?;
                match items.items.count() {
                    0 => Ok(value),
                    _ => Err(de::Error::invalid_length(self.value.len(), &"fewer items")),
                }
            }
            Kind::Object => visitor.visit_map(Map {
                reader: self,
                next: self.value.index() + 1,
                end: self.value.document().entry(self.value.index()).next,
                value: None,
            }),
        }
    }

    /// An integer however it is written (`300`, `300.0`, `3e2`), else a float.
    fn visit_number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let digits = self.value.document().digits(self.value.index());
        // Most numbers are short and without a sign.
        if let Some(integer) = short_natural(digits) {
            return visitor.visit_u64(integer);
        }
        let integer = self.value.as_number().and_then(|number| number.to_i128());
        // "-0" and "-0.0" are floats only: no integer keeps the sign.
        match integer.filter(|&integer| integer != 0 || digits[0] != b'-') {
            Some(integer) => {
                if let Ok(integer) = u64::try_from(integer) {
                    visitor.visit_u64(integer)
                } else if let Ok(integer) = i64::try_from(integer) {
                    visitor.visit_i64(integer)
                } else {
                    visitor.visit_i128(integer)
                }
            }
            None => visitor.visit_f64(self.float()?),
        }
    }

    fn float(self) -> Result<f64, Error> {
        let digits = self.value.document().digits(self.value.index());
        let text = std::str::from_utf8(digits).unwrap_or_default();
        text.parse().map_err(de::Error::custom)
    }

    fn visit_float<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.value.kind() == Kind::Number {
            visitor.visit_f64(self.float()?)
        } else {
            self.visit(visitor)
        }
    }

    fn text(self) -> JsonStr<'de> {
        text(self.bytes, self.value)
    }

    /// The name of a member with that value.
    #[inline]
    fn name_of(self, value: Value<'t>) -> JsonStr<'de> {
        // It stands right before the value.
        text(self.bytes, value.document().value(value.index() - 1))
    }
}

/// The number that up to 18 digits are; `None` where there is anything else.
#[inline]
fn short_natural(digits: &[u8]) -> Option<u64> {
    if digits.len() > 18 {
        return None;
    }
    digits.iter().try_fold(0, |number, digit| {
        let digit = digit.wrapping_sub(b'0');
        (digit < 10).then(|| number * 10 + u64::from(digit))
    })
}

/// The string or name at `value`, borrowed from the input.
#[inline]
fn text<'de>(bytes: &'de [u8], value: Value<'_>) -> JsonStr<'de> {
    let entry = value.document().entry(value.index());
    // Without the quotes.
    let raw = &bytes[entry.start as usize + 1..entry.end as usize - 1];
    JsonStr::scanned(raw, entry.marked)
}

fn visit_text<'de, V: Visitor<'de>>(text: JsonStr<'de>, visitor: V) -> Result<V::Value, Error> {
    match text.decode().map_err(de::Error::custom)? {
        Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
        Cow::Owned(text) => visitor.visit_string(text),
    }
}

/// The name of a member or variant.
#[inline]
fn deserialize_name<'de, K: DeserializeSeed<'de>>(
    seed: K,
    name: JsonStr<'de>,
) -> Result<K::Value, Error> {
    match name.decode().map_err(de::Error::custom)? {
        Cow::Borrowed(text) => seed.deserialize(BorrowedStrDeserializer::new(text)),
        Cow::Owned(text) => {
            let owned: StringDeserializer<Error> = text.into_deserializer();
            seed.deserialize(owned)
        }
    }
}

impl<'de> Deserializer<'de> for Reader<'de, '_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.visit(visitor).map_err(|error| error.or_at(self.value))
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.visit_float(visitor)
            .map_err(|error| error.or_at(self.value))
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.visit_float(visitor)
            .map_err(|error| error.or_at(self.value))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let result = match self.value.kind() {
            Kind::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        };
        result.map_err(|error: Error| error.or_at(self.value))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor
            .visit_newtype_struct(self)
            .map_err(|error: Error| error.or_at(self.value))
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let result = match self.value.kind() {
            Kind::String => match self.text().decode().map_err(de::Error::custom)? {
                Cow::Borrowed(text) => visitor.visit_borrowed_bytes(text.as_bytes()),
                Cow::Owned(text) => visitor.visit_byte_buf(text.into_bytes()),
            },
            _ => self.visit(visitor),
        };
        result.map_err(|error: Error| error.or_at(self.value))
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_bytes(visitor)
    }

    /// A unit variant is a string; any other one an object of one member (externally tagged).
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let result = match self.value.kind() {
            Kind::String => visitor.visit_enum(Variant {
                reader: self,
                name: self.text(),
                value: None,
            }),
            Kind::Object if self.value.len() == 1 => match self.value.members().next() {
                Some((_, value)) => visitor.visit_enum(Variant {
                    reader: self,
                    name: self.name_of(value),
                    value: Some(value),
                }),
                None => Err(de::Error::invalid_length(0, &"one member")),
            },
            _ => Err(de::Error::custom(
                "expected a variant: a string, or an object of one member",
            )),
        };
        result.map_err(|error: Error| error.or_at(self.value))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.value.kind() == Kind::String {
            return visit_text(self.text(), visitor).map_err(|error| error.or_at(self.value));
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.value.kind() == Kind::Number {
            return self
                .visit_number(visitor)
                .map_err(|error| error.or_at(self.value));
        }
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u128 char unit unit_struct seq tuple tuple_struct map struct
        identifier
    }
}

struct Sequence<'de, 't> {
    reader: Reader<'de, 't>,
    items: Items<'t>,
}

impl<'de> SeqAccess<'de> for &mut Sequence<'de, '_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let reader = self.reader;
        self.items
            .next()
            .map(|item| {
                seed.deserialize(reader.of(item))
                    .map_err(|error| error.or_at(item))
            })
            .transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.reader.value.len())
    }
}

struct Map<'de, 't> {
    reader: Reader<'de, 't>,
    /// The tape's index of the next name, and of what follows the object.
    next: u32,
    end: u32,
    value: Option<Value<'t>>,
}

impl<'de> MapAccess<'de> for Map<'de, '_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        if self.next >= self.end {
            return Ok(None);
        }
        let document = self.reader.value.document();
        let value = document.value(self.next + 1);
        self.next = document.entry(value.index()).next;
        self.value = Some(value);
        match deserialize_name(seed, self.reader.name_of(value)) {
            Ok(key) => Ok(Some(key)),
            Err(error) => Err(error.or_at(value)),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.reader.value.len())
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        match self.value.take() {
            Some(value) => seed
                .deserialize(self.reader.of(value))
                .map_err(|error| error.or_at(value)),
            None => Err(de::Error::custom("a value was asked for before its name")),
        }
    }
}

struct Variant<'de, 't> {
    reader: Reader<'de, 't>,
    name: JsonStr<'de>,
    value: Option<Value<'t>>,
}

impl<'de, 't> EnumAccess<'de> for Variant<'de, 't> {
    type Error = Error;
    type Variant = Content<'de, 't>;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Content<'de, 't>), Error> {
        let content = self.value.map(|value| self.reader.of(value));
        Ok((deserialize_name(seed, self.name)?, Content(content)))
    }
}

/// What a variant holds.
struct Content<'de, 't>(Option<Reader<'de, 't>>);

impl<'de, 't> Content<'de, 't> {
    fn reader(self) -> Result<Reader<'de, 't>, Error> {
        self.0
            .ok_or_else(|| de::Error::custom("the variant needs a value"))
    }
}

impl<'de> VariantAccess<'de> for Content<'de, '_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.0 {
            None => Ok(()),
            Some(reader) => serde::Deserialize::deserialize(reader),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self.reader()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, Error> {
        self.reader()?.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.reader()?.deserialize_map(visitor)
    }
}
