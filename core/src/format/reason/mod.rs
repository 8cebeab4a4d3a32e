//! Why a text is not of its format: the place inside the text and the rule that it breaks there.
//!
//! The checkers decide; what is here explains what they have refused, and says nothing where it does not know.

mod base64;
mod net;
mod time;

use std::ops::Range;

use super::{Encoding, Format};
use crate::ecma;

/// Why a text is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reason {
    /// The bytes of the text at which the rule is broken; none where something is missing.
    pub(crate) place: Range<usize>,
    /// The rule, or what to write instead.
    pub(crate) rule: String,
}

impl Reason {
    fn new(place: Range<usize>, rule: impl Into<String>) -> Self {
        Self {
            place,
            rule: rule.into(),
        }
    }

    /// The reason, moved into a text that has so many more bytes before it.
    fn after(mut self, bytes: usize) -> Self {
        self.place = self.place.start + bytes..self.place.end + bytes;
        self
    }
}

/// Why a text that is not of a format is refused, where that is known.
pub(crate) fn reason(format: Format, text: &str) -> Option<Reason> {
    if text.is_empty() {
        let takes_empty = matches!(format, Format::UriReference | Format::IriReference);
        return (!takes_empty).then(|| Reason::new(0..0, "the text is empty"));
    }
    let trimmed = text.trim();
    if trimmed.len() < text.len() && format.is_valid(trimmed) {
        let front = text.len() - text.trim_start().len();
        let place = if front > 0 {
            0..front
        } else {
            trimmed.len()..text.len()
        };
        return Some(Reason::new(place, "leave out the white space around it"));
    }
    match format {
        Format::DateTime => time::date_time(text),
        Format::Date => time::date(text),
        Format::Time => time::time(text),
        Format::Duration => time::duration(text),
        Format::Email => net::email(text),
        Format::Hostname => net::hostname(text),
        Format::Ipv4 => net::ipv4(text),
        Format::Ipv6 => net::ipv6(text),
        Format::Uri => net::uri(text, true, true),
        Format::UriReference => net::uri(text, false, true),
        Format::Iri => net::uri(text, true, false),
        Format::IriReference => net::uri(text, false, false),
        Format::UriTemplate => template(text),
        Format::Uuid => uuid(text),
        Format::JsonPointer => pointer(text),
        Format::RelativeJsonPointer => relative_pointer(text),
        Format::Regex => ecma::check(text).err().map(|error| {
            let at = (0..=error.at.min(text.len()))
                .rev()
                .find(|at| text.is_char_boundary(*at))
                .unwrap_or(0);
            Reason::new(character_at(text, at), error.message)
        }),
        Format::Byte => Some(base64::reason(text, Encoding::Base64)),
        Format::Base64Url => Some(base64::reason(text, Encoding::Base64Url)),
        _ => None,
    }
}

/// The bytes of the character at a place; none at the end.
fn character_at(text: &str, at: usize) -> Range<usize> {
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    at..at + next.map_or(0, char::len_utf8)
}

/// The first place at which a text is not of a form, in which `0` stands for any digit, `x` for any hexadecimal one,
/// and every other character for itself. A text that goes on after the form is of it.
fn first_unlike(text: &str, form: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let fits = |byte: u8, wanted: u8| match wanted {
        b'0' => byte.is_ascii_digit(),
        b'x' => byte.is_ascii_hexdigit(),
        _ => byte == wanted,
    };
    form.bytes().enumerate().find_map(|(at, wanted)| {
        let fits = bytes.get(at).is_some_and(|byte| fits(*byte, wanted));
        (!fits).then_some(at)
    })
}

fn uuid(text: &str) -> Option<Reason> {
    const FORM: &str = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    let rule =
        "a UUID is 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12 with hyphens between";
    let inner = text
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    if inner.is_some_and(|inner| Format::Uuid.is_valid(inner)) {
        return Some(Reason::new(0..1, "leave out the braces"));
    }
    if let Some(inner) = text.strip_prefix("urn:uuid:")
        && Format::Uuid.is_valid(inner)
    {
        return Some(Reason::new(0..9, "leave out `urn:uuid:`"));
    }
    match first_unlike(text, FORM) {
        Some(at) => Some(Reason::new(character_at(text, at), rule)),
        None => (text.len() > FORM.len()).then(|| {
            Reason::new(
                FORM.len()..text.len(),
                "a UUID has no more than 36 characters",
            )
        }),
    }
}

fn pointer(text: &str) -> Option<Reason> {
    if !text.starts_with('/') {
        let rule = if text.starts_with('#') {
            "leave out the `#`: this is a pointer, not a URI fragment"
        } else {
            "a JSON Pointer begins with `/`, unless it is empty"
        };
        return Some(Reason::new(character_at(text, 0), rule));
    }
    tildes(text)
}

fn tildes(text: &str) -> Option<Reason> {
    let (at, _) = text
        .match_indices('~')
        .find(|(at, _)| !matches!(text.as_bytes().get(at + 1), Some(b'0' | b'1')))?;
    Some(Reason::new(
        at..at + 1,
        "write `~0` for `~`, and `~1` for a `/` in a name",
    ))
}

