//! Why a text is no URI, address, host name or email address.

use std::fmt::Write as _;

use super::super::hostname::{MAX_DOMAIN, MAX_LABEL};
use super::super::{Format, ip};
use super::{Reason, character_at};

pub(super) fn uri(text: &str, needs_scheme: bool, ascii: bool) -> Option<Reason> {
    let whole = text;
    let (text, fragment) = match text.find('#') {
        Some(at) => (&text[..at], Some(at + 1)),
        None => (text, None),
    };
    let (text, query) = match text.find('?') {
        Some(at) => (&text[..at], Some((at + 1, text.len()))),
        None => (text, None),
    };
    let scheme = text
        .find([':', '/'])
        .filter(|at| text.as_bytes()[*at] == b':');
    let start = match scheme {
        Some(end) => {
            let name = &text[..end];
            if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
                return Some(Reason::new(
                    character_at(name, 0),
                    "a scheme begins with a letter; in a path, write `%3A` for a colon",
                ));
            }
            let fits = |character: char| {
                character.is_ascii_alphanumeric() || matches!(character, '+' | '-' | '.')
            };
            if let Some(at) = name.find(|character| !fits(character)) {
                let rule = "a scheme has letters, digits, `+`, `-` and `.` alone";
                return Some(Reason::new(character_at(name, at), rule));
            }
            end + 1
        }
        None if needs_scheme => {
            let rule = "the scheme is missing, such as `https:`";
            return Some(Reason::new(0..0, rule));
        }
        None => 0,
    };
    let mut path = start;
    if text[start..].starts_with("//") {
        let begun = start + 2;
        path = text[begun..].find('/').map_or(text.len(), |at| begun + at);
        if let Some(reason) = authority(&text[begun..path], ascii) {
            return Some(reason.after(begun));
        }
    }
    let part = |start: usize, end: usize, marks: &str, name: &str| {
        unfit(&whole[start..end], marks, name, ascii).map(|reason| reason.after(start))
    };
    part(path, text.len(), "/:@", "path")
        .or_else(|| query.and_then(|(start, end)| part(start, end, "/:@?", "query")))
        .or_else(|| fragment.and_then(|start| part(start, whole.len(), "/:@?", "fragment")))
}

fn authority(text: &str, ascii: bool) -> Option<Reason> {
    let start = text.rfind('@').map_or(0, |at| at + 1);
    if let Some(user) = start.checked_sub(1)
        && let Some(reason) = unfit(&text[..user], ":", "user name", ascii)
    {
        return Some(reason);
    }
    let address = &text[start..];
    if let Some(inner) = address.strip_prefix('[') {
        let Some(end) = inner.find(']') else {
            return Some(Reason::new(start..start + 1, "no `]` closes this"));
        };
        let literal = &inner[..end];
        if !ip::is_v6(literal) && !literal.starts_with(['v', 'V']) {
            let place = start + 1..start + 1 + end;
            return Some(Reason::new(
                place,
                "between the brackets stands an IPv6 address",
            ));
        }
        return port(&inner[end + 1..]).map(|reason| reason.after(start + end + 2));
    }
    let end = address.find(':').unwrap_or(address.len());
    unfit(&address[..end], "", "host name", ascii)
        .or_else(|| port(&address[end..]).map(|reason| reason.after(end)))
        .map(|reason| reason.after(start))
}

fn port(text: &str) -> Option<Reason> {
    let Some(digits) = text.strip_prefix(':') else {
        let rule = "after the host comes a port with a colon, or the path";
        return (!text.is_empty()).then(|| Reason::new(character_at(text, 0), rule));
    };
    let at = digits.find(|character: char| !character.is_ascii_digit())?;
    Some(Reason::new(
        character_at(text, at + 1),
        "a port is a number in digits",
    ))
}

/// The first character of a part that may not stand there.
fn unfit(text: &str, marks: &str, part: &str, ascii: bool) -> Option<Reason> {
    let fits = |character: char| {
        character.is_ascii_alphanumeric()
            || "-._~!$&'()*+,;=".contains(character)
            || marks.contains(character)
            || !ascii && !character.is_ascii() && !character.is_control()
    };
    text.char_indices().find_map(|(at, character)| {
        let place = at..at + character.len_utf8();
        if character == '%' {
            let digits = text.as_bytes().get(at + 1..at + 3);
            let escapes = digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
            let rule = "two hexadecimal digits follow a `%`: write `%25` for a `%`";
            return (!escapes).then(|| Reason::new(place, rule));
        }
        if fits(character) {
            return None;
        }
        if character == '#' {
            return Some(Reason::new(place, "a fragment has no `#`: write `%23`"));
        }
        let mut escaped = String::new();
        for byte in character.encode_utf8(&mut [0; 4]).bytes() {
            let _ = write!(escaped, "%{byte:02X}");
        }
        let rule = format!("this character may not stand in a {part}: write `{escaped}`");
        Some(Reason::new(place, rule))
    })
}

pub(super) fn ipv4(text: &str) -> Option<Reason> {
    let count = text.split('.').count();
    if count != 4 {
        let rule = format!("an IPv4 address is four numbers with dots between, here are {count}");
        return Some(Reason::new(0..text.len(), rule));
    }
    let mut start = 0;
    for part in text.split('.') {
        let place = start..start + part.len();
        start = place.end + 1;
        let rule = if part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            "this must be a number in digits"
        } else if part.len() > 1 && part.starts_with('0') {
            "the numbers have no leading zeros"
        } else if part.parse::<u8>().is_err() {
            "the numbers go up to 255"
        } else {
            continue;
        };
        return Some(Reason::new(place, rule));
    }
    None
}

