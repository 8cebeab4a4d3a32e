//! Paths and queries, and templates of paths.

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

/// The parameters of a query.
pub(super) fn pairs(query: &Traced) -> Vec<(Traced, Traced)> {
    let parts = query.split('&').into_iter();
    let parts = parts.filter(|part| !part.text().is_empty());
    let pairs = parts.map(|part| {
        let (name, value) = part.split_once('=').unwrap_or_else(|| {
            let end = part.span().end;
            (part.clone(), Traced::empty(end))
        });
        (name.percent_decoded(true), value.percent_decoded(true))
    });
    pairs.collect()
}

/// A path with names in braces.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Template<'a>(pub(crate) &'a str);

impl<'a> Template<'a> {
    /// The parameters of a path that the template describes, and how many segments of it are the same, letter by
    /// letter. A path may have more in front: where the API is served.
    pub(crate) fn parameters(self, path: &Traced) -> Option<(Vec<(&'a str, Traced)>, usize)> {
        let segments = path.split('/');
        let wanted: Vec<&str> = self.0.split('/').filter(|name| !name.is_empty()).collect();
        let given: Vec<&Traced> = segments
            .iter()
            .filter(|segment| !segment.text().is_empty())
            .collect();
        let extra = given.len().checked_sub(wanted.len())?;
        let (mut parameters, mut same) = (Vec::new(), 0);
        for (wanted, given) in wanted.into_iter().zip(&given[extra..]) {
            match wanted
                .strip_prefix('{')
                .and_then(|name| name.strip_suffix('}'))
            {
                Some(name) => parameters.push((name, given.percent_decoded(false))),
                None if given.text() == wanted => same += 1,
                None => return None,
            }
        }
        Some((parameters, same))
    }
}

/// Where the path and query stand, for what is missing in them.
pub(crate) fn place(path: &Traced, query: &[(Traced, Traced)]) -> Span {
    let end = query
        .last()
        .map_or(path.span().end, |(_, value)| value.span().end);
    Span::new(path.span().start, end.max(path.span().start))
}
