//! What would mend a violation: edits of the input.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::violation::Report;
use crate::json::{Document, Span, Value, quoted};
use crate::sort;

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
    /// Edits in the order of the input, no two of which touch.
    pub fn new(applicability: Applicability, edits: Vec<Edit>) -> Self {
        Self {
            applicability,
            edits,
        }
    }

    /// One edit.
    pub fn replace(
        applicability: Applicability,
        span: Span,
        replacement: impl Into<String>,
    ) -> Self {
        Self::new(applicability, vec![Edit::new(span, replacement)])
    }
}

impl Edit {
    /// Other text in the place of some bytes.
    pub fn new(span: Span, replacement: impl Into<String>) -> Self {
        Self {
            span,
            replacement: replacement.into(),
        }
    }

    /// A string in the place of a value or name, given without quotes and escapes.
    pub fn string(span: Span, text: &str) -> Self {
        Self::new(span, quoted(text))
    }

    /// More text at a place.
    pub fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::new(Span::new(at, at), text)
    }

    /// A member of `object` less, by the place of its name, with the comma that goes with it.
    pub fn remove_member(object: Value<'_>, name: Span) -> Option<Self> {
        let mut members = object.members();
        let (_, value) =
            members.find(|(_, value)| value.name().is_some_and(|own| own.span() == name))?;
        Some(Self::remove_with_comma(
            object.document(),
            Span::new(name.start, value.span().end),
        ))
    }

    /// An item of `array` less, with the comma that goes with it.
    pub fn remove_item(array: Value<'_>, index: usize) -> Option<Self> {
        let item = array.items().nth(index)?;
        Some(Self::remove_with_comma(array.document(), item.span()))
    }

    /// A part of a container less, with the comma before it, or else with the one after it. What stands around it is
    /// found in the text, so that the size of the container does not matter.
    pub(crate) fn remove_with_comma(document: Document<'_>, part: Span) -> Self {
        let bytes = document.bytes();
        let before = bytes[..part.start].trim_ascii_end();
        let after = bytes[part.end..].trim_ascii_start();
        let gone = if let Some(before) = before.strip_suffix(b",") {
            Span::new(before.trim_ascii_end().len(), part.end)
        } else if let Some(after) = after.strip_prefix(b",") {
            Span::new(part.start, bytes.len() - after.trim_ascii_start().len())
        } else {
            part
        };
        Self::new(gone, "")
    }

    /// A member of `object` more, behind the last one, given as it is written: `"name": value`.
    pub fn insert_member(object: Value<'_>, member: &str) -> Option<Self> {
        let Some((_, first)) = object.members().next() else {
            return Some(Self::insert(object.span().start + 1, member));
        };
        let bytes = object.document().bytes();
        let inside = &bytes[..object.span().end - 1];
        // As far from the comma as the second one is, or else as the first one is from the brace.
        let second = object.members().nth(1).map_or(first, |(_, second)| second);
        let before = &bytes[..second.name()?.span().start];
        let gap = match &before[before.trim_ascii_end().len()..] {
            [] => " ".into(),
            gap => String::from_utf8_lossy(gap),
        };
        Some(Self::insert(
            inside.trim_ascii_end().len(),
            format!(",{gap}{member}"),
        ))
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
        let suggestions = self.iter();
        let suggestions = suggestions.filter_map(|violation| violation.suggestion.as_ref());
        Fixed::of(source, suggestions, least)
    }
}

impl Fixed {
    /// A text with those suggestions followed that are at least so sure; of two that touch, the first.
    pub fn of<'a>(
        source: &[u8],
        suggestions: impl Iterator<Item = &'a Suggestion>,
        least: Applicability,
    ) -> Self {
        let mut followed: Vec<Edit> = Vec::new();
        let mut count = 0;
        for suggestion in suggestions {
            let is_free = |edit: &Edit| {
                edit.span.end <= source.len() && followed.iter().all(|other| !edit.touches(other))
            };
            if suggestion.applicability >= least && suggestion.edits.iter().all(is_free) {
                followed.extend_from_slice(&suggestion.edits);
                count += 1;
            }
        }
        sort::by_key(&mut followed, |edit| edit.span.start);
        let mut text = Vec::with_capacity(source.len());
        let mut done = 0;
        for edit in &followed {
            text.extend_from_slice(&source[done..edit.span.start]);
            text.extend_from_slice(edit.replacement.as_bytes());
            done = edit.span.end;
        }
        text.extend_from_slice(&source[done..]);
        Self {
            text,
            count,
            edits: followed,
        }
    }
}
