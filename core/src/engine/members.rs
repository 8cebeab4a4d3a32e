//! The members of the object at hand, one by one or by the names that a node mentions.

use super::sink::Sink;
use super::{Engine, Place};
use crate::json::Document;
use crate::program::{Name, Slot};

/// A member as the tape has it.
#[derive(Clone, Copy)]
pub(super) struct Member {
    pub(super) name: u32,
    pub(super) value: u32,
    pub(super) ordinal: usize,
}

impl<S: Sink> Engine<'_, S> {
    /// Whether names of the object at `at` are compared without regard to case.
    pub(super) fn ignores_case(&self, at: u32) -> bool {
        self.memory.ignore_case && at == 0
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

    /// The value and the ordinal of the member of the object at hand that a slot of the node names.
    #[inline]
    pub(super) fn member(&self, place: Place<'_>, slot: Slot) -> Option<(u32, usize)> {
        let name = &self.parts.run(place.node.names)[slot.0 as usize];
        if self.memory.ignore_case && place.at == 0 {
            return self.member_of_any_case(place, slot);
        }
        let text = self.parts.bytes(name.text);
        let member = self.document.member(place.at, text, name.hash)?;
        Some((member.name + 1, member.ordinal as usize))
    }

    #[cold]
    fn member_of_any_case(&self, place: Place<'_>, slot: Slot) -> Option<(u32, usize)> {
        let names = self.parts.run(place.node.names);
        let text = |name: &Name| self.parts.str(name.text);
        let (before, wanted) = (&names[..slot.0 as usize], text(&names[slot.0 as usize]));
        // Of names that differ in case alone the first has them all.
        if before
            .iter()
            .any(|name| text(name).eq_ignore_ascii_case(wanted))
        {
            return None;
        }
        let mut found = None;
        let mut next = first_member(self.document, place.at);
        while let Some(member) = next {
            let name = self.document.text(member.name).to_lossy();
            if name.eq_ignore_ascii_case(wanted) {
                found = Some((member.value, member.ordinal));
            }
            next = next_member(self.document, place.at, member);
        }
        found
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
