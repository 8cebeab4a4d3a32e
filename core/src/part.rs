//! The parts of a request.

use std::fmt;

use serde::Serialize;

/// The part of a request or response that an instance is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Part {
    /// The parameters in the path, by name.
    Path,
    /// The parameters in the query, by name.
    Query,
    /// The header fields, by name.
    Header,
    /// The cookies, by name.
    Cookie,
    /// The request body.
    #[default]
    Body,
    /// The response body.
    Response,
}

impl Part {
    /// All parts, in the order in which a request has them.
    pub const ALL: [Self; 6] = [
        Self::Path,
        Self::Query,
        Self::Header,
        Self::Cookie,
        Self::Body,
        Self::Response,
    ];

    /// The word that options and the JSON output use: `path`, `query`, `header`, `cookie`, `body`,
    /// `response`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Body => "body",
            Self::Response => "response",
        }
    }

    /// What messages call the whole instance.
    pub(crate) const fn subject(self) -> &'static str {
        match self {
            Self::Path => "the path",
            Self::Query => "the query",
            Self::Header => "the header",
            Self::Cookie => "the cookies",
            Self::Body => "the body",
            Self::Response => "the response body",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
