//! The way from the root of a document to a value: what a JSON Pointer spells.

use super::Scene;
use crate::json::{Document, Kind};
use crate::sort;

/// One step from a container into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// Into the member whose name stands at this index of the tape.
    Member(u32),
    /// Into the item with this ordinal.
    Item(usize),
}

/// The ways to some places of a document.
#[derive(Default)]
pub(super) struct Located {
    places: Vec<u32>,
    ways: Vec<Vec<Step>>,
}

impl Located {
    /// The way to the value at `at`, which must be among the places that were asked for.
    pub(super) fn way(&self, at: u32) -> &[Step] {
        self.places
            .binary_search(&at)
            .map_or(&[], |index| &self.ways[index])
    }

    /// The way to `at` as an RFC 6901 JSON Pointer. Names that are secrets are left out of it.
    pub(super) fn pointer(&self, scene: Scene<'_>, at: u32) -> String {
        const DIGITS: usize = 8;
        let way = self.way(at);
        // A name with its quotes is as long as one with a slash at least, unless it has escapes.
        let lengths = way.iter().map(|step| match step {
            Step::Member(name) => scene.document.span(*name).range().len(),
            Step::Item(_) => DIGITS,
        });
        let mut pointer = String::with_capacity(lengths.sum());
        for step in way {
            match step {
                Step::Member(name) => push_token(&mut pointer, &scene.shown_name(*name)),
                Step::Item(ordinal) => push_token(&mut pointer, &ordinal.to_string()),
            }
        }
        pointer
    }
}

/// Appends a reference token with its escapes (RFC 6901, section 3).
pub(super) fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    // Without a way out of the loop, so that many bytes are looked at together.
    let special = |found, byte| found | matches!(byte, b'~' | b'/');
    if !token.bytes().fold(false, special) {
        return pointer.push_str(token);
    }
    for character in token.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// Finds the ways to all `places` in one walk; a place may be that of a member name and then
/// stands for the member.
pub(super) fn locate(document: Document<'_>, mut places: Vec<u32>) -> Located {
    sort::by(&mut places, Ord::cmp);
    places.dedup();
    let mut open: Vec<Open> = Vec::new();
    let mut way: Vec<Step> = Vec::new();
    let ways = places.iter().map(|&place| {
        let target = if document.tape().is_empty() || !document.entry(place).is_name {
            place
        } else {
            place + 1
        };
        if document.tape().is_empty() {
            return Vec::new();
        }
        while open.last().is_some_and(|container| container.end <= target) {
            open.pop();
            way.pop();
        }
        let mut current = open.last().map_or(0, |container| container.index);
        if open.is_empty() {
            open.push(Open::new(document, 0));
        }
        while current != target {
            let Some(container) = open.last_mut() else {
                break;
            };
            let Some((step, child)) = container.child_with(document, target) else {
                break;
            };
            way.push(step);
            current = child;
            open.push(Open::new(document, child));
        }
        way.clone()
    });
    let ways = ways.collect();
    Located { places, ways }
}

/// A container on the way, and how far its children have been passed.
struct Open {
    index: u32,
    end: u32,
    next: u32,
    ordinal: usize,
    is_object: bool,
}

impl Open {
    fn new(document: Document<'_>, index: u32) -> Self {
        let entry = document.entry(index);
        let is_object = entry.kind == Kind::Object;
        Self {
            index,
            end: entry.next,
            next: index + 1,
            ordinal: 0,
            is_object,
        }
    }

    /// The child that `target` is in or is. Children before it are passed for good: targets ascend.
    fn child_with(&mut self, document: Document<'_>, target: u32) -> Option<(Step, u32)> {
        loop {
            let value = self.next + u32::from(self.is_object);
            if value >= self.end {
                return None;
            }
            let after = document.entry(value).next;
            if target < after {
                let step = if self.is_object {
                    Step::Member(self.next)
                } else {
                    Step::Item(self.ordinal)
                };
                return Some((step, value));
            }
            self.next = after;
            self.ordinal += 1;
        }
    }
}
