//! Which bytes of an input must not be shown.
//!
//! Found before anything is formatted, from the schema: every value to which some subschema with
//! `x-secret` applies, whether or not that branch was taken. Where a schema has secrets at all, more is
//! hidden, because people misplace, misspell and repeat members:
//!
//! * a value whose member has, or nearly has, the name of a secret one, wherever it stands;
//! * the value of a member that no schema describes, unless its name is, or nearly is, a harmless one;
//! * the text of a secret wherever else it occurs.
//!
//! When a text breaks off or is not JSON, nobody knows what the rest is: from the first word there on that
//! the schema does not know as a harmless name, all of it is hidden.

use std::collections::HashMap;

use super::lexicon::Lexicon;
use super::reach;
use crate::json::{Document, Kind, Span};
use crate::program::{Parts, Program};
use crate::sort;

/// The parts of an input that are hidden, ordered, without overlaps.
#[derive(Debug, Default)]
pub(crate) struct Secrets {
    spans: Vec<Span>,
}

impl Secrets {
    /// What is secret in a document.
    pub(crate) fn of(program: &Program, document: Document<'_>) -> Self {
        if !program.parts().flags.secrets || document.tape().is_empty() {
            return Self::default();
        }
        let mut finder = Finder {
            names: Resembling::new(program),
            document,
            spans: Vec::new(),
        };
        let unknown = finder.by_name();
        finder.by_schema(&unknown);
        finder.repetitions();
        Self::from_spans(finder.spans)
    }

    /// What is secret in a text that is not JSON at `fault`.
    pub(crate) fn of_broken(program: &Program, document: Document<'_>, fault: Span) -> Self {
        if !program.parts().flags.secrets {
            return Self::default();
        }
        let text = document.bytes();
        let (begun, broken) = (fault.start.min(text.len()), fault.end.min(text.len()));
        let mut spans = Self::of(program, document).spans;
        let mut resembling = Resembling::new(program);
        // A word that is wrong where it stands is judged as a whole.
        let begins_word = text.get(begun).is_some_and(|byte| is_word(*byte));
        let judged = if begins_word { begun } else { broken };
        // From each of these places on, everything to the end is hidden.
        let starts = [
            begun_value(document, &mut resembling),
            lonely_name(document, begun, &mut resembling),
            // Inside a name that cannot be read, nobody knows whose value follows.
            is_inside_name(document, begun).then_some(broken),
            continued(&spans, text, begun),
            // What is wrong itself, a character or two, is shown unless it belongs to a secret.
            resembling
                .first_doubtful(&text[judged..])
                .map(|at| broken.max(judged + at)),
        ];
        spans.extend(
            starts
                .into_iter()
                .flatten()
                .map(|start| Span::new(start, text.len())),
        );
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

/// Where the value begins that a fault interrupts, if it may be that of a secret member: one whose name
/// is not known to be harmless, or one whose name was taken for a value because a brace is missing.
fn begun_value(document: Document<'_>, resembling: &mut Resembling<'_>) -> Option<usize> {
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

/// Where a string begins that stands where a name may stand, no colon behind it, if nobody knows it as a name: it may be
/// the value, or an item of it, of a member that a comment hid or a bracket ended.
fn lonely_name(
    document: Document<'_>,
    begun: usize,
    resembling: &mut Resembling<'_>,
) -> Option<usize> {
    let entries = &document.tape().entries;
    let last = entries.last().filter(|last| last.is_name)?;
    let between = document.bytes().get(last.end as usize..begun)?;
    let index = u32::try_from(entries.len() - 1).ok()?;
    let is_lonely = between.iter().all(u8::is_ascii_whitespace)
        && resembling.kind_at(document, index) == NameKind::Unknown;
    is_lonely.then_some(last.start as usize)
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

struct Finder<'a> {
    names: Resembling<'a>,
    document: Document<'a>,
    spans: Vec<Span>,
}

impl Finder<'_> {
    /// Hides the values of members that are called, or nearly called, like a secret one. Gives those of
    /// members whose names the schema does not know.
    fn by_name(&mut self) -> Vec<u32> {
        let mut unknown = Vec::new();
        let entries = &self.document.tape().entries;
        for (index, pair) in (0..).zip(entries.windows(2)) {
            let [name, value] = pair else { continue };
            // A Boolean or `null` tells nothing, and hiding it would only puzzle.
            let harmless = matches!(value.kind, Kind::Null | Kind::True | Kind::False);
            if !name.is_name || value.is_name || harmless {
                continue;
            }
            match self.names.kind_at(self.document, index) {
                NameKind::Secret => self.spans.push(self.document.span(index + 1)),
                NameKind::Harmless => {}
                NameKind::Unknown => unknown.push(index + 1),
            }
        }
        unknown
    }

    /// Hides what is a secret by some subschema, and of `unknown` what no schema describes.
    fn by_schema(&mut self, unknown: &[u32]) {
        let Resembling { parts, lexicon, .. } = self.names;
        // Who is described is asked only for members of unknown names; secrets alone are found in fewer places.
        let wants = |node| !unknown.is_empty() || lexicon.leads_to_secret(node);
        let mut described = vec![
            false;
            if unknown.is_empty() {
                0
            } else {
                self.document.tape().len()
            }
        ];
        reach::reach(parts, self.document, wants, |node, at| {
            if let Some(described) = described.get_mut(at as usize) {
                *described = true;
            }
            let secret = parts.node(node).flags.secret;
            if secret {
                self.spans.push(self.document.span(at));
            }
            !secret
        });
        let hidden = unknown.iter().filter(|at| !described[**at as usize]);
        self.spans.extend(hidden.map(|at| self.document.span(*at)));
    }

    /// Hides the text of each secret string where it occurs again.
    fn repetitions(&mut self) {
        /// Shorter ones occur by chance; more of them than this are not looked for.
        const SHORTEST: usize = 4;
        const MOST: usize = 64;
        if self.spans.is_empty() {
            return;
        }
        let bytes = self.document.bytes();
        let hidden = Secrets::from_spans(self.spans.clone());
        let entries = &self.document.tape().entries;
        let strings = (0..)
            .zip(entries)
            .filter(|(_, entry)| entry.kind == Kind::String)
            .filter(|(index, _)| hidden.around(self.document.span(*index)).is_some());
        let texts = strings.map(|(index, _)| self.document.text(index).raw());
        let texts = texts.filter(|text| text.len() >= SHORTEST).take(MOST);
        let (mut looked_for, mut found): (Vec<&[u8]>, Vec<Span>) = (Vec::new(), Vec::new());
        for text in texts {
            if looked_for.contains(&text) {
                continue;
            }
            looked_for.push(text);
            let mut from = 0;
            while let Some(at) = find(&bytes[from..], text) {
                found.push(Span::new(from + at, from + at + text.len()));
                from += at + text.len();
            }
        }
        sort::by(&mut found, Ord::cmp);
        self.spans.extend(found);
    }
}

/// Whether a byte may be part of a name that is written without quotes.
const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// Where `needle`, which is not empty, first occurs.
fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from
            + haystack[from..]
                .iter()
                .position(|byte| *byte == needle[0])?;
        if haystack[at..].starts_with(needle) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// What a member name says about the value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NameKind {
    /// It is, or nearly is, the name of a secret.
    Secret,
    /// It is, or nearly is, a name that the schema knows, and of no secret.
    Harmless,
    /// Neither.
    Unknown,
}

/// The names of the schema, and what has been found out about others.
struct Resembling<'a> {
    parts: &'a Parts,
    lexicon: &'a Lexicon,
    judged: HashMap<String, NameKind>,
}

