//! Why a text cannot be read.

use vouchsafe_core::json::Span;

/// Why a text cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unreadable {
    /// Why, in words.
    pub message: String,
    /// The message without what it quotes of the source, for a source in which a secret may stand there; where it is
    /// missing, the message quotes nothing.
    pub discreet: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// The bytes at fault.
    pub span: Span,
    /// Other places that matter, each with a few words.
    pub labels: Vec<(Span, String)>,
}

impl Unreadable {
    /// What is wrong, and where.
    pub fn new(message: impl Into<String>, span: Span) -> Self {
        Self {
            message: message.into(),
            discreet: None,
            help: None,
            span,
            labels: Vec::new(),
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn label(mut self, span: Span, words: impl Into<String>) -> Self {
        self.labels.push((span, words.into()));
        self
    }

    /// Adds words for a source that may hold a secret at the place: the message quotes the source.
    #[must_use]
    pub fn discreet(mut self, words: impl Into<String>) -> Self {
        self.discreet = Some(words.into());
        self
    }
}
