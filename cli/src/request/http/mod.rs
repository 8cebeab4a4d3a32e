//! The files of editors' HTTP clients: requests between `###`, with variables. Three clients are followed: REST Client,
//! that of the JetBrains editors, and `httpYac`.
//!
//! ```text
//! lines ─head─▶ method and URL ─▶ header fields ─body─▶ text or file ─variables─▶ what is sent
//! ```

mod body;
mod environment;
mod file;
mod graphql;
mod head;
mod lines;
mod made_up;
mod variables;

use vouchsafe::json::Span;

use super::surroundings::Surroundings;
use super::url::{Url, split};
use super::{Answer, NotChecked, Recorded, Refused, Traced, curl, media};
use crate::source::Unreadable;
use body::Kind;
use environment::Environment;
use head::Head;
use lines::{Aside, Lines};
use variables::{Known, Said};

/// The requests of a file.
pub(super) fn read(
    source: &str,
    around: &Surroundings<'_>,
    each: &mut dyn FnMut(Result<Recorded, Refused>),
) {
    let start = if source.starts_with('\u{feff}') { 3 } else { 0 };
    let spans = lines::lines(source, start);
    let all = Lines {
        source,
        spans: &spans,
    };
    let uses_variables = source.contains("{{");
    let environment = if uses_variables {
        Environment::read(around)
    } else {
        Environment::default()
    };
    for problem in &environment.problems {
        each(Err(
            NotChecked::new(Span::new(0, 0), problem.as_str()).into()
        ));
    }
    let mut known = Known::new(around.variables, environment);
    // What is set further down holds, too, where nothing is set above.
    let set = |lines: &[Span], put: &mut dyn FnMut(&str, &str)| {
        for span in lines {
            if let Some((name, value)) = lines::variable(&source[span.range()]) {
                put(name, value);
            }
        }
    };
    set(&spans, &mut |name, value| known.set_first(name, value));
    for lines in spans.split(|span| lines::is_separator(&source[span.range()])) {
        set(lines, &mut |name, value| known.set(name, value));
        let lines = Lines {
            spans: lines,
            ..all
        };
        let mut reader = Reader {
            lines,
            around,
            known: &known,
            each: &mut *each,
        };
        reader.read();
    }
}

/// Reads what stands between two separators.
struct Reader<'a, 'e> {
    lines: Lines<'a>,
    around: &'a Surroundings<'a>,
    known: &'a Known<'a>,
    each: &'e mut dyn FnMut(Result<Recorded, Refused>),
}

