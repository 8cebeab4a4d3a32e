//! Which bytes of an input must not be shown.
//!
//! Found before anything is formatted, from the schema: every value to which some subschema with
//! `x-secret` applies, whether or not that branch was taken. Where a schema has secrets at all, more is
//! hidden, because people misplace, misspell and repeat members:
//!
//! * a value whose member has, or nearly has, the name of a secret one, wherever it stands;
//! * a value that should have secrets inside and has another type: a list of passwords written as one string, an
//!   object written as a string of JSON;
//! * the value of a member that no schema describes, unless its name is, or nearly is, a harmless one; the schemas
//!   `true`, `false` and `{}` describe nothing;
//! * a string or a name in which the name of a secret stands, with more behind it;
//! * the text of a secret wherever else it occurs, however it is written.
//!
//! When a text breaks off or is not JSON, it is unknown what the rest is: from the first word there on that
//! the schema does not know as a harmless name, all of it is hidden.

mod doubtful;
mod finder;
mod names;
mod needles;

pub(crate) use doubtful::doubtful;
use finder::{Finder, named_texts};
use names::{NameKind, Names, is_word};
pub(super) use needles::Needles;

use crate::json::{Document, Kind, Span};
use crate::options::Options;
use crate::program::Program;
use crate::sort;

/// The parts of an input that are hidden, ordered, without overlaps.
#[derive(Debug, Default)]
pub(crate) struct Secrets {
    spans: Vec<Span>,
}

impl Secrets {
    /// What is secret in a document.
    pub(crate) fn of(program: &Program, document: Document<'_>, options: &Options) -> Self {
        if document.tape().is_empty() || !has_secrets(program, options) {
            return Self::default();
        }
        let mut finder = Finder {
            names: Names::new(program),
            document,
            spans: Vec::new(),
        };
        finder.find(&options.hidden);
        Self::from_spans(finder.spans)
    }

    /// What is secret in a text that is not JSON at `fault`.
    pub(crate) fn of_broken(
        program: &Program,
        document: Document<'_>,
        fault: Span,
        options: &Options,
    ) -> Self {
        if !has_secrets(program, options) {
            return Self::default();
        }
        let text = document.bytes();
        let (begun, broken) = (fault.start.min(text.len()), fault.end.min(text.len()));
        let mut spans = Self::of(program, document, options).spans;
        let mut resembling = Names::new(program);
        // A word that is wrong where it stands is judged as a whole.
        let begins_word = text.get(begun).is_some_and(|byte| is_word(*byte));
        let judged = if begins_word { begun } else { broken };
        // From each of these places on, everything to the end is hidden.
        let starts = [
            begun_value(document, &mut resembling),
            lonely_name(document, begun, &mut resembling),
            // Inside a name that cannot be read, it is not known whose value follows.
            is_inside_name(document, begun).then_some(broken),
            continued(&spans, text, begun),
            // What is wrong itself, a character or two, is shown unless it belongs to a secret.
            resembling
                .first_doubtful(&text[judged..])
                .map(|at| broken.max(judged + at)),
        ];
        let first = starts.into_iter().flatten().min().unwrap_or(text.len());
        spans.push(Span::new(first, text.len()));
        spans.extend(again(&resembling, document, &text[first..]));
        Self::from_spans(spans)
    }

    /// Whether nothing is hidden.
    pub(super) const fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Whether something of `span` is hidden.
    pub(super) fn touches(&self, span: Span) -> bool {
        let index = self
            .spans
            .partition_point(|secret| secret.end <= span.start);
        self.spans
            .get(index)
            .is_some_and(|secret| secret.start < span.end)
    }

    /// The hidden part that `span` lies in.
    pub(super) fn around(&self, span: Span) -> Option<Span> {
        let index = self.spans.partition_point(|secret| secret.end < span.end);
        self.spans
            .get(index)
            .copied()
            .filter(|secret| secret.contains(span))
    }

    pub(crate) fn into_masks(self) -> Vec<Span> {
        self.spans
    }

