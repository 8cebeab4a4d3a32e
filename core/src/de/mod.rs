//! Builds the typed value from the tape: one parser for the verdict and the value.
//!
//! The document has been checked, so what fails here is what the schema admits and the type cannot
//! hold. Each error remembers the innermost value that it arose at.

mod access;
mod key;
mod misfit;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use serde::de::value::MapDeserializer;
use serde::de::{self, Deserializer, Visitor};
use serde::forward_to_deserialize_any;

pub(crate) use self::misfit::Misfit;

use self::access::{Content, Inside, Map, Variant};
use crate::json::{Decimal, Entry, JsonStr, Kind, Tape, lex};

/// Builds a value of type `T` from the tape of a text, `bytes`: what `T` borrows, it borrows from there, not from the
/// tape.
#[cfg(test)]
pub(crate) fn build<'de, T: serde::Deserialize<'de>>(
    bytes: &'de [u8],
    tape: &Tape,
) -> Result<T, Misfit> {
    build_with(bytes, tape, false)
}

/// The same for a text that a schema has accepted: where it says that `-0` is an integer, it is one.
pub(crate) fn build_checked<'de, T: serde::Deserialize<'de>>(
    bytes: &'de [u8],
    tape: &Tape,
) -> Result<T, Misfit> {
    build_with(bytes, tape, true)
}

fn build_with<'de, T: serde::Deserialize<'de>>(
    bytes: &'de [u8],
    tape: &Tape,
    zero_has_no_sign: bool,
) -> Result<T, Misfit> {
    // Once for the whole text rather than for each string of it.
    let text = std::str::from_utf8(bytes).map_err(de::Error::custom)?;
    let input = Input {
        text,
        entries: &tape.entries,
        zero_has_no_sign,
    };
    T::deserialize(Reader::new(&input, 0))
}

/// A text and what has been read of it.
struct Input<'de, 't> {
    text: &'de str,
    entries: &'t [Entry],
    /// Who asks for an integer takes `-0` for one.
    zero_has_no_sign: bool,
}

/// The name of the newtype by which `serde_json`'s `RawValue` asks for the text of a value, and of its only member.
const RAW: &str = "$serde_json::private::RawValue";

impl<'de> Input<'de, '_> {
    /// What stands at `entry`, as written.
    #[inline]
    fn written(&self, entry: &Entry) -> &'de str {
        let range = entry.start as usize..entry.end as usize;
        self.text.get(range).unwrap_or_default()
    }

    /// The string or name at `entry`.
    #[inline]
    fn string(&self, entry: &Entry) -> Written<'de> {
        // Without the quotes.
        let range = entry.start as usize + 1..entry.end as usize - 1;
        let raw = self.text.get(range).unwrap_or_default();
        let escaped = entry.marked;
        Written { raw, escaped }
    }
}

/// A string between its quotes.
#[derive(Clone, Copy)]
struct Written<'de> {
    raw: &'de str,
    /// It has escapes.
    escaped: bool,
}

impl<'de> Written<'de> {
    #[inline]
    fn text(self) -> Result<Cow<'de, str>, Misfit> {
        if self.escaped {
            return decode(self.raw).map(Cow::Owned);
        }
        Ok(Cow::Borrowed(self.raw))
    }
}

/// The string that is written with escapes.
#[cold]
fn decode(raw: &str) -> Result<String, Misfit> {
    let text = JsonStr::scanned(raw.as_bytes(), true);
    text.decode()
        .map(Cow::into_owned)
        .map_err(de::Error::custom)
}

/// Reads one value. Whoever makes one for a value inside another says where its errors are.
#[derive(Clone, Copy)]
struct Reader<'i, 'de, 't> {
    input: &'i Input<'de, 't>,
    entry: &'t Entry,
    /// The entry's index on the tape.
    at: u32,
}

impl<'i, 'de, 't> Reader<'i, 'de, 't> {
    #[inline]
    fn new(input: &'i Input<'de, 't>, at: u32) -> Self {
        Self {
            input,
            entry: &input.entries[at as usize],
            at,
        }
    }

