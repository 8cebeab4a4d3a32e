//! Keywords of arrays.

use super::fault::{Detail, Token};
use super::marks::Marks;
use super::sink::Sink;
use super::{Engine, Place, equal};
use crate::json::Document;
use crate::program::{Check, NodeId, Run};

impl<'r, S: Sink> Engine<'r, S> {
    pub(super) fn array_as_a_whole(&mut self, place: Place<'r>) -> bool {
        let len = u64::from(self.document.entry(place.at).extra);
        match place.keyword.check {
            Check::MinItems(min) => len >= min || self.fail(place, Detail::None),
            Check::MaxItems(max) => len <= max || self.fail(place, Detail::None),
            Check::UniqueItems => self.unique_items(place),
            _ => true,
        }
    }

    pub(super) fn items(&mut self, place: Place<'r>, marks: Option<&mut Marks>) -> bool {
        if !self.memory.spend(self.document.entry(place.at).extra) {
            return false;
        }
        match place.keyword.check {
            Check::PrefixItems(nodes) => self.prefix_items(place, nodes, marks),
            Check::Items { from, node } => {
                if let Some(marks) = marks {
                    marks.add_all();
                }
                self.each_item(place, node, |ordinal| ordinal >= from as usize)
            }
            Check::UnevaluatedItems(node) => {
                let Some(marks) = marks else { return true };
                // That a subschema fails which knows an item is a fault of its own, and says why.
                let consequences = S::COLLECTS && !self.sink.is_raw();
                let valid = self.each_item(place, node, |ordinal| {
                    !(marks.has(ordinal) || consequences && marks.names(ordinal))
                });
                marks.add_all();
                valid
            }
            Check::Contains {
                node,
                min,
                max,
                evaluates,
            } => self.contains(place, node, (min, max), marks.filter(|_| evaluates)),
            _ => true,
        }
    }

    fn prefix_items(
        &mut self,
        place: Place<'r>,
        nodes: Run<NodeId>,
        mut marks: Option<&mut Marks>,
    ) -> bool {
        let mut valid = true;
        self.sink.push(Token::Text(place.keyword.name));
        let items = self.document.value(place.at).items();
        for (ordinal, (item, node)) in items.zip(self.parts.run(nodes)).enumerate() {
            if let Some(marks) = marks.as_deref_mut() {
                marks.add(ordinal);
            }
            self.sink.push(Token::Index(ordinal));
            valid &= self.child(*node, item.index(), Detail::UnexpectedItem);
            self.sink.pop();
            if !valid && !S::COLLECTS {
                break;
            }
        }
        self.sink.pop();
        valid
    }

    /// Applies a node to the items whose ordinal passes.
    fn each_item(
        &mut self,
        place: Place<'r>,
        node: NodeId,
        applies: impl Fn(usize) -> bool,
    ) -> bool {
        let mut valid = true;
        self.sink.push(Token::Text(place.keyword.name));
        for (ordinal, item) in self.document.value(place.at).items().enumerate() {
            if applies(ordinal) {
                valid &= self.child(node, item.index(), Detail::UnexpectedItem);
                if !valid && !S::COLLECTS {
                    break;
                }
            }
        }
        self.sink.pop();
        valid
    }

    fn contains(
        &mut self,
        place: Place<'r>,
        node: NodeId,
        (min, max): (u64, u64),
        mut marks: Option<&mut Marks>,
    ) -> bool {
        let mut matched = 0;
        for (ordinal, item) in self.document.value(place.at).items().enumerate() {
            if self.quietly_holds(place, node, item.index(), None) {
                matched += 1;
                if S::ANNOTATES {
                    self.sink
                        .applied(u32::try_from(ordinal).unwrap_or(u32::MAX));
                }
                match marks.as_deref_mut() {
                    Some(marks) => marks.add(ordinal),
                    // Nothing to record: enough is enough.
                    None if (matched >= min && max == u64::MAX || matched > max)
                        && !S::ANNOTATES =>
                    {
                        break;
                    }
                    None => {}
                }
            }
        }
        (min..=max).contains(&matched) || self.fail(place, Detail::Matched(matched))
    }

    fn unique_items(&mut self, place: Place<'r>) -> bool {
        let document = self.document;
        let mut hashes = std::mem::take(&mut self.memory.hashes);
        hashes.clear();
        hashes.extend(
            document
                .value(place.at)
                .items()
                .map(|item| (item.hash(), item.index())),
        );
        sort_by_value(document, &mut hashes);
        let (mut valid, mut first) = (true, 0);
        for at in 1..hashes.len() {
            let same = hashes[at].0 == hashes[first].0
                && document
                    .value(hashes[at].1)
                    .same_as(document.value(hashes[first].1));
            if same {
                valid = false;
                if !S::COLLECTS {
                    break;
                }
                let again = Place {
                    at: hashes[at].1,
                    ..place
                };
                self.fail(again, Detail::SameAs(hashes[first].1));
            } else {
                first = at;
            }
        }
        self.memory.hashes = hashes;
        valid
    }
}

/// Sorts items, each with its hash, so that equal ones stand together in their order. One function for all engines,
/// since a sort is some kilobytes.
fn sort_by_value(document: Document<'_>, hashes: &mut [(u64, u32)]) {
    // Sorting by the values as well keeps crafted collisions from costing quadratic time.
    hashes.sort_unstable_by(|left, right| {
        let values = || equal::order(document.value(left.1), document.value(right.1));
        left.0
            .cmp(&right.0)
            .then_with(values)
            .then(left.1.cmp(&right.1))
    });
}
