//! The names of members as the keys of a map: text, and whatever is written as text where a name must be.

use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::Misfit;

/// Reads a name. `inner` reads it as text.
pub(super) struct Key<'a, D> {
    pub(super) text: &'a str,
    pub(super) inner: D,
}

/// Methods for what is written in letters and digits: what is not, is text.
macro_rules! written {
    ($($method:ident $visit:ident)*) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
            match self.text.parse() {
                Ok(value) => visitor.$visit(value),
                Err(_) => self.inner.deserialize_any(visitor),
            }
        }
    )*};
}

impl<'de, D: Deserializer<'de, Error = Misfit>> Deserializer<'de> for Key<'_, D> {
    type Error = Misfit;

    written! {
        deserialize_bool visit_bool
        deserialize_i8 visit_i8
        deserialize_i16 visit_i16
        deserialize_i32 visit_i32
        deserialize_i64 visit_i64
        deserialize_i128 visit_i128
        deserialize_u8 visit_u8
        deserialize_u16 visit_u16
        deserialize_u32 visit_u32
        deserialize_u64 visit_u64
        deserialize_u128 visit_u128
    }

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.inner.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.inner.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}
