//! The files of editors' HTTP clients: requests between `###`, with variables.

use vouchsafe::json::Span;

use super::url::split;
use super::{Recorded, Traced, Variables};
use crate::source::Unreadable;

/// The methods by which a line is known to begin a request.
const METHODS: [&str; 9] = [
    "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "PATCH", "OPTIONS", "TRACE",
];

/// The requests of a file.
pub(super) fn read(source: &str, given: &Variables) -> Vec<Result<Recorded, Unreadable>> {
    let lines: Vec<Span> = lines(source);
    let mut variables = given.clone();
    // Those of the file hold everywhere in it, and what is given by the user comes first.
    for span in &lines {
        let text = &source[span.range()];
        if let Some((name, value)) = text.strip_prefix('@').and_then(|text| text.split_once('=')) {
            let name = name.trim().to_owned();
            variables
                .entry(name)
                .or_insert_with(|| value.trim().to_owned());
        }
    }
    let is_end = |span: &Span| source[span.range()].starts_with("###");
    let requests = lines.split(is_end).filter_map(|lines| {
        let reader = Reader {
            source,
            variables: &variables,
        };
        reader.request(lines).transpose()
    });
    requests.collect()
}

/// The lines of a text without their ends.
fn lines(source: &str) -> Vec<Span> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in source.split_inclusive('\n') {
        lines.push(Span::new(
            start,
            start + line.trim_end_matches(['\n', '\r']).len(),
        ));
        start += line.len();
    }
    lines
}

struct Reader<'a> {
    source: &'a str,
    variables: &'a Variables,
}

impl Reader<'_> {
    fn text(&self, span: &Span) -> &str {
        &self.source[span.range()]
    }

    /// The request that some lines describe, if there is one.
    fn request(&self, lines: &[Span]) -> Result<Option<Recorded>, Unreadable> {
        let is_aside = |span: &Span| {
            let text = self.text(span).trim_start();
            text.is_empty() || text.starts_with(['#', '@']) || text.starts_with("//")
        };
        let Some(first) = lines.iter().position(|line| !is_aside(line)) else {
            return Ok(None);
        };
        let line = lines[first];
        let mut url = self.url(line)?;
        let mut next = first + 1;
        // A query may go on in the next lines.
        while let Some(line) = lines.get(next) {
            let text = self.text(line);
            let inner = text.trim_start();
            if inner.len() == text.len() || !inner.starts_with(['?', '&']) {
                break;
            }
            let start = line.start + (text.len() - inner.len());
            let part = self.expand(Span::new(start, start + inner.trim_end().len()))?;
            part.append_to(&mut url);
            next += 1;
        }
        let (path, query) = split(&url);
        let mut request = Recorded {
            method: self.method(line).to_owned(),
            line,
            path,
            query,
            ..Recorded::default()
        };
        while let Some(line) = lines.get(next) {
            next += 1;
            let text = self.text(line);
            if text.trim().is_empty() {
                break;
            }
            if is_aside(line) {
                continue;
            }
            let field = self.expand(*line)?;
            let Some((name, value)) = field.split_once(':') else {
                return Err(Unreadable::new(
                    "expected a header field, `Name: value`; an empty line must stand before the body",
                    *line,
                ));
            };
            request.headers.push((name.trim(), value.trim()));
        }
        request.body = self.body(lines.get(next..).unwrap_or_default())?;
        Ok(Some(request))
    }

    fn method(&self, line: Span) -> &str {
        let first = self.text(&line).split_whitespace().next().unwrap_or("");
        if METHODS.contains(&first) {
            first
        } else {
            "GET"
        }
    }

    /// The URL of a line such as `POST https://example.com/tasks HTTP/1.1`.
    fn url(&self, line: Span) -> Result<Traced, Unreadable> {
        let text = self.text(&line);
        let mut start = line.start + (text.len() - text.trim_start().len());
        let mut rest = text.trim();
        if let Some(behind) = METHODS.iter().find_map(|method| {
            let behind = rest.strip_prefix(method)?;
            behind.starts_with(char::is_whitespace).then_some(behind)
        }) {
            let behind_spaces = behind.trim_start();
            start += rest.len() - behind_spaces.len();
            rest = behind_spaces;
        }
        if let Some((url, version)) = rest.rsplit_once(char::is_whitespace)
            && version.starts_with("HTTP/")
        {
            rest = url.trim_end();
        }
        self.expand(Span::new(start, start + rest.len()))
    }

    /// The body, without what does not belong to it: empty lines at its end, and scripts about the response.
    fn body(&self, lines: &[Span]) -> Result<Option<Traced>, Unreadable> {
        let is_script = |line: &Span| {
            let text = self.text(line);
            text.starts_with("> ") || text.starts_with("<> ") || text.starts_with(">> ")
        };
        let end = lines.iter().position(is_script).unwrap_or(lines.len());
        let filled = |line: &&Span| !self.text(line).trim().is_empty();
        let Some(first) = lines[..end].iter().find(filled) else {
            return Ok(None);
        };
        let last = lines[..end].iter().rev().find(filled).unwrap_or(first);
        if self.text(first).starts_with("< ") {
            return Err(Unreadable::new(
                "a body in a file of its own is not followed; check that file by itself",
                *first,
            ));
        }
        self.expand(Span::new(first.start, last.end)).map(Some)
    }

    /// Text with variables replaced.
    fn expand(&self, span: Span) -> Result<Traced, Unreadable> {
        let mut traced = Traced::empty(span.start);
        let mut at = span.start;
        while let Some(open) = self.source[at..span.end].find("{{") {
            let open = at + open;
            let Some(close) = self.source[open..span.end].find("}}") else {
                break;
            };
            let close = open + close + 2;
            let name = self.source[open + 2..close - 2].trim();
            let place = Span::new(open, close);
            traced.push_piece(self.source, Span::new(at, open));
            traced.push(&self.value(name, place)?, place);
            at = close;
        }
        traced.push_piece(self.source, Span::new(at, span.end));
        Ok(traced)
    }

    /// The value of a variable; those that clients make up are made up here, too.
    fn value(&self, name: &str, place: Span) -> Result<String, Unreadable> {
        let mut words = name.split_whitespace();
        let made_up = match words.next() {
            Some("$guid" | "$uuid" | "$random.uuid") => "6f9619ff-8b86-4011-b42d-00c04fc964ff",
            Some("$timestamp") => "1767225600",
            Some("$datetime" | "$localDatetime" | "$isoTimestamp") => "2026-01-01T00:00:00Z",
            Some("$randomInt") => "1",
            _ => {
                let value = self.variables.get(name).cloned();
                return value.ok_or_else(|| {
                    Unreadable::new(
                        format!("`{name}` is not set; add a line `@{name} = …`, or give `--var {name}=…`"),
                        place,
                    )
                });
            }
        };
        Ok(made_up.to_owned())
    }
}
