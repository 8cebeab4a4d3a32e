//! Whole requests as they are written elsewhere: in the files of editors' HTTP clients, on `curl` command lines, in
//! recordings of browsers.

mod check;
mod curl;
mod find;
mod har;
mod http;
mod media;
mod parameters;
mod secrets;
mod style;
mod template;
mod traced;
mod url;

use std::collections::BTreeMap;
use std::path::Path;

use vouchsafe::json::Span;

use crate::source::Unreadable;
pub(crate) use check::report;
pub(crate) use traced::Traced;

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
    pub(crate) path: Traced,
    pub(crate) query: Vec<(Traced, Traced)>,
    pub(crate) headers: Vec<(Traced, Traced)>,
    pub(crate) body: Option<Traced>,
    /// There is a body, but not its text.
    pub(crate) has_unread_body: bool,
    pub(crate) response: Option<Answer>,
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

    /// The requests of a source; in the place of one that is not written as it has to be, why.
    pub(crate) fn read(
        self,
        source: &str,
        variables: &Variables,
    ) -> Vec<Result<Recorded, Unreadable>> {
        let whole =
            |read: Result<Vec<_>, _>| read.unwrap_or_else(|unreadable| vec![Err(unreadable)]);
        match self {
            Self::Http => http::read(source, variables),
            Self::Har => whole(har::read(source)),
            Self::Curl => whole(curl::read(source)),
        }
    }
}

impl Recorded {
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