impl<'a> Reader<'a, '_> {
    fn source(&self) -> &'a str {
        self.lines.source
    }

    /// A piece of the source, as it is written.
    fn raw(&self, span: Span) -> Traced {
        let mut raw = Traced::empty(span.start);
        raw.push_piece(self.source(), span);
        raw
    }

    fn refuse(&mut self, place: Span, message: &str, help: &str) {
        (self.each)(Err(NotChecked::new(place, message).help(help).into()));
    }

    fn read(&mut self) {
        let mut at = 0;
        loop {
            at = self.skip(at);
            let Some(span) = self.lines.spans.get(at).copied() else {
                return;
            };
            at = match head::head(self.source(), span) {
                Head::Request {
                    method,
                    is_graphql,
                    rest,
                } => self.request(at, (method, is_graphql), rest),
                Head::Curl => self.command(at),
                Head::Response => {
                    let end = self.lines.find(at + 1, head::is_next);
                    let place = self.lines.place(at, at + 1);
                    self.refuse(
                        place,
                        "a response without its request is not checked",
                        "put it behind its request, without `###` between them",
                    );
                    end
                }
                Head::Other(what) => {
                    let place = self.lines.place(at, at + 1);
                    let message = format!("{what} are not checked, only requests of HTTP");
                    (self.each)(Err(NotChecked::new(place, message).into()));
                    self.lines.spans.len()
                }
                Head::Unclear => {
                    let place = self.lines.place(at, at + 1);
                    self.refuse(
                        place,
                        "this line begins no request that is understood, so what follows is not checked",
                        "a request begins with its method and URL, as `GET https://example.com/tasks`",
                    );
                    self.lines.find(at + 1, head::is_next)
                }
            };
        }
    }

    /// The first line from one on that something begins with.
    fn skip(&mut self, from: usize) -> usize {
        let mut at = from;
        while let Some(line) = self.lines.get(at) {
            let is_passed = lines::is_empty(line)
                || lines::is_comment(line)
                || lines::variable(line).is_some()
                || lines::is_directive(line);
            match lines::aside(line) {
                _ if is_passed => at += 1,
                Some(aside) => match body::skip(&self.lines, at, aside) {
                    Some(next) => at = next,
                    None if aside == Aside::Script => {
                        self.endless(self.lines.spans[at]);
                        return self.lines.spans.len();
                    }
                    None => return at,
                },
                None => return at,
            }
        }
        at
    }

    fn endless(&mut self, line: Span) {
        let place = self.lines.trimmed(line);
        self.refuse(
            place,
            "this script has no end, so what follows is not checked",
            "end it by `%}`",
        );
    }

    /// Reads a `curl` command, which goes on to the end. Returns the line behind it.
    fn command(&mut self, at: usize) -> usize {
        let end = self.lines.find(at + 1, |line| {
            lines::aside(line).is_some() || lines::is_status(line) || head::is_next(line)
        });
        let mut raw = Traced::empty(self.lines.spans[at].start);
        for index in at..end {
            let span = self.lines.spans[index];
            let next = self.lines.spans.get(index + 1).map(|next| next.start);
            let is_last = index + 1 == end;
            if !lines::is_comment(&self.source()[span.range()]) {
                let whole = next.filter(|_| !is_last).unwrap_or(span.end);
                raw.push_piece(self.source(), Span::new(span.start, whole));
            }
        }
        let mut said = Said::default();
        let command = self.known.expand(&raw, None, &mut said);
        let each = &mut *self.each;
        let result = curl::read(command.text(), self.around.variables, &mut |found| {
            each(match found {
                Ok(recorded) => {
                    let mut recorded = recorded.through(&command);
                    let said = std::mem::take(&mut said);
                    recorded.not_checked.extend(said.not_checked);
                    recorded.open.extend(said.open);
                    Ok(recorded)
                }
                Err(refused) => Err(refused.through(&command)),
            });
        });
        if let Err(unreadable) = result {
            each(Err(Refused::from(unreadable).through(&command)));
        }
        end
    }

    /// Reads a request. Returns the line behind it.
    fn request(
        &mut self,
        at: usize,
        (method, is_graphql): (Option<Span>, bool),
        rest: Span,
    ) -> usize {
        let line = self.lines.spans[at];
        let mut said = Said::default();
        let (url, next) = self.url(at, rest);
        let mut open: Vec<Span> = method.into_iter().collect();
        let end = head::version(url.text()).unwrap_or(url.text().len());
        let version = url.slice(end..url.text().len());
        if is_version(version.text()) {
            open.extend(version.open_sources());
        }
        let url = self
            .known
            .expand(&url.slice(0..end).trim(), None, &mut said);
        let url = split(&url);
        let mut request = recorded(url);
        request.method = match method.map(|span| &self.source()[span.range()]) {
            _ if is_graphql => "POST".to_owned(),
            Some(method) => method.to_ascii_uppercase(),
            None => "GET".to_owned(),
        };
        request.line = line;
        request.open.extend(open);
        let next = match self.fields(next, &mut request, &mut said) {
            Ok(next) => next,
            Err(unreadable) => {
                (self.each)(Err(unreadable.into()));
                return self.lines.find(next, head::is_next);
            }
        };
        let media_type = request.header("content-type").map(Traced::text);
        let media_type = media_type.unwrap_or_default();
        let kind = kind(media_type);
        let is_graphql = is_graphql
            || request
                .header("x-request-type")
                .is_some_and(|kind| kind.text().eq_ignore_ascii_case("graphql"));
        let written = body::read(&self.lines, next, kind);
        self.body(&written, (kind, is_graphql), &mut request, &mut said);
        request.response = written.response.map(|at| self.response(at, written.end));
        request.not_checked.extend(said.not_checked);
        request.open.extend(said.open);
        (self.each)(Ok(request));
        for line in written.endless {
            self.endless(line);
        }
        written.end
    }

    /// The URL of a request, which may go on in the next lines, and the line behind it.
    fn url(&self, at: usize, rest: Span) -> (Traced, usize) {
        let mut url = self.raw(rest);
        let mut next = at + 1;
        while let Some(line) = self.lines.get(next) {
            let text = line.trim();
            let is_query = text.starts_with(['?', '&']) && !text.starts_with("??");
            let is_indented = line.starts_with([' ', '\t']);
            let is_other = lines::is_comment(line)
                || lines::is_field(line)
                || lines::aside(line).is_some()
                || text.starts_with("...")
                || lines::file(line).is_some();
            if text.is_empty() || !is_query && (!is_indented || is_other) {
                break;
            }
            self.raw(self.lines.trimmed(self.lines.spans[next]))
                .append_to(&mut url);
            next += 1;
        }
        (url, next)
    }

    /// Reads the header fields from a line on. Returns the line behind them.
    ///
    /// # Errors
    /// Which line is no header field.
    fn fields(
        &self,
        from: usize,
        request: &mut Recorded,
        said: &mut Said,
    ) -> Result<usize, Unreadable> {
        let mut at = from;
        // Values that go on are put together before their variables are replaced.
        let mut fields: Vec<Traced> = Vec::new();
        while let Some(line) = self.lines.get(at) {
            let span = self.lines.trimmed(self.lines.spans[at]);
            if lines::is_comment(line) {
                at += 1;
                continue;
            }
            if lines::is_empty(line) {
                at += 1;
                break;
            }
            if lines::aside(line).is_some()
                || lines::file(line).is_some()
                || lines::variable(line).is_some()
                || lines::is_status(line)
                || head::is_next(line)
            {
                break;
            }
            at += 1;
            if line.trim_start().starts_with("...") {
                request.has_open_headers = true;
                let message = "header fields that a program makes are not checked";
                said.not_checked.push(NotChecked::new(span, message));
                continue;
            }
            let goes_on = line.starts_with([' ', '\t']) && !lines::is_field(line);
            match fields.last_mut().filter(|_| goes_on) {
                Some(field) => {
                    field.push(" ", Span::new(span.start, span.start));
                    self.raw(span).append_to(field);
                }
                None => fields.push(self.raw(span)),
            }
        }
        for raw in fields {
            let field = self.known.expand(&raw, None, said);
            let Some((name, value)) = field.split_once(':') else {
                if field.is_unknown() {
                    request.has_open_headers = true;
                    continue;
                }
                return Err(Unreadable::new(
                    "expected a header field, `Name: value`; an empty line must stand before the body",
                    raw.span(),
                ));
            };
            request.headers.push((name.trim(), value.trim()));
        }
        Ok(at)
    }

    /// Adds the body to a request.
    fn body(
        &self,
        written: &body::Written,
        (kind, is_graphql): (Kind, bool),
        request: &mut Recorded,
        said: &mut Said,
    ) {
        let source = self.source();
        let (body, file) = match (&written.text, written.file) {
            (_, Some(line)) => match file::body(source, line, self.around, self.known, said) {
                Ok((body, file)) => (body, Some(file)),
                Err(not_checked) => {
                    request.not_checked.push(not_checked);
                    request.has_unread_body = true;
                    return;
                }
            },
            (Some(text), None) => (self.known.expand(text, None, said), None),
            (None, None) => return,
        };
        for line in &written.inner_files {
            let place = self.lines.trimmed(*line);
            let message =
                "a file in a body is not followed, so what stands in its place is not checked";
            request.not_checked.push(NotChecked::new(place, message));
        }
        request.body = Some(match kind {
            _ if is_graphql => graphql::json(&body),
            Kind::Form if file.is_none() => body::form(&body),
            _ => body,
        });
        request.body_file = file;
    }

    /// The response that is pasted behind a request.
    fn response(&self, at: usize, end: usize) -> Answer {
        let place = self.lines.place(at, at + 1);
        let code = self.source()[place.range()].split_whitespace().nth(1);
        let status = code.map(|code| {
            let start = code.as_ptr().addr() - self.source().as_ptr().addr();
            self.raw(Span::new(start, start + code.len()))
        });
        let lines = Lines {
            spans: &self.lines.spans[..end],
            ..self.lines
        };
        let gap = lines.find(at, lines::is_empty);
        let fields = lines.spans[at + 1..gap].iter();
        let fields = fields.filter_map(|span| self.raw(*span).split_once(':'));
        let headers: Vec<(Traced, Traced)> = fields
            .map(|(name, value)| (name.trim(), value.trim()))
            .collect();
        let is_type =
            |(name, _): &&(Traced, Traced)| name.text().eq_ignore_ascii_case("content-type");
        let media_type = headers.iter().find(is_type).map(|(_, value)| value.clone());
        let first = lines.find(gap, |line| !lines::is_empty(line));
        let body = (first < end).then(|| self.raw(lines.place(first, end)));
        Answer {
            place: Span::new(place.start, place.start + 1),
            status,
            headers,
            media_type,
            body,
        }
    }
}

/// A request for a URL.
fn recorded(url: Url) -> Recorded {
    let Url {
        origin,
        path,
        query,
        open,
    } = url;
    Recorded {
        origin,
        path,
        query,
        open,
        ..Recorded::default()
    }
}

/// How the lines of a body of a media type are read.
fn kind(media_type: &str) -> Kind {
    let name = media::essence(media_type);
    if media::is_form(media_type) {
        Kind::Form
    } else if name == "text/markdown" {
        Kind::Prose {
            has_comments: false,
        }
    } else if name.starts_with("text/") {
        Kind::Prose { has_comments: true }
    } else {
        Kind::Other
    }
}

/// Whether a text says a version of HTTP and nothing else.
fn is_version(text: &str) -> bool {
    let rest = text.trim().strip_prefix("HTTP/").unwrap_or_default();
    let (number, more) = rest.split_once(' ').unwrap_or((rest, ""));
    let is_number = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    number.len() <= 3
        && number.bytes().all(is_number)
        && ["", "(Prior Knowledge)"].contains(&more.trim())
}
