//! What is secret in a document, by names, by the schema and by repetition.

use super::super::reach::{self, Visit};
use super::Secrets;
use super::names::{NameKind, Names};
use super::needles::Needles;
use std::borrow::Cow;

use crate::json::{Document, Kind, Span};
use crate::program::{Check, NodeId, Parts, Types};
use crate::sort;

pub(super) struct Finder<'a> {
    pub(super) names: Names<'a>,
    pub(super) document: Document<'a>,
    pub(super) spans: Vec<Span>,
}

impl Finder<'_> {
    /// Finds everything; `hidden` is known to be secret already.
    pub(super) fn find(&mut self, hidden: &[Span]) {
        for span in hidden {
            if !self.is_known_name(*span) {
                self.spans.push(*span);
            }
        }
        let doubtful = self.by_name();
        self.by_schema(&doubtful);
        self.by_text();
        self.repetitions();
    }

    /// Hides the values of members that are called, or nearly called, like a secret one, and names that are no names.
    /// Returns the values of members that are secrets unless a schema describes them.
    fn by_name(&mut self) -> Doubtful {
        let mut doubtful = Doubtful::default();
        let entries = &self.document.tape().entries;
        for (index, pair) in (0..).zip(entries.windows(2)) {
            let [name, value] = pair else { continue };
            if !name.is_name || value.is_name {
                continue;
            }
            let kind = self.names.kind_at(self.document, index);
            if kind != NameKind::Harmless && self.is_no_name(index, kind) {
                self.spans.push(self.document.span(index));
            }
            // A Boolean or `null` tells nothing, and hiding it would only puzzle.
            if matches!(value.kind, Kind::Null | Kind::True | Kind::False) {
                continue;
            }
            match kind {
                NameKind::Secret => self.spans.push(self.document.span(index + 1)),
                NameKind::Harmless => {}
                NameKind::Leading => doubtful.leading.push(index + 1),
                NameKind::Unknown => doubtful.unknown.push(index + 1),
            }
        }
        doubtful
    }

    /// Whether a span is that of a member name that the schema knows, or nearly so.
    fn is_known_name(&mut self, span: Span) -> bool {
        let entries = &self.document.tape().entries;
        let at = entries.partition_point(|entry| (entry.start as usize) < span.start);
        let Some(entry) = entries.get(at).filter(|entry| entry.is_name) else {
            return false;
        };
        let index = u32::try_from(at).unwrap_or(u32::MAX);
        let is_same = self.document.span(index) == span && entry.is_name;
        is_same
            && match self.names.kind_at(self.document, index) {
                NameKind::Harmless | NameKind::Leading => true,
                NameKind::Secret => !self.names.has_more(&self.document.text(index).to_lossy()),
                NameKind::Unknown => false,
            }
    }

    /// Whether the name at `index` may be, or hold, a secret: it has swallowed one, or changed places with its value.
    fn is_no_name(&self, index: u32, kind: NameKind) -> bool {
        let name = self.document.text(index).to_lossy();
        let is_exchanged = || {
            let value = self.document.value(index + 1).as_str();
            kind == NameKind::Unknown
                && value.is_some_and(|value| self.names.is_secret(&value.to_lossy()))
        };
        // What has these in it is no name, but a text with names and values of its own.
        let has_members = || kind == NameKind::Unknown && name.contains(['=', '"', '{']);
        self.names.has_swallowed(&name)
            || self.names.tells(&name)
            || has_members()
            || is_exchanged()
    }

    /// Hides what is a secret by some subschema, what may be one because its type is not the expected one, and of what
    /// is doubtful by its name whatever no schema describes.
    fn by_schema(&mut self, doubtful: &Doubtful) {
        let count = self.document.tape().len();
        let none = doubtful.unknown.is_empty() && doubtful.leading.is_empty();
        let mut described = vec![false; if none { 0 } else { count }];
        // Who is described is asked only for members of unknown names; secrets alone are found in fewer places.
        self.reach(!doubtful.unknown.is_empty(), &mut described);
        let is_hidden = |described: &[bool], at: &u32| !described[*at as usize];
        if doubtful.unknown.is_empty()
            && doubtful.leading.iter().any(|at| is_hidden(&described, at))
        {
            self.reach(true, &mut described);
        }
        let all = doubtful.unknown.iter().chain(&doubtful.leading);
        let hidden = all.filter(|at| is_hidden(&described, at));
        self.spans.extend(hidden.map(|at| self.document.span(*at)));
    }

    fn reach(&mut self, everywhere: bool, described: &mut [bool]) {
        let mut visitor = Visitor {
            everywhere,
            finder: self,
            described,
        };
        let document = visitor.finder.document;
        reach::reach(visitor.finder.names.parts, document, &mut visitor);
    }

    /// Hides strings that hold a secret together with its name.
    fn by_text(&mut self) {
        let entries = &self.document.tape().entries;
        for (index, entry) in (0..).zip(entries) {
            if entry.kind == Kind::String
                && !entry.is_name
                && self.names.tells(&self.document.text(index).to_lossy())
            {
                self.spans.push(self.document.span(index));
            }
        }
    }

    /// Hides the text of each secret string or number where it occurs again.
    fn repetitions(&mut self) {
        if self.spans.is_empty() {
            return;
        }
        let hidden = Secrets::from_spans(self.spans.clone());
        let entries = &self.document.tape().entries;
        let is_text =
            |index: u32| matches!(self.document.entry(index).kind, Kind::String | Kind::Number);
        let indices = (0..).take(entries.len()).filter(|index| is_text(*index));
        let (secret, open): (Vec<u32>, Vec<u32>) =
            indices.partition(|index| hidden.around(self.document.span(*index)).is_some());
        // Inside a secret the names are those of its schema.
        let is_name_of_schema = |index: &u32| {
            let entry = self.document.entry(*index);
            entry.is_name
                && self
                    .names
                    .lexicon
                    .harmless(self.names.parts, self.document.text(*index), entry.extra)
                    .is_some()
        };
        let secret = secret.into_iter().filter(|index| !is_name_of_schema(index));
        let mut needles = Needles::new(secret.map(|index| self.meant(index)));
        if needles.is_empty() {
            return;
        }
        for index in open {
            if is_name_of_schema(&index) {
                continue;
            }
            let (span, entry) = (self.document.span(index), self.document.entry(index));
            let is_plain = entry.kind == Kind::String && !entry.marked;
            let mut found: Vec<Span> = Vec::new();
            let text = if entry.marked || entry.kind == Kind::Number {
                Cow::Owned(self.meant(index))
            } else {
                Cow::Borrowed(self.document.text(index).raw())
            };
            let result = needles.find(&text, |place| {
                // Of what is written with escapes, and of numbers, the whole is hidden.
                found.push(if is_plain {
                    Span::new(span.start + 1 + place.start, span.start + 1 + place.end)
                } else {
                    span
                });
            });
            if result.is_err() {
                // It is not known where they occur.
                self.spans.push(Span::new(0, self.document.bytes().len()));
                return;
            }
            found.dedup();
            self.spans.extend(found);
        }
    }

    /// The characters that a string or number means.
    fn meant(&self, index: u32) -> Vec<u8> {
        if self.document.entry(index).kind == Kind::Number {
            return self.document.digits(index).to_vec();
        }
        let mut meant = Vec::new();
        self.document.text(index).write_wtf8(&mut meant);
        meant
    }
}