pub(super) fn ipv6(text: &str) -> Option<Reason> {
    if text.starts_with('[') {
        return Some(Reason::new(0..1, "leave out the brackets"));
    }
    if let Some(at) = text.find('%') {
        return Some(Reason::new(at..text.len(), "leave out the zone"));
    }
    if let Some(at) = text.find('/') {
        return Some(Reason::new(
            at..text.len(),
            "leave out the length of the prefix",
        ));
    }
    let fits = |character: char| character.is_ascii_hexdigit() || matches!(character, ':' | '.');
    if let Some(at) = text.find(|character| !fits(character)) {
        let rule = "an IPv6 address has hexadecimal digits and colons alone";
        return Some(Reason::new(character_at(text, at), rule));
    }
    if let Some(at) = text.find(":::") {
        return Some(Reason::new(
            at..at + 3,
            "no more than two colons stand together",
        ));
    }
    let mut gaps = text.match_indices("::");
    let gap = gaps.next();
    if let Some((at, _)) = gaps.next() {
        return Some(Reason::new(at..at + 2, "`::` may stand there once"));
    }
    let mut start = 0;
    let mut groups = 0;
    for group in text.split(':') {
        let place = start..start + group.len();
        start = place.end + 1;
        if group.contains('.') {
            if let Some(reason) = ipv4(group) {
                return Some(reason.after(place.start));
            }
            groups += 2;
        } else if group.len() > 4 {
            return Some(Reason::new(place, "a group has at most four digits"));
        } else {
            groups += usize::from(!group.is_empty());
        }
    }
    let fits = if gap.is_some() {
        groups < 8
    } else {
        groups == 8
    };
    (!fits).then(|| {
        let rule = "an IPv6 address has eight groups; `::` stands for those that are zero";
        Reason::new(0..text.len(), rule)
    })
}

pub(super) fn hostname(text: &str) -> Option<Reason> {
    let mut start = 0;
    for label in text.split('.') {
        let place = start..start + label.len();
        start = place.end + 1;
        if label.is_empty() {
            // Where the name ends, it is the last dot that has nothing behind it.
            let dot = if place.start == text.len() {
                place.start - 1
            } else {
                place.start
            };
            return Some(Reason::new(
                dot..dot + 1,
                "a label is empty: no dot stands first, last or beside another",
            ));
        }
        let fits = |character: char| character.is_ascii_alphanumeric() || character == '-';
        if let Some(at) = label.find(|character| !fits(character)) {
            let at = place.start + at;
            let rule = if text.as_bytes()[at] == b':' {
                "a host name has neither scheme nor port"
            } else if text.as_bytes()[at].is_ascii() {
                "a host name has letters, digits, hyphens and dots alone"
            } else {
                "a host name has ASCII characters alone: write the form with `xn--`"
            };
            return Some(Reason::new(character_at(text, at), rule));
        }
        if label.starts_with('-') || label.ends_with('-') {
            let at = if label.starts_with('-') {
                place.start
            } else {
                place.end - 1
            };
            let rule = "a label neither begins nor ends with a hyphen";
            return Some(Reason::new(at..at + 1, rule));
        }
        if label.len() > MAX_LABEL {
            let rule = format!("a label has at most {MAX_LABEL} characters");
            return Some(Reason::new(place, rule));
        }
    }
    (text.len() > MAX_DOMAIN).then(|| {
        let rule = format!("a host name has at most {MAX_DOMAIN} characters");
        Reason::new(MAX_DOMAIN..text.len(), rule)
    })
}

pub(super) fn email(text: &str) -> Option<Reason> {
    let Some(at) = text.rfind('@') else {
        return Some(Reason::new(
            text.len()..text.len(),
            "an `@` and a domain are missing",
        ));
    };
    let (local, domain) = (&text[..at], &text[at + 1..]);
    if local.is_empty() {
        return Some(Reason::new(0..0, "a name must stand before the `@`"));
    }
    if domain.is_empty() {
        return Some(Reason::new(
            at + 1..at + 1,
            "a domain must stand after the `@`",
        ));
    }
    if !local.starts_with('"') {
        if let Some(other) = local.find('@') {
            return Some(Reason::new(other..other + 1, "there is one `@` alone"));
        }
        let fits = |character: char| {
            character.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(character)
        };
        if let Some(at) = local.find(|character| !fits(character)) {
            let rule = "this character may not stand before the `@` without quotes";
            return Some(Reason::new(character_at(local, at), rule));
        }
        let dot = if local.starts_with('.') {
            Some(0)
        } else if local.ends_with('.') {
            Some(local.len() - 1)
        } else {
            local.find("..").map(|at| at + 1)
        };
        if let Some(dot) = dot {
            let rule = "no dot stands first, last or beside another";
            return Some(Reason::new(dot..dot + 1, rule));
        }
    }
    if domain.starts_with('[') || Format::Hostname.is_valid(domain) {
        return None;
    }
    hostname(domain).map(|reason| reason.after(at + 1))
}