fn relative_pointer(text: &str) -> Option<Reason> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        let rule =
            "a relative JSON Pointer begins with how many levels to go up, such as `0` or `1`";
        return Some(Reason::new(character_at(text, 0), rule));
    }
    if digits > 1 && text.starts_with('0') {
        return Some(Reason::new(0..1, "numbers have no leading zeros"));
    }
    match text.as_bytes().get(digits) {
        Some(b'#') if text.len() > digits + 1 => Some(Reason::new(
            digits + 1..text.len(),
            "nothing follows the `#`",
        )),
        Some(b'/') => tildes(text),
        Some(b'+' | b'-' | b'#') | None => None,
        Some(_) => Some(Reason::new(
            character_at(text, digits),
            "after the number comes a `/` or a `#`",
        )),
    }
}

fn template(text: &str) -> Option<Reason> {
    let mut open = None;
    for (at, character) in text.char_indices() {
        match (character, open) {
            ('{', None) => open = Some(at),
            ('{', Some(_)) => {
                return Some(Reason::new(at..at + 1, "braces do not nest"));
            }
            ('}', None) => {
                return Some(Reason::new(at..at + 1, "no `{` opens this"));
            }
            ('}', Some(start)) if start + 1 == at => {
                return Some(Reason::new(
                    start..at + 1,
                    "a variable name is missing in it",
                ));
            }
            ('}', Some(_)) => open = None,
            (' ', Some(_)) => {
                return Some(Reason::new(at..at + 1, "a variable name has no spaces"));
            }
            (' ', None) => {
                return Some(Reason::new(at..at + 1, "write `%20` for a space"));
            }
            _ => {}
        }
    }
    open.map(|start| Reason::new(start..start + 1, "no `}` closes this"))
}

#[cfg(test)]
mod tests {
    use super::{Format, reason};

    /// Asserts at which piece of a text a rule is broken, and a word of the rule.
    #[track_caller]
    fn assert_reason(format: Format, text: &str, piece: &str, word: &str) {
        assert!(!format.is_valid(text), "{text}");
        let reason = reason(format, text).unwrap_or_else(|| panic!("{text}: no reason"));
        assert_eq!(&text[reason.place.clone()], piece, "{text}: {reason:?}");
        assert!(reason.rule.contains(word), "{text}: {reason:?}");
    }

    #[test]
    fn times_and_dates_are_explained() {
        for (format, text, piece, word) in [
            (
                Format::Date,
                "2024-02-30",
                "30",
                "February 2024 has 29 days",
            ),
            (Format::Date, "2023-02-29", "29", "28 days"),
            (Format::Date, "2024-13-01", "13", "month"),
            (Format::Date, "2024-00-01", "00", "month"),
            (Format::Date, "2024-01-00", "00", "day"),
            (Format::Date, "2024-1-1", "-", "two digits"),
            (Format::Date, "01.02.2024", ".", "YYYY-MM-DD"),
            (Format::Date, "2024/01/01", "/", "YYYY-MM-DD"),
            (
                Format::Date,
                "2024-01-01T00:00:00Z",
                "T00:00:00Z",
                "nothing",
            ),
            (Format::Date, " 2024-01-01", " ", "white space"),
            (Format::DateTime, "2024-02-30T00:00:00Z", "30", "29 days"),
            (Format::DateTime, "2024-02-29 12:00:00Z", " ", "`T`"),
            (Format::DateTime, "2024-02-29", "", "time is missing"),
            (Format::DateTime, "2024-02-29T12:00:00", "", "offset"),
            (Format::DateTime, "2024-02-29T12:00Z", "Z", "seconds"),
            (Format::DateTime, "2024-02-29T24:00:00Z", "24", "hours"),
            (Format::DateTime, "2024-02-29T12:60:00Z", "60", "minutes"),
            (Format::DateTime, "2024-02-29T12:00:61Z", "61", "seconds"),
            (
                Format::DateTime,
                "2024-02-29T12:00:60Z",
                "60",
                "leap second",
            ),
            (
                Format::DateTime,
                "2024-02-29T12:00:00+0200",
                "+0200",
                "+02:00",
            ),
            (Format::DateTime, "2024-02-29T12:00:00.Z", "Z", "digits"),
            (Format::Time, "12:30:00+24:00", "24", "hours"),
            (Format::Time, "12:30", "", "seconds"),
            (Format::Time, "1:30:00Z", ":", "two digits"),
            (
                Format::Duration,
                "PT1H30S",
                "30S",
                "minutes may not be left out",
            ),
            (Format::Duration, "PT0.5S", ".5", "whole numbers"),
            (Format::Duration, "P1Y2D", "2D", "months"),
            (Format::Duration, "1D", "1", "`P`"),
            (Format::Duration, "P", "", "at least one"),
            (Format::Duration, "P1DT", "T", "hours"),
            (Format::Duration, "P1H", "H", "`T`"),
            (Format::Duration, "P1M1Y", "Y", "order"),
            (Format::Duration, "P1W1D", "1D", "weeks"),
            (Format::Duration, "P1", "1", "unit"),
            (Format::Duration, "-P1D", "-", "sign"),
            (Format::Duration, "P1X", "X", "unit"),
        ] {
            assert_reason(format, text, piece, word);
        }
    }

