//! What is wrong with a schema, and where: the noun that every step speaks.

use std::fmt;

use vouchsafe_core::codes::Code;
use vouchsafe_core::json::{Position, Span};
use vouchsafe_core::{Severity, Suggestion};

/// One fault of a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// What is wrong, as a stable name: one of [`codes`](crate::codes).
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, in words.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The file or URI of the schema, as it was given.
    pub file: String,
    /// The bytes at fault.
    pub span: Span,
    /// The position of the first of them.
    pub start: Position,
    /// What would mend it, where that can be said: edits of the file.
    pub suggestion: Option<Suggestion>,
}

impl Diagnostic {
    /// All of it in one line: `file:line:column: severity[code]: message (help)`.
    ///
    /// ```
    /// use vouchsafe_compiler::Compiler;
    ///
    /// let faults = Compiler::new().compile(r#"{"type": "strng"}"#).unwrap_err();
    /// let fault = faults.iter().next().unwrap();
    /// assert_eq!(
    ///     fault.one_line(),
    ///     "schema:1:10: error[invalid-keyword-value]: there is no type `strng` (did you mean `string`?)"
    /// );
    /// ```
    pub fn one_line(&self) -> String {
        match &self.help {
            Some(help) => format!("{} ({help})", self.without_help()),
            None => self.without_help(),
        }
    }

    fn without_help(&self) -> String {
        let Self {
            file,
            start,
            severity,
            code,
            message,
            ..
        } = self;
        let (line, column) = (start.line, start.column);
        format!("{file}:{line}:{column}: {severity}[{code}]: {message}")
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.without_help())?;
        match &self.help {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

/// Every fault of the schemas that one compilation read, in the order of the sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    pub(crate) fn new(mut list: Vec<Diagnostic>) -> Self {
        list.sort_by(|left, right| {
            (&left.file, left.span, left.code, &left.message).cmp(&(
                &right.file,
                right.span,
                right.code,
                &right.message,
            ))
        });
        list.dedup();
        Self(list)
    }

    /// The same, each as an error.
    pub(crate) fn into_errors(mut self) -> Self {
        for found in &mut self.0 {
            found.severity = Severity::Error;
        }
        self
    }

    /// The faults.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            diagnostic.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// A fault whose file and position are yet to be filled in.
#[derive(Debug, Clone)]
pub(crate) struct Complaint {
    pub(crate) code: &'static Code,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) severity: Severity,
    pub(crate) suggestion: Option<Suggestion>,
}

impl Complaint {
    pub(crate) fn new(code: &'static Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            help: None,
            severity: Severity::Error,
            suggestion: None,
        }
    }

    pub(crate) fn suggest(self, suggestion: impl Into<Option<Suggestion>>) -> Self {
        Self {
            suggestion: suggestion.into(),
            ..self
        }
    }

    pub(crate) fn help(self, help: impl Into<Option<String>>) -> Self {
        Self {
            help: help.into(),
            ..self
        }
    }

    /// The fault, at some bytes of a text.
    pub(crate) fn at(self, file: &str, text: &[u8], span: Span) -> Diagnostic {
        self.from(file, span, Position::of(text, span.start))
    }

    /// The fault, at some bytes of a text of which the first has a position that is known.
    pub(crate) fn from(self, file: &str, span: Span, start: Position) -> Diagnostic {
        Diagnostic {
            code: self.code.name,
            severity: self.severity,
            message: self.message,
            help: self.help,
            file: file.to_owned(),
            span,
            start,
            suggestion: self.suggestion,
        }
    }
}
