//! Structs: objects whose members have names.

/// Reads and writes a struct as an object.
///
/// ```text
/// object!(Order {
///     required { id: "id", note: "note" }       // T; `Option<T>` where `null` is admitted
///     optional { size: "size" }                 // Option<T>; `Option<Option<T>>` where `null` is admitted
///     fixed { "kind": "order" }                 // members that have one value each, and no field
///     groups { source: Source }                 // a group that is always there
///     optional_groups { sink: Sink }            // Option<Group>
///     rest { additional }                       // BTreeMap<String, T>, where there is one
/// });
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($type:ident {
        required { $($required:ident: $required_name:literal),* }
        optional { $($optional:ident: $optional_name:literal),* }
        fixed { $($fixed_name:literal: $fixed:literal),* }
        groups { $($group:ident: $group_type:ty),* }
        optional_groups { $($optional_group:ident: $optional_group_type:ty),* }
        rest { $($rest:ident)? }
    }) => {
        $crate::__members!($type {
            required { $($required: $required_name),* }
            optional { $($optional: $optional_name),* }
            fixed { $($fixed_name: $fixed),* }
            groups { $($group,)* $($optional_group),* }
            rest { $($rest)? }
        });

        #[automatically_derived]
        #[allow(deprecated, reason = "a deprecated member is read and written like any other")]
        impl<'de> $crate::__serde::Deserialize<'de> for $type {
            fn deserialize<__D: $crate::__serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                struct __Reader;

                impl<'de> $crate::__serde::de::Visitor<'de> for __Reader {
                    type Value = $type;

                    fn expecting(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        f.write_str(::core::concat!("an object for `", ::core::stringify!($type), "`"))
                    }

                    fn visit_map<__A: $crate::__serde::de::MapAccess<'de>>(
                        self,
                        mut map: __A,
                    ) -> ::core::result::Result<$type, __A::Error> {
                        $(let mut $required = ::core::option::Option::None;)*
                        $(let mut $optional = ::core::option::Option::None;)*
                        $(let mut $group = ::core::option::Option::<::std::string::String>::None;)*
                        $(let mut $optional_group = ::core::option::Option::<::std::string::String>::None;)*
                        $(let mut $rest = ::std::collections::BTreeMap::new();)?
                        #[allow(unused_mut, reason = "not every type has groups")]
                        let mut gathered = $crate::types::Gathered::default();
                        while let ::core::option::Option::Some($crate::types::Name(name)) = map.next_key()? {
                            match &*name {
                                $($required_name => {
                                    if $required.replace(map.next_value()?).is_some() {
                                        return ::core::result::Result::Err($crate::__serde::de::Error::duplicate_field($required_name));
                                    }
                                })*
                                $($optional_name => {
                                    if $optional.replace(map.next_value()?).is_some() {
                                        return ::core::result::Result::Err($crate::__serde::de::Error::duplicate_field($optional_name));
                                    }
                                })*
                                $($fixed_name => {
                                    map.next_value::<$crate::__serde::de::IgnoredAny>()?;
                                })*
                                $(name if name == <$group_type as $crate::types::Group>::TAG => {
                                    $group = ::core::option::Option::Some(map.next_value()?);
                                }
                                name if <$group_type as $crate::types::Members>::NAMES.contains(&name) => {
                                    gathered.add(name, map.next_value()?);
                                })*
                                $(name if name == <$optional_group_type as $crate::types::Group>::TAG => {
                                    $optional_group = ::core::option::Option::Some(map.next_value()?);
                                }
                                name if <$optional_group_type as $crate::types::Members>::NAMES.contains(&name) => {
                                    gathered.add(name, map.next_value()?);
                                })*
                                _ => {
                                    $crate::__rest!(map, name, $($rest)?);
                                }
                            }
                        }
                        $(let $group = {
                            let tag = $group.ok_or_else(|| {
                                $crate::__serde::de::Error::missing_field(<$group_type as $crate::types::Group>::TAG)
                            })?;
                            <$group_type as $crate::types::Group>::read(&tag, &mut gathered).map_err($crate::__serde::de::Error::custom)?
                        };)*
                        $(let $optional_group = match $optional_group {
                            ::core::option::Option::Some(tag) => ::core::option::Option::Some(
                                <$optional_group_type as $crate::types::Group>::read(&tag, &mut gathered)
                                    .map_err($crate::__serde::de::Error::custom)?
                            ),
                            ::core::option::Option::None => ::core::option::Option::None,
                        };)*
                        $crate::__gathered!(gathered, $($rest)?);
                        ::core::result::Result::Ok($type {
                            $($required: $required.ok_or_else(|| $crate::__serde::de::Error::missing_field($required_name))?,)*
                            $($optional,)*
                            $($group: ::core::convert::Into::into($group),)*
                            $($optional_group: $optional_group.map(::core::convert::Into::into),)*
                            $($rest,)?
                        })
                    }
                }

                deserializer.deserialize_map(__Reader)
            }
        }
    };
}

