//! Which content of a body a media type means.

use std::cmp::Reverse;

use crate::target::{Content, Response};

/// A media type without its parameters, in lower case.
pub(super) fn essence(media_type: &str) -> String {
    let name = media_type.split(';').next().unwrap_or_default();
    name.trim().to_ascii_lowercase()
}

/// Whether a media type is JSON.
pub(super) fn is_json(media_type: &str) -> bool {
    let name = essence(media_type);
    name == "application/json" || name.ends_with("+json")
}

/// Whether a media type is that of a form.
pub(super) fn is_form(media_type: &str) -> bool {
    essence(media_type) == "application/x-www-form-urlencoded"
}

/// Whether a media type is that of a form in several parts.
pub(super) fn is_multipart(media_type: &str) -> bool {
    essence(media_type) == "multipart/form-data"
}

/// Whether a media type is XML.
pub(super) fn is_xml(media_type: &str) -> bool {
    let name = essence(media_type);
    matches!(&*name, "application/xml" | "text/xml") || name.ends_with("+xml")
}

/// Whether a media type is text of no other kind.
pub(super) fn is_text(media_type: &str) -> bool {
    essence(media_type).starts_with("text/") && !is_xml(media_type)
}

/// The response that is described for a status: by its code, its range, or for all others.
pub(super) fn response<'a>(responses: &'a [Response], status: &str) -> Option<&'a Response> {
    let range = format!("{}XX", status.get(..1).unwrap_or_default());
    let find = |name: &str| responses.iter().find(|response| response.status == name);
    find(status)
        .or_else(|| find(&range))
        .or_else(|| find("default"))
}

/// The content for a body of a media type; where none is said, what is JSON, or else the first.
pub(super) fn content<'a>(
    contents: &'a [Content],
    media_type: Option<&str>,
) -> Option<&'a Content> {
    let Some(media_type) = media_type else {
        let json = contents.iter().find(|content| is_json(&content.media_type));
        return json.or(contents.first());
    };
    let ranked = contents
        .iter()
        .filter_map(|content| Some((fit(content, media_type)?, content)));
    // Of two that fit alike, the first.
    let best = ranked.rev().max_by_key(|(fit, _)| *fit);
    best.map(|(_, content)| content)
}

/// How well a media type fits one of the document: as it is, in a range, as JSON of another name, in any; and then how
/// many of its parameters do, and how few are missing.
fn fit(known: &Content, given: &str) -> Option<(u8, usize, Reverse<usize>)> {
    let (own, name) = (&*known.media_type, &*essence(given));
    let range = own.strip_suffix('*').filter(|range| *range != "*/");
    let kind = match range {
        _ if own == name => 3,
        Some(range) if name.starts_with(range) => 2,
        _ if is_json(own) && is_json(name) => 1,
        _ if own == "*/*" => 0,
        _ => return None,
    };
    let given = parameters(given);
    let (mut same, mut missing) = (0, 0);
    for (name, value) in &known.media_parameters {
        match given.iter().find(|(given, _)| given == name) {
            Some((_, given)) if given.eq_ignore_ascii_case(value) => same += 1,
            // How characters are written makes no other body of it.
            _ if name == "charset" => {}
            Some(_) => return None,
            None => missing += 1,
        }
    }
    Some((kind, same, Reverse(missing)))
}

/// The parameters of a media type: the names in lower case.
fn parameters(media_type: &str) -> Vec<(String, &str)> {
    let parameters = media_type.split(';').skip(1).map(|parameter| {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        (
            name.trim().to_ascii_lowercase(),
            value.trim().trim_matches('"'),
        )
    });
    parameters.collect()
}

/// Whether a media type is taken for another one that is JSON as well.
pub(super) fn is_stretched(known: &Content, given: &str) -> bool {
    fit(known, given).is_some_and(|(kind, ..)| kind == 1)
}

/// Whether a media type is in a list of media types and ranges of them.
pub(super) fn is_listed(list: &str, given: &str) -> bool {
    let given = essence(given);
    list.split(',').map(essence).any(|known| {
        let range = known.strip_suffix('*').filter(|range| *range != "*/");
        known == given || known == "*/*" || range.is_some_and(|range| given.starts_with(range))
    })
}

#[cfg(test)]
mod tests {
    use super::content;
    use crate::target::Content;

    #[test]
    fn the_closest_is_chosen() {
        let cases: [(&[&str], Option<&str>, Option<usize>); 16] = [
            (&["text/plain", "application/json"], None, Some(1)),
            (&["text/plain", "image/png"], None, Some(0)),
            (
                &["*/*", "application/json"],
                Some("application/json; charset=utf-8"),
                Some(1),
            ),
            (&["*/*", "application/*"], Some("Application/JSON"), Some(1)),
            (
                &["*/*", "application/json"],
                Some("application/problem+json"),
                Some(1),
            ),
            (
                &["application/vnd.pet+json"],
                Some("application/json"),
                Some(0),
            ),
            (&["application/json"], Some("text/plain"), None),
            (&["image/*"], Some("image/png"), Some(0)),
            (&["image/*"], Some("text/png"), None),
            (&[], None, None),
            (&["a/json", "a/json;simple"], Some("a/json;simple"), Some(1)),
            (&["a/json;simple", "a/json"], Some("a/json"), Some(1)),
            (
                &["a/b;version=1", "a/b;version=2"],
                Some("a/b; Version=\"2\""),
                Some(1),
            ),
            (
                &["a/b;version=1", "a/b;version=2"],
                Some("a/b;version=3"),
                None,
            ),
            (&["a/b;charset=utf-8"], Some("a/b;charset=latin1"), Some(0)),
            (&["a/b;version=1"], Some("a/b"), Some(0)),
        ];
        for (known, given, expected) in cases {
            let contents = known.iter().map(|name| Content {
                media_type: super::essence(name),
                media_parameters: super::parameters(name)
                    .into_iter()
                    .map(|(name, value)| (name, value.to_owned()))
                    .collect(),
                schema: None,
                is_sequence: false,
                encoding: Vec::new(),
            });
            let contents: Vec<Content> = contents.collect();
            let found = content(&contents, given).map(Content::name);
            assert_eq!(
                found,
                expected.map(|index| known[index].to_owned()),
                "{known:?} {given:?}"
            );
        }
    }
}
