//! `uri` and `uri-reference` (RFC 3986), `iri` and `iri-reference` (RFC 3987).
//!
//! The two grammars differ in characters past ASCII alone. A text is split at the characters that end its
//! parts, in the order of RFC 3986, appendix B; each part is then made of characters of one set.

use super::characters::{Set, Wide, is_percent_encoded};
use super::ip;

/// `unreserved` and `sub-delims`: the characters of a registered name.
const NAME: Set = Set::ALPHANUMERIC.with(b"-._~!$&'()*+,;=");
/// The characters of the part before an `@`.
const USER: Set = NAME.with(b":");
/// The characters of a path, slashes included.
const PATH: Set = USER.with(b"@/");
/// The characters of a query or of a fragment.
const QUERY: Set = PATH.with(b"?");

/// Whether the text is `URI`.
pub(super) fn is_uri(text: &str) -> bool {
    is_reference(text, Wide::None, true)
}

/// Whether the text is `URI-reference`.
pub(super) fn is_uri_reference(text: &str) -> bool {
    is_reference(text, Wide::None, false)
}

/// Whether the text is `IRI`.
pub(super) fn is_iri(text: &str) -> bool {
    is_reference(text, Wide::Ucs, true)
}

/// Whether the text is `IRI-reference`.
pub(super) fn is_iri_reference(text: &str) -> bool {
    is_reference(text, Wide::Ucs, false)
}

fn is_reference(text: &str, wide: Wide, needs_scheme: bool) -> bool {
    let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (text, query) = text.split_once('?').unwrap_or((text, ""));
    // A colon in the first segment always ends a scheme: relative paths have none there.
    let scheme = match text.find([':', '/']) {
        Some(at) if text.as_bytes()[at] == b':' => Some(at),
        _ => None,
    };
    let text = match scheme {
        Some(at) if is_scheme(&text[..at]) => &text[at + 1..],
        None if !needs_scheme => text,
        _ => return false,
    };
    let path = match text.strip_prefix("//") {
        None => text,
        Some(text) => {
            let (authority, path) = text.split_at(text.find('/').unwrap_or(text.len()));
            if !is_authority(authority, wide) {
                return false;
            }
            path
        }
    };
    let private = match wide {
        Wide::None => Wide::None,
        _ => Wide::UcsAndPrivate,
    };
    is_percent_encoded(path, PATH, wide)
        && is_percent_encoded(query, QUERY, private)
        && is_percent_encoded(fragment, QUERY, wide)
}

/// `scheme` (RFC 3986, section 3.1).
fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// `authority` (RFC 3986, section 3.2).
fn is_authority(text: &str, wide: Wide) -> bool {
    let (user, address) = text.rsplit_once('@').unwrap_or(("", text));
    let (host, port) = if let Some(literal) = address.strip_prefix('[') {
        let Some((literal, rest)) = literal.split_once(']') else {
            return false;
        };
        if !is_literal(literal) {
            return false;
        }
        ("", rest)
    } else {
        address.split_at(address.find(':').unwrap_or(address.len()))
    };
    let port = match port.strip_prefix(':') {
        None => port.is_empty(),
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_digit()),
    };
    port && is_percent_encoded(user, USER, wide) && is_percent_encoded(host, NAME, wide)
}

/// `IP-literal` (RFC 3986, section 3.2.2), between its brackets.
fn is_literal(text: &str) -> bool {
    let Some(future) = text.strip_prefix(['v', 'V']) else {
        return ip::is_v6(text);
    };
    future.split_once('.').is_some_and(|(version, address)| {
        let version = version.as_bytes();
        let is_version = !version.is_empty() && version.iter().all(u8::is_ascii_hexdigit);
        is_version && !address.is_empty() && address.bytes().all(|byte| USER.has(byte))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_all;
    use super::{is_iri, is_iri_reference, is_uri, is_uri_reference};

    #[test]
    fn a_uri_has_a_scheme() {
        let valid = [
            "a:",
            "a:b",
            "A+1-.:b",
            "http://",
            "http:///p",
            "http://h",
            "http://h:",
            "http://h:80/",
            "http://u@h",
            "http://u:p@h",
            "http://@h",
            "http://h?",
            "http://h#",
            "http://h?a?/#b?/",
            "http://[::1]:80",
            "http://[v1F.a:b]",
            "file:/a//b",
            "a:/",
            "a:b:c@d",
            "http://%41%42",
            "http://1.2.3",
            "a:%00",
            "http://h/a:b@c",
            "mailto:a@b",
        ];
        assert_all(is_uri, &valid, true);
        assert_all(is_uri_reference, &valid, true);
        assert_all(is_iri, &valid, true);
        assert_all(is_iri_reference, &valid, true);
    }

    #[test]
    fn a_reference_needs_none() {
        let valid = [
            "", "a", "/", "//", "//h", "//h/p", "/a:b", "./a:b", "a/b:c", "?a:b", "#a:b", "..",
            "/a//b",
        ];
        assert_all(is_uri, &valid, false);
        assert_all(is_uri_reference, &valid, true);
        assert_all(is_iri, &valid, false);
        assert_all(is_iri_reference, &valid, true);
    }

    #[test]
    fn what_is_neither_is_refused() {
        let invalid = [
            ":",
            ":a",
            "1a:b",
            "a_b:c",
            "é:a",
            " a:b",
            "a:b ",
            "a:\n",
            "http://h h",
            "http://[::1",
            "http://::1]",
            "http://[::1]a",
            "http://[::1]:a",
            "http://[1.2.3.4]",
            "http://[::1%25en0]",
            "http://[v.a]",
            "http://[v1.]",
            "http://[vg.a]",
            "http://[v1.é]",
            "http://[]",
            "http://h:8a",
            "http://h:80:80",
            "http://a@b@c",
            "http://u[@h",
            "a:%",
            "a:%4",
            "a:%4g",
            "a#b#c",
            "a:[",
            "a:]",
            "a?[",
            "a#]",
            "a:\\",
            "a:<b>",
            "a:\"",
            "a:^",
            "a:`",
            "a:{",
            "a:|",
            "a:}",
            "a:\u{7F}",
            "a:\u{80}",
            "http://h/\u{E000}",
            "a#\u{E000}",
            "http://\u{E000}",
            "a:\u{FFFE}",
            "a:\u{FDD0}",
        ];
        assert_all(is_uri, &invalid, false);
        assert_all(is_uri_reference, &invalid, false);
        assert_all(is_iri, &invalid, false);
        assert_all(is_iri_reference, &invalid, false);
    }

    #[test]
    fn an_iri_may_be_of_any_script() {
        let wide = [
            "http://é",
            "a:é",
            "http://é@h/é?é#é",
            "a:?\u{E000}",
            "a:\u{A0}",
            "a:\u{10000}",
        ];
        assert_all(is_iri, &wide, true);
        assert_all(is_iri_reference, &wide, true);
        assert_all(is_uri, &wide, false);
        assert_all(is_uri_reference, &wide, false);
    }
}
