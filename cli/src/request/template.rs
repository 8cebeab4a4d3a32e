//! Templates of paths, and how well a path fits one.

use super::Traced;

/// A path with names in braces, and what may stand before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Template<'a> {
    pub(super) path: &'a str,
    /// Paths of servers; anything may stand before the path if there is none.
    pub(super) bases: &'a [String],
}

/// A path that fits a template.
#[derive(Debug)]
pub(super) struct Fit<'a> {
    /// The better of two is the greater: first with the path of a server before it, then what says more, segment by
    /// segment.
    pub(super) rank: (Before, usize, Vec<bool>),
    /// The parameters as they are written.
    pub(super) parameters: Vec<(&'a str, Traced)>,
}

/// What stands before the path of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Before {
    /// Whatever it is.
    Anything,
    Nothing,
    /// The path of a server.
    Base,
}

impl<'a> Template<'a> {
    /// How a path fits, if it does.
    pub(super) fn fit(self, path: &Traced) -> Option<Fit<'a>> {
        let given = path.split('/');
        let given: Vec<&Traced> = given
            .iter()
            .filter(|part| !part.text().is_empty())
            .collect();
        let extra = given.len().checked_sub(segments(self.path).count())?;
        let (before, given) = given.split_at(extra);
        let before = match before {
            [] => Before::Nothing,
            _ if self.bases.iter().any(|base| is_base(base, before)) => Before::Base,
            _ if self.bases.is_empty() => Before::Anything,
            _ => return None,
        };
        let mut parameters = Vec::new();
        let mut same = Vec::new();
        for (wanted, given) in segments(self.path).zip(given) {
            let found = segment(wanted, given)?;
            same.push(found.is_empty());
            parameters.extend(found);
        }
        let count = same.iter().filter(|same| **same).count();
        Some(Fit {
            rank: (before, count, same),
            parameters,
        })
    }
}

/// The pieces of a template between slashes.
fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

/// Whether a path begins with that of a server.
pub(super) fn begins_with(path: &Traced, base: &str) -> bool {
    let given = path.split('/');
    let given: Vec<&Traced> = given
        .iter()
        .filter(|part| !part.text().is_empty())
        .collect();
    let beginning = given.get(..segments(base).count());
    beginning.is_some_and(|beginning| is_base(base, beginning))
}

/// Whether segments are those of a server's path; a variable may be anything.
fn is_base(base: &str, given: &[&Traced]) -> bool {
    segments(base).count() == given.len()
        && segments(base)
            .zip(given)
            .all(|(wanted, given)| segment(wanted, given).is_some())
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

    use super::{Before, Template};
    use crate::request::Traced;

    fn traced(text: &str) -> Traced {
        let mut traced = Traced::empty(0);
        traced.push_piece(text, Span::new(0, text.len()));
        traced
    }

    fn fit(template: &str, bases: &[&str], path: &str) -> Option<String> {
        let bases: Vec<String> = bases.iter().map(|base| (*base).to_owned()).collect();
        let template = Template {
            path: template,
            bases: &bases,
        };
        let fit = template.fit(&traced(path))?;
        let values = fit.parameters.iter();
        let values = values.map(|(name, value)| format!("{name}={}", value.text()));
        Some(values.collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn paths_fit_templates() {
        let cases: [(&str, &[&str], &str, Option<&str>); 17] = [
            ("/pets", &[], "/pets", Some("")),
            ("/pets", &[], "/pets/", Some("")),
            ("/pets", &[], "/v1/pets", Some("")),
            ("/pets", &[], "/pets/1", None),
            ("/pets/{id}", &[], "/pets/a%20b", Some("id=a%20b")),
            ("/my pets", &[], "/my%20pets", Some("")),
            ("/pets", &["/v1"], "/v1/pets", Some("")),
            ("/pets", &["/v1"], "/pets", Some("")),
            ("/pets", &["/v1"], "/v2/pets", None),
            ("/pets", &["/{stage}/v1"], "/test/v1/pets", Some("")),
            (
                "/files/{name}.{end}",
                &[],
                "/files/a.b",
                Some("name=a end=b"),
            ),
            ("/files/{name}.txt", &[], "/files/a.b.txt", Some("name=a.b")),
            ("/files/{name}.txt", &[], "/files/a.b", None),
            ("/files/v{n}:run", &[], "/files/v7:run", Some("n=7")),
            ("/files{name}", &[], "/files;name=a", Some("name=;name=a")),
            ("/a/{b", &[], "/a/b", None),
            ("/", &[], "/", Some("")),
        ];
        for (template, bases, path, expected) in cases {
            let found = fit(template, bases, path);
            assert_eq!(found.as_deref(), expected, "{template} {path}");
        }
    }

    #[test]
    fn what_says_more_comes_first() {
        let bases = ["/v1".to_owned()];
        let rank = |path, bases| {
            Template { path, bases }
                .fit(&traced("/v1/pets/mine"))
                .unwrap()
                .rank
        };
        assert!(rank("/pets/mine", &[]) > rank("/pets/{id}", &[]));
        assert!(rank("/pets/{id}", &[]) > rank("/{kind}/{id}", &[]));
        assert!(rank("/pets/{id}", &[]) > rank("/{kind}/mine", &[]));
        assert_eq!(rank("/pets/{id}", &bases).0, Before::Base);
        assert!(rank("/{kind}/{id}", &bases) > rank("/pets/mine", &[]));
    }
}
