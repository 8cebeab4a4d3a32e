//! Arrays and objects that are being written.

use serde::Serialize;
use serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::Error;

use super::place::Place;
use super::{Writer, write_str};

/// An array.
pub(super) struct Items<'a> {
    pub(super) text: &'a mut Vec<u8>,
    pub(super) place: Place<'a>,
    pub(super) closing: &'static [u8],
}

impl Items<'_> {
    fn write<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
        // No value ends with an opening bracket.
        if self.text.last() != Some(&b'[') {
            self.text.push(b',');
        }
        item.serialize(Writer {
            text: &mut *self.text,
            place: self.place.item(),
        })
    }

    fn close(self) {
        self.text.extend_from_slice(self.closing);
    }
}

/// An object.
pub(super) struct Members<'a> {
    pub(super) text: &'a mut Vec<u8>,
    pub(super) place: Place<'a>,
    pub(super) closing: &'static [u8],
    /// Where the text ended before the member whose name is written already.
    pub(super) before: usize,
    /// How many members came before, those that were left out included.
    pub(super) count: usize,
}

impl Members<'_> {
    pub(super) fn write<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        value: &T,
    ) -> Result<(), Error> {
        self.before = self.text.len();
        if !self.is_empty() {
            self.text.push(b',');
        }
        write_str(name, self.text);
        self.value(value)
    }

    /// Writes the value of the member whose name is written, or takes the name back.
    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let comma = usize::from(self.text[self.before] == b',');
        let name = self.before + comma + 1..self.text.len() - 1;
        self.text.push(b':');
        let start = self.text.len();
        value.serialize(Writer {
            text: &mut *self.text,
            place: self.place.member(name.clone()),
        })?;
        if self.text[start..] == *b"null" && self.place.refuses_null_as(name, self.count, self.text)
        {
            self.text.truncate(self.before);
        }
        self.count += 1;
        Ok(())
    }

    fn is_empty(&self) -> bool {
        // No value ends with an opening brace.
        self.text.last() == Some(&b'{')
    }

    pub(super) fn close(self) {
        self.text.extend_from_slice(self.closing);
    }
}

impl SerializeMap for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.before = self.text.len();
        // What a key may be is decided by `serde_json`, which writes none but behind a brace: the object's own,
        // or one that becomes the comma.
        let is_first = self.is_empty();
        if is_first {
            self.text.pop();
        }
        let brace = self.text.len();
        let mut json = serde_json::Serializer::new(&mut *self.text);
        json.serialize_map(None)?.serialize_key(key)?;
        if !is_first {
            self.text[brace] = b',';
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
