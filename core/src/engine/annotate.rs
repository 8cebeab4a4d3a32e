//! Collects annotations: the sink that records them, and what the engine does for it alone.
//!
//! In: a document that satisfies the program. Out: for each schema object that holds, what it says
//! about the value (core specification, section 7.7). What is below a schema object that does not
//! hold, or below `not`, says nothing.

use std::collections::HashSet;

use super::annotation::{Noted, Produced};
use super::fault::Token;
use super::marks::Marks;
use super::sink::Sink;
use super::steps::Applied;
use super::{Engine, GaveUp, Memory, Place};
use crate::json::{Document, Kind};
use crate::program::{Check, NodeId, Program};
use crate::sort;

/// The annotations of a document that satisfies the program, a schema object before those that it
/// applies. Branches that nest too deep and that the verdict does not need are left out. After very many steps a schema
/// object that meets a value by several ways is looked at once.
///
/// `Err` when it takes too many steps even so.
pub(crate) fn annotations(
    program: &Program,
    document: Document<'_>,
    memory: &mut Memory,
) -> Result<Vec<Noted>, GaveUp> {
    memory.begin(document);
    let mut engine = Engine {
        parts: program.parts(),
        plan: None,
        document,
        memory,
        depth: 0,
        sink: Annotator::default(),
    };
    engine.node(program.parts().root, 0, None);
    let noted = engine.sink.noted;
    match memory.gave_up {
        Some(GaveUp::OutOfSteps) => Err(GaveUp::OutOfSteps),
        _ => Ok(noted),
    }
}

/// Records annotations. Of a schema object that fails nothing is kept, so the first fault ends it.
#[derive(Debug, Default)]
struct Annotator {
    noted: Vec<Noted>,
    path: Vec<Token>,
    /// What the keywords that are being evaluated were applied to, those of inner ones on top.
    applied: Vec<u32>,
    /// Where annotations are not to be recorded again, each with how many there were before it.
    recorded: HashSet<Applied>,
    order: Vec<(usize, Applied)>,
}

impl Sink for Annotator {
    const COLLECTS: bool = false;
    const ANNOTATES: bool = true;

    fn count(&self) -> usize {
        self.noted.len()
    }

    fn push(&mut self, token: Token) {
        self.path.push(token);
    }

    fn pop(&mut self) {
        self.path.pop();
    }

    fn begin_node(&mut self, node: NodeId, at: u32) {
        self.noted.push(Noted {
            node,
            at,
            path: self.path.clone(),
            produced: None,
        });
    }

    fn void(&mut self, before: usize) {
        self.noted.truncate(before);
        while let Some((_, applied)) = self.order.pop_if(|(noted, _)| *noted >= before) {
            self.recorded.remove(&applied);
        }
    }

    fn is_recorded(&mut self, applied: Applied) -> bool {
        let is_new = self.recorded.insert(applied);
        if is_new {
            self.order.push((self.noted.len(), applied));
        }
        !is_new
    }

    fn applied(&mut self, child: u32) {
        self.applied.push(child);
    }

    fn begin_keyword(&mut self) -> usize {
        self.applied.len()
    }

    fn end_keyword(&mut self, begun: usize) -> Vec<u32> {
        self.applied.split_off(begun)
    }

    fn annotate(&mut self, node: NodeId, keyword: u32, at: u32, produced: Produced) {
        self.noted.push(Noted {
            node,
            at,
            path: self.path.clone(),
            produced: Some((keyword, produced)),
        });
    }
}

impl<'r, S: Sink> Engine<'r, S> {
    /// Applies one keyword and records the annotation that it produces.
    pub(super) fn annotated_keyword(
        &mut self,
        place: Place<'r>,
        marks: Option<&mut Marks>,
    ) -> bool {
        let begun = self.sink.begin_keyword();
        let holds = self.keyword(place, marks);
        let applied = self.sink.end_keyword(begun);
        if holds && let Some(produced) = self.produced(place, applied) {
            self.sink
                .annotate(place.id, place.index, place.at, produced);
        }
        holds
    }

    /// What a keyword produces that was applied to these children.
    fn produced(&self, place: Place<'r>, mut applied: Vec<u32>) -> Option<Produced> {
        let entry = self.document.entry(place.at);
        match (place.keyword.check, entry.kind) {
            (
                Check::Properties(_)
                | Check::PatternProperties(_)
                | Check::AdditionalProperties { .. }
                | Check::UnevaluatedProperties(_),
                Kind::Object,
            ) => {
                // Several patterns may match one name, and `properties` has an order of its own.
                sort::by(&mut applied, Ord::cmp);
                applied.dedup();
                let names = applied.into_iter().map(|value| value.saturating_sub(1));
                Some(Produced::Names(names.collect()))
            }
            (Check::PrefixItems(_), Kind::Array) => {
                let last = applied.len().checked_sub(1)?;
                Some(if applied.len() == entry.extra as usize {
                    Produced::True
                } else {
                    Produced::UpTo(last)
                })
            }
            (Check::Items { .. } | Check::UnevaluatedItems(_), Kind::Array) => {
                (!applied.is_empty()).then_some(Produced::True)
            }
            (Check::Contains { .. }, Kind::Array) => {
                let all = !applied.is_empty() && applied.len() == entry.extra as usize;
                Some(if all {
                    Produced::True
                } else {
                    Produced::Items(applied)
                })
            }
            _ => None,
        }
    }

    /// Whether a subschema that the verdict of its keyword depends on holds: without recording why
    /// not, but with its annotations where they are wanted.
    #[inline]
    pub(super) fn quietly_holds(
        &mut self,
        place: Place<'r>,
        node: NodeId,
        at: u32,
        marks: Option<&mut Marks>,
    ) -> bool {
        if !S::ANNOTATES {
            return self.holds(node, at, marks);
        }
        self.sink.push(Token::Text(place.keyword.name));
        let valid = self.node(node, at, marks);
        self.sink.pop();
        valid
    }

    /// The same for a branch of `anyOf` or `oneOf`.
    #[inline]
    pub(super) fn branch_holds(
        &mut self,
        place: Place<'r>,
        ordinal: usize,
        node: NodeId,
        marks: Option<&mut Marks>,
    ) -> bool {
        if !S::ANNOTATES {
            return self.holds(node, place.at, marks);
        }
        self.sink.push(Token::Text(place.keyword.name));
        let valid = self.branch(ordinal, node, place.at, marks);
        self.sink.pop();
        valid
    }
}
