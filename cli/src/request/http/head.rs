//! The line that a request begins with.

use vouchsafe::json::Span;

use super::lines::is_status;

/// The methods that are read in capitals and otherwise: those of HTTP and of RFC 4918 and its kin.
const METHODS: [&str; 35] = [
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "DELETE",
    "CONNECT",
    "PATCH",
    "OPTIONS",
    "TRACE",
    "QUERY",
    "ACL",
    "BASELINE-CONTROL",
    "BIND",
    "CHECKIN",
    "CHECKOUT",
    "COPY",
    "LABEL",
    "LINK",
    "LOCK",
    "MERGE",
    "MKACTIVITY",
    "MKCALENDAR",
    "MKCOL",
    "MKWORKSPACE",
    "MOVE",
    "ORDERPATCH",
    "PROPFIND",
    "PROPPATCH",
    "PURGE",
    "REPORT",
    "SEARCH",
    "UNBIND",
    "UNLINK",
    "UNLOCK",
    "VERSION-CONTROL",
];

/// What clients send by other protocols, and what that is called.
const OTHERS: [(&str, &str); 13] = [
    ("GRPC", "gRPC calls"),
    ("WEBSOCKET", "WebSockets"),
    ("WS", "WebSockets"),
    ("WSS", "WebSockets"),
    ("SSE", "streams of events"),
    ("EVENTSOURCE", "streams of events"),
    ("MQTT", "messages of MQTT"),
    ("MQTTS", "messages of MQTT"),
    ("AMQP", "messages of AMQP"),
    ("AMQPS", "messages of AMQP"),
    ("RSOCKET", "calls of RSocket"),
    ("PUBLISH", "messages"),
    ("SUBSCRIBE", "messages"),
];

/// What a line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    Request {
        /// Where the method is written; nothing where it is the usual one.
        method: Option<Span>,
        is_graphql: bool,
        /// Where the URL and the version are written.
        rest: Span,
    },
    /// A `curl` command.
    Curl,
    Response,
    /// Something that is sent in another way.
    Other(&'static str),
    /// Nothing that is understood.
    Unclear,
}

/// What a line of a text begins.
pub(super) fn head(source: &str, line: Span) -> Head {
    let text = source[line.range()].trim();
    let start = line.end - source[line.range()].trim_start().len();
    let whole = Span::new(start, start + text.len());
    if is_status(text) {
        return Head::Response;
    }
    let (word, rest) = match text.split_once(char::is_whitespace) {
        Some((word, rest)) => (word, rest.trim_start()),
        None => (text, ""),
    };
    let behind = Span::new(whole.end - rest.len(), whole.end);
    let upper = word.to_ascii_uppercase();
    let method = Some(Span::new(start, start + word.len()));
    let request = |method, is_graphql, rest| Head::Request {
        method,
        is_graphql,
        rest,
    };
    if is_command(word) && !rest.is_empty() {
        return Head::Curl;
    }
    if rest.is_empty() {
        // A method alone: its URL may follow in the next lines.
        let is_method = METHODS.contains(&&*upper);
        return if is_method {
            request(method, false, behind)
        } else if is_url(word) {
            request(None, false, whole)
        } else {
            Head::Unclear
        };
    }
    if METHODS.contains(&&*upper) {
        return request(method, false, behind);
    }
    if upper == "GRAPHQL" {
        return request(method, true, behind);
    }
    if let Some((_, what)) = OTHERS.iter().find(|(name, _)| *name == upper) {
        return Head::Other(what);
    }
    // A URL may have spaces in it.
    if is_url(word) {
        return request(None, false, whole);
    }
    // A method of one's own.
    let is_token = word
        .bytes()
        .all(|byte| byte.is_ascii_uppercase() || b"-_".contains(&byte));
    let next = rest.split_whitespace().next().unwrap_or_default();
    if is_token && is_url(next) {
        return request(method, false, behind);
    }
    Head::Unclear
}

/// Whether a line begins another request behind one, without a separator.
pub(super) fn is_next(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let is_method = words
        .next()
        .is_some_and(|word| METHODS.contains(&word) || word == "GRAPHQL");
    let is_target = |word: &str| {
        ["http://", "https://", "/", "{{"]
            .iter()
            .any(|begin| word.starts_with(begin))
    };
    is_method && words.next().is_some_and(is_target)
}

/// Where the version begins in what stands behind a method: from there on nothing belongs to the URL.
pub(super) fn version(text: &str) -> Option<usize> {
    let mut found = text.match_indices("HTTP/").map(|(at, _)| at);
    found.find(|at| text[..*at].ends_with(char::is_whitespace))
}

/// Whether a word looks like a URL, a path, or a variable for one.
fn is_url(word: &str) -> bool {
    word == "*"
        || word.starts_with("localhost")
        || word.contains(['/', ':', '.'])
        || word.contains("{{")
}

fn is_command(word: &str) -> bool {
    ["curl", "curl.exe"]
        .iter()
        .any(|name| word.eq_ignore_ascii_case(name))
}
