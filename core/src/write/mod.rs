//! A value as JSON text: what `serde_json` writes, but without the members that are `null` where the schema
//! refuses `null`, which is what `None` means.
//!
//! In: a value and the pools of its program. Out: compact text. A member is left out only where the schema
//! is known to refuse it; what takes more than a look at the member's own schema is left to the verdict.

mod compound;
mod place;

use std::cell::Cell;
use std::fmt::Display;

use serde::Serialize;
use serde::ser::Serializer;
use serde_json::Error;

use crate::json::block::is_plain;
use crate::program::Parts;
use compound::{Fields, Items, Members};
use place::Place;

thread_local! {
    static TEXT: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// A text that has grown larger than this many bytes is not kept.
const LARGEST_KEPT: usize = 1 << 20;

/// Runs `work` with an empty text that has grown before, so that writing need not move what is written.
/// Should `work` come back here (a `Serialize` that writes something else), it gets a fresh one.
pub(crate) fn with_text<R>(work: impl FnOnce(&mut Vec<u8>) -> R) -> R {
    let mut text = TEXT.take();
    text.clear();
    let result = work(&mut text);
    if text.capacity() <= LARGEST_KEPT {
        TEXT.set(text);
    }
    result
}

/// Appends `value` to `text`, which is empty.
pub(crate) fn write<T: Serialize>(
    parts: &Parts,
    value: &T,
    text: &mut Vec<u8>,
) -> Result<(), Error> {
    let place = Place::root(parts);
    value.serialize(Writer { text, place })
}

/// Writes one value.
struct Writer<'a> {
    text: &'a mut Vec<u8>,
    place: Place<'a>,
}

impl<'a> Writer<'a> {
    /// A writer of what no schema is looked at for.
    fn plain(self) -> serde_json::Serializer<&'a mut Vec<u8>> {
        serde_json::Serializer::new(self.text)
    }

    fn word(self, word: &[u8]) {
        self.text.extend_from_slice(word);
    }

    fn items(self, closing: &'static [u8]) -> Items<'a> {
        self.text.push(b'[');
        Items {
            text: self.text,
            place: self.place,
            closing,
        }
    }

    fn members(self, closing: &'static [u8]) -> Members<'a> {
        self.text.push(b'{');
        Members {
            text: self.text,
            place: self.place,
            closing,
            before: 0,
            count: 0,
        }
    }

    /// Opens the object of one member that a variant with content is.
    fn variant(self, variant: &str) -> Self {
        self.text.push(b'{');
        write_str(variant, self.text);
        self.text.push(b':');
        let place = self.place.unknown();
        Self { place, ..self }
    }
}

/// Appends a string with its quotes.
fn write_str(string: &str, text: &mut Vec<u8>) {
    if is_plain(string.as_bytes()) {
        text.push(b'"');
        text.extend_from_slice(string.as_bytes());
        text.push(b'"');
    } else {
        escape(string, text);
    }
}

#[cold]
fn escape(string: &str, text: &mut Vec<u8>) {
    // A vector takes all that is written, so there is no error.
    let _ = serde_json::Serializer::new(text).serialize_str(string);
}

macro_rules! as_serde_json_does {
    ($($method:ident: $value:ty,)*) => {$(
        fn $method(self, value: $value) -> Result<(), Error> {
            self.plain().$method(value)
        }
    )*};
}

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Items<'a>;
    type SerializeTuple = Items<'a>;
    type SerializeTupleStruct = Items<'a>;
    type SerializeTupleVariant = Items<'a>;
    type SerializeMap = Members<'a>;
    type SerializeStruct = Fields<'a>;
    type SerializeStructVariant = Members<'a>;

    as_serde_json_does! {
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_i128: i128,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
        serialize_u128: u128,
        serialize_f32: f32,
        serialize_f64: f64,
        serialize_char: char,
        serialize_bytes: &[u8],
    }

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.word(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        write_str(value, self.text);
        Ok(())
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Error> {
        self.plain().collect_str(value)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.word(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let mut members = self.members(b"}");
        members.write(variant, value)?;
        members.close();
        Ok(())
    }

    fn serialize_seq(self, _len: Option<usize>) -> Result<Items<'a>, Error> {
        Ok(self.items(b"]"))
    }

    fn serialize_tuple(self, _len: usize) -> Result<Items<'a>, Error> {
        Ok(self.items(b"]"))
    }

    fn serialize_tuple_struct(self, _name: &'static str, _len: usize) -> Result<Items<'a>, Error> {
        Ok(self.items(b"]"))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Items<'a>, Error> {
        Ok(self.variant(variant).items(b"]}"))
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<Members<'a>, Error> {
        Ok(self.members(b"}"))
    }

    fn serialize_struct(self, name: &'static str, _len: usize) -> Result<Fields<'a>, Error> {
        // What features of `serde_json` have it write as it stands: a struct of one field of that name.
        if name.starts_with("$serde_json::private::") {
            return Ok(Fields::Text(name, self.text));
        }
        Ok(Fields::Members(self.members(b"}")))
    }
    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Members<'a>, Error> {
        Ok(self.variant(variant).members(b"}}"))
    }
}

#[cfg(test)]
mod tests;
