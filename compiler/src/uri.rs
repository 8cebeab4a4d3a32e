//! References: resolved against the URI of the schema that they stand in (RFC 3986, section 5).

use std::borrow::Cow;
use std::fmt::Write as _;

use fluent_uri::{Uri, UriRef};

/// Resolves a reference against an absolute URI. What may not stand in a URI is taken as if it were written in
/// percent-encoding.
pub(crate) fn absolute(base: &str, reference: &str) -> Option<String> {
    let reference = match escaped(reference) {
        Some((_, written)) => Cow::Owned(written),
        None => Cow::Borrowed(reference),
    };
    // A fragment alone stays in the same document, also where the base (a `urn:`) is opaque.
    if let Some(fragment) = reference.strip_prefix('#') {
        UriRef::parse(&*reference).ok()?;
        return Some(format!("{}#{fragment}", split(base).0));
    }
    let reference = UriRef::parse(&*reference).ok()?;
    let base = Uri::parse(split(base).0).ok()?;
    let resolved = match reference.resolve_against(&base) {
        Ok(uri) => uri.normalize().to_string(),
        // The library resolves against URIs with a hierarchy alone. That of a `urn:` or `tag:` has none.
        Err(_) => against_rootless(base.as_str(), reference.as_str()),
    };
    Some(resolved)
}

/// Resolves a relative reference against a URI whose path has no root, as section 5.2.2 has it.
fn against_rootless(base: &str, reference: &str) -> String {
    let (scheme, hierarchy) = base.split_once(':').unwrap_or((base, ""));
    let (base_path, base_query) = split_query(hierarchy);
    let (reference, fragment) = match reference.split_once('#') {
        Some((reference, fragment)) => (reference, Some(fragment)),
        None => (reference, None),
    };
    let (path, query) = split_query(reference);
    let (path, query) = if path.is_empty() {
        (base_path.to_owned(), query.or(base_query))
    } else if path.starts_with("//") {
        (path.to_owned(), query)
    } else if path.starts_with('/') {
        (without_dots(path), query)
    } else {
        let folder = base_path.rfind('/').map_or("", |at| &base_path[..=at]);
        (without_dots(&format!("{folder}{path}")), query)
    };
    let mut uri = format!("{scheme}:{path}");
    for (mark, part) in [('?', query), ('#', fragment)] {
        if let Some(part) = part {
            uri.push(mark);
            uri.push_str(part);
        }
    }
    uri
}

fn split_query(text: &str) -> (&str, Option<&str>) {
    match text.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (text, None),
    }
}

/// A path without `.` and `..` (section 5.2.4).
fn without_dots(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    let mut pieces = path.strip_prefix('/').unwrap_or(path).split('/').peekable();
    while let Some(piece) = pieces.next() {
        let is_last = pieces.peek().is_none();
        match piece {
            "." | ".." => {
                if piece == ".." {
                    parts.pop();
                }
                if is_last {
                    parts.push("");
                }
            }
            piece => parts.push(piece),
        }
    }
    let joined = parts.join("/");
    if rooted { format!("/{joined}") } else { joined }
}

/// A character that may not stand in a URI, to be said in a message.
pub(crate) fn shown(odd: char) -> String {
    match odd {
        ' ' => "a blank".to_owned(),
        '`' => "a backtick".to_owned(),
        odd => format!("`{odd}`"),
    }
}

