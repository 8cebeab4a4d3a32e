//! The servers of a document, compared with the URLs of requests.

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

use vouchsafe_compiler as compiler;

/// A server, ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Server {
    /// Its URL as the document writes it.
    pub(crate) url: String,
    /// In lower case; nothing where any will do.
    scheme: Vec<Piece>,
    /// In lower case; nothing where it is not known.
    host: Vec<Piece>,
    /// What stands before the path of an operation, without a slash at its end.
    path: Vec<Piece>,
}

/// A piece of the URL of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// A variable: one character or more, or none, but no slash.
    Any {
        may_be_empty: bool,
    },
    /// A variable that may be one of these.
    One {
        name: String,
        values: Vec<String>,
    },
}

/// How the values of variables are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Values {
    /// As the document lists them.
    Listed,
    /// Whatever they are.
    Any,
}

/// More servers than this are not made of one URL whose variables have slashes in their values.
const MOST: usize = 64;

impl Server {
    /// What a server of a document stands for: several where a variable has values with slashes.
    pub(crate) fn of(server: &compiler::Server) -> Vec<Self> {
        let urls = alternatives(server);
        let parts = urls.iter().map(|url| Self {
            url: server.url.clone(),
            ..Self::at(url, &server.variables)
        });
        parts.collect()
    }

    /// The server of a URL in which no variable has a value with a slash among others.
    fn at(url: &str, variables: &[compiler::ServerVariable]) -> Self {
        let pieces = pieces(url, variables);
        let is_mark = |piece: &Piece, mark: &str| match piece {
            Piece::Text(text) => text.find(mark),
            _ => None,
        };
        let cut = |pieces: &[Piece], mark: &str| {
            let found = pieces.iter().enumerate();
            let mut found = found.filter_map(|(at, piece)| Some((at, is_mark(piece, mark)?)));
            found.next()
        };
        let (scheme, rest) = match cut(&pieces, "://") {
            Some((piece, at)) => split(&pieces, piece, at..at + 3),
            None if url.starts_with("//") => split(&pieces, 0, 0..2),
            None if is_host(&with_defaults(url, variables)) => (Vec::new(), pieces.clone()),
            None => {
                return Self {
                    url: url.to_owned(),
                    scheme: Vec::new(),
                    host: Vec::new(),
                    path: relative(pieces),
                };
            }
        };
        let (host, path) = match cut(&rest, "/") {
            Some((piece, at)) => split(&rest, piece, at..at),
            None => (rest, Vec::new()),
        };
        let scheme = lower(scheme);
        let mut host = lower(host);
        if let ([Piece::Text(scheme)], Some(Piece::Text(end))) = (&scheme[..], host.last_mut()) {
            *end = without_port(scheme, end).to_owned();
        }
        Self {
            url: url.to_owned(),
            scheme,
            host,
            path: without_slash(path),
        }
    }

    /// Whether it says which host it is.
    pub(crate) fn has_host(&self) -> bool {
        !self.host.is_empty()
    }

    /// Whether it is served at a scheme and host. What is not known of either fits.
    pub(crate) fn is_at(&self, scheme: Option<&str>, host: Option<&str>, values: Values) -> bool {
        let scheme = scheme.map(str::to_lowercase);
        let host = host.map(str::to_lowercase);
        let fits_scheme = scheme.as_deref().is_none_or(|scheme| {
            if self.scheme.is_empty() {
                matches!(scheme, "http" | "https")
            } else {
                ends(&self.scheme, scheme, values).contains(scheme.len())
            }
        });
        let fits_host = host.is_none_or(|host| {
            let host = without_port(scheme.as_deref().unwrap_or_default(), &host);
            !self.has_host() || ends(&self.host, host, values).contains(host.len())
        });
        fits_scheme && fits_host
    }

    /// Where the paths of operations may begin in a path.
    pub(crate) fn starts(&self, path: &str, values: Values) -> Vec<usize> {
        let ends = ends(&self.path, path, values).each();
        let is_between =
            |end: &usize| *end == path.len() || path.as_bytes().get(*end) == Some(&b'/');
        ends.filter(is_between).collect()
    }

