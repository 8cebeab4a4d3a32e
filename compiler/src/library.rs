//! The schemas of one compilation as located JSON: the nouns that resolving and lowering share.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use vouchsafe_core::Origins;
use vouchsafe_core::json::{Document, Position, Span, Tape, Value};

use crate::diagnostic::{Complaint, Diagnostic};
use crate::dialect::{Language, OpenApi};

/// A value in one of the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Spot {
    /// The index of the document.
    pub(crate) document: usize,
    /// The value's place on the document's tape.
    pub(crate) index: u32,
}

/// A text that has been read.
#[derive(Debug)]
pub(crate) struct Source {
    /// The URI by which references find it, absolute, without a fragment.
    pub(crate) uri: String,
    /// What messages and locations call it: a path as the caller gave it, or the URI.
    pub(crate) name: String,
    /// The JSON that it is, or stands for.
    pub(crate) text: Vec<u8>,
    pub(crate) tape: Tape,
    /// What it is written as, if that is not JSON.
    written: Option<Written>,
    /// The version of OpenAPI, if it is such a document.
    pub(crate) openapi: Option<OpenApi>,
    /// Whether schemas in such a document may name themselves, and their dialects.
    pub(crate) names: Names,
    pub(crate) path: Option<PathBuf>,
    /// The offsets of the line feeds, so that each keyword's line costs a search and not a count.
    line_feeds: Vec<usize>,
    /// The number of characters before each block of the text, and of those that UTF-16 writes as two units, so that
    /// columns in one long line do not cost quadratic time.
    counts: Vec<(usize, usize)>,
}

/// Whether there may be schemas in an OpenAPI document that say something about themselves. Most have none, and need not
/// be looked through.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Names {
    /// By `$id`, `$anchor` or `$dynamicAnchor`.
    pub(crate) own: bool,
    /// By `$schema`.
    pub(crate) dialects: bool,
}

impl Names {
    fn of(text: &[u8]) -> Self {
        // The library looks for many bytes at once.
        let text = std::str::from_utf8(text).unwrap_or_default();
        let names = ["$id", "$anchor", "$dynamicAnchor"];
        Self {
            own: names
                .iter()
                .any(|name| text.contains(&format!("\"{name}\""))),
            dialects: text.contains("\"$schema\""),
        }
    }
}

/// A text in another language than JSON.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) text: Vec<u8>,
    /// From places in the JSON to places in it.
    pub(crate) origins: Origins,
}

/// The length of a block, in bytes.
const BLOCK: usize = 1024;

/// The number of characters that begin in a text, and of those among them that UTF-16 writes as two units.
fn counts(text: &[u8]) -> (usize, usize) {
    let characters = text.iter().filter(|byte| **byte & 0xC0 != 0x80);
    let wide = text.iter().filter(|byte| **byte >= 0xF0);
    (characters.count(), wide.count())
}

impl Source {
    pub(crate) fn new(
        uri: String,
        name: String,
        (text, written): (Vec<u8>, Option<Written>),
        tape: Tape,
        path: Option<PathBuf>,
    ) -> Self {
        let shown = written.as_ref().map_or(&text, |written| &written.text);
        // The library looks for one byte in many at once, also where this crate is not optimised.
        let line_feeds = match std::str::from_utf8(shown) {
            Ok(shown) => shown.match_indices('\n').map(|(at, _)| at).collect(),
            Err(_) => (0..)
                .zip(shown)
                .filter(|(_, byte)| **byte == b'\n')
                .map(|(offset, _)| offset)
                .collect(),
        };
        let blocks = shown.chunks(BLOCK).scan((0, 0), |before, block| {
            let (characters, wide) = counts(block);
            *before = (before.0 + characters, before.1 + wide);
            Some(*before)
        });
        let counts = std::iter::once((0, 0)).chain(blocks).collect();
        let mut source = Self {
            uri,
            name,
            text,
            tape,
            written,
            openapi: None,
            names: Names::default(),
            path,
            line_feeds,
            counts,
        };
        source.openapi = OpenApi::of_document(source.document().root());
        if source.openapi.is_some_and(OpenApi::is_modern) {
            source.names = Names::of(&source.text);
        }
        source
    }

