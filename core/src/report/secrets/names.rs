//! What member names, and words that may be member names, say about secrets.

use std::collections::HashMap;

use super::super::lexicon::{Leads, Lexicon};
use crate::json::Document;
use crate::program::{Parts, Program};

/// What a member name says about the value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NameKind {
    /// It is, or nearly is, the name of a secret.
    Secret,
    /// It is, or nearly is, a name that the schema knows, and of no secret.
    Harmless,
    /// The schema knows it as the name of something that has secrets inside: what it means depends on its place.
    Leading,
    /// None of these.
    Unknown,
}

/// The names of the schema, and what has been found out about others.
pub(super) struct Names<'a> {
    pub(super) parts: &'a Parts,
    pub(super) lexicon: &'a Lexicon,
    judged: HashMap<String, NameKind>,
}

/// Names that are compared with those of the schema; of more than these nothing is known.
const MOST_JUDGED: usize = 1000;

/// A piece of a secret that is shorter than this tells nothing.
const TELLING: usize = 4;

/// Names of secrets that are shorter than this are also words of ordinary texts.
const UNMISTAKABLE: usize = 6;

impl<'a> Names<'a> {
    pub(super) fn new(program: &'a Program) -> Self {
        Self {
            parts: program.parts(),
            lexicon: program.lexicon(),
            judged: HashMap::new(),
        }
    }

    /// What the member name at `index` says.
    pub(super) fn kind_at(&mut self, document: Document<'_>, index: u32) -> NameKind {
        let (name, hash) = (document.text(index), document.entry(index).extra);
        match self.lexicon.harmless_leads(self.parts, name, hash) {
            Some(Leads::Yes) => NameKind::Leading,
            Some(Leads::No) => NameKind::Harmless,
            None => self.kind(&name.to_lossy()),
        }
    }

    /// What a name says, wherever it stands.
    pub(super) fn kind(&mut self, name: &str) -> NameKind {
        if let Some(kind) = self.judged.get(name) {
            return *kind;
        }
        let few = self.judged.len() < MOST_JUDGED;
        let kind = if self.is_harmless(name) {
            NameKind::Harmless
        } else if self.lexicon.is_nearly_secret(name) {
            NameKind::Secret
        } else if few && self.lexicon.nearly_harmless(self.parts, name) == Some(Leads::No) {
            NameKind::Harmless
        } else {
            NameKind::Unknown
        };
        if few {
            self.judged.insert(name.to_owned(), kind);
        }
        kind
    }

    /// Whether the schema knows a name, and of no secret.
    pub(super) fn is_harmless(&self, name: &str) -> bool {
        self.lexicon.harmless_text(self.parts, name) == Some(true)
    }

    /// Whether a name is, or nearly is, that of a secret.
    pub(super) fn is_secret(&self, name: &str) -> bool {
        !self.is_harmless(name) && self.lexicon.is_nearly_secret(name)
    }

    /// Whether a member name may have swallowed a secret: it is that of a secret with more behind it, and what is behind
    /// it is no other word of a name.
    pub(super) fn has_swallowed(&self, name: &str) -> bool {
        if self.lexicon.harmless_text(self.parts, name).is_some() {
            return false;
        }
        self.lexicon.ends_of_secret(name).any(|end| {
            let rest = &name[end..];
            let is_word = rest.starts_with(['_', '-'])
                && rest
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'-'));
            rest.len() >= TELLING && !is_word
        })
    }

    /// Whether a name is more than that of a secret: a text of unknown structure may have joined the two.
    pub(super) fn has_more(&self, name: &str) -> bool {
        self.lexicon.harmless_text(self.parts, name).is_none()
    }

    /// Whether a text may hold a secret together with its name: `password=…`, an object that is written as a string.
    pub(super) fn tells(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let shortest = self.lexicon.shortest_secret();
        let parts_words = |byte: &u8| byte.is_ascii_whitespace() || assigns(*byte);
        if bytes.len() <= shortest || !bytes.iter().any(parts_words) {
            return false;
        }
        let mut at = 0;
        while at < bytes.len() {
            let len = bytes[at..]
                .iter()
                .take_while(|byte| is_word(**byte))
                .count();
            if len >= shortest && len < bytes.len() {
                // Both ends are beside ASCII characters.
                let word = text.get(at..at + len).unwrap_or_default();
                if self.introduces(word, &bytes[at + len..]) {
                    return true;
                }
            }
            at += len.max(1);
        }
        false
    }

    /// Whether a word is the name of a secret that may stand in what follows.
    fn introduces(&self, word: &str, after: &[u8]) -> bool {
        if self.is_harmless(word) || !self.lexicon.is_nearly_secret(word) {
            return false;
        }
        let rest = after.trim_ascii_start();
        let is_assigned = rest.first().is_some_and(|byte| assigns(*byte));
        let is_followed = !rest.is_empty() && self.lexicon.is_unmistakable(word, UNMISTAKABLE);
        rest.len() >= TELLING && (is_assigned || is_followed) || self.has_swallowed(word)
    }

    /// Where in a text of unknown structure something first stands that may belong to a secret: anything
    /// but punctuation, spaces, literals and the names of harmless members.
    pub(super) fn first_doubtful(&self, text: &[u8]) -> Option<usize> {
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

/// Whether a byte may stand between a name and its value.
const fn assigns(byte: u8) -> bool {
    matches!(byte, b'=' | b':' | b'"' | b'\'' | b'\\' | b'>')
}

/// Whether a byte may be part of a name that is written without quotes.
pub(super) const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}
