//! Newtypes: scalars that satisfy a schema, and nothing else.

/// A scalar that is checked whenever one is made.
///
/// ```text
/// newtype!(ObsPath(String), text);              // strings: `Deref<Target = str>`, `FromStr` of the text itself
/// newtype!(Interval(u16), copied);              // numbers and Booleans: `Copy`, `get`, `FromStr` of the word
/// newtype!(AccessKey(Secret), secret);          // shown by nothing
/// newtype!(Price(Number), plain);               // everything else
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __newtype {
    ($type:ident($inner:ty), $kind:ident) => {
        impl $type {
            /// What is inside.
            pub fn into_inner(self) -> $inner {
                self.0
            }
        }

        #[automatically_derived]
        impl ::core::convert::TryFrom<$inner> for $type {
            type Error = $crate::Report;

            fn try_from(inner: $inner) -> ::core::result::Result<Self, $crate::Report> {
                let value = Self(inner);
                $crate::Validate::validate(&value)?;
                ::core::result::Result::Ok(value)
            }
        }

        $crate::__written_as_inner!($type($inner));

        #[automatically_derived]
        impl $crate::Shape for $type {
            const SHAPE: $crate::shape::TypeShape = <$inner as $crate::Shape>::SHAPE;
        }

        #[automatically_derived]
        impl<'de> $crate::__serde::Deserialize<'de> for $type {
            fn deserialize<__D: $crate::__serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                let inner: $inner = $crate::__serde::Deserialize::deserialize(deserializer)?;
                <Self as ::core::convert::TryFrom<$inner>>::try_from(inner)
                    .map_err($crate::__serde::de::Error::custom)
            }
        }

        $crate::__newtype_as!($type($inner), $kind);
    };
}

/// What a newtype can do because of what is inside.
#[doc(hidden)]
#[macro_export]
macro_rules! __newtype_as {
    ($type:ident($inner:ty), text) => {
        #[automatically_derived]
        impl ::core::ops::Deref for $type {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        #[automatically_derived]
        impl ::core::convert::AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(&self.0)
            }
        }

        $crate::__newtype_from_text!($type($inner));
    };
    ($type:ident($inner:ty), secret) => {
        impl $type {
            /// The text. Take care where it goes.
            pub fn expose(&self) -> &str {
                self.0.expose()
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, f)
            }
        }

        $crate::__newtype_from_text!($type($inner));
    };
    ($type:ident($inner:ty), copied) => {
        impl $type {
            /// What is inside.
            pub const fn get(self) -> $inner {
                self.0
            }
        }

        $crate::__newtype_as!($type($inner), plain);
    };
    ($type:ident($inner:ty), plain) => {
        #[automatically_derived]
        impl ::core::convert::AsRef<$inner> for $type {
            fn as_ref(&self) -> &$inner {
                &self.0
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, f)
            }
        }

        #[automatically_derived]
        impl ::core::str::FromStr for $type {
            type Err = $crate::Report;

            fn from_str(word: &str) -> ::core::result::Result<Self, $crate::Report> {
                $crate::types::from_word(word)
            }
        }
    };
}

/// A newtype of a text can be made from texts.
#[doc(hidden)]
#[macro_export]
macro_rules! __newtype_from_text {
    ($type:ident($inner:ty)) => {
        #[automatically_derived]
        impl ::core::convert::TryFrom<&str> for $type {
            type Error = $crate::Report;

            fn try_from(text: &str) -> ::core::result::Result<Self, $crate::Report> {
                <Self as ::core::convert::TryFrom<$inner>>::try_from(::core::convert::From::from(
                    ::std::string::String::from(text),
                ))
            }
        }

        #[automatically_derived]
        impl ::core::str::FromStr for $type {
            type Err = $crate::Report;

            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::Report> {
                <Self as ::core::convert::TryFrom<&str>>::try_from(text)
            }
        }
    };
}
