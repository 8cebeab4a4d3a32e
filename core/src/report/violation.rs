//! The nouns of a report.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::omitted::Omitted;
use super::secrets::Secrets;
use super::suggestion::Suggestion;
use crate::codes::Code;
use crate::json::{Position, Positions, Span};
use crate::part::Part;
use crate::sort;

/// How much a violation weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Severity {
    /// Worth knowing; rejects nothing.
    Info,
    /// Probably a mistake; rejects nothing.
    Warning,
    /// The schema is not satisfied.
    Error,
}

impl Severity {
    /// The word that is printed: `error`, `warning` or `info`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A place in the input with a few words about it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Label {
    /// The bytes meant.
    pub span: Span,
    /// The position of the first of them.
    pub start: Position,
    /// What to say about them; may be empty.
    pub message: String,
}

/// One fault of an instance: what, where, and what to do about it.
///
/// It can be formatted and stored freely: no value that the schema marks as secret is in it.
/// With `{}` it is one line, `12:7: error[wrong-type]: …`, and a `help:` line where there is help.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// What is wrong, as a stable name: one of [`codes`](crate::codes), or the code of an `x-lints` entry.
    pub code: Cow<'static, str>,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, in words: lower case, no full stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The part of the request that the instance is.
    pub part: Part,
    /// The value at fault, as an RFC 6901 JSON Pointer into the instance.
    pub instance_location: String,
    /// The keyword that is not satisfied, as a JSON Pointer along the evaluation path: through
    /// references and combinators, from the root of the schema. Empty for what is no matter of the
    /// schema, such as syntax.
    pub keyword_location: String,
    /// The same keyword where it is written: URI of the schema resource, `#`, JSON Pointer.
    pub absolute_keyword_location: String,
    /// The bytes of the value at fault; `None` where the instance has no text of its own, as a
    /// header field that a program has passed on.
    pub span: Option<Span>,
    /// The position of the first byte.
    pub start: Position,
    /// The position after the last byte.
    pub end: Position,
    /// What to point at: the first label is the primary one, the others explain.
    pub labels: Vec<Label>,
    /// Where a missing member can be inserted: the offset after the last member, or after the
    /// opening brace of an empty object.
    pub insertion_point: Option<usize>,
    /// What would mend it, where that can be said.
    pub suggestion: Option<Suggestion>,
    /// A page about this.
    pub docs: Option<String>,
}

impl Violation {
    /// Where to look first: the position of the primary label.
    pub fn position(&self) -> Position {
        self.labels.first().map_or(self.start, |label| label.start)
    }

    /// Whether it rejects the instance.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// A violation of something that has no text.
    pub(crate) fn without_place(
        code: &'static str,
        severity: Severity,
        message: &str,
        part: Part,
    ) -> Self {
        Self {
            code: code.into(),
            severity,
            message: message.to_owned(),
            help: None,
            part,
            instance_location: String::new(),
            keyword_location: String::new(),
            absolute_keyword_location: String::new(),
            span: None,
            start: Position::START,
            end: Position::START,
            labels: Vec::new(),
            insertion_point: None,
            suggestion: None,
            docs: None,
        }
    }

