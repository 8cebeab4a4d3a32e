//! A value as JSON text: what `serde_json` writes, but without the members that are `null` where the schema
//! refuses `null`, which is what `None` means.
//!
//! In: a value and the pools of its program. Out: compact text. A member is left out only where the schema
//! is known to refuse it; what takes more than a look at the member's own schema is left to the verdict.

mod compound;
#[expect(
    clippy::inline_always,
    reason = "measured: what each `None` passes through"
)]
mod memo;
#[expect(
    clippy::inline_always,
    reason = "measured: what each `None` passes through"
)]
mod place;

use std::cell::Cell;
use std::fmt::Display;

use serde::Serialize;
use serde::ser::Serializer;
use serde_json::Error;

use crate::json::block::is_plain;
use crate::program::Parts;
use compound::{Fields, Items, Members};
use memo::Memo;
use place::{Place, Step};

/// What is written, and what is kept from one value to the next.
#[derive(Debug, Default)]
pub(crate) struct Room {
    /// The text.
    pub(crate) text: Vec<u8>,
    memo: Memo,
}

thread_local! {
    static ROOM: Cell<Option<Box<Room>>> = const { Cell::new(None) };
}

/// A text that has grown larger than this many bytes is not kept.
const LARGEST_KEPT: usize = 1 << 20;

/// Runs `work` with an empty text that has grown before, so that writing need not move what is written.
/// Should `work` come back here (a `Serialize` that writes something else), it gets a fresh one.
pub(crate) fn with_room<R>(work: impl FnOnce(&mut Room) -> R) -> R {
    let mut room = ROOM.take().unwrap_or_default();
    room.text.clear();
    let result = work(&mut room);
    if room.text.capacity() <= LARGEST_KEPT {
        ROOM.set(Some(room));
    }
    result
}

/// Appends `value` to the text of `room`, which is empty.
pub(crate) fn write<T: Serialize + ?Sized>(
    parts: &'static Parts,
    value: &T,
    room: &mut Room,
) -> Result<(), Error> {
    let step = Step::Root(parts);
    value.serialize(Writer { room, step })
}

/// Writes one value.
struct Writer<'a> {
    room: &'a mut Room,
    /// Where the value is. The name of a field is written together with its value, for `None` may have neither.
    step: Step<'a>,
}

impl<'a> Writer<'a> {
    /// The text, to append the value to.
    #[inline]
    fn begin(self) -> &'a mut Vec<u8> {
        if let Step::Field(_, name, _) = self.step {
            write_name(name, &mut self.room.text);
        }
        &mut self.room.text
    }

    /// A writer of what no schema is looked at for.
    fn plain(self) -> serde_json::Serializer<&'a mut Vec<u8>> {
        serde_json::Serializer::new(self.begin())
    }

    fn word(self, word: &[u8]) {
        self.begin().extend_from_slice(word);
    }

    #[inline(never)]
    fn write_null(self) {
        self.word(b"null");
    }

    /// Writes `null`, unless the schema is known to refuse it there.
    #[expect(clippy::inline_always, reason = "measured: it is mostly not written")]
    #[inline(always)]
    fn null(self) {
        if let Step::Field(object, name, at) = self.step
            && object.refuses_null_as_field(name, at, self.room)
        {
            return;
        }
        self.write_null();
    }

    fn items(mut self, closing: &'static [u8]) -> Items<'a> {
        let place = Place::new(self.open(b'['));
        Items {
            room: self.room,
            place,
            closing,
        }
    }

    fn members(mut self, closing: &'static [u8]) -> Members<'a> {
        let place = Place::new(self.open(b'{'));
        Members {
            room: self.room,
            place,
            closing,
            before: 0,
            count: 0,
        }
    }

    /// Opens an array or object. Gives where it is.
    #[inline]
    fn open(&mut self, bracket: u8) -> Step<'a> {
        if let Step::Field(_, name, _) = self.step {
            write_name(name, &mut self.room.text);
        }
        self.room.text.push(bracket);
        self.step.clone()
    }

    /// Opens the object of one member that a variant with content is.
    fn variant(mut self, variant: &str) -> Self {
        self.open(b'{');
        write_name(variant, &mut self.room.text);
        Self {
            room: self.room,
            step: Step::Unknown,
        }
    }
}

/// Appends the name of a member, with what separates it from the member before it and from its value.
#[inline(never)]
fn write_name(name: &str, text: &mut Vec<u8>) {
    let is_plain = is_plain(name.as_bytes());
    // No value ends with an opening brace.
    match (text.last() == Some(&b'{'), is_plain) {
        (true, true) => text.push(b'"'),
        (false, true) => text.extend_from_slice(b",\""),
        (true, false) => {}
        (false, false) => text.push(b','),
    }
    if is_plain {
        text.extend_from_slice(name.as_bytes());
        text.extend_from_slice(b"\":");
    } else {
        escape(name, text);
        text.push(b':');
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

#[cold]
fn not_finite() -> Error {
    serde::ser::Error::custom("a number that is infinite or none cannot be written as JSON")
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
        serialize_char: char,
        serialize_bytes: &[u8],
    }

    /// JSON has no number for what is infinite or none, and `null` would be another value: `None`, which may be left out.
    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        if value.is_finite() {
            self.plain().serialize_f32(value)
        } else {
            Err(not_finite())
        }
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        if value.is_finite() {
            self.plain().serialize_f64(value)
        } else {
            Err(not_finite())
        }
    }

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.word(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        write_str(value, self.begin());
        Ok(())
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Error> {
        self.plain().collect_str(value)
    }

    #[expect(
        clippy::inline_always,
        reason = "measured: most fields of some structs"
    )]
    #[inline(always)]
    fn serialize_none(self) -> Result<(), Error> {
        self.null();
        Ok(())
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    #[inline]
    fn serialize_unit(self) -> Result<(), Error> {
        self.null();
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
            return Ok(Fields::Text(name, self.begin()));
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