/// The first character of a reference that may not stand in one, and the reference with all of them in
/// percent-encoding; `None` where there is none.
pub(crate) fn escaped(reference: &str) -> Option<(char, String)> {
    // In brackets stands an address of IPv6 as well, in the authority.
    let authority = reference.split_once("//").map_or(0, |(scheme, rest)| {
        let is_scheme = scheme.is_empty() || scheme.ends_with(':') && !scheme.contains(['/', '#']);
        let length = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        if is_scheme {
            scheme.len() + 2 + length
        } else {
            0
        }
    });
    let fragment = reference.find('#').unwrap_or(reference.len());
    let bytes = reference.as_bytes();
    let is_odd = |at: usize, character: char| match character {
        '%' => {
            let digits = bytes.get(at + 1..at + 3);
            !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        }
        '[' | ']' => at >= authority,
        '#' => at > fragment,
        '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => true,
        other => !other.is_ascii_graphic(),
    };
    let (_, first) = reference.char_indices().find(|(at, c)| is_odd(*at, *c))?;
    let mut written = String::with_capacity(reference.len() + 16);
    for (at, character) in reference.char_indices() {
        if is_odd(at, character) {
            for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(written, "%{byte:02X}");
            }
        } else {
            written.push(character);
        }
    }
    Some((first, written))
}

/// The parts of a URI before and after the `#`.
pub(crate) fn split(uri: &str) -> (&str, &str) {
    uri.split_once('#').unwrap_or((uri, ""))
}

#[cfg(test)]
mod tests {
    use super::{absolute, escaped};

    #[test]
    fn references_are_resolved_as_the_rfc_has_it() {
        for (base, reference, expected) in [
            ("https://a/b/c", "d#/x", "https://a/b/d#/x"),
            ("https://a/b/c", "../d", "https://a/d"),
            ("https://a/b/c", "https://x/y", "https://x/y"),
            ("https://a/b/c", "#e", "https://a/b/c#e"),
            ("file:///a/b.json", "c%20d.json", "file:///a/c%20d.json"),
            ("urn:example:root", "#/x", "urn:example:root#/x"),
            ("urn:example:root", "child", "urn:child"),
            ("urn:example:root", "child#/x", "urn:child#/x"),
            ("urn:example:a/b/c", "d", "urn:example:a/b/d"),
            ("urn:example:a/b/c", "../d", "urn:example:a/d"),
            ("urn:example:a/b/c", "./d/.", "urn:example:a/b/d/"),
            ("urn:example:a", "/d/../e", "urn:/e"),
            ("urn:example:a?+q", "", "urn:example:a?+q"),
            ("urn:example:a?+q", "?r#s", "urn:example:a?r#s"),
            ("urn:example:a", "urn:example:b", "urn:example:b"),
            ("tag:example.com,2026:a/b", "c", "tag:example.com,2026:a/c"),
            (
                "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
                "x.json",
                "urn:x.json",
            ),
        ] {
            let found = absolute(base, reference);
            assert_eq!(found.as_deref(), Some(expected), "{base} {reference}");
        }
        assert_eq!(absolute("no base", "a"), None);
    }

    #[test]
    fn what_may_not_stand_in_a_uri_is_found_and_escaped() {
        for (reference, odd, written) in [
            (
                "#/paths/~1users~1{id}/get",
                '{',
                "#/paths/~1users~1%7Bid%7D/get",
            ),
            ("#/$defs/child[one]", '[', "#/$defs/child%5Bone%5D"),
            (
                "#/definitions/List<String>",
                '<',
                "#/definitions/List%3CString%3E",
            ),
            ("#/$defs/ü", 'ü', "#/$defs/%C3%BC"),
            ("my file.json#/a b", ' ', "my%20file.json#/a%20b"),
            ("#/$defs/100%", '%', "#/$defs/100%25"),
            ("#/$defs/a#b", '#', "#/$defs/a%23b"),
            ("a\\b.json", '\\', "a%5Cb.json"),
        ] {
            assert_eq!(escaped(reference), Some((odd, written.to_owned())));
        }
        for reference in [
            "",
            "#",
            "#/$defs/a%25b",
            "a/b?c=d#/e~1f",
            "http://[::1]/a",
            "//[::1]:80",
            "!$&'()*+,;=:@-._~",
        ] {
            assert_eq!(escaped(reference), None, "{reference}");
        }
    }
}