    /// A violation that is found in a text by other means than a check against a schema: at a value, which the
    /// location names.
    #[doc(hidden)]
    pub fn of_text(
        (code, severity): (&'static str, Severity),
        (message, help): (String, Option<String>),
        (source, span): (&[u8], Span),
        instance_location: String,
        suggestion: Option<Suggestion>,
    ) -> Self {
        let words = (message, help);
        let mut positions = Positions::new(source);
        let violation = Self::at_place((code, severity), words, &mut positions, span);
        Self {
            instance_location,
            suggestion,
            ..violation
        }
    }

    /// A violation at a place of a text whose positions have been counted.
    fn at_place(
        (code, severity): (&'static str, Severity),
        (message, help): (String, Option<String>),
        positions: &mut Positions<'_>,
        span: Span,
    ) -> Self {
        let [start, end] = [span.start, span.end].map(|offset| positions.at(offset));
        Self {
            code: code.into(),
            severity,
            message,
            help,
            part: Part::Body,
            instance_location: String::new(),
            keyword_location: String::new(),
            absolute_keyword_location: String::new(),
            span: Some(span),
            start,
            end,
            labels: vec![Label {
                span,
                start,
                message: String::new(),
            }],
            insertion_point: None,
            suggestion: None,
            docs: None,
        }
    }

    /// Adds a place of the source with a few words about it.
    #[doc(hidden)]
    #[must_use]
    pub fn labelled(mut self, source: &[u8], span: Span, message: String) -> Self {
        let start = Position::of(source, span.start);
        self.labels.push(Label {
            span,
            start,
            message,
        });
        self
    }

    /// Forgets spans that point into a text that the caller has never seen.
    pub(crate) fn without_text(mut self) -> Self {
        self.span = None;
        self.start = Position::START;
        self.end = Position::START;
        self.labels.clear();
        self.insertion_point = None;
        self.suggestion = None;
        self
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.span.is_some() {
            let at = self.position();
            write!(f, "{}:{}: ", at.line, at.column)?;
        } else {
            write!(f, "{}: ", self.part)?;
        }
        write!(f, "{}[{}]: {}", self.severity, self.code, self.message)?;
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

impl Serialize for Violation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Region {
            start: usize,
            end: usize,
            line: usize,
            column: usize,
            end_line: usize,
            end_column: usize,
        }
        let region = self.span.map(|span| Region {
            start: span.start,
            end: span.end,
            line: self.start.line,
            column: self.start.column,
            end_line: self.end.line,
            end_column: self.end.column,
        });
        let mut violation = serializer.serialize_struct("Violation", 10)?;
        violation.serialize_field("code", &self.code)?;
        violation.serialize_field("severity", &self.severity)?;
        violation.serialize_field("message", &self.message)?;
        violation.serialize_field("help", &self.help)?;
        violation.serialize_field("in", &self.part)?;
        violation.serialize_field("instance_location", &self.instance_location)?;
        violation.serialize_field("keyword_location", &self.keyword_location)?;
        violation.serialize_field("span", &region)?;
        violation.serialize_field("suggestion", &self.suggestion)?;
        violation.serialize_field("docs", &self.docs)?;
        violation.end()
    }
}

/// Why an instance is refused: every error, and the warnings beside them, ordered by position.
///
/// As text it is a line for each violation; as JSON (`serde::Serialize`) it is
/// `{"valid": false, "violations": […]}`.
///
/// ```
/// use vouchsafe_core::Program;
///
/// let report = Program::accept_all().check(b"{\"a\": 1,}").unwrap_err();
/// assert_eq!(
///     report.to_string(),
///     "1:8: error[json-syntax]: a comma must be followed by another member\n  help: remove the comma",
/// );
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Report {
    violations: Vec<Violation>,
    masks: Vec<Span>,
    omitted: Omitted,
}

impl Report {
    /// The errors, in the order of the input.
    pub fn errors(&self) -> impl Iterator<Item = &Violation> {
        self.violations
            .iter()
            .filter(|violation| violation.is_error())
    }

    /// The lints, in the order of the input.
    pub fn warnings(&self) -> impl Iterator<Item = &Violation> {
        self.violations
            .iter()
            .filter(|violation| !violation.is_error())
    }

    /// Errors and lints, in the order of the input.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// Errors and lints, in the order of the input.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.violations.iter()
    }

    /// Whether there are errors.
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// What was found and is not in the report, because [`Options::max_violations`](crate::Options) allows no more.
    pub const fn omitted(&self) -> Omitted {
        self.omitted
    }

    /// Whether the report leaves something out; [`Report::omitted`] says how much.
    pub const fn is_truncated(&self) -> bool {
        !self.omitted.is_empty()
    }

    /// The input as text in which every byte of a secret is a `*`, to be shown beside the violations.
    /// Offsets stay what they are; bytes that are not UTF-8 become `?`.
    ///
    /// `source` must be the input that was checked. Where nothing was found nobody has looked for secrets: then
    /// [`Program::masked`](crate::Program::masked) does.
    pub fn masked(&self, source: &[u8]) -> String {
        mask(source, &self.masks)
    }

    /// A report of one finding that a reader has made: of texts in another format, or of requests.
    ///
    /// Nobody knows what of the source is a secret, so that all else on the lines of the place is masked.
    #[doc(hidden)]
    pub fn of_finding(
        (code, severity): (&'static Code, Severity),
        message: &str,
        help: Option<String>,
        source: &[u8],
        span: Span,
    ) -> Self {
        let violation = Violation::of_text(
            (code.name, severity),
            (message.to_owned(), help),
            (source, span),
            String::new(),
            None,
        );
        let before = source[..span.start].iter().rposition(|byte| *byte == b'\n');
        let after = source[span.end..].iter().position(|byte| *byte == b'\n');
        let line = Span::new(
            before.map_or(0, |feed| feed + 1),
            after.map_or(source.len(), |length| span.end + length),
        );
        Self {
            violations: vec![violation],
            masks: vec![
                Span::new(line.start, span.start),
                Span::new(span.end, line.end),
            ],
            omitted: Omitted::NOTHING,
        }
    }

    /// A report of one of many findings in one source. The caller says what must be masked.
    #[doc(hidden)]
    pub fn of_place(
        (code, severity): (&'static Code, Severity),
        words: (String, Option<String>),
        positions: &mut Positions<'_>,
        span: Span,
    ) -> Self {
        let violation = Violation::at_place((code.name, severity), words, positions, span);
        Self::of_text(vec![violation])
    }

    /// A report of no finding.
    pub(crate) const fn of_masks(masks: Vec<Span>) -> Self {
        Self {
            violations: Vec::new(),
            masks,
            omitted: Omitted::NOTHING,
        }
    }

    /// A report of what has been found in a text without secrets.
    #[doc(hidden)]
    pub const fn of_text(violations: Vec<Violation>) -> Self {
        Self {
            violations,
            masks: Vec::new(),
            omitted: Omitted::NOTHING,
        }
    }

    /// Puts the reports on the parts of one text or request together: what the other one says comes at the end.
    pub fn merge(&mut self, other: Self) {
        self.violations.extend(other.violations);
        self.masks.extend(other.masks);
        self.omitted = self.omitted.and(other.omitted);
    }

    /// The same with violations changed or left out: for callers that have their own mind on how severe a code is.
    ///
    /// ```
    /// use vouchsafe_core::{Program, Severity};
    ///
    /// let report = Program::accept_all().check(b"[1,]").unwrap_err();
    /// let report = report.filter_map(|mut violation| {
    ///     violation.severity = Severity::Warning;
    ///     Some(violation)
    /// });
    /// assert!(!report.has_errors());
    /// assert_eq!(report.violations().len(), 1);
    /// ```
    #[must_use]
    pub fn filter_map(mut self, change: impl FnMut(Violation) -> Option<Violation>) -> Self {
        self.violations = self.violations.into_iter().filter_map(change).collect();
        self
    }

    pub(super) fn masks(&self) -> &[Span] {
        &self.masks
    }

    pub(super) fn violations_mut(&mut self) -> &mut [Violation] {
        &mut self.violations
    }

    /// Hides a piece of the source in frames.
    #[doc(hidden)]
    pub fn hide(&mut self, span: Span) {
        self.masks.push(span);
    }

    /// The same with other violations, and with other places of secrets.
    pub(crate) fn map(
        self,
        violation: impl FnMut(Violation) -> Violation,
        mask: impl FnMut(Span) -> Span,
    ) -> Self {
        Self {
            violations: self.violations.into_iter().map(violation).collect(),
            masks: self.masks.into_iter().map(mask).collect(),
            omitted: self.omitted,
        }
    }

    /// See [`Violation::without_text`].
    pub(crate) fn without_text(mut self) -> Self {
        self.masks.clear();
        self.map(Violation::without_text, |mask| mask)
    }

    /// Adds violations of the same text at the end.
    pub fn extend(&mut self, violations: impl IntoIterator<Item = Violation>) {
        self.violations.extend(violations);
    }

    /// `Err` if there are errors, else the warnings.
    pub(crate) fn into_result(self) -> Result<Warnings, Self> {
        if self.has_errors() {
            Err(self)
        } else {
            Ok(Warnings(self))
        }
    }
}

// The masks say where secrets stand and how long they are; a log need not know.
impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut report = f.debug_struct("Report");
        report
            .field("violations", &self.violations)
            .field("omitted", &self.omitted)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.violations.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            violation.fmt(f)?;
        }
        if self.is_truncated() {
            write!(f, "\nand {}, which this report leaves out", self.omitted)?;
        }
        Ok(())
    }
}

