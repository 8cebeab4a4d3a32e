//! The paths and queries of URLs, and what of them is a password.

use std::ops::Range;

use vouchsafe::json::Span;

use super::Traced;

/// A scheme and host, as far as they are written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origin {
    pub(crate) scheme: Option<Traced>,
    /// The host with its port, without a user's name and password.
    pub(crate) host: Option<Traced>,
}

impl Origin {
    /// The same of a text that was made of another one.
    pub(super) fn through(&self, text: &Traced) -> Self {
        let through = |part: &Option<Traced>| part.as_ref().map(|part| part.through(text));
        Self {
            scheme: through(&self.scheme),
            host: through(&self.host),
        }
    }
}

/// A URL, taken apart.
#[derive(Debug, Default)]
pub(super) struct Url {
    pub(super) origin: Origin,
    pub(super) path: Traced,
    pub(super) query: Vec<(Traced, Traced)>,
    /// What may be shown of it beside its query: all but user names and passwords.
    pub(super) open: Vec<Span>,
}

/// Takes a URL apart. What stands before the host is a secret in all of its parts.
pub(super) fn split(url: &Traced) -> Url {
    let url = match user(url.text()) {
        Some(user) => url.with_secret(user),
        None => url.clone(),
    };
    let text = url.text();
    let start = start_of_path(text);
    let rest = url.slice(start..text.len());
    let rest = rest.split_once('#').map_or(rest.clone(), |(rest, _)| rest);
    let (path, query) = match rest.split_once('?') {
        Some((path, query)) => (path, pairs(&query)),
        None => (rest, Vec::new()),
    };
    let end = text.find(['?', '#']).unwrap_or(text.len());
    let head = url.slice(0..before_value(&text[..end]));
    let open = if is_usual(head.text()) {
        head.open_sources()
    } else {
        Vec::new()
    };
    Url {
        origin: origin(&url.slice(0..start)),
        path,
        query,
        open,
    }
}

/// The scheme and host of what stands before a path.
fn origin(before: &Traced) -> Origin {
    let text = before.text();
    let (scheme, rest) = match text.find("://") {
        Some(at) => (Some(before.slice(0..at)), at + 3),
        None => (None, 0),
    };
    let host = text[rest..].rfind('@').map_or(rest, |at| rest + at + 1);
    Origin {
        scheme,
        host: (host < text.len()).then(|| before.slice(host..text.len())),
    }
}

/// Where in a host and path a value follows a name: where the `?` is missing, that is a parameter, and may be a secret.
/// Parameters of a path stand behind a `;` (RFC 6570, section 3.2.7).
fn before_value(head: &str) -> usize {
    let mut marks = head.match_indices('=').map(|(at, _)| at);
    let is_of_path = |at: usize| {
        let segment = head[..at].rfind('/').map_or(0, |slash| slash + 1);
        head[segment..at]
            .rfind([';', '&'])
            .is_some_and(|mark| head[segment + mark..].starts_with(';'))
    };
    marks
        .find(|at| !is_of_path(*at))
        .map_or(head.len(), |at| at + 1)
}

/// Whether a text has nothing in it that a URL would not have: else more than a URL may have got into it.
fn is_usual(text: &str) -> bool {
    let is_strange = |letter: char| letter.is_whitespace() || r#""'\<>|^`"#.contains(letter);
    !text.contains(is_strange)
}

fn start_of_path(text: &str) -> usize {
    let after_scheme = text.find("://").map_or(0, |at| at + 3);
    if after_scheme > 0 {
        let host = text[after_scheme..].find(['/', '?', '#']);
        return host.map_or(text.len(), |at| after_scheme + at);
    }
    // A host without a scheme, as `curl` takes it, or a variable for both.
    text.find(['/', '?', '#']).unwrap_or(text.len())
}

/// What may be the name and the password of a user, though the scheme, or a slash in the password, may be written wrong.
fn user(text: &str) -> Option<Range<usize>> {
    let end = text.find(['?', '#']).unwrap_or(text.len());
    let head = &text[..end];
    let schemes = ["://", ":/", "//"];
    let start = schemes.iter().find_map(|mark| {
        let at = head.find(mark)?;
        let is_scheme = head[..at].bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_scheme.then_some(at + mark.len())
    });
    let start = start.unwrap_or(0);
    let start_of_path = start_of_path(text).clamp(start, end);
    if let Some(at) = head[start..].rfind('@') {
        let user = &head[start..start + at];
        let is_before_host = start + at < start_of_path || user.contains(':');
        return is_before_host.then_some(start..start + at);
    }
    // A port has digits, or is a variable; what else is behind a colon may be a password that goes on in the query.
    let host = &head[start..start_of_path];
    let (_, port) = host.rsplit_once(':')?;
    let is_port = port.bytes().all(|byte| byte.is_ascii_digit()) || port.starts_with('$');
    let is_address = host.starts_with('[') && host.contains(']');
    (!is_address && !is_port).then_some(start..start_of_path)
}

/// The parameters of a query or form, as they are written.
pub(super) fn pairs(query: &Traced) -> Vec<(Traced, Traced)> {
    let parts = query.split('&').into_iter();
    let parts = parts.filter(|part| !part.text().is_empty());
    let pairs = parts.map(|part| {
        part.split_once('=').unwrap_or_else(|| {
            let end = part.span().end;
            (part.clone(), Traced::empty(end))
        })
    });
    pairs.collect()
}

/// Where the path and query stand, for what is missing in them.
pub(crate) fn place(path: &Traced, query: &[(Traced, Traced)]) -> Span {
    let end = query
        .last()
        .map_or(path.span().end, |(_, value)| value.span().end);
    Span::new(path.span().start, end.max(path.span().start))
}

#[cfg(test)]
mod tests {
    use super::{before_value, user};

    #[test]
    fn a_query_without_its_mark_is_known_by_its_values() {
        for (head, shown) in [
            ("https://h/tasks", "https://h/tasks"),
            ("https://h/tasks;id=5;x=7", "https://h/tasks;id=5;x=7"),
            ("https://h/taskskey=5", "https://h/taskskey="),
            ("https://h/tasks&key=5", "https://h/tasks&key="),
            ("https://h/tasks;id=5&key=5", "https://h/tasks;id=5&key="),
            ("https://h;key=5/a=6", "https://h;key=5/a="),
            ("h=5", "h="),
        ] {
            assert_eq!(&head[..before_value(head)], shown);
        }
    }

    #[test]
    fn users_are_found_behind_any_scheme() {
        let cases = [
            ("https://u:pw@host/p", Some("u:pw")),
            ("https://u@host/p", Some("u")),
            ("https:/u:pw@host/p", Some("u:pw")),
            ("https//u:pw@host/p", Some("u:pw")),
            ("u:pw@host/p", Some("u:pw")),
            ("u:pw", Some("u:pw")),
            ("https://u:p/w@host/p", Some("u:p/w")),
            ("https://u:p@w@host/p", Some("u:p@w")),
            ("https://u:p?w@host/p", Some("u:p")),
            ("https://host:8080/p", None),
            ("https://[::1]:8080/p", None),
            ("{{host}}/p?q=a@b", None),
            ("https://host:$PORT/p", None),
            ("https://host/users/a@b.c", None),
            ("/p", None),
        ];
        for (url, expected) in cases {
            assert_eq!(user(url).map(|range| &url[range]), expected, "{url}");
        }
    }
}
