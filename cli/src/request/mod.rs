//! Whole requests as they are written elsewhere: in the files of editors' HTTP clients, on `curl` command lines, in
//! recordings of browsers.

mod body;
mod body_file;
mod brackets;
mod check;
mod credentials;
mod curl;
mod find;
mod foreign;
mod form;
mod gaps;
mod har;
mod http;
mod media;
mod multipart;
mod parameters;
mod saying;
mod secrets;
mod style;
mod surroundings;
mod taking;
mod template;
mod traced;
mod unjudged;
mod unknown;
mod unusable;
mod url;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use vouchsafe::json::Span;

use crate::source::{MARKER, Unreadable};
pub(crate) use body_file::BodyFile;
pub(crate) use check::{Against, Reporter};
pub(crate) use multipart::Field;
pub(crate) use saying::Saying;
pub(crate) use surroundings::Surroundings;
pub(crate) use traced::Traced;
pub(crate) use url::Origin;

/// How requests are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recording {
    /// `.http` and `.rest` files.
    Http,
    /// HTTP archives.
    Har,
    /// A command line.
    Curl,
}

/// A request with where each piece of it stands.
#[derive(Debug, Default)]
pub(crate) struct Recorded {
    /// In capitals.
    pub(crate) method: String,
    /// The whole line that says what is asked for.
    pub(crate) line: Span,
    /// The scheme and host, as far as they are known.
    pub(crate) origin: Origin,
    pub(crate) path: Traced,
    pub(crate) query: Vec<(Traced, Traced)>,
    pub(crate) headers: Vec<(Traced, Traced)>,
    pub(crate) body: Option<Traced>,
    /// The file that the body stands in, if it is not the source itself: its places are those of the file.
    pub(crate) body_file: Option<Arc<BodyFile>>,
    /// There may be header fields that are not known.
    pub(crate) has_open_headers: bool,
    /// The fields of a form that is a body without its text, of whichever media type.
    pub(crate) form: Vec<Field>,
    /// The body is called a form for no other reason than that nothing else is said.
    pub(crate) is_form_by_default: bool,
    /// There is a body, but neither its text nor its fields.
    pub(crate) has_unread_body: bool,
    pub(crate) response: Option<Answer>,
    /// What of it is not understood, or not there to be checked.
    pub(crate) not_checked: Vec<NotChecked>,
    /// What may be shown beside what a schema describes: the method, the URL without its query and without passwords.
    pub(crate) open: Vec<Span>,
}

/// A request that is not handed on, in its place.
#[derive(Debug)]
pub(crate) enum Refused {
    /// It is not written as it has to be.
    Unreadable(Unreadable),
    /// It is something that is not checked.
    NotChecked(NotChecked),
}

/// A request, or a part of one, that is not checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NotChecked {
    /// Where it stands.
    pub(crate) place: Span,
    /// What is not checked, and why.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) help: Option<String>,
}

impl NotChecked {
    /// A request or part at a place, with what is not checked and why.
    pub(crate) fn new(place: Span, message: impl Into<String>) -> Self {
        Self {
            place,
            message: message.into(),
            help: None,
        }
    }

    /// The same with what to do about it.
    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }
}

impl From<Unreadable> for Refused {
    fn from(unreadable: Unreadable) -> Self {
        Self::Unreadable(unreadable)
    }
}

impl From<NotChecked> for Refused {
    fn from(not_checked: NotChecked) -> Self {
        Self::NotChecked(not_checked)
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    /// Where it stands.
    pub(crate) place: Span,
    pub(crate) status: Option<Traced>,
    pub(crate) headers: Vec<(Traced, Traced)>,
    pub(crate) media_type: Option<Traced>,
    pub(crate) body: Option<Traced>,
}

/// Values of variables, by their names.
pub(crate) type Variables = BTreeMap<String, String>;

impl Recording {
    /// The way that a file's name tells, if it tells one.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_ascii_lowercase();
        match extension.to_str()? {
            "http" | "rest" => Some(Self::Http),
            "har" => Some(Self::Har),
            "curl" => Some(Self::Curl),
            _ => None,
        }
    }

    /// Hands the requests of a source on, one after the other; in the place of one that is not written as it has to be,
    /// or is not checked, why.
    pub(crate) fn read(
        self,
        source: &str,
        around: &Surroundings<'_>,
        each: &mut dyn FnMut(Result<Recorded, Refused>),
    ) {
        let result = match self {
            Self::Http => {
                http::read(source, around, each);
                Ok(())
            }
            Self::Har => har::read(&without_mark(source), each),
            Self::Curl => curl::read(&without_mark(source), around.variables, each),
        };
        if let Err(unreadable) = result {
            each(Err(unreadable.into()));
        }
    }