impl std::error::Error for Report {}

impl IntoIterator for Report {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.violations.into_iter()
    }
}

impl<'a> IntoIterator for &'a Report {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.violations.iter()
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut report = serializer.serialize_struct("Report", 2)?;
        report.serialize_field("valid", &!self.has_errors())?;
        report.serialize_field("violations", &self.violations)?;
        report.end()
    }
}

/// Text with a `*` for every byte of some spans.
fn mask(source: &[u8], masks: &[Span]) -> String {
    let mut bytes = source.to_vec();
    for mask in masks {
        let end = mask.end.min(bytes.len());
        let Some(secret) = bytes.get_mut(mask.start.min(end)..end) else {
            continue;
        };
        // A string keeps its quotes and a container its brackets, so that the text still reads as JSON.
        let inner = match secret {
            [b'"', inner @ .., b'"'] | [b'[', inner @ .., b']'] | [b'{', inner @ .., b'}'] => inner,
            whole => whole,
        };
        for byte in inner.iter_mut().filter(|byte| **byte != b'\n') {
            *byte = b'*';
        }
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(std::iter::repeat_n('?', chunk.invalid().len()));
    }
    text
}

/// The lints of an instance that is accepted; there may be none.
///
/// Ignoring them takes nothing, `Type::check_json(body)?;`, and so does looking at them:
///
/// ```
/// # use vouchsafe_core::Program;
/// for warning in Program::accept_all().check(b"true")? {
///     println!("{warning}");
/// }
/// # Ok::<(), vouchsafe_core::Report>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warnings(Report);