/// Values of members that are secrets unless a schema describes them, as indices of the tape.
#[derive(Default)]
struct Doubtful {
    /// The schema does not know their names.
    unknown: Vec<u32>,
    /// Their names lead to secrets at other places.
    leading: Vec<u32>,
}

/// Marks what schemas say of values.
struct Visitor<'v, 'a> {
    everywhere: bool,
    finder: &'v mut Finder<'a>,
    /// For each entry of the tape whether a schema describes it; empty where that is not asked.
    described: &'v mut [bool],
}

impl Visit for Visitor<'_, '_> {
    fn wants(&self, node: NodeId) -> bool {
        self.everywhere || self.finder.names.lexicon.leads_to_secret(node)
    }

    fn enter(&mut self, node: NodeId, at: u32) {
        let document = self.finder.document;
        let kind = Types::of_kind(document.entry(at).kind);
        if self.finder.names.lexicon.in_doubt(node).contains(kind) {
            self.finder.spans.push(document.span(at));
        }
    }

    fn visit(&mut self, node: NodeId, at: u32) -> bool {
        let parts = self.finder.names.parts;
        if let Some(described) = self.described.get_mut(at as usize) {
            *described |= describes(parts, node);
        }
        let secret = parts.node(node).flags.secret;
        if secret {
            self.finder.spans.push(self.finder.document.span(at));
        }
        !secret
    }
}

/// Whether a schema says something about a value by itself: `true`, `false` and `{}` say nothing about it, nor do
/// schemas that only refer to others.
fn describes(parts: &Parts, node: NodeId) -> bool {
    let node = parts.node(node);
    node.flags.secret
        || parts.run(node.keywords).iter().any(|keyword| {
            !matches!(
                keyword.check,
                Check::Never
                    | Check::Ref(_)
                    | Check::DynamicRef { .. }
                    | Check::AllOf(_)
                    | Check::AnyOf(_)
                    | Check::OneOf(_)
                    | Check::Not(_)
                    | Check::If { .. }
                    | Check::DependentSchemas(_)
            )
        })
}

/// Hides what stands twice, once with a name of a secret before it, in a text of unknown structure.
pub(super) fn named_texts(names: &Names<'_>, text: &[u8]) -> Vec<Vec<u8>> {
    let pieces: Vec<&[u8]> = text.split(|byte| *byte == b'"').collect();
    let mut found = Vec::new();
    for window in pieces.windows(3) {
        let [name, between, value] = window else {
            continue;
        };
        let is_name = str::from_utf8(name).is_ok_and(|name| names.is_secret(name));
        if is_name && between.trim_ascii() == b":" {
            found.push(value.to_vec());
        }
    }
    sort::by(&mut found, Ord::cmp);
    found.dedup();
    found
}
