//! What has been found out about the fields of structs.

use crate::program::{NodeId, Parts};

/// What schemas say of the fields that had to be looked up: found once by a thread, since programs and the names of
/// fields live as long as it.
#[derive(Debug)]
pub(super) struct Memo {
    entries: Box<[Option<Entry>]>,
}

/// Enough for the fields of a few structs, which stand one after the other. A power of two.
const ENTRIES: usize = 512;

/// A field: of the object that a node describes, by its name and its ordinal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub(super) parts: &'static Parts,
    pub(super) node: NodeId,
    pub(super) name: &'static str,
    pub(super) at: usize,
}

/// What the schema says of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    /// It is known to refuse `null`.
    pub(super) refuses_null: bool,
    /// A schema that the value must satisfy, unless it is `null`.
    pub(super) node: Option<NodeId>,
}

type Entry = (Field, Said);

impl Default for Memo {
    fn default() -> Self {
        Self {
            entries: vec![None; ENTRIES].into_boxed_slice(),
        }
    }
}

impl Memo {
    /// What the schema says of a field, if that is known.
    #[inline(always)]
    pub(super) fn recall(&self, field: &Field) -> Option<Said> {
        // The same place in memory is the same text, or the same program.
        self.entries[Self::entry(field)]
            .filter(|(known, _)| {
                known.node == field.node
                    && std::ptr::eq(known.name, field.name)
                    && std::ptr::eq(known.parts, field.parts)
            })
            .map(|(_, said)| said)
    }

    /// Keeps what the schema says of a field.
    pub(super) fn keep(&mut self, field: Field, said: Said) {
        self.entries[Self::entry(&field)] = Some((field, said));
    }

    #[inline(always)]
    fn entry(field: &Field) -> usize {
        // Programs stand at different places in memory: 2^64 divided by the golden ratio spreads them.
        let program = std::ptr::from_ref(field.parts).addr() as u64;
        let program = (program.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize;
        let first = program.wrapping_add(field.node.0 as usize * 32);
        first.wrapping_add(field.at) % ENTRIES
    }
}