/// No warnings.
impl Default for Warnings {
    fn default() -> Self {
        Self::NONE
    }
}

impl Warnings {
    /// No warnings.
    pub(crate) const NONE: Self = Self(Report {
        violations: Vec::new(),
        masks: Vec::new(),
        omitted: Omitted::NOTHING,
    });

    /// The lints as a report without errors, for those who print both alike.
    pub fn into_report(self) -> Report {
        self.0
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.0.violations.is_empty()
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.0.violations.len()
    }

    /// The lints, in the order of the input.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.violations.iter()
    }
}

impl IntoIterator for Warnings {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Warnings {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// A violation whose offsets are not yet lines and columns.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) code: Cow<'static, str>,
    pub(crate) severity: Severity,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) instance_location: String,
    pub(crate) keyword_location: String,
    pub(crate) absolute_keyword_location: String,
    pub(crate) span: Span,
    pub(crate) labels: Vec<(Span, String)>,
    pub(crate) insertion_point: Option<usize>,
    pub(crate) suggestion: Option<Suggestion>,
    pub(crate) docs: Option<String>,
}

/// Orders the drafts by position and finds their lines and columns.
pub(super) fn report(
    bytes: &[u8],
    part: Part,
    mut drafts: Vec<Draft>,
    secrets: Secrets,
    omitted: Omitted,
) -> Report {
    sort::by_key(&mut drafts, |draft| {
        draft
            .labels
            .first()
            .map_or(draft.span, |(span, _)| *span)
            .start
    });
    // One pass over the input gives every position, if they are asked for in order.
    let mut offsets: Vec<usize> = Vec::with_capacity(4 * drafts.len());
    for draft in &drafts {
        offsets.extend([draft.span.start, draft.span.end]);
        let labels = draft.labels.iter().map(|(span, _)| span.start);
        // Most labels are at the beginning of the value.
        offsets.extend(labels.filter(|start| *start != draft.span.start));
    }
    sort::by(&mut offsets, Ord::cmp);
    offsets.dedup();
    let mut positions = Positions::new(bytes);
    let table: Vec<Position> = offsets.iter().map(|&offset| positions.at(offset)).collect();
    let position = |offset: usize| match offsets.binary_search(&offset) {
        Ok(index) => table[index],
        Err(_) => Position::of(bytes, offset),
    };
    let violations = drafts.into_iter().map(|draft| Violation {
        start: position(draft.span.start),
        end: position(draft.span.end),
        labels: draft
            .labels
            .into_iter()
            .map(|(span, message)| Label {
                span,
                start: position(span.start),
                message,
            })
            .collect(),
        code: draft.code,
        severity: draft.severity,
        message: draft.message,
        help: draft.help,
        part,
        instance_location: draft.instance_location,
        keyword_location: draft.keyword_location,
        absolute_keyword_location: draft.absolute_keyword_location,
        span: Some(draft.span),
        insertion_point: draft.insertion_point,
        suggestion: draft.suggestion,
        docs: draft.docs,
    });
    Report {
        violations: violations.collect(),
        masks: secrets.into_masks(),
        omitted,
    }
}
