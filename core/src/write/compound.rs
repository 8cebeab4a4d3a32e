//! Arrays and objects that are being written.

use serde::Serialize;
use serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::Error;

use super::place::{Place, Step};
use super::{Room, Writer};

/// An array.
pub(super) struct Items<'a> {
    pub(super) room: &'a mut Room,
    pub(super) place: Place<'a>,
    pub(super) closing: &'static [u8],
}

impl Items<'_> {
    fn write<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
        let text = &mut self.room.text;
        // No value ends with an opening bracket.
        if text.last() != Some(&b'[') {
            text.push(b',');
        }
        item.serialize(Writer {
            room: &mut *self.room,
            step: Step::Item(&self.place),
        })
    }

    fn close(self) {
        self.room.text.extend_from_slice(self.closing);
    }
}

/// An object.
pub(super) struct Members<'a> {
    pub(super) room: &'a mut Room,
    pub(super) place: Place<'a>,
    pub(super) closing: &'static [u8],
    /// Where the text ended before the member whose name is written already.
    pub(super) before: usize,
    /// How many fields came before, those that were left out included.
    pub(super) count: usize,
}

impl Members<'_> {
    pub(super) fn write<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let before = self.room.text.len();
        let at = self.count;
        self.count += 1;
        value.serialize(Writer {
            room: &mut *self.room,
            step: Step::Field(&self.place, name, at),
        })?;
        // What is `null` without being `None`: no value ends like that but that one.
        let ends = |text: &[u8]| text.len() > before && text.ends_with(b":null");
        if ends(&self.room.text) && self.place.refuses_null_as_field(name, at, self.room) {
            self.room.text.truncate(before);
        }
        Ok(())
    }

    /// Writes the value of the member whose name is written, or takes the name back.
    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let text = &mut self.room.text;
        let comma = usize::from(text[self.before] == b',');
        let name = self.before + comma + 1..text.len() - 1;
        text.push(b':');
        let start = text.len();
        value.serialize(Writer {
            room: &mut *self.room,
            step: Step::Member(&self.place, name.clone()),
        })?;
        let is_null = self.room.text[start..] == *b"null";
        if is_null && self.place.refuses_null_as(name, self.room) {
            self.room.text.truncate(self.before);
        }
        Ok(())
    }

    pub(super) fn close(self) {
        self.room.text.extend_from_slice(self.closing);
    }
}

impl SerializeMap for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        let text = &mut self.room.text;
        self.before = text.len();
        // What a key may be is decided by `serde_json`, which writes none but behind a brace: the object's own,
        // or one that becomes the comma.
        let is_first = text.last() == Some(&b'{');
        if is_first {
            text.pop();
        }
        let brace = text.len();
        let mut json = serde_json::Serializer::new(&mut *text);
        json.serialize_map(None)?.serialize_key(key)?;
        if !is_first {
            text[brace] = b',';
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.value(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

/// A struct.
pub(super) enum Fields<'a> {
    Members(Members<'a>),
    /// One of `serde_json`'s own, by that name: its only field is JSON text, which is written as it is.
    Text(&'static str, &'a mut Vec<u8>),
}

impl SerializeStruct for Fields<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        match self {
            Self::Members(members) => members.write(name, value),
            Self::Text(own, text) => {
                let mut json = serde_json::Serializer::new(&mut **text);
                let mut text = json.serialize_struct(own, 1)?;
                SerializeStruct::serialize_field(&mut text, name, value)?;
                SerializeStruct::end(text)
            }
        }
    }

    fn skip_field(&mut self, _name: &'static str) -> Result<(), Error> {
        if let Self::Members(members) = self {
            members.count += 1;
        }
        Ok(())
    }

    fn end(self) -> Result<(), Error> {
        if let Self::Members(members) = self {
            members.close();
        }
        Ok(())
    }
}

impl SerializeStructVariant for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.write(name, value)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

macro_rules! items {
    ($($of:ident: $method:ident,)*) => {$(
        impl $of for Items<'_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
                self.write(item)
            }

            fn end(self) -> Result<(), Error> {
                self.close();
                Ok(())
            }
        }
    )*};
}

items! {
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field,
}
