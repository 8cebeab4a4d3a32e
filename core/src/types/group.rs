//! Groups: a tag and the members that depend on it, as an enum.

/// Reads and writes an enum as some members of the object that it stands in: the tag, and what depends on it.
///
/// ```text
/// group!(Source, "source_type", ["source_task"] {
///     unit { None: "NONE" }                                    // the tag alone
///     member { Kafka: "KAFKA" => "source_task" }               // one member, which is always there
///     members { Redis: "REDIS" => RedisSource }                // a struct of the members
/// });
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __group {
    ($type:ident, $tag:literal, [$($name:literal),*] {
        unit { $($unit:ident: $unit_tag:literal),* }
        member { $($one:ident: $one_tag:literal => $member:literal),* }
        members { $($many:ident: $many_tag:literal),* }
    }) => {
        #[automatically_derived]
        #[allow(deprecated, reason = "a deprecated variant is read and written like any other")]
        impl $crate::types::Members for $type {
            const NAMES: &'static [&'static str] = &[$($name),*];

            fn write<__M: $crate::__serde::ser::SerializeMap>(
                &self,
                map: &mut __M,
            ) -> ::core::result::Result<(), __M::Error> {
                match self {
                    $(Self::$unit => map.serialize_entry($tag, $unit_tag),)*
                    $(Self::$one(value) => {
                        map.serialize_entry($tag, $one_tag)?;
                        map.serialize_entry($member, value)
                    })*
                    $(Self::$many(members) => {
                        map.serialize_entry($tag, $many_tag)?;
                        $crate::types::Members::write(members, map)
                    })*
                }
            }
        }

        $crate::__writes_members!($type);

        #[automatically_derived]
        #[allow(deprecated, reason = "a deprecated variant is read and written like any other")]
        impl $crate::types::Group for $type {
            const TAG: &'static str = $tag;

            fn read(
                tag: &str,
                members: &mut $crate::types::Gathered,
            ) -> ::core::result::Result<Self, ::std::string::String> {
                let _ = &members;
                match tag {
                    $($unit_tag => ::core::result::Result::Ok(Self::$unit),)*
                    $($one_tag => members.take($member).map(Self::$one),)*
                    $($many_tag => members.take_all().map(Self::$many),)*
                    _ => ::core::result::Result::Err(
                        ::core::convert::Into::into(
                            ::core::concat!("`", $tag, "` has no such value in `", ::core::stringify!($type), "`")
                        )
                    ),
                }
            }
        }
    };
}
