//! Templates of paths, and how well a path fits one.

use super::Traced;

/// A path that fits a template.
#[derive(Debug)]
pub(super) struct Fit<'a> {
    /// The better of two is the greater.
    pub(super) rank: Rank,
    /// The parameters as they are written.
    pub(super) parameters: Vec<(&'a str, Traced)>,
    /// What stands before and behind the first segment that is empty though a parameter stands there.
    pub(super) empty: Option<Empty<'a>>,
}

impl Fit<'_> {
    /// That of a request whose path is of no account.
    pub(super) fn of_nothing() -> Self {
        Self {
            rank: Rank {
                is_filled: true,
                is_exact: true,
                concrete: 0,
                written_out: Vec::new(),
            },
            parameters: Vec::new(),
            empty: None,
        }
    }
}

/// How well a path fits: what is first decides first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// No parameter is empty.
    is_filled: bool,
    /// It has a slash at its end where the template has one, and only there.
    is_exact: bool,
    /// How many segments are written out in the template: a concrete path comes before a template (3.1, section
    /// 4.8.8.1).
    concrete: usize,
    /// How much of each segment is written out, the first ones first.
    written_out: Vec<usize>,
}

/// A segment of a template of which a path has nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Empty<'a> {
    /// The template up to the segment.
    pub(super) before: &'a str,
    pub(super) segment: &'a str,
    /// The template behind the segment.
    pub(super) behind: &'a str,
}

/// The segments of a path behind its first slash. A path of nothing is one of a slash.
pub(super) fn segments(path: &Traced) -> Vec<Traced> {
    let rest = path.strip_prefix("/").unwrap_or_else(|| path.clone());
    rest.split('/')
}

/// How a path of segments fits a template, if it does.
pub(super) fn fit<'a>(template: &'a str, given: &[Traced]) -> Option<Fit<'a>> {
    let inside = template.strip_prefix('/').unwrap_or(template);
    let count = inside.split('/').count();
    let (given, is_exact) = match given.split_last() {
        _ if given.len() == count => (given, true),
        // A slash at the end is often meant like none.
        Some((last, rest)) if rest.len() == count && last.text().is_empty() => (rest, false),
        _ if given.len() + 1 == count && inside.ends_with('/') => (given, false),
        _ => return None,
    };
    let mut parameters = Vec::new();
    let mut written_out = Vec::new();
    let mut empty = None;
    let mut start = template.len() - inside.len();
    for (wanted, given) in inside.split('/').zip(given) {
        let found = segment(wanted, given)?;
        written_out.push(if found.is_empty() {
            usize::MAX
        } else {
            literal(wanted)
        });
        if found.iter().any(|(_, value)| value.text().is_empty()) {
            empty.get_or_insert(Empty {
                before: &template[..start],
                segment: wanted,
                behind: &template[start + wanted.len()..],
            });
        }
        start += wanted.len() + 1;
        parameters.extend(found);
    }
    let concrete = written_out.iter().filter(|out| **out == usize::MAX);
    Some(Fit {
        rank: Rank {
            is_filled: empty.is_none(),
            is_exact,
            concrete: concrete.count(),
            written_out,
        },
        parameters,
        empty,
    })
}

/// How many bytes of a segment of a template are no name of a parameter.
fn literal(segment: &str) -> usize {
    let mut parts = segment.split('{');
    let before = parts.next().map_or(0, str::len);
    let behind = parts.map(|part| part.split_once('}').map_or(0, |(_, text)| text.len()));
    before + behind.sum::<usize>()
}