/// Names that are compared with those of the schema; of more than these nothing is known.
const MOST_JUDGED: usize = 1000;

impl<'a> Resembling<'a> {
    fn new(program: &'a Program) -> Self {
        Self {
            parts: program.parts(),
            lexicon: program.lexicon(),
            judged: HashMap::new(),
        }
    }

    /// What the member name at `index` says.
    fn kind_at(&mut self, document: Document<'_>, index: u32) -> NameKind {
        let (name, hash) = (document.text(index), document.entry(index).extra);
        match self.lexicon.harmless(self.parts, name, hash) {
            Some(true) => NameKind::Harmless,
            _ => self.kind(&name.to_lossy()),
        }
    }

    fn kind(&mut self, name: &str) -> NameKind {
        if let Some(kind) = self.judged.get(name) {
            return *kind;
        }
        let few = self.judged.len() < MOST_JUDGED;
        let kind = if self.is_harmless(name) {
            NameKind::Harmless
        } else if self.lexicon.is_nearly_secret(name) {
            NameKind::Secret
        } else if few && self.lexicon.is_nearly_harmless(self.parts, name) {
            NameKind::Harmless
        } else {
            NameKind::Unknown
        };
        if few {
            self.judged.insert(name.to_owned(), kind);
        }
        kind
    }

    fn is_harmless(&self, name: &str) -> bool {
        self.lexicon.harmless_text(self.parts, name) == Some(true)
    }

    fn is_secret(&self, name: &str) -> bool {
        !self.is_harmless(name) && self.lexicon.is_nearly_secret(name)
    }

    /// Where in a text of unknown structure something first stands that may belong to a secret: anything
    /// but punctuation, spaces, literals and the names of harmless members.
    fn first_doubtful(&self, text: &[u8]) -> Option<usize> {
        let is_plain = |byte: &u8| byte.is_ascii_whitespace() || br#"{}[]:,""#.contains(byte);
        let mut at = 0;
        while at < text.len() {
            let len = text[at..].iter().take_while(|byte| is_word(**byte)).count();
            let word = str::from_utf8(&text[at..at + len]).unwrap_or_default();
            let is_literal = matches!(word, "true" | "false" | "null");
            if len == 0 && !is_plain(&text[at]) || len > 0 && !is_literal && !self.is_harmless(word)
            {
                return Some(at);
            }
            at += len.max(1);
        }
        None
    }
}
