//! HTTP archives (HAR 1.2): what browsers and proxies record.

use vouchsafe::json::{DEFAULT_MAX_DEPTH, Document, JsonStr, Span, Tape, Value};

use super::url::split;
use super::{Answer, Recorded, Traced};
use crate::source::Unreadable;

/// The requests of an archive, with the bodies that came back.
pub(super) fn read(source: &str) -> Result<Vec<Result<Recorded, Unreadable>>, Unreadable> {
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
    let text = |value| text(source, value);
    let requests = entries.items().filter_map(|entry| {
        let request = entry.member("request")?;
        let method = text(request.member("method")?)?;
        let url = request.member("url")?;
        let (path, query) = split(&text(url)?);
        let data = request.member("postData");
        let body = data.and_then(|data| text(data.member("text")?));
        Some(Recorded {
            method: method.text().to_uppercase(),
            line: url.span(),
            path,
            query,
            headers: headers(source, request),
            has_unread_body: data.is_some() && body.is_none(),
            body,
            response: entry
                .member("response")
                .and_then(|response| answer(source, response)),
        })
    });
    Ok(requests.map(Ok).collect())
}

/// The header fields of a request or response.
fn headers(source: &str, owner: Value<'_>) -> Vec<(Traced, Traced)> {
    let fields = owner.member("headers").into_iter().flat_map(Value::items);
    let text = |value| text(source, value);
    fields
        .filter_map(|field| Some((text(field.member("name")?)?, text(field.member("value")?)?)))
        .collect()
}

/// What came back, if anything did: browsers write the status 0 where nothing has.
fn answer(source: &str, response: Value<'_>) -> Option<Answer> {
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
    // Bodies that are not text are encoded.
    let body = content.filter(|content| content.member("encoding").is_none());
    let start = response.span().start;
    Some(Answer {
        place: Span::new(start, start + 1),
        status,
        headers: headers(source, response),
        media_type: content.and_then(|content| text(source, content.member("mimeType")?)),
        body: body.and_then(|content| text(source, content.member("text")?)),
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
