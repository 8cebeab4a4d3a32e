//! Findings as text. A renderer decides nothing: it is given what to show.

mod json;
mod pretty;
mod short;
mod standard;

pub(crate) use json::{Json, JsonLines};
pub(crate) use pretty::{Pretty, schema_fault};
pub(crate) use short::Short;
pub(crate) use standard::Standard;

use vouchsafe::{Output, OutputFormat, Report, Violation};

/// What was found in one JSON text.
pub(crate) struct Findings<'a> {
    /// The file, or `<stdin>`.
    pub(crate) name: &'a str,
    pub(crate) bytes: &'a [u8],
    /// The line of the file that the text is, if it is one line of many.
    pub(crate) line: Option<usize>,
    pub(crate) valid: bool,
    /// The findings to show, in order.
    pub(crate) violations: Vec<&'a Violation>,
    /// The report that knows what must be masked.
    pub(crate) report: &'a Report,
    /// Gives the result of the check in a format of the standard.
    pub(crate) output: &'a dyn Fn(OutputFormat) -> Output,
}

impl Findings<'_> {
    /// The line of the file on which a line of the text stands.
    fn line_in_file(&self, line: usize) -> usize {
        self.line.map_or(line, |first| first + line - 1)
    }
}

/// What was found in all texts together.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    /// The number of texts.
    pub(crate) texts: usize,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) infos: usize,
    /// The number of findings that were shown.
    pub(crate) shown: usize,
}

impl Summary {
    fn findings(&self) -> usize {
        self.errors + self.warnings + self.infos
    }
}

/// A number of things, in words.
pub(crate) fn counted(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

/// A way of writing findings.
pub(crate) trait Render {
    /// The findings in one text.
    fn findings(&mut self, findings: &Findings<'_>) -> String;

    /// What comes at the end.
    fn finish(&mut self, summary: &Summary) -> String;
}