    /// The readers of what is inside.
    #[inline]
    fn inside(self) -> Inside<'i, 'de, 't> {
        Inside {
            input: self.input,
            at: self.at + 1,
            end: self.entry.next,
            len: self.entry.extra as usize,
        }
    }

    /// Whatever it is.
    fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.entry.kind {
            Kind::Null => visitor.visit_unit(),
            Kind::True => visitor.visit_bool(true),
            Kind::False => visitor.visit_bool(false),
            Kind::Number => self.visit_any_number(visitor),
            Kind::String => self.visit_string(visitor),
            Kind::Array => self.visit_array(visitor),
            Kind::Object => self.visit_object(visitor),
        }
    }

    #[inline]
    fn visit_array<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let mut items = self.inside();
        let value = visitor.visit_seq(&mut items)?;
        if items.at < items.end {
            return Err(de::Error::invalid_length(items.len, &"fewer items"));
        }
        Ok(value)
    }

    #[inline]
    fn visit_object<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_map(Map {
            names: self.inside(),
            value: None,
        })
    }

    #[inline]
    fn visit_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.input.string(self.entry).text()? {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    /// An integer however it is written (`300`, `300.0`, `3e2`), else a float.
    #[inline]
    fn visit_number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        // Most numbers are short.
        let number = lex::number(self.input.text.as_bytes(), self.entry.start as usize);
        match number.and_then(|number| number.small) {
            Some(integer) if integer > 0 => visitor.visit_u64(integer.unsigned_abs()),
            Some(integer) if integer < 0 => visitor.visit_i64(integer),
            _ => self.visit_odd_number(visitor),
        }
    }

    /// The same for all that is neither, zeros among them.
    #[inline(never)]
    fn visit_odd_number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let digits = self.input.written(self.entry);
        let integer = Decimal::parse(digits.as_bytes()).and_then(|number| number.to_i128());
        // "-0" and "-0.0" are floats only: no integer keeps the sign.
        match integer.filter(|&integer| integer != 0 || !digits.starts_with('-')) {
            Some(integer) => {
                if let Ok(integer) = u64::try_from(integer) {
                    visitor.visit_u64(integer)
                } else if let Ok(integer) = i64::try_from(integer) {
                    visitor.visit_i64(integer)
                } else {
                    visitor.visit_i128(integer)
                }
            }
            None => match Decimal::parse(digits.as_bytes()).and_then(|number| number.to_u128()) {
                Some(integer) if integer != 0 => visitor.visit_u128(integer),
                _ => visitor.visit_f64(self.float()?),
            },
        }
    }

    /// Reads a number for a type that takes any value. An integer that 64 bits do not hold is read as a float, since
    /// such types know no wider integers.
    #[inline]
    fn visit_any_number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let number = lex::number(self.input.text.as_bytes(), self.entry.start as usize);
        if number.is_some_and(|number| number.small.is_some()) {
            return self.visit_number(visitor);
        }
        let digits = self.input.written(self.entry);
        let integer = Decimal::parse(digits.as_bytes()).and_then(|number| number.to_i128());
        let is_wide = |integer| u64::try_from(integer).is_err() && i64::try_from(integer).is_err();
        if integer.is_none_or(is_wide) {
            return visitor.visit_f64(self.float()?);
        }
        self.visit_number(visitor)
    }

    /// Reads a number for a type that asks for an integer.
    #[inline]
    fn visit_integer<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if self.input.zero_has_no_sign {
            let digits = self.input.written(self.entry).as_bytes();
            let is_zero = || Decimal::parse(digits).is_some_and(|number| number.is_zero());
            if digits.first() == Some(&b'-') && is_zero() {
                return visitor.visit_u64(0);
            }
        }
        self.visit_number(visitor)
    }

    fn float(self) -> Result<f64, Misfit> {
        let digits = self.input.written(self.entry);
        let float: f64 = digits.parse().map_err(de::Error::custom)?;
        if float.is_finite() {
            Ok(float)
        } else {
            Err(de::Error::custom("the number is too large for 64 bits"))
        }
    }

    /// The nearest number of 32 bits: by way of 64 it could be another one, or infinite.
    fn single(self) -> Result<f32, Misfit> {
        let digits = self.input.written(self.entry);
        let float: f32 = digits.parse().map_err(de::Error::custom)?;
        if float.is_finite() {
            Ok(float)
        } else {
            Err(de::Error::custom("the number is too large for 32 bits"))
        }
    }
}

/// Methods for what is mostly of one kind: they look at that first.
macro_rules! expect {
    ($($kind:pat, $visit:ident: $($method:ident($($name:ident: $type:ty),*))*;)*) => {$($(
        #[inline]
        fn $method<V: Visitor<'de>>(self, $($name: $type,)* visitor: V) -> Result<V::Value, Misfit> {
                match self.entry.kind {
                $kind => self.$visit(visitor),
                _ => self.visit(visitor),
            }
        }
    )*)*};
}

impl<'de> Deserializer<'de> for Reader<'_, 'de, '_> {
    type Error = Misfit;

    expect! {
        Kind::Number, visit_integer:
            deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64() deserialize_i128()
            deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64() deserialize_u128();
        Kind::String, visit_string: deserialize_str() deserialize_string();
        Kind::Array, visit_array: deserialize_seq();
        Kind::Object, visit_object:
            deserialize_map()
            deserialize_struct(_name: &'static str, _fields: &'static [&'static str]);
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.visit(visitor)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.entry.kind {
            Kind::Number => visitor.visit_f32(self.single()?),
            _ => self.visit(visitor),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.entry.kind {
            Kind::Number => visitor.visit_f64(self.float()?),
            _ => self.visit(visitor),
        }
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.entry.kind {
            Kind::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        if name == RAW {
            let text = (RAW, self.input.written(self.entry));
            return visitor.visit_map(MapDeserializer::new(std::iter::once(text)));
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if self.entry.kind != Kind::String {
            return self.visit(visitor);
        }
        match self.input.string(self.entry).text()? {
            Cow::Borrowed(text) => visitor.visit_borrowed_bytes(text.as_bytes()),
            Cow::Owned(text) => visitor.visit_byte_buf(text.into_bytes()),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_bytes(visitor)
    }

    /// A unit variant is a string; any other one an object of one member (externally tagged).
    #[inline]
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let (name, content) = match self.entry.kind {
            Kind::String => (self.entry, None),
            Kind::Object if self.entry.extra == 1 => {
                let name = Reader::new(self.input, self.at + 1);
                (name.entry, Some(Reader::new(self.input, name.at + 1)))
            }
            _ => {
                return Err(de::Error::custom(
                    "expected a variant: a string, or an object of one member",
                ));
            }
        };
        visitor.visit_enum(Variant {
            name: self.input.string(name),
            content: Content(content),
        })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool char unit unit_struct tuple tuple_struct identifier
    }
}
