//! Faults of which it is known where to look for them.

use super::{Collector, Engine, Memory};
use crate::json::Document;
use crate::program::{NodeId, Program};

/// A value that does not satisfy a schema, or a keyword of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Suspect {
    pub(crate) node: NodeId,
    /// The index of the keyword; none where the whole node is meant.
    pub(crate) keyword: Option<u32>,
    /// The tape's index of the value.
    pub(crate) at: u32,
}

/// Everything that has to be looked at to find every fault of a document.
#[derive(Debug, Default)]
pub(crate) struct Suspects {
    suspects: Vec<Suspect>,
    /// There is more, or nobody knows where.
    incomplete: bool,
}

/// Where there are more, the whole document is looked at as fast.
const MOST: usize = 64;

impl Suspects {
    pub(crate) fn clear(&mut self) {
        self.suspects.clear();
        self.incomplete = false;
    }

    /// Adds one.
    pub(crate) fn push(&mut self, suspect: Suspect) {
        if self.suspects.last() == Some(&suspect) {
            return;
        }
        if self.suspects.len() < MOST {
            self.suspects.push(suspect);
        } else {
            self.lose();
        }
    }

    /// Notes that there is more to look at than the suspects.
    pub(crate) const fn lose(&mut self) {
        self.incomplete = true;
    }
}

/// Every fault of the document, in any order, found by looking at the suspects alone; `None` where that is not
/// enough.
pub(crate) fn collect_suspects(
    program: &Program,
    document: Document<'_>,
    memory: &mut Memory,
    suspects: &Suspects,
    room: usize,
) -> Option<Collector> {
    if suspects.incomplete || suspects.suspects.is_empty() {
        return None;
    }
    memory.begin(document);
    let parts = program.parts();
    let mut engine = Engine {
        parts,
        document,
        memory,
        depth: 0,
        plan: Some(program.plan()),
        sink: Collector::without_lints(room),
    };
    for suspect in &suspects.suspects {
        let &Suspect {
            node: id,
            keyword,
            at,
        } = suspect;
        match keyword {
            None => engine.node(id, at, None),
            Some(index) => engine.keyword_at(id, index, at),
        };
    }
    let collector = engine.sink;
    let whole = memory.gave_up.is_none() && !collector.truncated && !collector.faults.is_empty();
    whole.then_some(collector)
}
