//! Choices: values that are one of several things, and do not say which by a name of their own.

/// Reads and writes an enum whose variants are told apart by a look at the value: its kind, a tag in it, or which
/// schema it satisfies. The first variant that fits is taken.
///
/// ```text
/// choice!(Duration(json) { Text: json.is_of(v::Types(16)), Integer: json.is_of(v::Types(4)) });
/// choice!(Pet(json) { Dog: json.has_tag("kind", &["dog"]), Cat: json.satisfies(Cat::program()) });
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __choice {
    ($type:ident($json:ident) { $($variant:ident: $fits:expr),* }) => {
        #[automatically_derived]
        #[allow(deprecated, reason = "a deprecated variant is read and written like any other")]
        impl $crate::__serde::Serialize for $type {
            fn serialize<__S: $crate::__serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                match self {
                    $(Self::$variant(value) => $crate::__serde::Serialize::serialize(value, serializer),)*
                }
            }
        }

        #[automatically_derived]
        #[allow(deprecated, reason = "a deprecated variant is read and written like any other")]
        impl<'de> $crate::__serde::Deserialize<'de> for $type {
            fn deserialize<__D: $crate::__serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                use $crate::__serde::de::Error as _;

                let $json: $crate::types::Json = $crate::__serde::Deserialize::deserialize(deserializer)?;
                $(if $fits {
                    return $json.read().map(Self::$variant).map_err(__D::Error::custom);
                })*
                ::core::result::Result::Err(__D::Error::custom(::core::concat!(
                    "the value is no variant of `",
                    ::core::stringify!($type),
                    "`",
                )))
            }
        }
    };
}
