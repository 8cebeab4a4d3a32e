//! Looks for schemas that are well-formed and cannot mean what they say.
//!
//! JSON Schema allows all of this, so it is looked for where schemas are checked rather than used: by the derive, in
//! build scripts, by `vouchsafe schema check`. In: the pools of a program. Out: faults. One kind of fault, one file.

mod bounds;
mod members;
mod satisfiable;
mod shadowed;
mod values;

use std::collections::HashSet;

use vouchsafe_core::json::Value;
use vouchsafe_core::program::{Check, Keyword, NodeId, Parts};

use crate::diagnostic::{Complaint, Diagnostic};
use crate::library::{Library, spot};
use crate::lowered::Lowered;

/// The faults of schemas that cannot mean what they say. With `sound`, nothing else is wrong with the schemas, so that
/// they may be run.
pub(crate) fn examine(library: &Library, lowered: &Lowered, sound: bool) -> Vec<Diagnostic> {
    let mut examiner = Examiner {
        library,
        lowered,
        faults: Vec::new(),
        contradictory: HashSet::new(),
    };
    examiner.each(bounds::examine);
    examiner.each(members::examine);
    if sound {
        satisfiable::examine(&mut examiner);
        examiner.each(shadowed::examine);
        values::examine(&mut examiner);
    }
    examiner.faults
}

struct Examiner<'a> {
    library: &'a Library,
    lowered: &'a Lowered,
    faults: Vec<Diagnostic>,
    /// The nodes that have a fault which leaves nothing to satisfy them: one fault is told once.
    contradictory: HashSet<NodeId>,
}

impl<'a> Examiner<'a> {
    fn parts(&self) -> &'a Parts {
        &self.lowered.parts
    }

    fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..u32::try_from(self.lowered.parts.nodes.len()).unwrap_or(u32::MAX)).map(NodeId)
    }

    fn keywords(&self, node: NodeId) -> &'a [Keyword] {
        let parts = self.parts();
        parts.run(parts.node(node).keywords)
    }

    fn checks(&self, node: NodeId) -> impl Iterator<Item = Check> + use<'a> {
        self.keywords(node).iter().map(|keyword| keyword.check)
    }

    fn each(&mut self, examine: fn(&mut Self, NodeId)) {
        for node in self.nodes() {
            examine(self, node);
        }
    }

    /// The value of a keyword of a node, as the schema has it.
    fn value(&self, node: NodeId, keyword: &str) -> Option<Value<'a>> {
        let spot = self.lowered.spots.get(node.0 as usize)?;
        let schema = self.library.value(*spot);
        // What stands beside `$ref` says nothing in these languages.
        let is_old = self.library.language_of(*spot).dialect.is_old();
        let is_void = is_old && schema.member("$ref").is_some();
        schema.member(keyword).filter(|_| !is_void)
    }

    /// The text of a value in the document of a node.
    fn text(&self, node: NodeId, value: Value<'_>) -> &'a [u8] {
        let spot = self.lowered.spots.get(node.0 as usize);
        let source = spot.and_then(|spot| self.library.sources.get(spot.document));
        let (start, end) = (value.span().start, value.span().end);
        source
            .and_then(|source| source.text.get(start..end))
            .unwrap_or_default()
    }

    /// Reports a fault of a node, at the value of a keyword.
    fn complain(&mut self, node: NodeId, keyword: &str, complaint: Complaint) {
        let value = self.value(node, keyword);
        self.complain_at(node, value, complaint);
    }

    /// Reports a fault of a node, at a value in it; at the whole of it if there is none.
    fn complain_at(&mut self, node: NodeId, value: Option<Value<'_>>, complaint: Complaint) {
        let Some(whole) = self.lowered.spots.get(node.0 as usize) else {
            return;
        };
        let at = value.map_or(*whole, |value| spot(whole.document, value));
        let source = &self.library.sources[at.document];
        let span = self.library.value(at).span();
        self.faults.push(source.fault(complaint, span));
    }
}