/// The parameters that a segment holds, if it fits: none, where the template has none.
fn segment<'a>(wanted: &'a str, given: &Traced) -> Option<Vec<(&'a str, Traced)>> {
    let Some((before, mut wanted)) = wanted.split_once('{') else {
        let same = given.text() == wanted || given.percent_decoded(false).text() == wanted;
        return same.then(Vec::new);
    };
    let mut rest = given.strip_prefix(before)?;
    let mut parameters = Vec::new();
    loop {
        let (name, behind) = wanted.split_once('}')?;
        let (literal, next) = match behind.split_once('{') {
            Some((literal, next)) => (literal, Some(next)),
            None => (behind, None),
        };
        let text = rest.text();
        let at = match next {
            Some(_) => text.find(literal)?,
            // What stands last ends the segment.
            None => text.strip_suffix(literal)?.len(),
        };
        parameters.push((name, rest.slice(0..at)));
        rest = rest.slice(at + literal.len()..text.len());
        match next {
            Some(next) => wanted = next,
            None => return Some(parameters),
        }
    }
}

#[cfg(test)]
mod tests {
    use vouchsafe::json::Span;

    use super::{Empty, fit, segments};
    use crate::request::Traced;

    fn traced(text: &str) -> Traced {
        let mut traced = Traced::empty(0);
        traced.push_piece(text, Span::new(0, text.len()));
        traced
    }

    #[test]
    fn paths_fit_templates() {
        let cases = [
            ("/pets", "/pets", Some("")),
            ("/pets", "/pets/", Some("")),
            ("/pets/", "/pets", Some("")),
            ("/pets/", "/pets/", Some("")),
            ("/pets", "//pets", None),
            ("/pets", "/v1/pets", None),
            ("/pets", "/pets/1", None),
            ("/pets/{id}", "/pets/a%20b", Some("id=a%20b")),
            ("/pets/{id}", "/pets", None),
            ("/pets/{id}", "/pets/", Some("id=")),
            ("/pets/{id}/photos", "/pets//photos", Some("id=")),
            ("/pets/{id}", "/pets//photos", None),
            ("/my pets", "/my%20pets", Some("")),
            ("/files/{name}.{end}", "/files/a.b", Some("name=a end=b")),
            ("/files/{name}.txt", "/files/a.b.txt", Some("name=a.b")),
            ("/files/{name}.txt", "/files/a.b", None),
            ("/files/v{n}:run", "/files/v7:run", Some("n=7")),
            ("/files{name}", "/files;name=a", Some("name=;name=a")),
            ("/a/{b", "/a/b", None),
            ("/", "/", Some("")),
            ("/", "", Some("")),
        ];
        for (template, path, expected) in cases {
            let found = fit(template, &segments(&traced(path))).map(|fit| {
                let values = fit.parameters.iter();
                let values = values.map(|(name, value)| format!("{name}={}", value.text()));
                values.collect::<Vec<_>>().join(" ")
            });
            assert_eq!(found.as_deref(), expected, "{template} {path}");
        }
    }

    #[test]
    fn what_says_more_comes_first() {
        let orders = [
            (
                "/pets/mine",
                &["/pets/mine", "/pets/{id}", "/{kind}/mine", "/{kind}/{id}"][..],
            ),
            ("/pets/a.txt", &["/pets/{name}.txt", "/pets/{name}"]),
            ("/pets/", &["/pets/", "/pets", "/pets/{id}"]),
            ("/pets", &["/pets", "/pets/"]),
            (
                "/pets//photos",
                &["/pets/{id}/photos", "/{kind}/{id}/photos"],
            ),
        ];
        for (path, templates) in orders {
            let given = segments(&traced(path));
            let ranks = templates
                .iter()
                .map(|template| fit(template, &given).unwrap().rank);
            let ranks: Vec<_> = ranks.collect();
            assert!(
                ranks.is_sorted_by(|left, right| left > right),
                "{path} {ranks:?}"
            );
        }
    }

    #[test]
    fn what_stands_around_an_empty_segment_is_known() {
        let given = segments(&traced("/pets//photos"));
        let expected = Empty {
            before: "/pets/",
            segment: "{id}",
            behind: "/photos",
        };
        assert_eq!(
            fit("/pets/{id}/photos", &given).unwrap().empty,
            Some(expected)
        );
    }
}