    /// What of a source is hidden, unless a request that stands there says that it may be shown.
    pub(crate) fn doubtful(self, source: &str) -> Vec<Span> {
        match self {
            Self::Http | Self::Curl => words(source),
            Self::Har => har::doubtful(&without_mark(source)).unwrap_or_else(|| words(source)),
        }
    }
}

/// A source with spaces in the place of a byte order mark, so that everything stands where it stood.
fn without_mark(source: &str) -> Cow<'_, str> {
    match source.strip_prefix('\u{feff}') {
        Some(rest) => Cow::Owned(format!("   {rest}")),
        None => Cow::Borrowed(source),
    }
}

/// What stands on each line, without the white space at its ends.
fn words(source: &str) -> Vec<Span> {
    let mut start = 0;
    let lines = source.split_inclusive('\n').filter_map(|line| {
        let mut text = line.trim();
        // A comment for the command itself.
        if text.starts_with(['#', '/']) && text.contains(MARKER) {
            text = "";
        }
        let at = start + (line.len() - line.trim_start().len());
        start += line.len();
        (!text.is_empty()).then(|| Span::new(at, at + text.len()))
    });
    lines.collect()
}

/// What is doubtful and not open, without the punctuation at its ends.
pub(crate) fn hidden(doubtful: Vec<Span>, mut open: Vec<Span>, source: &str) -> Vec<Span> {
    open.sort_unstable();
    let mut open = open.into_iter().peekable();
    let mut hidden = Vec::new();
    let mut shown_to = 0;
    for span in doubtful {
        let mut start = span.start.max(shown_to);
        while let Some(next) = open.next_if(|next| next.start < span.end) {
            if start < next.start {
                hidden.extend(inner(Span::new(start, next.start), source));
            }
            start = start.max(next.end);
        }
        shown_to = shown_to.max(start);
        if start < span.end {
            hidden.extend(inner(Span::new(start, span.end), source));
        }
    }
    hidden
}

/// A piece of a source without what separates it from others: white space, and a few other characters, which tell
/// nothing.
fn inner(span: Span, source: &str) -> Option<Span> {
    const FEW: usize = 3;
    let is_separator = |byte: &&u8| br#"?&=:;,'"+"#.contains(byte) || byte.is_ascii_whitespace();
    let text = source.as_bytes().get(span.range())?;
    let front = text.iter().take_while(is_separator).take(FEW).count();
    let back = text[front..]
        .iter()
        .rev()
        .take_while(is_separator)
        .take(FEW)
        .count();
    let inner = Span::new(span.start + front, span.end - back);
    (inner.start < inner.end).then_some(inner)
}

impl Refused {
    /// The same of a text that was made of another one.
    fn through(self, text: &Traced) -> Self {
        match self {
            Self::Unreadable(mut unreadable) => {
                unreadable.span = text.place(unreadable.span);
                unreadable.labels.clear();
                Self::Unreadable(unreadable)
            }
            Self::NotChecked(not_checked) => Self::NotChecked(not_checked.through(text)),
        }
    }
}

impl NotChecked {
    fn through(self, text: &Traced) -> Self {
        Self {
            place: text.place(self.place),
            ..self
        }
    }
}

impl Recorded {
    /// A request that was read out of a text which was made of another one, with the places that the other one has.
    fn through(mut self, text: &Traced) -> Self {
        let both = |pairs: &mut Vec<(Traced, Traced)>| {
            for (name, value) in pairs {
                (*name, *value) = (name.through(text), value.through(text));
            }
        };
        let through_open = |open: &[Span]| -> Vec<Span> {
            let open = open.iter().map(|span| text.slice(span.range()));
            open.flat_map(|part| part.open_sources()).collect()
        };
        self.line = text.place(self.line);
        self.path = self.path.through(text);
        self.origin = self.origin.through(text);
        both(&mut self.query);
        both(&mut self.headers);
        self.body = self.body.map(|body| body.through(text));
        for field in &mut self.form {
            field.name = field.name.through(text);
            for part in [
                &mut field.value,
                &mut field.file_name,
                &mut field.content_type,
            ] {
                *part = part.as_ref().map(|part| part.through(text));
            }
            field.open = through_open(&field.open);
        }
        self.open = through_open(&self.open);
        let not_checked = self.not_checked.into_iter();
        self.not_checked = not_checked.map(|found| found.through(text)).collect();
        self
    }

    /// The value of a header field.
    pub(crate) fn header(&self, name: &str) -> Option<&Traced> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(known, _)| known.text().eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    }

    /// The cookies that the header fields carry.
    pub(crate) fn cookies(&self) -> Vec<(Traced, Traced)> {
        let is_cookie = |name: &Traced| name.text().eq_ignore_ascii_case("cookie");
        let fields = self.headers.iter().filter(|(name, _)| is_cookie(name));
        let pairs = fields.flat_map(|(_, value)| value.split(';'));
        pairs
            .filter_map(|pair| pair.trim().split_once('='))
            .collect()
    }
}