    fn from_spans(mut spans: Vec<Span>) -> Self {
        sort::by(&mut spans, Ord::cmp);
        spans.dedup_by(|later, earlier| {
            let overlap = later.start < earlier.end;
            if overlap {
                earlier.end = earlier.end.max(later.end);
            }
            overlap
        });
        Self { spans }
    }
}

/// Whether a program knows secrets, or the caller does.
fn has_secrets(program: &Program, options: &Options) -> bool {
    program.parts().flags.secrets || !options.hidden.is_empty()
}

/// The strings before a fault that repeat one that stands behind a secret's name in the rest of the text.
fn again(names: &Names<'_>, document: Document<'_>, rest: &[u8]) -> Vec<Span> {
    let mut needles = Needles::new(named_texts(names, rest).into_iter());
    if needles.is_empty() {
        return Vec::new();
    }
    let entries = (0..).zip(&document.tape().entries);
    let strings = entries.filter(|(_, entry)| entry.kind == Kind::String);
    let repeats = strings.filter(|(index, _)| {
        let text = document.text(*index);
        needles.are_in(text.raw()) != Ok(false)
    });
    repeats.map(|(index, _)| document.span(index)).collect()
}

/// Where the value begins that a fault interrupts, if it may be that of a secret member: one whose name
/// is not known to be harmless, or one whose name was taken for a value because a brace is missing.
fn begun_value(document: Document<'_>, resembling: &mut Names<'_>) -> Option<usize> {
    let entries = &document.tape().entries;
    let text_at = |index: usize| {
        document
            .text(u32::try_from(index).unwrap_or(u32::MAX))
            .to_lossy()
    };
    let name = entries.iter().rposition(|entry| entry.is_name);
    let name = name.filter(|&index| {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        resembling.kind_at(document, index) != NameKind::Harmless
    });
    let last = entries
        .len()
        .checked_sub(1)
        .filter(|&last| entries[last].kind == Kind::String && resembling.is_secret(&text_at(last)));
    let after = entries[name.or(last)?].end as usize;
    let is_space = |byte: &&u8| byte.is_ascii_whitespace() || **byte == b':';
    Some(
        after
            + document.bytes()[after..]
                .iter()
                .take_while(is_space)
                .count(),
    )
}

/// Where a string begins that stands where a name may stand, no colon behind it, if no schema has such a name: it may be
/// the value, or an item of it, of a member that a comment hid or a bracket ended.
fn lonely_name(document: Document<'_>, begun: usize, resembling: &mut Names<'_>) -> Option<usize> {
    let entries = &document.tape().entries;
    let last = entries.last().filter(|last| last.is_name)?;
    let between = document.bytes().get(last.end as usize..begun)?;
    let index = u32::try_from(entries.len() - 1).ok()?;
    let is_lonely = between.iter().all(u8::is_ascii_whitespace);
    let start = match resembling.kind_at(document, index) {
        NameKind::Harmless | NameKind::Leading => return None,
        // A name by itself tells nothing.
        NameKind::Secret if !resembling.has_more(&document.text(index).to_lossy()) => last.end,
        NameKind::Secret | NameKind::Unknown => last.start,
    };
    is_lonely.then_some(start as usize)
}

/// Whether a fault at `begun` is inside a string that stands where a member name may stand.
fn is_inside_name(document: Document<'_>, begun: usize) -> bool {
    let entries = &document.tape().entries;
    let ends = entries.iter().map(|entry| {
        let is_container = matches!(entry.kind, Kind::Array | Kind::Object);
        if is_container {
            entry.start + 1
        } else {
            entry.end
        }
    });
    let unread = ends.max().unwrap_or(0) as usize..begun;
    let awaits_value = entries.last().is_some_and(|last| last.is_name);
    !awaits_value
        && document
            .bytes()
            .get(unread)
            .is_some_and(|unread| unread.contains(&b'"'))
}

/// The beginning of a hidden value that may go on where the scanner thought that it had ended.
fn continued(spans: &[Span], text: &[u8], begun: usize) -> Option<usize> {
    let is_punctuation = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b':');
    let goes_on = |span: &&Span| {
        text.get(span.end..begun)
            .is_some_and(|between| between.iter().all(is_punctuation))
    };
    spans.iter().find(goes_on).map(|span| span.start)
}