/// Writes a struct as an object: what [`object`](crate::__object) does without reading, for builders.
#[doc(hidden)]
#[macro_export]
macro_rules! __members {
    ($type:ident {
        required { $($required:ident: $required_name:literal),* }
        optional { $($optional:ident: $optional_name:literal),* }
        fixed { $($fixed_name:literal: $fixed:literal),* }
        groups { $($group:ident),* $(,)? }
        rest { $($rest:ident)? }
    }) => {
        #[automatically_derived]
        #[allow(deprecated, reason = "a deprecated member is read and written like any other")]
        impl $crate::types::Members for $type {
            const NAMES: &'static [&'static str] = &[
                $($required_name,)* $($optional_name,)* $($fixed_name,)*
            ];

            fn write<__M: $crate::__serde::ser::SerializeMap>(
                &self,
                map: &mut __M,
            ) -> ::core::result::Result<(), __M::Error> {
                $(map.serialize_entry($fixed_name, $fixed)?;)*
                $(map.serialize_entry($required_name, &self.$required)?;)*
                $(if let ::core::option::Option::Some(value) = &self.$optional {
                    map.serialize_entry($optional_name, value)?;
                })*
                $($crate::types::Members::write(&self.$group, map)?;)*
                $(for (name, value) in &self.$rest {
                    map.serialize_entry(name, value)?;
                })?
                let _ = map;
                ::core::result::Result::Ok(())
            }
        }

        $crate::__writes_members!($type);
    };
}

/// Serializes a type by its [`Members`](super::Members).
#[doc(hidden)]
#[macro_export]
macro_rules! __writes_members {
    ($type:ty) => {
        #[automatically_derived]
        impl $crate::__serde::Serialize for $type {
            fn serialize<__S: $crate::__serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                use $crate::__serde::ser::SerializeMap as _;

                let mut map = serializer.serialize_map(::core::option::Option::None)?;
                $crate::types::Members::write(self, &mut map)?;
                map.end()
            }
        }
    };
}

/// What becomes of a member that has no field.
#[doc(hidden)]
#[macro_export]
macro_rules! __rest {
    ($map:ident, $name:ident,) => {
        $map.next_value::<$crate::__serde::de::IgnoredAny>()?;
    };
    ($map:ident, $name:ident, $rest:ident) => {
        let value = $map.next_value()?;
        $rest.insert($name.into_owned(), value);
    };
}

/// What becomes of members that no group has taken.
#[doc(hidden)]
#[macro_export]
macro_rules! __gathered {
    ($gathered:ident,) => {
        ::core::mem::drop($gathered);
    };
    ($gathered:ident, $rest:ident) => {
        for (name, value) in $gathered.rest() {
            $rest.insert(
                name,
                $crate::types::additional(&value).map_err($crate::__serde::de::Error::custom)?,
            );
        }
    };
}
