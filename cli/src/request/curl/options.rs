//! What options of `curl` are.

/// What an option takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    Argument,
    /// Nothing, and `--no-` before its name turns it off.
    Switch,
    Nothing,
}

/// What an option means for the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Nothing,
    Method,
    Url,
    Header,
    Data,
    DataBinary,
    DataRaw,
    DataEncoded,
    Json,
    Form,
    FormString,
    Query,
    Upload,
    Head,
    Get,
    Cookie,
    User,
    Bearer,
    Agent,
    Referer,
    Range,
    Continue,
    /// A header field that depends on a file, or on how a date is read.
    Condition,
    Compressed,
    Target,
    PathAsIs,
    GlobOff,
    DefaultScheme,
    /// What follows is a request of its own.
    Next,
    /// More options are in a file.
    Config,
    Variable,
    /// Credentials come from elsewhere, or are made of the request.
    OwnCredentials,
    /// There is no request at all.
    Help,
}

/// An option.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) long: &'static str,
    /// A space where there is none.
    pub(super) letter: char,
    pub(super) takes: Takes,
    pub(super) meaning: Meaning,
}

impl Known {
    /// Whether the letter turns off what the name turns on.
    pub(super) fn is_off_by_letter(&self) -> bool {
        self.letter == 'N'
    }
}
