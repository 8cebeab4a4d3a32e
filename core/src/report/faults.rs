//! Faults without words: codes and places.

use std::borrow::Cow;

use super::{Report, Severity};
use crate::json::Span;

/// One fault of an instance, without words: what, how bad and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault<'p> {
    /// What is wrong: one of [`codes`](crate::codes), or the code of an `x-lints` entry.
    pub code: &'p str,
    /// How much it weighs.
    pub severity: Severity,
    /// The bytes of the value at fault.
    pub span: Span,
}

impl Fault<'_> {
    /// Whether it rejects the instance.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// The faults of an instance: the same ones in the same order as the violations of [`Program::check`](crate::Program::check), for a
/// fraction of the time that words take.
///
/// ```
/// # use vouchsafe_core::Program;
/// static ANYTHING: Program = Program::accept_all();
/// let faults = ANYTHING.faults(b"{\"a\": 1,}");
/// let codes: Vec<&str> = faults.iter().map(|fault| fault.code).collect();
/// assert_eq!(codes, ["json-syntax"]);
/// assert!(faults.has_errors());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faults<'p> {
    faults: Vec<Fault<'p>>,
    truncated: bool,
}

impl<'p> Faults<'p> {
    pub(crate) const fn new(faults: Vec<Fault<'p>>, truncated: bool) -> Self {
        Self { faults, truncated }
    }

    /// Those of a report, whose codes are vouchsafe's own.
    pub(crate) fn of_report(report: &Report) -> Self {
        let faults = report.iter().filter_map(|violation| {
            let Cow::Borrowed(code) = violation.code else {
                return None;
            };
            Some(Fault {
                code,
                severity: violation.severity,
                span: violation.span?,
            })
        });
        Self::new(faults.collect(), report.is_truncated())
    }

    /// Errors and lints, in the order of the input.
    pub fn iter(&self) -> std::slice::Iter<'_, Fault<'p>> {
        self.faults.iter()
    }

    /// Whether there is neither an error nor a lint.
    pub const fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }

    /// How many errors and lints there are.
    pub const fn len(&self) -> usize {
        self.faults.len()
    }

    /// Whether the instance is refused.
    pub fn has_errors(&self) -> bool {
        self.iter().any(Fault::is_error)
    }

    /// Whether there were more than [`Options::max_violations`](crate::Options::max_violations) allows.
    pub const fn is_truncated(&self) -> bool {
        self.truncated
    }
}

impl<'p> IntoIterator for Faults<'p> {
    type Item = Fault<'p>;
    type IntoIter = std::vec::IntoIter<Fault<'p>>;

    fn into_iter(self) -> Self::IntoIter {
        self.faults.into_iter()
    }
}

impl<'a, 'p> IntoIterator for &'a Faults<'p> {
    type Item = &'a Fault<'p>;
    type IntoIter = std::slice::Iter<'a, Fault<'p>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