    /// The variables that have only listed values, with these.
    pub(crate) fn listed(&self) -> impl Iterator<Item = (&str, &[String])> {
        let pieces = self.scheme.iter().chain(&self.host).chain(&self.path);
        pieces.filter_map(|piece| match piece {
            Piece::One { name, values } => Some((&**name, &**values)),
            _ => None,
        })
    }

    /// Whether anything stands before the paths of operations.
    pub(crate) fn has_path(&self) -> bool {
        !self.path.is_empty()
    }
}

/// The URLs that a server stands for where values of its variables have slashes in them: the pieces of a URL are told
/// by its slashes.
fn alternatives(server: &compiler::Server) -> Vec<String> {
    let mut urls = vec![server.url.clone()];
    for variable in &server.variables {
        let place = format!("{{{}}}", variable.name);
        let values = if variable.values.iter().any(|value| value.contains('/')) {
            variable.values.clone()
        } else if variable.default.contains("//") {
            vec![variable.default.clone()]
        } else {
            continue;
        };
        let replaced = urls.iter().flat_map(|url| {
            let place = &place;
            values.iter().map(move |value| url.replace(place, value))
        });
        urls = replaced.take(MOST).collect();
    }
    urls
}

/// The pieces of a URL, up to its query.
fn pieces(url: &str, variables: &[compiler::ServerVariable]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = url;
    while let Some((before, name, behind)) = rest.split_once('{').and_then(|(before, behind)| {
        let (name, behind) = behind.split_once('}')?;
        Some((before, name, behind))
    }) {
        push(&mut pieces, before);
        match variables.iter().find(|variable| variable.name == name) {
            Some(known) if !known.values.is_empty() => pieces.push(Piece::One {
                name: name.to_owned(),
                values: known.values.clone(),
            }),
            Some(known) => like(&mut pieces, &known.default),
            None => pieces.push(Piece::Any {
                may_be_empty: false,
            }),
        }
        rest = behind;
    }
    push(
        &mut pieces,
        rest.split(['?', '#']).next().unwrap_or_default(),
    );
    pieces
}

/// Adds text. Text beside text is one piece.
fn push(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(Piece::Text(last)) => last.push_str(text),
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
}

/// Adds a variable that may have any value of as many segments as its default has.
fn like(pieces: &mut Vec<Piece>, default: &str) {
    if default.is_empty() {
        return pieces.push(Piece::Any { may_be_empty: true });
    }
    for (index, segment) in default.split('/').enumerate() {
        if index > 0 {
            push(pieces, "/");
        }
        if !segment.is_empty() {
            pieces.push(Piece::Any {
                may_be_empty: false,
            });
        }
    }
}

/// Whether a URL without a scheme begins with a host all the same, as many documents have it: `api.example.com/v1`.
fn is_host(url: &str) -> bool {
    let name = url.split(['/', '?', '#']).next().unwrap_or_default();
    let last = name.rsplit('.').next().unwrap_or_default();
    let is_domain = name.contains('.')
        && !name.starts_with('.')
        && last.len() > 1
        && last.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_domain || name == "localhost" || name.contains(':')
}

/// A URL as it usually is. A variable that is not described stands for a host.
fn with_defaults(url: &str, variables: &[compiler::ServerVariable]) -> String {
    let Some((name, rest)) = url.strip_prefix('{').and_then(|url| url.split_once('}')) else {
        return url.to_owned();
    };
    let known = variables.iter().find(|variable| variable.name == name);
    let first = known.map_or("host.invalid", |variable| &variable.default);
    format!("{first}{rest}")
}

/// The pieces before and behind a part of the text of one of them.
fn split(pieces: &[Piece], at: usize, part: Range<usize>) -> (Vec<Piece>, Vec<Piece>) {
    let (mut before, mut behind) = (pieces[..at].to_vec(), Vec::new());
    if let Some(Piece::Text(text)) = pieces.get(at) {
        push(&mut before, &text[..part.start]);
        push(&mut behind, &text[part.end..]);
    }
    behind.extend(pieces.iter().skip(at + 1).cloned());
    (before, behind)
}

