//! The formats that the keyword `format` names: of texts, such as dates, addresses and URIs, and of numbers.
//!
//! Each family has a file. A checker reads the text once, in linear time, and allocates nothing, but for
//! regular expressions and for host names that are not plain ASCII. Texts are checked as a whole: nothing
//! may stand before or after.
//!
//! The feature `idn` brings the tables of Unicode that internationalised host names need. Without it
//! [`Format::IdnHostname`] and [`Format::IdnEmail`] take any label whose ASCII part is well-formed, and a
//! label that begins with `xn--` is not decoded; see [`Format::IdnHostname`].

mod characters;
mod duration;
mod email;
mod encoding;
mod hostname;
#[cfg(feature = "idn")]
mod idn;
#[cfg(not(feature = "idn"))]
#[path = "idn_structural.rs"]
mod idn;
mod ip;
mod json_pointer;
mod number;
mod reason;
mod time;
mod uri;
mod uri_template;
mod uuid;

pub use encoding::Encoding;
pub use number::NumberRange;
pub(crate) use reason::{Reason, reason};

use crate::ecma;

/// A format that JSON Schema defines, in any draft from 4 to 2020-12, or one of OpenAPI's registry that says what a value
/// must be.
///
/// ```
/// use vouchsafe_core::Format;
///
/// let date = Format::from_name("date").unwrap();
/// assert_eq!(date, Format::Date);
/// assert!(date.is_valid("2024-02-29") && !date.is_valid("2023-02-29"));
/// assert_eq!(date.words(), "a date such as `2024-02-29`");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// `date-time`: RFC 3339, section 5.6. A leap second must end a month in UTC (section 5.7).
    DateTime,
    /// `date`: `full-date` of RFC 3339, section 5.6.
    Date,
    /// `time`: `full-time` of RFC 3339, section 5.6. A leap second must be 23:59:60 in UTC.
    Time,
    /// `duration`: RFC 3339, appendix A, where letters may be of either case (RFC 5234, section 2.3).
    Duration,
    /// `email`: `Mailbox` of RFC 5321, section 4.1.2, with the limits of section 4.5.3.1.
    Email,
    /// `idn-email`: `Mailbox` as RFC 6531, section 3.3, extends it. A domain that is not ASCII is mapped
    /// as for a look-up (UTS #46), and then must be a host name.
    IdnEmail,
    /// `hostname`: RFC 1123, section 2.1. A label that begins with `xn--` must be an A-label
    /// (RFC 5890, section 2.3.2.1).
    Hostname,
    /// `idn-hostname`: RFC 5890, section 2.3.2.3, of labels as RFC 5891 and RFC 5892 allow them. The
    /// ideographic and the wide full stops separate labels, too; nothing else is mapped.
    ///
    /// Without the feature `idn`, all that is checked of characters past ASCII is that none of them is a
    /// control character or a space.
    IdnHostname,
    /// `ipv4`: `dotted-quad` of RFC 2673, section 3.2, without leading zeros.
    Ipv4,
    /// `ipv6`: RFC 4291, section 2.2; no zone.
    Ipv6,
    /// `uri`: `URI` of RFC 3986, section 3.
    Uri,
    /// `uri-reference`: `URI-reference` of RFC 3986, section 4.1.
    UriReference,
    /// `iri`: `IRI` of RFC 3987, section 2.2.
    Iri,
    /// `iri-reference`: `IRI-reference` of RFC 3987, section 2.2.
    IriReference,
    /// `uri-template`: `URI-Template` of RFC 6570, section 2.
    UriTemplate,
    /// `uuid`: RFC 9562, section 4, which replaces RFC 4122; of any version.
    Uuid,
    /// `json-pointer`: RFC 6901, section 3.
    JsonPointer,
    /// `relative-json-pointer`: draft-bhutton-relative-json-pointer-00, section 3.
    RelativeJsonPointer,
    /// `regex`: a pattern of ECMA-262 (JSON Schema Validation, section 7.3.8), read as with the flag `u`
    /// but for a few leniencies. Look-around and back-references are fine here, though the keyword
    /// `pattern` cannot have them.
    Regex,
    /// `byte`: base64 (RFC 4648, section 4), with its padding.
    Byte,
    /// `base64url`: base64 with `-` and `_` (RFC 4648, section 5); the padding may be missing.
    Base64Url,
    /// `int8`: an integer of 8 bits, with a sign.
    Int8,
    /// `int16`: an integer of 16 bits, with a sign.
    Int16,
    /// `int32`: an integer of 32 bits, with a sign.
    Int32,
    /// `int64`: an integer of 64 bits, with a sign.
    Int64,
    /// `uint8`: an integer of 8 bits, without a sign.
    Uint8,
    /// `uint16`: an integer of 16 bits, without a sign.
    Uint16,
    /// `uint32`: an integer of 32 bits, without a sign.
    Uint32,
    /// `uint64`: an integer of 64 bits, without a sign.
    Uint64,
    /// `float`: a number in the range of `binary32` of IEEE 754. Digits beyond its precision are allowed.
    Float,
    /// `double`: a number in the range of `binary64` of IEEE 754. Digits beyond its precision are allowed.
    Double,
}

