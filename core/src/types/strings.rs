//! Enums: strings that the schema lists.

use std::fmt;

/// A text that is no variant of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotInEnum {
    /// The variants that there are.
    pub expected: &'static [&'static str],
}

impl NotInEnum {
    /// A text that is none of these.
    #[doc(hidden)]
    pub const fn new(expected: &'static [&'static str]) -> Self {
        Self { expected }
    }
}

impl fmt::Display for NotInEnum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list: Vec<String> = self
            .expected
            .iter()
            .map(|text| format!("`{text}`"))
            .collect();
        write!(f, "expected one of {}", list.join(", "))
    }
}

impl std::error::Error for NotInEnum {}

/// Reads and writes an enum as strings.
///
/// ```text
/// strings!(Direction { Pull = "pull", Push = "push" });
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __strings {
    ($type:ident { $($variant:ident = $text:literal),* }) => {
        #[allow(deprecated, reason = "a deprecated variant is read and written like any other")]
        impl $type {
            /// Every variant, as the schema lists them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The text that stands for it in JSON.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        #[automatically_derived]
        impl ::core::convert::AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        #[automatically_derived]
        #[allow(deprecated, reason = "a deprecated variant is read and written like any other")]
        impl ::core::str::FromStr for $type {
            type Err = $crate::types::NotInEnum;

            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::types::NotInEnum> {
                match text {
                    $($text => ::core::result::Result::Ok(Self::$variant),)*
                    _ => ::core::result::Result::Err($crate::types::NotInEnum::new(&[$($text),*])),
                }
            }
        }

        #[automatically_derived]
        impl ::core::convert::TryFrom<&str> for $type {
            type Error = $crate::types::NotInEnum;

            fn try_from(text: &str) -> ::core::result::Result<Self, $crate::types::NotInEnum> {
                text.parse()
            }
        }

        #[automatically_derived]
        impl $crate::Shape for $type {
            const SHAPE: $crate::shape::TypeShape = $crate::shape::TypeShape::variants(&[$($text),*]);
        }

        #[automatically_derived]
        impl $crate::__serde::Serialize for $type {
            fn serialize<__S: $crate::__serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        #[automatically_derived]
        impl<'de> $crate::__serde::Deserialize<'de> for $type {
            fn deserialize<__D: $crate::__serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                let $crate::types::Name(text) = $crate::__serde::Deserialize::deserialize(deserializer)?;
                text.parse().map_err($crate::__serde::de::Error::custom)
            }
        }
    };
}
