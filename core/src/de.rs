//! Builds the typed value from the tape: one parser for the verdict and the value.
//!
//! The document has been checked, so what fails here is what the schema admits and the type cannot
//! hold. Each error remembers the innermost value that it arose at.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{BorrowedStrDeserializer, StrDeserializer, StringDeserializer};
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use crate::json::{Decimal, Entry, JsonStr, Kind, LoneSurrogate, Tape, lex};

/// Builds a value of type `T` from the tape of a text, `bytes`: what `T` borrows, it borrows from there, not from the
/// tape.
pub(crate) fn build<'de, T: serde::Deserialize<'de>>(
    bytes: &'de [u8],
    tape: &Tape,
) -> Result<T, Misfit> {
    // Once for the whole text rather than for each string of it.
    let text = std::str::from_utf8(bytes).map_err(de::Error::custom)?;
    let input = Input {
        text,
        entries: &tape.entries,
    };
    T::deserialize(Reader::new(&input, 0))
}

/// Why the type refused a value, and which: a pointer, since each value passes through a few `Result`s, which are as
/// large as the error if that is the larger one.
#[derive(Debug)]
pub(crate) struct Misfit(Box<Refused>);

#[derive(Debug)]
struct Refused {
    at: Option<u32>,
    message: String,
}

impl Misfit {
    /// The value's index on the tape.
    pub(crate) fn at(&self) -> u32 {
        self.0.at.unwrap_or(0)
    }

    #[cold]
    fn or_at(mut self, value: u32) -> Self {
        self.0.at.get_or_insert(value);
        self
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    #[cold]
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(Box::new(Refused {
            at: None,
            message: message.to_string(),
        }))
    }
}

/// A text and what has been read of it.
struct Input<'de, 't> {
    text: &'de str,
    entries: &'t [Entry],
}

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
            Kind::Number => self.visit_number(visitor),
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
            None => visitor.visit_f64(self.float()?),
        }
    }

    fn float(self) -> Result<f64, Misfit> {
        let digits = self.input.written(self.entry);
        digits.parse().map_err(de::Error::custom)
    }

    fn visit_float<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if self.entry.kind == Kind::Number {
            visitor.visit_f64(self.float()?)
        } else {
            self.visit(visitor)
        }
    }
}

/// The name of a member or variant.
#[inline]
fn deserialize_name<'de, K: DeserializeSeed<'de>>(
    seed: K,
    name: Written<'de>,
) -> Result<K::Value, Misfit> {
    if name.escaped {
        return deserialize_escaped(seed, name.raw);
    }
    seed.deserialize(BorrowedStrDeserializer::new(name.raw))
}

/// The same where it has escapes: names are compared rather than kept, so that none is allocated unless it is long.
#[inline(never)]
fn deserialize_escaped<'de, K: DeserializeSeed<'de>>(
    seed: K,
    raw: &'de str,
) -> Result<K::Value, Misfit> {
    let (mut buffer, mut len) = ([0; 64], 0);
    if raw.len() > buffer.len() {
        let owned: StringDeserializer<Misfit> = decode(raw)?.into_deserializer();
        return seed.deserialize(owned);
    }
    for (_, point) in JsonStr::scanned(raw.as_bytes(), true).code_points() {
        let character = char::from_u32(point).ok_or_else(|| de::Error::custom(LoneSurrogate))?;
        // No character takes more bytes than its escape.
        len += character.encode_utf8(&mut buffer[len..]).len();
    }
    let name = std::str::from_utf8(&buffer[..len]).map_err(de::Error::custom)?;
    let name: StrDeserializer<'_, Misfit> = name.into_deserializer();
    seed.deserialize(name)
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
        Kind::Number, visit_number:
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
        self.visit_float(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.visit_float(visitor)
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
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
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

/// What is inside an array or object.
struct Inside<'i, 'de, 't> {
    input: &'i Input<'de, 't>,
    /// The tape's index of the next item or name.
    at: u32,
    /// And of what follows the last.
    end: u32,
    /// How many items or members there are.
    len: usize,
}

impl<'i, 'de, 't> Inside<'i, 'de, 't> {
    /// The reader of the next item.
    #[inline]
    fn next(&mut self) -> Option<Reader<'i, 'de, 't>> {
        if self.at >= self.end {
            return None;
        }
        let item = Reader::new(self.input, self.at);
        self.at = item.entry.next;
        Some(item)
    }

    /// The next name, and the reader of its value, which is the entry after it.
    #[inline]
    fn next_member(&mut self) -> Option<(&'t Entry, Reader<'i, 'de, 't>)> {
        if self.at >= self.end {
            return None;
        }
        let entries = self.input.entries.get(self.at as usize..)?;
        let [name, entry] = entries.first_chunk()?;
        let value = Reader {
            input: self.input,
            entry,
            at: self.at + 1,
        };
        self.at = entry.next;
        Some((name, value))
    }
}

impl<'de> SeqAccess<'de> for &mut Inside<'_, 'de, '_> {
    type Error = Misfit;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Misfit> {
        let Some(item) = self.next() else {
            return Ok(None);
        };
        match seed.deserialize(item) {
            Ok(value) => Ok(Some(value)),
            Err(error) => Err(error.or_at(item.at)),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.len)
    }
}

struct Map<'i, 'de, 't> {
    names: Inside<'i, 'de, 't>,
    /// Of the member whose name has been read.
    value: Option<Reader<'i, 'de, 't>>,
}

impl<'de> MapAccess<'de> for Map<'_, 'de, '_> {
    type Error = Misfit;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misfit> {
        let Some((name, value)) = self.names.next_member() else {
            return Ok(None);
        };
        self.value = Some(value);
        match deserialize_name(seed, value.input.string(name)) {
            Ok(key) => Ok(Some(key)),
            Err(error) => Err(error.or_at(value.at)),
        }
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Misfit> {
        let Some(value) = self.value.take() else {
            return Err(de::Error::custom("a value was asked for before its name"));
        };
        seed.deserialize(value)
            .map_err(|error| error.or_at(value.at))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.names.len)
    }
}

struct Variant<'i, 'de, 't> {
    name: Written<'de>,
    content: Content<'i, 'de, 't>,
}

impl<'i, 'de, 't> EnumAccess<'de> for Variant<'i, 'de, 't> {
    type Error = Misfit;
    type Variant = Content<'i, 'de, 't>;

    #[inline]
    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Content<'i, 'de, 't>), Misfit> {
        Ok((deserialize_name(seed, self.name)?, self.content))
    }
}

/// What a variant holds.
struct Content<'i, 'de, 't>(Option<Reader<'i, 'de, 't>>);

impl<'i, 'de, 't> Content<'i, 'de, 't> {
    fn read<T>(
        self,
        read: impl FnOnce(Reader<'i, 'de, 't>) -> Result<T, Misfit>,
    ) -> Result<T, Misfit> {
        let Some(reader) = self.0 else {
            return Err(de::Error::custom("the variant needs a value"));
        };
        read(reader).map_err(|error| error.or_at(reader.at))
    }
}

impl<'de> VariantAccess<'de> for Content<'_, 'de, '_> {
    type Error = Misfit;

    #[inline]
    fn unit_variant(self) -> Result<(), Misfit> {
        if self.0.is_none() {
            return Ok(());
        }
        self.read(serde::Deserialize::deserialize)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Misfit> {
        self.read(|reader| seed.deserialize(reader))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, Misfit> {
        self.read(|reader| reader.deserialize_seq(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.read(|reader| reader.deserialize_map(visitor))
    }
}

#[cfg(test)]
mod tests;
