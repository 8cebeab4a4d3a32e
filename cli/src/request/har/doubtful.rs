//! What of an archive may be a secret.

use vouchsafe::json::{DEFAULT_MAX_DEPTH, Document, Kind, Span, Tape};

/// The members that archives have. Their names are no secrets.
const MEMBERS: [&str; 60] = [
    "_initiator",
    "_priority",
    "_resourceType",
    "bodySize",
    "browser",
    "cache",
    "comment",
    "compression",
    "connect",
    "connection",
    "content",
    "cookies",
    "creator",
    "dns",
    "domain",
    "encoding",
    "entries",
    "expires",
    "fileName",
    "headers",
    "headersSize",
    "httpOnly",
    "httpVersion",
    "id",
    "log",
    "method",
    "mimeType",
    "name",
    "onContentLoad",
    "onLoad",
    "pageTimings",
    "pageref",
    "pages",
    "params",
    "path",
    "postData",
    "queryString",
    "receive",
    "redirectURL",
    "request",
    "response",
    "sameSite",
    "secure",
    "send",
    "serverIPAddress",
    "size",
    "ssl",
    "startedDateTime",
    "status",
    "statusText",
    "text",
    "time",
    "timings",
    "title",
    "type",
    "url",
    "value",
    "version",
    "wait",
    "_transferSize",
];

/// The texts and numbers of an archive; nothing where it is no JSON.
pub(in crate::request) fn doubtful(source: &str) -> Option<Vec<Span>> {
    let mut tape = Tape::default();
    let document = Document::scan(source.as_bytes(), &mut tape, DEFAULT_MAX_DEPTH).ok()?;
    let count = u32::try_from(document.tape().len()).unwrap_or(u32::MAX);
    let values = (0..count).map(|index| document.value_at(index));
    let spans = values.filter_map(|value| {
        let span = value.span();
        match value.kind() {
            Kind::Number => Some(span),
            Kind::String => {
                let inside = Span::new(span.start + 1, span.end - 1);
                (!MEMBERS.contains(&&source[inside.range()])).then_some(inside)
            }
            _ => None,
        }
    });
    Some(spans.collect())
}