impl Format {
    /// Every format: those of JSON Schema in the order of the specification, then those of OpenAPI.
    pub const ALL: [Self; 31] = [
        Self::DateTime,
        Self::Date,
        Self::Time,
        Self::Duration,
        Self::Email,
        Self::IdnEmail,
        Self::Hostname,
        Self::IdnHostname,
        Self::Ipv4,
        Self::Ipv6,
        Self::Uri,
        Self::UriReference,
        Self::Iri,
        Self::IriReference,
        Self::UriTemplate,
        Self::Uuid,
        Self::JsonPointer,
        Self::RelativeJsonPointer,
        Self::Regex,
        Self::Byte,
        Self::Base64Url,
        Self::Int8,
        Self::Int16,
        Self::Int32,
        Self::Int64,
        Self::Uint8,
        Self::Uint16,
        Self::Uint32,
        Self::Uint64,
        Self::Float,
        Self::Double,
    ];

    /// The format with that name; `None` where neither JSON Schema nor OpenAPI defines one that can be checked.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The value of the keyword.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DateTime => "date-time",
            Self::Date => "date",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Email => "email",
            Self::IdnEmail => "idn-email",
            Self::Hostname => "hostname",
            Self::IdnHostname => "idn-hostname",
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
            Self::Uri => "uri",
            Self::UriReference => "uri-reference",
            Self::Iri => "iri",
            Self::IriReference => "iri-reference",
            Self::UriTemplate => "uri-template",
            Self::Uuid => "uuid",
            Self::JsonPointer => "json-pointer",
            Self::RelativeJsonPointer => "relative-json-pointer",
            Self::Regex => "regex",
            Self::Byte => "byte",
            Self::Base64Url => "base64url",
            Self::Int8 => "int8",
            Self::Int16 => "int16",
            Self::Int32 => "int32",
            Self::Int64 => "int64",
            Self::Uint8 => "uint8",
            Self::Uint16 => "uint16",
            Self::Uint32 => "uint32",
            Self::Uint64 => "uint64",
            Self::Float => "float",
            Self::Double => "double",
        }
    }

    /// What a value of the format is, to be said after "must be".
    pub const fn words(self) -> &'static str {
        match self {
            Self::DateTime => "a date and time with an offset, such as `2024-02-29T12:30:00Z`",
            Self::Date => "a date such as `2024-02-29`",
            Self::Time => "a time with an offset, such as `12:30:00Z`",
            Self::Duration => "a duration such as `P1DT12H`",
            Self::Email => "an email address such as `name@example.com`",
            Self::IdnEmail => "an email address such as `名前@example.com`",
            Self::Hostname => "a host name such as `www.example.com`",
            Self::IdnHostname => "a host name such as `bücher.example`",
            Self::Ipv4 => "an IPv4 address such as `192.0.2.1`",
            Self::Ipv6 => "an IPv6 address such as `2001:db8::1`",
            Self::Uri => "a URI such as `https://example.com`",
            Self::UriReference => "a URI or a relative reference such as `/path?query`",
            Self::Iri => "an IRI such as `https://example.com/é`",
            Self::IriReference => "an IRI or a relative reference such as `/é?query`",
            Self::UriTemplate => "a URI template such as `/users/{id}`",
            Self::Uuid => "a UUID such as `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`",
            Self::JsonPointer => "a JSON Pointer such as `/items/0`",
            Self::RelativeJsonPointer => "a relative JSON Pointer such as `1/items/0`",
            Self::Regex => "a regular expression such as `^[a-z]+$`",
            Self::Byte => "a text in base64 such as `aGVsbG8=`",
            Self::Base64Url => "a text in base64url such as `aGVsbG8`",
            Self::Int8 => "an integer of 8 bits, from `-128` to `127`",
            Self::Int16 => "an integer of 16 bits, from `-32768` to `32767`",
            Self::Int32 => "an integer of 32 bits, from `-2147483648` to `2147483647`",
            Self::Int64 => {
                "an integer of 64 bits, from `-9223372036854775808` to `9223372036854775807`"
            }
            Self::Uint8 => "an integer of 8 bits without a sign, from `0` to `255`",
            Self::Uint16 => "an integer of 16 bits without a sign, from `0` to `65535`",
            Self::Uint32 => "an integer of 32 bits without a sign, from `0` to `4294967295`",
            Self::Uint64 => {
                "an integer of 64 bits without a sign, from `0` to `18446744073709551615`"
            }
            Self::Float => "a number that 32 bits hold, from `-3.4028235e38` to `3.4028235e38`",
            Self::Double => {
                "a number that 64 bits hold, from `-1.7976931348623157e308` to `1.7976931348623157e308`"
            }
        }
    }

    /// Whether a text is of the format, as a whole; for a format of numbers, whether a number that is written so is.
    // Compiled where it is used, since it names the library of regular expressions.
    #[inline]
    pub fn is_valid(self, text: &str) -> bool {
        match self {
            Self::DateTime => time::is_date_time(text),
            Self::Date => time::is_date(text),
            Self::Time => time::is_time(text),
            Self::Duration => duration::is_duration(text),
            Self::Email => email::is_email(text),
            Self::IdnEmail => email::is_idn_email(text),
            Self::Hostname => hostname::is_hostname(text),
            Self::IdnHostname => hostname::is_idn_hostname(text),
            Self::Ipv4 => ip::is_v4(text),
            Self::Ipv6 => ip::is_v6(text),
            Self::Uri => uri::is_uri(text),
            Self::UriReference => uri::is_uri_reference(text),
            Self::Iri => uri::is_iri(text),
            Self::IriReference => uri::is_iri_reference(text),
            Self::UriTemplate => uri_template::is_uri_template(text),
            Self::Uuid => uuid::is_uuid(text),
            Self::JsonPointer => json_pointer::is_json_pointer(text),
            Self::RelativeJsonPointer => json_pointer::is_relative_json_pointer(text),
            Self::Regex => ecma::check(text).is_ok(),
            Self::Byte => Encoding::Base64.decode(text.as_bytes()).is_some(),
            Self::Base64Url => Encoding::Base64Url.decode(text.as_bytes()).is_some(),
            Self::Int8
            | Self::Int16
            | Self::Int32
            | Self::Int64
            | Self::Uint8
            | Self::Uint16
            | Self::Uint32
            | Self::Uint64
            | Self::Float
            | Self::Double => self
                .number_range()
                .is_some_and(|range| number::is_in(range, text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    /// Asserts what a checker says of each text.
    #[track_caller]
    pub(super) fn assert_all(check: impl Fn(&str) -> bool, texts: &[&str], expected: bool) {
        for text in texts {
            assert_eq!(check(text), expected, "{text:?}");
        }
    }

    #[test]
    fn names_are_those_of_the_formats() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(format));
        }
        for name in ["", "Date", "date ", "color", "regexp"] {
            assert_eq!(Format::from_name(name), None, "{name}");
        }
    }

    #[test]
    fn the_example_in_the_words_is_valid() {
        for format in Format::ALL {
            let words = format.words();
            let example = words.split('`').nth(1).unwrap();
            assert!(format.is_valid(example), "{words}");
            assert!(
                words.starts_with("a ") || words.starts_with("an "),
                "{words}"
            );
            assert!(words.ends_with('`'), "{words}");
        }
    }

    #[test]
    fn nothing_may_stand_before_or_after() {
        for format in Format::ALL {
            let example = format.words().split('`').nth(1).unwrap();
            // In these a space or a line feed is a character like others.
            if matches!(format, Format::JsonPointer | Format::Regex) {
                continue;
            }
            for around in [" ", "\n", "\0", "\u{FEFF}", "\u{A0}"] {
                assert!(!format.is_valid(&format!("{around}{example}")) || is_wide(format, around));
                if format != Format::RelativeJsonPointer {
                    let text = format!("{example}{around}");
                    assert!(
                        !format.is_valid(&text) || is_wide(format, around),
                        "{text:?}"
                    );
                }
            }
        }
    }

    /// Whether a character past ASCII may stand at either end of the format's example.
    fn is_wide(format: Format, text: &str) -> bool {
        let wide = [
            Format::IdnEmail,
            Format::Iri,
            Format::IriReference,
            Format::UriTemplate,
        ];
        // U+FEFF is neither a space nor a control character, which is all that is known without tables.
        let unknown = format == Format::IdnHostname && !cfg!(feature = "idn") && text == "\u{FEFF}";
        !text.is_ascii() && wide.contains(&format) || unknown
    }

    #[test]
    fn regular_expressions_are_read_to_their_end() {
        let check = |text: &str| Format::Regex.is_valid(text);
        assert_all(
            check,
            &[
                "",
                "(?=a)b",
                r"(?<!a)b",
                r"(a)\1",
                r"(?<n>a)\k<n>",
                r"\p{Lu}",
                "[^]",
            ],
            true,
        );
        assert_all(
            check,
            &[
                "(", ")", "(?=a", r"(?!a)\Z", r"(a)\1[", "*", r"\2(a)", r"\k<n>", "a{2,1}", "[z-a]",
            ],
            false,
        );
        let many: String = ["L", "Ll", "LC", "Lu", "Script=Greek"]
            .map(|name| format!(r"\p{{{name}}}").repeat(20_000))
            .concat();
        assert!(check(&many));
    }
}
