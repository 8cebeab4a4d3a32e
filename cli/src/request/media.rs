//! Which content of a body a media type means.

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
    let name = essence(media_type);
    let ranked = contents
        .iter()
        .filter_map(|content| Some((fit(&content.media_type, &name)?, content)));
    // Of two that fit alike, the first.
    let best = ranked.rev().max_by_key(|(fit, _)| *fit);
    best.map(|(_, content)| content)
}

/// How well a media type fits one of the document: as it is, in a range, as JSON of another name, in any.
fn fit(known: &str, given: &str) -> Option<u8> {
    let range = known.strip_suffix('*').filter(|range| *range != "*/");
    match range {
        _ if known == given => Some(3),
        Some(range) if given.starts_with(range) => Some(2),
        _ if is_json(known) && is_json(given) => Some(1),
        _ if known == "*/*" => Some(0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::content;
    use crate::target::Content;

    #[test]
    fn the_closest_is_chosen() {
        let cases: [(&[&str], Option<&str>, Option<usize>); 10] = [
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
        ];
        for (known, given, expected) in cases {
            let contents = known.iter().map(|name| Content {
                media_type: (*name).to_owned(),
                program: None,
                encoding: Vec::new(),
            });
            let contents: Vec<Content> = contents.collect();
            let found = content(&contents, given).map(|content| &*content.media_type);
            assert_eq!(
                found,
                expected.map(|index| known[index]),
                "{known:?} {given:?}"
            );
        }
    }
}