    /// The text in which people look for places.
    fn shown(&self) -> &[u8] {
        self.written
            .as_ref()
            .map_or(&self.text, |written| &written.text)
    }

    /// Where a piece of the JSON stands in the text that people know.
    fn place(&self, span: Span) -> Span {
        self.written
            .as_ref()
            .map_or(span, |written| written.origins.span(span))
    }

    /// A fault at some bytes of the JSON.
    pub(crate) fn fault(&self, complaint: Complaint, span: Span) -> Diagnostic {
        let complaint = match self.written {
            // Edits are those of JSON.
            Some(_) => complaint.suggest(None),
            None => complaint,
        };
        let (span, start) = self.position(span);
        complaint.from(&self.name, span, start)
    }

    /// Where some bytes of the JSON stand in the text that people know.
    pub(crate) fn position(&self, span: Span) -> (Span, Position) {
        let span = self.place(span);
        let offset = span.start.min(self.shown().len());
        let feeds = self.line_feeds.partition_point(|feed| *feed < offset);
        let start = feeds
            .checked_sub(1)
            .map_or(0, |last| self.line_feeds[last] + 1);
        // Most lines are much shorter than a block.
        let (characters, wide) = if offset - start < BLOCK {
            counts(&self.shown()[start..offset])
        } else {
            let (after, before) = (self.counts_before(offset), self.counts_before(start));
            (after.0 - before.0, after.1 - before.1)
        };
        let mut position = Position::START;
        position.line += feeds;
        position.column += characters;
        position.utf8_column += offset - start;
        position.utf16_column += characters + wide;
        (span, position)
    }

    /// The line of the byte at an offset, from 1.
    pub(crate) fn line(&self, offset: usize) -> u32 {
        let offset = self.place(Span::new(offset, offset)).start;
        u32::try_from(self.line_feeds.partition_point(|feed| *feed < offset) + 1)
            .unwrap_or(u32::MAX)
    }

    /// The column of the byte at an offset, in characters from 1.
    pub(crate) fn column(&self, offset: usize) -> u32 {
        let (_, position) = self.position(Span::new(offset, offset));
        u32::try_from(position.column).unwrap_or(u32::MAX)
    }

    /// The number of characters before an offset, and of those among them that UTF-16 writes as two units.
    fn counts_before(&self, offset: usize) -> (usize, usize) {
        let block = offset / BLOCK;
        let (characters, wide) = self.counts[block];
        let (more, more_wide) = counts(&self.shown()[block * BLOCK..offset]);
        (characters + more, wide + more_wide)
    }

    pub(crate) fn document(&self) -> Document<'_> {
        Document::new(&self.text, &self.tape)
    }
}

/// A schema resource: a document, or a schema in it with an `$id` of its own.
#[derive(Debug, Clone)]
pub(crate) struct Resource {
    /// Its schema object.
    pub(crate) root: Spot,
    /// Its canonical URI, absolute, without a fragment.
    pub(crate) uri: String,
    pub(crate) language: Language,
    /// Whether it has an `$id`.
    pub(crate) named: bool,
}

/// Where a reference leads.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) spot: Spot,
    /// The name of the `$dynamicAnchor` to look for first, if the reference is dynamic.
    pub(crate) dynamic: Option<String>,
}

/// How many schemas before a place are asked whether it stands in one of them.
const NEAR: usize = 1024;

/// What is known about a place that holds a schema.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// The resource that it belongs to.
    pub(crate) resource: usize,
    /// The JSON Pointer to it from the root of the resource.
    pub(crate) pointer: String,
    /// The language that it is written in.
    pub(crate) language: Language,
}

