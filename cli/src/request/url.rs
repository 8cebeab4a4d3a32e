//! The paths and queries of URLs.

use vouchsafe::json::Span;

use super::Traced;

/// The path of a URL, and the parameters of its query.
pub(super) fn split(url: &Traced) -> (Traced, Vec<(Traced, Traced)>) {
    let text = url.text();
    let after_scheme = text.find("://").map_or(0, |at| at + 3);
    let start = if after_scheme > 0 {
        let host = text[after_scheme..].find(['/', '?', '#']);
        host.map_or(text.len(), |at| after_scheme + at)
    } else {
        // A host without a scheme, as `curl` takes it, or a variable for both.
        text.find(['/', '?', '#']).unwrap_or(text.len())
    };
    let rest = url.slice(start..text.len());
    let rest = rest.split_once('#').map_or(rest.clone(), |(rest, _)| rest);
    let Some((path, query)) = rest.split_once('?') else {
        return (rest, Vec::new());
    };
    (path, pairs(&query))
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
