//! What is inside a value: items, members, and what a variant holds.

use serde::de::value::{BorrowedStrDeserializer, StrDeserializer, StringDeserializer};
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use super::key::Key;
use super::{Input, Misfit, Reader, Written, decode};
use crate::json::{Entry, JsonStr, LoneSurrogate};

/// The name of a member or variant.
#[inline]
fn deserialize_name<'de, K: DeserializeSeed<'de>>(
    seed: K,
    name: Written<'de>,
) -> Result<K::Value, Misfit> {
    if name.escaped {
        return deserialize_escaped(seed, name.raw);
    }
    seed.deserialize(Key {
        text: name.raw,
        inner: BorrowedStrDeserializer::new(name.raw),
    })
}

/// The same where it has escapes: names are compared rather than kept, so that none is allocated unless it is long.
#[inline(never)]
fn deserialize_escaped<'de, K: DeserializeSeed<'de>>(
    seed: K,
    raw: &'de str,
) -> Result<K::Value, Misfit> {
    let (mut buffer, mut len) = ([0; 64], 0);
    if raw.len() > buffer.len() {
        let text = decode(raw)?;
        let inner: StringDeserializer<Misfit> = text.clone().into_deserializer();
        return seed.deserialize(Key { text: &text, inner });
    }
    for (_, point) in JsonStr::scanned(raw.as_bytes(), true).code_points() {
        let character = char::from_u32(point).ok_or_else(|| de::Error::custom(LoneSurrogate))?;
        // No character takes more bytes than its escape.
        len += character.encode_utf8(&mut buffer[len..]).len();
    }
    let text = std::str::from_utf8(&buffer[..len]).map_err(de::Error::custom)?;
    let inner: StrDeserializer<'_, Misfit> = text.into_deserializer();
    seed.deserialize(Key { text, inner })
}

/// What is inside an array or object.
pub(super) struct Inside<'i, 'de, 't> {
    pub(super) input: &'i Input<'de, 't>,
    /// The tape's index of the next item or name.
    pub(super) at: u32,
    /// And of what follows the last.
    pub(super) end: u32,
    /// How many items or members there are.
    pub(super) len: usize,
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

pub(super) struct Map<'i, 'de, 't> {
    pub(super) names: Inside<'i, 'de, 't>,
    /// Of the member whose name has been read.
    pub(super) value: Option<Reader<'i, 'de, 't>>,
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

pub(super) struct Variant<'i, 'de, 't> {
    pub(super) name: Written<'de>,
    pub(super) content: Content<'i, 'de, 't>,
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
pub(super) struct Content<'i, 'de, 't>(pub(super) Option<Reader<'i, 'de, 't>>);

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
