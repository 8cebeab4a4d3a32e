//! What would mend a violation: edits of the input.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::violation::Report;
use crate::json::Span;

/// How sure it is that a suggestion does what was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Applicability {
    /// It may be what was meant: a person should look at it.
    MaybeIncorrect,
    /// It is what was meant: a tool may apply it unasked.
    MachineApplicable,
}

/// A piece of the input with what should stand there instead.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Edit {
    /// The bytes to replace; an empty span is a place to insert at.
    pub span: Span,
    /// What to write there.
    pub replacement: String,
}

/// Edits that together mend a violation. Nothing of a secret is in them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Suggestion {
    /// How sure it is.
    pub applicability: Applicability,
    /// The edits, in the order of the input; no two of them touch.
    pub edits: Vec<Edit>,
}

impl Suggestion {
    pub(crate) fn new(applicability: Applicability, edits: Vec<Edit>) -> Self {
        Self {
            applicability,
            edits,
        }
    }

    /// One edit.
    pub(crate) fn replace(
        applicability: Applicability,
        span: Span,
        replacement: impl Into<String>,
    ) -> Self {
        Self::new(applicability, vec![Edit::new(span, replacement)])
    }
}

impl Edit {
    pub(crate) fn new(span: Span, replacement: impl Into<String>) -> Self {
        Self {
            span,
            replacement: replacement.into(),
        }
    }

    pub(crate) fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::new(Span::new(at, at), text)
    }

    /// Whether the two are about the same bytes, or about neighbours.
    fn touches(&self, other: &Self) -> bool {
        self.span.start <= other.span.end && other.span.start <= self.span.end
    }
}

impl Serialize for Edit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut edit = serializer.serialize_struct("Edit", 3)?;
        edit.serialize_field("start", &self.span.start)?;
        edit.serialize_field("end", &self.span.end)?;
        edit.serialize_field("replacement", &self.replacement)?;
        edit.end()
    }
}

/// An input in which suggestions have been followed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fixed {
    /// The input as it is now.
    pub text: Vec<u8>,
    /// How many suggestions have been followed.
    pub count: usize,
    /// Their edits, in the order of the input, with spans of the input as it was.
    pub edits: Vec<Edit>,
}

impl Report {
    /// The input with those suggestions followed that are at least so sure. Of two that touch, the later one is left
    /// for another check: what the first one mends may be why there was a second.
    ///
    /// `source` must be the input that was checked.
    ///
    /// ```
    /// use vouchsafe_core::{Applicability, Program};
    ///
    /// let source = b"[1, 2,]";
    /// let report = Program::accept_all().check(source).unwrap_err();
    /// let fixed = report.fixed(source, Applicability::MachineApplicable);
    /// assert_eq!((fixed.text.as_slice(), fixed.count), (&b"[1, 2]"[..], 1));
    /// ```
    pub fn fixed(&self, source: &[u8], least: Applicability) -> Fixed {
        let mut followed: Vec<Edit> = Vec::new();
        let mut count = 0;
        for suggestion in self
            .iter()
            .filter_map(|violation| violation.suggestion.as_ref())
        {
            let is_free = |edit: &Edit| {
                edit.span.end <= source.len() && followed.iter().all(|other| !edit.touches(other))
            };
            if suggestion.applicability >= least && suggestion.edits.iter().all(is_free) {
                followed.extend_from_slice(&suggestion.edits);
                count += 1;
            }
        }
        followed.sort_by_key(|edit| edit.span.start);
        let mut text = Vec::with_capacity(source.len());
        let mut done = 0;
        for edit in &followed {
            text.extend_from_slice(&source[done..edit.span.start]);
            text.extend_from_slice(edit.replacement.as_bytes());
            done = edit.span.end;
        }
        text.extend_from_slice(&source[done..]);
        Fixed {
            text,
            count,
            edits: followed,
        }
    }
}
