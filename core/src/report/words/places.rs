//! Where a fault is found in the schema, and which page the schema names for it.

use super::super::locate::push_token;
use super::At;
use crate::engine::Token;

/// The page that the schema names for itself or for an enclosing schema.
pub(super) fn docs(at: At<'_>) -> Option<String> {
    let parts = at.scene.parts;
    let own = parts.node(at.fault().node);
    let page = |node| parts.annotation_str(node, "x-docs").map(str::to_owned);
    page(own).or_else(|| {
        // The nearest enclosing schema is the one with the longest pointer that this one's begins with.
        let pointer = parts.str(own.pointer);
        let pages = at.scene.lexicon.pages().iter();
        let enclosing = pages.map(|id| parts.node(*id)).filter(|node| {
            node.resource == own.resource && pointer.starts_with(parts.str(node.pointer))
        });
        let with_page =
            enclosing.filter_map(|node| Some((parts.str(node.pointer).len(), page(node)?)));
        with_page
            .max_by_key(|(length, _)| *length)
            .map(|(_, page)| page)
    })
}

/// As many bytes as most locations of keywords have at most.
const LOCATION: usize = 128;

pub(super) fn keyword_location(at: At<'_>) -> String {
    let parts = at.scene.parts;
    let mut pointer = String::with_capacity(LOCATION);
    for token in at.fault().path() {
        match *token {
            Token::Word(word) => push_token(&mut pointer, word),
            Token::Text(text) => push_token(&mut pointer, parts.str(text)),
            Token::Index(index) => push_token(&mut pointer, &index.to_string()),
        }
    }
    push_keyword(at, &mut pointer);
    pointer
}

pub(super) fn absolute_keyword_location(at: At<'_>) -> String {
    let mut location = at
        .scene
        .parts
        .location(at.scene.parts.node(at.fault().node));
    push_keyword(at, &mut location);
    location
}

fn push_keyword(at: At<'_>, location: &mut String) {
    if let Some(keyword) = at.fault().keyword {
        let name = at.scene.parts.str(at.scene.parts.keyword(keyword).name);
        // The schema `false` fails without a keyword.
        if !name.is_empty() {
            push_token(location, name);
        }
    }
}