/// Every document of a compilation with its resources, anchors and references.
#[derive(Debug, Default)]
pub(crate) struct Library {
    pub(crate) sources: Vec<Arc<Source>>,
    pub(crate) resources: Vec<Resource>,
    pub(crate) by_uri: HashMap<String, usize>,
    /// The resources of schemas inside of documents, by their schema objects.
    pub(crate) inner: HashMap<Spot, usize>,
    /// `$anchor` and `$dynamicAnchor` by resource and name, and fragments of `$id` in old dialects.
    pub(crate) anchors: HashMap<(usize, String), Spot>,
    /// `$dynamicAnchor` alone; `$recursiveAnchor: true` is one without a name.
    pub(crate) dynamic_anchors: BTreeMap<(usize, String), Spot>,
    /// Where `$ref`, `$dynamicRef` and `$recursiveRef` lead, by the place of their value.
    pub(crate) targets: HashMap<Spot, Target>,
    /// Why references lead nowhere, where schemas are not read strictly: that matters only where one is reached.
    pub(crate) dangling: HashMap<Spot, Complaint>,
    /// Every place that was found to hold a schema.
    pub(crate) schemas: BTreeMap<Spot, Place>,
    /// The names of members that some schema marks as secrets, once that has been asked.
    pub(crate) marked: OnceCell<HashSet<String>>,
}

impl Library {
    /// The value at a spot.
    pub(crate) fn value(&self, spot: Spot) -> Value<'_> {
        self.sources[spot.document].document().value_at(spot.index)
    }

    /// The language that a schema is written in.
    pub(crate) fn language_of(&self, spot: Spot) -> Language {
        match self.schemas.get(&spot) {
            Some(place) => place.language,
            None => self.resources[self.resource_of(spot)].language,
        }
    }

    /// The innermost schema that is known to stand around a value, or is it.
    pub(crate) fn schema_around(&self, spot: Spot) -> Option<Spot> {
        let target = self.value(spot).span();
        let mut before = self.schemas.range(..=spot).rev().take(NEAR);
        let found = before.find(|(at, _)| {
            at.document == spot.document && self.value(**at).span().contains(target)
        });
        found.map(|(at, _)| *at)
    }

    /// The resource that a schema belongs to.
    pub(crate) fn resource_of(&self, spot: Spot) -> usize {
        if let Some(place) = self.schemas.get(&spot) {
            return place.resource;
        }
        let target = self.value(spot).span();
        // Most often the value of a keyword of a schema that begins a little before it.
        let before = self.schemas.range(..spot).rev().take(NEAR);
        let mut before = before.filter(|(at, _)| at.document == spot.document);
        if let Some((_, place)) = before.find(|(at, _)| self.value(**at).span().contains(target)) {
            return place.resource;
        }
        // Not where schemas are known to stand: the innermost resource around it.
        let around = self.resources.iter().enumerate().filter(|(_, resource)| {
            resource.root.document == spot.document && {
                let root = self.value(resource.root);
                root.span().contains(target)
            }
        });
        around
            .max_by_key(|(_, resource)| resource.root.index)
            .map_or(0, |(index, _)| index)
    }

    /// The JSON Pointer from the root of its resource to a place.
    pub(crate) fn pointer(&self, spot: Spot) -> String {
        if let Some(place) = self.schemas.get(&spot) {
            return place.pointer.clone();
        }
        let resource = &self.resources[self.resource_of(spot)];
        let mut pointer = String::new();
        let mut value = self.value(resource.root);
        let target = self.value(spot).span();
        while value.span() != target {
            let child = value
                .members()
                .find(|(_, child)| child.span().contains(target));
            if let Some((name, child)) = child {
                push_token(&mut pointer, &name.to_lossy());
                value = child;
                continue;
            }
            let child = value
                .items()
                .enumerate()
                .find(|(_, child)| child.span().contains(target));
            let Some((ordinal, child)) = child else { break };
            push_token(&mut pointer, &ordinal.to_string());
            value = child;
        }
        pointer
    }
}

/// Appends a reference token with its escapes (RFC 6901, section 3).
pub(crate) fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    pointer.push_str(&token.replace('~', "~0").replace('/', "~1"));
}

/// The spot of a value of a document.
pub(crate) fn spot(document: usize, value: Value<'_>) -> Spot {
    Spot {
        document,
        index: value.index(),
    }
}
