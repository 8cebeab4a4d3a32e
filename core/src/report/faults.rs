//! Faults without words: codes and places.

use std::borrow::Cow;

use super::{Omitted, Report};
use crate::json::Span;

/// One fault of an instance, without words: what and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// What is wrong: one of [`codes`](crate::codes).
    pub code: &'static str,
    /// The bytes of the value at fault.
    pub span: Span,
}

/// The faults of an instance: those that [`Program::check`](crate::Program::check) reports as errors, for a fraction of
/// the time that words take.
///
/// ```
/// # use vouchsafe_core::Program;
/// static ANYTHING: Program = Program::accept_all();
/// let faults = ANYTHING.faults(b"{\"a\": 1,}");
/// let codes: Vec<&str> = faults.iter().map(|fault| fault.code).collect();
/// assert_eq!(codes, ["json-syntax"]);
/// assert!(!faults.is_empty());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faults {
    faults: Vec<Fault>,
    omitted: Omitted,
}

impl Faults {
    pub(crate) const fn new(faults: Vec<Fault>, omitted: Omitted) -> Self {
        Self { faults, omitted }
    }

    /// Those of a report, whose codes are vouchsafe's own.
    pub(crate) fn of_report(report: &Report) -> Self {
        let faults = report.errors().filter_map(|violation| {
            let Cow::Borrowed(code) = violation.code else {
                return None;
            };
            let span = violation.span?;
            Some(Fault { code, span })
        });
        Self::new(faults.collect(), report.omitted())
    }

    /// In the order of the input: by their spans, and those of one span by their codes.
    pub fn iter(&self) -> std::slice::Iter<'_, Fault> {
        self.faults.iter()
    }

    /// Whether the instance is accepted.
    pub const fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.faults.len()
    }

    /// What was found and is not here, because [`Options::max_violations`](crate::Options::max_violations) allows no
    /// more.
    pub const fn omitted(&self) -> Omitted {
        self.omitted
    }

    /// Whether something is left out; [`Faults::omitted`] says how much.
    pub const fn is_truncated(&self) -> bool {
        !self.omitted.is_empty()
    }
}

impl IntoIterator for Faults {
    type Item = Fault;
    type IntoIter = std::vec::IntoIter<Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.faults.into_iter()
    }
}

impl<'a> IntoIterator for &'a Faults {
    type Item = &'a Fault;
    type IntoIter = std::slice::Iter<'a, Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
