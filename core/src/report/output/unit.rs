//! The nouns of the standard's output.

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::super::{Report, Violation};

/// How much of a check's result is wanted (JSON Schema 2020-12, core, section 12.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OutputFormat {
    /// The verdict alone: `{"valid": true}`. The fastest.
    Flag,
    /// The verdict with a flat list: of every keyword that fails, or else of the annotations.
    Basic,
}

/// The result of a check in a format of the standard: `serde::Serialize` writes just that.
///
/// ```
/// use vouchsafe_core::{OutputFormat, Program};
///
/// let output = Program::accept_all().output(b"[1", OutputFormat::Basic);
/// assert!(!output.is_valid());
/// assert_eq!(output.errors()[0].error, "the input ends before the array is closed");
/// let flag = Program::accept_all().output(b"[1]", OutputFormat::Flag);
/// assert_eq!(serde_json::to_string(&flag)?, r#"{"valid":true}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    valid: bool,
    /// None in the format `flag`.
    details: Option<Details>,
    /// Some units are left out.
    truncated: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Details {
    Errors(Vec<OutputError>),
    Annotations(Vec<CollectedAnnotation>),
}

impl Output {
    /// The verdict alone.
    pub(crate) const fn flag(valid: bool) -> Self {
        Self {
            valid,
            details: None,
            truncated: false,
        }
    }

    /// What is wrong with an instance that is refused.
    pub(crate) const fn refused(errors: Vec<OutputError>) -> Self {
        Self {
            valid: false,
            details: Some(Details::Errors(errors)),
            truncated: false,
        }
    }

    /// What the schema says about an instance that it accepts.
    pub(crate) const fn accepted(annotations: Vec<CollectedAnnotation>) -> Self {
        Self {
            valid: true,
            details: Some(Details::Annotations(annotations)),
            truncated: false,
        }
    }

    /// The output, with whether some units are left out.
    pub(crate) const fn truncated(mut self, truncated: bool) -> Self {
        self.truncated = truncated;
        self
    }

    /// The output for a text that could not be read as JSON.
    #[doc(hidden)]
    pub fn of_unreadable(report: Report, format: OutputFormat) -> Self {
        match format {
            OutputFormat::Flag => Self::flag(false),
            OutputFormat::Basic => Self::refused(OutputError::of_report(report)),
        }
    }

    /// The output for a part that may be left out, and is.
    #[doc(hidden)]
    pub const fn of_nothing(format: OutputFormat) -> Self {
        match format {
            OutputFormat::Flag => Self::flag(true),
            OutputFormat::Basic => Self::accepted(Vec::new()),
        }
    }

    /// Whether the instance is accepted: the same as [`Program::is_valid`](crate::Program::is_valid) says.
    pub const fn is_valid(&self) -> bool {
        self.valid
    }

    /// Every keyword that fails, at most [`Options::max_violations`](crate::Options) of them; none
    /// in the format `flag`.
    pub fn errors(&self) -> &[OutputError] {
        match &self.details {
            Some(Details::Errors(errors)) => errors,
            _ => &[],
        }
    }

    /// Whether there are more units than [`Output::errors`] has. As JSON the output then has the member `truncated`, which
    /// the standard does not forbid.
    pub const fn is_truncated(&self) -> bool {
        self.truncated
    }

    /// The annotations of an instance that is accepted; none in the format `flag`.
    pub fn annotations(&self) -> &[CollectedAnnotation] {
        match &self.details {
            Some(Details::Annotations(annotations)) => annotations,
            _ => &[],
        }
    }
}

impl Serialize for Output {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = 1 + usize::from(self.details.is_some()) + usize::from(self.truncated);
        let mut output = serializer.serialize_struct("Output", fields)?;
        output.serialize_field("valid", &self.valid)?;
        match &self.details {
            None => {}
            Some(Details::Errors(errors)) => output.serialize_field("errors", errors)?,
            Some(Details::Annotations(annotations)) => {
                output.serialize_field("annotations", annotations)?;
            }
        }
        if self.truncated {
            output.serialize_field("truncated", &true)?;
        }
        output.end()
    }
}

/// One keyword that fails, as a unit of the standard's output. No secret is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OutputError {
    /// The keyword, as a JSON Pointer along the evaluation path. Empty for what is no matter of the
    /// schema, such as syntax.
    pub keyword_location: String,
    /// The URI of the keyword where it is written. It is relative, `schemas/order.json#/type`, where the
    /// schema names none of its own: paths of the machine are nobody's business. `None` for what is no
    /// matter of the schema.
    pub absolute_keyword_location: Option<String>,
    /// The value, as a JSON Pointer into the instance; what is inside a secret is shown as that.
    pub instance_location: String,
    /// What is wrong, in the words of our own report.
    pub error: String,
}

impl OutputError {
    /// The units of a report that no schema has a part in.
    pub(crate) fn of_report(report: Report) -> Vec<Self> {
        report.into_iter().map(Self::of_violation).collect()
    }

    fn of_violation(violation: Violation) -> Self {
        Self {
            keyword_location: violation.keyword_location,
            absolute_keyword_location: None,
            instance_location: violation.instance_location,
            error: violation.message,
        }
    }
}

impl Serialize for OutputError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = 4 + usize::from(self.absolute_keyword_location.is_some());
        let mut unit = serializer.serialize_struct("OutputError", fields)?;
        unit.serialize_field("valid", &false)?;
        unit.serialize_field("keywordLocation", &self.keyword_location)?;
        if let Some(location) = &self.absolute_keyword_location {
            unit.serialize_field("absoluteKeywordLocation", location)?;
        }
        unit.serialize_field("instanceLocation", &self.instance_location)?;
        unit.serialize_field("error", &self.error)?;
        unit.end()
    }
}

/// What a keyword says about a value beside its assertions. No secret of the instance is in it.
///
/// As JSON it is a unit of the standard's output.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CollectedAnnotation {
    /// The value, as a JSON Pointer into the instance; what is inside a secret is shown as that.
    pub instance_location: String,
    /// The keyword.
    pub keyword: String,
    /// The keyword, as a JSON Pointer along the evaluation path.
    pub keyword_location: String,
    /// The URI of the keyword where it is written, as in [`OutputError::absolute_keyword_location`].
    pub absolute_keyword_location: String,
    /// What it says: its value in the schema, or what the standard has an applicator say. A number that
    /// no `f64` can hold is given as a string of its digits.
    pub value: serde_json::Value,
}

impl Serialize for CollectedAnnotation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut unit = serializer.serialize_struct("CollectedAnnotation", 5)?;
        unit.serialize_field("valid", &true)?;
        unit.serialize_field("keywordLocation", &self.keyword_location)?;
        unit.serialize_field("absoluteKeywordLocation", &self.absolute_keyword_location)?;
        unit.serialize_field("instanceLocation", &self.instance_location)?;
        unit.serialize_field("annotation", &self.value)?;
        unit.end()
    }
}
