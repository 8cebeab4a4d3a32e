//! Finds the members that a node mentions, in one pass over the object.

use super::Engine;
use super::sink::Sink;
use crate::json::{Document, Kind};
use crate::program::{Name, Node, Slot};

/// Where the member of one slot stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bound {
    /// The tape's index of its value, or [`Bound::ABSENT`].
    value: u32,
    /// Its place among the members.
    ordinal: u32,
}

impl Bound {
    const ABSENT: Self = Self {
        value: u32::MAX,
        ordinal: 0,
    };
}

/// A member as the tape has it.
#[derive(Clone, Copy)]
pub(super) struct Member {
    pub(super) name: u32,
    pub(super) value: u32,
    pub(super) ordinal: usize,
}

impl<S: Sink> Engine<'_, S> {
    /// Opens a frame of [`Bound`]s for a node, one for each of its names, and fills it from the object
    /// at `at`. Of members with the same name the last one counts.
    pub(super) fn bind(&mut self, node: &Node, at: u32) -> u32 {
        let frame = self.memory.bound.len();
        let names = self.parts.run(node.names);
        if !names.is_empty() && self.document.entry(at).kind == Kind::Object {
            self.memory.bound.resize(frame + names.len(), Bound::ABSENT);
            let mut next = first_member(self.document, at);
            let mut ordinal = 0;
            while let Some(member) = next {
                if let Some(slot) = self.slot_of(names, at, member.name) {
                    self.memory.bound[frame + slot] = Bound {
                        value: member.value,
                        ordinal,
                    };
                }
                ordinal += 1;
                next = next_member(self.document, at, member);
            }
        }
        // Frames are as many as names are mentioned on one path of evaluation.
        u32::try_from(frame).unwrap_or(u32::MAX)
    }

    /// The index of the name at `name`, of the object at `at`, among the names of a node.
    pub(super) fn slot_of(&self, names: &[Name], at: u32, name: u32) -> Option<usize> {
        let text = self.document.text(name);
        if self.memory.ignore_case && at == 0 {
            let text = text.to_lossy();
            return names
                .iter()
                .position(|candidate| text.eq_ignore_ascii_case(self.parts.str(candidate.text)));
        }
        let hash = self.document.entry(name).extra;
        // A short list is read through; a long one is searched, for it is sorted by hash.
        let first = if names.len() <= 8 {
            0
        } else {
            names.partition_point(|candidate| candidate.hash < hash)
        };
        for (slot, candidate) in names.iter().enumerate().skip(first) {
            if candidate.hash == hash && text.is(self.parts.str(candidate.text)) {
                return Some(slot);
            }
            if candidate.hash > hash {
                break;
            }
        }
        None
    }

    /// The value and the ordinal of the member in that slot of the frame.
    pub(super) fn bound(&self, frame: u32, slot: Slot) -> Option<(u32, usize)> {
        let bound = self.memory.bound.get(frame as usize + slot.0 as usize)?;
        (bound.value != u32::MAX).then_some((bound.value, bound.ordinal as usize))
    }
}

/// The first member of the object at `at`.
pub(super) fn first_member(document: Document<'_>, at: u32) -> Option<Member> {
    member_at(document, at, at + 1, 0)
}

/// The member after `member` of the object at `at`.
pub(super) fn next_member(document: Document<'_>, at: u32, member: Member) -> Option<Member> {
    member_at(
        document,
        at,
        document.entry(member.value).next,
        member.ordinal + 1,
    )
}

fn member_at(document: Document<'_>, at: u32, name: u32, ordinal: usize) -> Option<Member> {
    (name + 1 < document.entry(at).next).then_some(Member {
        name,
        value: name + 1,
        ordinal,
    })
}
