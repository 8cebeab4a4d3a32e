//! Wrappers: names for arrays, maps and whatever else needs one.

/// A type of its own around another, written as that is. What it may hold is left to the validator, like the fields
/// of a struct.
///
/// ```text
/// wrapper!(Tags(Vec<Tag>));
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __wrapper {
    ($type:ident($inner:ty)) => {
        #[automatically_derived]
        impl ::core::convert::From<$inner> for $type {
            fn from(inner: $inner) -> Self {
                Self(inner)
            }
        }

        $crate::__written_as_inner!($type($inner));

        #[automatically_derived]
        impl ::core::ops::Deref for $type {
            type Target = $inner;

            fn deref(&self) -> &$inner {
                &self.0
            }
        }

        #[automatically_derived]
        impl ::core::ops::DerefMut for $type {
            fn deref_mut(&mut self) -> &mut $inner {
                &mut self.0
            }
        }

        #[automatically_derived]
        impl<'de> $crate::__serde::Deserialize<'de> for $type {
            fn deserialize<__D: $crate::__serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                $crate::__serde::Deserialize::deserialize(deserializer).map(Self)
            }
        }
    };
}

/// What newtypes and wrappers have in common: they give what is inside, and are written as that.
#[doc(hidden)]
#[macro_export]
macro_rules! __written_as_inner {
    ($type:ident($inner:ty)) => {
        #[automatically_derived]
        impl ::core::convert::From<$type> for $inner {
            fn from(value: $type) -> Self {
                value.0
            }
        }

        #[automatically_derived]
        impl $crate::__serde::Serialize for $type {
            fn serialize<__S: $crate::__serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                $crate::__serde::Serialize::serialize(&self.0, serializer)
            }
        }
    };
}