/// The path of a URL that is relative to that of the document, which is not known.
fn relative(mut pieces: Vec<Piece>) -> Vec<Piece> {
    if let Some(Piece::Text(first)) = pieces.first_mut() {
        let mut rest = &**first;
        while let Some(inner) = rest.strip_prefix("./").or_else(|| rest.strip_prefix("../")) {
            rest = inner;
        }
        let rest = if rest == "." || rest == ".." {
            ""
        } else {
            rest
        };
        *first = rest.to_owned();
    }
    if !matches!(pieces.first(), Some(Piece::Text(first)) if first.starts_with('/')) {
        let rest = std::mem::take(&mut pieces);
        pieces.push(Piece::Text("/".to_owned()));
        for piece in rest {
            match piece {
                Piece::Text(text) => push(&mut pieces, &text),
                piece => pieces.push(piece),
            }
        }
    }
    without_slash(pieces)
}

/// Without a slash at the end, which the path of an operation begins with.
fn without_slash(mut pieces: Vec<Piece>) -> Vec<Piece> {
    if let Some(Piece::Text(last)) = pieces.last_mut() {
        let length = last.trim_end_matches('/').len();
        last.truncate(length);
        if length == 0 {
            pieces.pop();
        }
    }
    pieces
}

fn lower(pieces: Vec<Piece>) -> Vec<Piece> {
    let lower = |piece| match piece {
        Piece::Text(text) => Piece::Text(text.to_lowercase()),
        Piece::One { name, values } => Piece::One {
            values: values.iter().map(|value| value.to_lowercase()).collect(),
            name,
        },
        any @ Piece::Any { .. } => any,
    };
    pieces.into_iter().map(lower).collect()
}

/// A host without the port that its scheme has anyway.
fn without_port<'a>(scheme: &str, host: &'a str) -> &'a str {
    let port = match scheme {
        "https" | "wss" => ":443",
        "http" | "ws" => ":80",
        _ => return host,
    };
    host.strip_suffix(port).unwrap_or(host)
}

/// Places in a text: ranges in order, none of which meets another.
struct Places(Vec<RangeInclusive<usize>>);

impl Places {
    fn add(&mut self, range: RangeInclusive<usize>) {
        match self.0.last_mut() {
            Some(last) if *range.start() <= *last.end() + 1 => {
                let end = *range.end().max(last.end());
                *last = *last.start()..=end;
            }
            _ => self.0.push(range),
        }
    }

    fn contains(&self, place: usize) -> bool {
        self.0.iter().any(|range| range.contains(&place))
    }

    fn each(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().flatten()
    }
}

/// Where pieces may end that begin where a text begins. A place may be within a character.
fn ends(pieces: &[Piece], text: &str, values: Values) -> Places {
    let mut ends = Places(vec![0..=0]);
    for piece in pieces {
        let mut next = Places(Vec::new());
        match piece {
            Piece::Text(wanted) => behind(ends, text, &[wanted], &mut next),
            Piece::One { values: listed, .. } if values == Values::Listed => {
                let listed: Vec<&str> = listed.iter().map(|value| &**value).collect();
                behind(ends, text, &listed, &mut next);
            }
            Piece::Any { .. } | Piece::One { .. } => {
                let is_optional = matches!(piece, Piece::Any { may_be_empty: true });
                for range in ends.0 {
                    let mut start = *range.start();
                    // In each segment that the range meets, a variable may end wherever it is longer.
                    while start <= *range.end() {
                        let rest = &text.as_bytes()[start..];
                        let length = rest.iter().position(|byte| *byte == b'/');
                        let end = start + length.unwrap_or(rest.len());
                        if is_optional {
                            next.add(start..=end);
                        } else if start < end {
                            next.add(start + 1..=end);
                        }
                        start = end + 1;
                    }
                }
            }
        }
        ends = next;
    }
    ends
}

/// Adds the places behind any of some texts.
fn behind(ends: Places, text: &str, wanted: &[impl AsRef<str>], next: &mut Places) {
    let mut found = BTreeSet::new();
    for end in ends.each() {
        let rest = text.as_bytes().get(end..).unwrap_or_default();
        let fitting = wanted.iter().map(AsRef::as_ref);
        let fitting = fitting.filter(|wanted| rest.starts_with(wanted.as_bytes()));
        found.extend(fitting.map(|wanted| end + wanted.len()));
    }
    for place in found {
        next.add(place..=place);
    }
}

#[cfg(test)]
mod tests;
