//! HTTP archives (HAR 1.2): what browsers and proxies record.

mod content;
mod doubtful;

use vouchsafe::json::{DEFAULT_MAX_DEPTH, Document, JsonStr, Span, Tape, Value};

use super::url::{Url, split};
use super::{Answer, NotChecked, Recorded, Refused, Traced};
use crate::source::Unreadable;
use content::{Body, Content};
pub(super) use doubtful::doubtful;

/// The requests of an archive, with the bodies that came back.
///
/// # Errors
/// Why it is no archive.
pub(super) fn read(
    source: &str,
    each: &mut dyn FnMut(Result<Recorded, Refused>),
) -> Result<(), Unreadable> {
    let mut tape = Tape::default();
    let document = Document::scan(source.as_bytes(), &mut tape, DEFAULT_MAX_DEPTH);
    let document =
        document.map_err(|error| Unreadable::new("the archive is not JSON", error.span))?;
    let root = document.root();
    let entries = root.member("log").and_then(|log| log.member("entries"));
    let entries = entries.ok_or_else(|| {
        let span = root.span();
        let words = "this is no HTTP archive: it has no `log.entries`";
        Unreadable::new(words, Span::new(span.start, span.end.min(span.start + 1)))
    })?;
    for entry in entries.items() {
        each(match request(source, entry) {
            _ if is_socket(entry) => Err(NotChecked::new(
                beginning(entry),
                "the messages of a WebSocket are not checked",
            )
            .into()),
            Some(request) => Ok(request),
            None => Err(NotChecked::new(
                beginning(entry),
                "this entry has no request that can be checked",
            )
            .help("a request has the members `method` and `url`, both strings")
            .into()),
        });
    }
    Ok(())
}

/// Where a value begins.
fn beginning(value: Value<'_>) -> Span {
    let Span { start, end, .. } = value.span();
    Span::new(start, end.min(start + 1))
}

/// Whether an entry is about a connection on which messages go both ways.
fn is_socket(entry: Value<'_>) -> bool {
    let url = entry
        .member("request")
        .and_then(|request| request.member("url"));
    let url = url
        .and_then(Value::as_str)
        .map(JsonStr::to_lossy)
        .unwrap_or_default();
    let kind = entry.member("_resourceType").and_then(Value::as_str);
    let scheme = url.split_once("://").map_or("", |(scheme, _)| scheme);
    entry.member("_webSocketMessages").is_some()
        || kind.is_some_and(|kind| kind.is("websocket"))
        || ["ws", "wss"]
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known))
}

/// The request of an entry, with its response.
fn request(source: &str, entry: Value<'_>) -> Option<Recorded> {
    let text = |value| text(source, value);
    let request = entry.member("request")?;
    let method = text(request.member("method")?)?;
    if method.text().trim().is_empty() {
        return None;
    }
    let url = request.member("url")?;
    let Url {
        origin,
        path,
        query,
        mut open,
    } = split(&text(url)?);
    open.extend(method.open_sources());
    let mut recorded = Recorded {
        method: method.text().trim().to_uppercase(),
        line: url.span(),
        origin,
        path,
        query,
        headers: headers(source, request),
        open,
        ..Recorded::default()
    };
    if let Some(data) = request.member("postData") {
        let media_type = data.member("mimeType").and_then(text);
        let media_type = media_type.filter(|said| !said.text().trim().is_empty());
        if let Some(media_type) = media_type.filter(|_| recorded.header("content-type").is_none()) {
            let name = Traced::named("Content-Type", media_type.span().start);
            recorded.headers.push((name, media_type));
        }
        let media_type = recorded
            .header("content-type")
            .map(Traced::text)
            .unwrap_or_default()
            .to_owned();
        let size = request.member("bodySize");
        match content::read(
            source,
            Content {
                value: data,
                media_type: &media_type,
                size,
            },
        ) {
            Body::Nothing => {}
            Body::Text(body) => recorded.body = Some(body),
            Body::Fields(fields) => recorded.form = fields,
            Body::Unread(not_checked) => {
                recorded.has_unread_body = true;
                recorded.not_checked.push(not_checked);
            }
        }
    }
    if let Some(response) = entry.member("response") {
        recorded.response = answer(source, response, &mut recorded.not_checked);
    }
    Some(recorded)
}

/// The header fields of a request or response.
fn headers(source: &str, owner: Value<'_>) -> Vec<(Traced, Traced)> {
    let fields = owner.member("headers").into_iter().flat_map(Value::items);
    let text = |value| text(source, value);
    let fields = fields
        .filter_map(|field| Some((text(field.member("name")?)?, text(field.member("value")?)?)));
    // Those that HTTP/2 has in the place of the first line are no fields.
    fields
        .filter(|(name, _)| !name.text().starts_with(':'))
        .collect()
}

/// What came back, if anything did: browsers write the status 0 where nothing has.
fn answer(source: &str, response: Value<'_>, not_checked: &mut Vec<NotChecked>) -> Option<Answer> {
    let status = response
        .member("status")
        .filter(|status| status.as_number().is_some());
    let status = status.map(|status| {
        let mut traced = Traced::empty(status.span().start);
        traced.push_piece(source, status.span());
        traced
    });
    if status.as_ref().is_some_and(|status| status.text() == "0") {
        return None;
    }
    let content = response.member("content");
    let media_type = content.and_then(|content| text(source, content.member("mimeType")?));
    let said = media_type.as_ref().map(Traced::text).unwrap_or_default();
    let body = content.map(|value| {
        let size = value.member("size");
        content::read(
            source,
            Content {
                value,
                media_type: said,
                size,
            },
        )
    });
    let body = match body {
        Some(Body::Text(body)) => Some(body),
        Some(Body::Unread(unread)) => {
            not_checked.push(unread);
            None
        }
        _ => None,
    };
    Some(Answer {
        place: beginning(response),
        status,
        headers: headers(source, response),
        media_type,
        body,
    })
}

/// A string with where each character of it stands.
fn text(source: &str, value: Value<'_>) -> Option<Traced> {
    let string: JsonStr<'_> = value.as_str()?;
    let start = value.span().start + 1;
    let end = value.span().end - 1;
    let mut traced = Traced::empty(start);
    let mut points = string.code_points().peekable();
    while let Some((offset, point)) = points.next() {
        let next = points.peek().map_or(end, |(next, _)| start + next);
        let character = char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER);
        let mut buffer = [0; 4];
        let written = character.encode_utf8(&mut buffer);
        let place = Span::new(start + offset, next);
        if source[place.range()] == *written {
            traced.push_piece(source, place);
        } else {
            traced.push(written, place);
        }
    }
    Some(traced)
}