    #[test]
    fn names_and_addresses_are_explained() {
        for (format, text, piece, word) in [
            (Format::Uri, "http://a?b[c]=d", "[", "%5B"),
            (Format::Uri, "http://a/ b", " ", "%20"),
            (Format::Uri, "www.example.com", "", "scheme"),
            (Format::Uri, "/path", "", "scheme"),
            (Format::Uri, "1a:b", "1", "letter"),
            (Format::Uri, "a_b:c", "_", "scheme"),
            (Format::Uri, "http://h:8a", "a", "port"),
            (Format::Uri, "http://[::1", "[", "`]`"),
            (Format::Uri, "http://[1.2.3.4]", "1.2.3.4", "IPv6"),
            (Format::Uri, "http://a/%4g", "%", "hexadecimal"),
            (Format::Uri, "http://a/#b#c", "#", "fragment"),
            (Format::Uri, "http://a/é", "é", "%C3%A9"),
            (Format::Uri, "http://a\\b", "\\", "%5C"),
            (Format::UriReference, "a b", " ", "%20"),
            (Format::Iri, "http://a/{id}", "{", "%7B"),
            (Format::Ipv4, "1.2.3", "1.2.3", "four"),
            (Format::Ipv4, "1.2.3.256", "256", "255"),
            (Format::Ipv4, "01.2.3.4", "01", "leading"),
            (Format::Ipv4, "1.2.3.x", "x", "number"),
            (Format::Ipv6, "[::1]", "[", "brackets"),
            (Format::Ipv6, "::1%eth0", "%eth0", "zone"),
            (Format::Ipv6, "1::2::3", "::", "once"),
            (Format::Ipv6, "::g", "g", "hexadecimal"),
            (Format::Ipv6, "12345::", "12345", "four"),
            (Format::Ipv6, "1:2:3", "1:2:3", "eight"),
            (Format::Hostname, "a_b.c", "_", "hyphens"),
            (Format::Hostname, "a..b", ".", "empty"),
            (Format::Hostname, "a.", ".", "empty"),
            (Format::Hostname, "-a.b", "-", "hyphen"),
            (Format::Hostname, "a:80", ":", "port"),
            (Format::Hostname, "http://a", ":", "port"),
            (Format::Email, "name", "", "`@`"),
            (Format::Email, "@a", "", "before"),
            (Format::Email, "a@", "", "after"),
            (Format::Email, "a b@c", " ", "before the `@`"),
            (Format::Email, "a..b@c", ".", "dot"),
            (Format::Email, "a@b_c", "_", "hyphens"),
            (Format::Email, "a@b@c", "@", "one"),
            (
                Format::Uuid,
                "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
                "{",
                "braces",
            ),
            (
                Format::Uuid,
                "f81d4fae7dec-11d0-a765-00a0c91e6bf6",
                "7",
                "groups",
            ),
            (
                Format::Uuid,
                "f81d4fae-7dec-11d0-a765-00a0c91e6bf6x",
                "x",
                "36",
            ),
            (Format::JsonPointer, "a/b", "a", "begins"),
            (Format::JsonPointer, "#/a", "#", "fragment"),
            (Format::JsonPointer, "/a~b", "~", "~0"),
            (Format::RelativeJsonPointer, "/a", "/", "levels"),
            (Format::RelativeJsonPointer, "01/a", "0", "leading"),
            (Format::UriTemplate, "/{a", "{", "closes"),
            (Format::UriTemplate, "/a}", "}", "opens"),
            (Format::UriTemplate, "/{}", "{}", "variable"),
            (Format::Regex, "(", "", ""),
        ] {
            if piece.is_empty() && word.is_empty() {
                assert!(reason(format, text).is_some(), "{text}");
            } else {
                assert_reason(format, text, piece, word);
            }
        }
    }

    #[test]
    fn places_are_in_the_text() {
        let texts = [
            "é",
            "\u{1F600}@é",
            "2024-é",
            "P1é",
            "::é",
            "[é",
            "http://é:é",
            "%é",
            "a\u{300}.b",
            "é~",
            "0é",
            "{é",
            "T",
            "PT",
            "--",
            "@@",
            "::::",
            "1.",
            "http://[é",
            "//é@é:x",
        ];
        for format in Format::ALL {
            for text in texts {
                if let Some(reason) = reason(format, text).filter(|_| !format.is_valid(text)) {
                    assert!(
                        text.get(reason.place.clone()).is_some(),
                        "{format:?} {text} {reason:?}"
                    );
                    assert!(!reason.rule.is_empty());
                }
            }
        }
    }
}
