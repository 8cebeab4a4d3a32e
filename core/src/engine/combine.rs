//! Keywords that apply schemas to the value at hand: references, combinators and conditions.

use super::fault::{Detail, Hit, Met, Token};
use super::marks::Marks;
use super::sink::Sink;
use super::{Engine, Place};
use crate::json::Kind;
use crate::program::{NodeId, Run, Text};

/// What a condition asks of one member.
struct Asked {
    /// The schema that its value is to satisfy.
    node: NodeId,
    /// The tape's index of the value.
    value: u32,
    /// Its place among the members.
    ordinal: usize,
}

impl<'r, S: Sink> Engine<'r, S> {
    /// Follows a reference.
    pub(super) fn reference(
        &mut self,
        place: Place<'r>,
        node: NodeId,
        marks: Option<&mut Marks>,
    ) -> bool {
        self.sink.push(Token::Text(place.keyword.name));
        let valid = self.node(node, place.at, marks);
        self.sink.pop();
        valid
    }

    /// The schema that the outermost resource on the way marks with a `$dynamicAnchor` of that name.
    pub(super) fn dynamic_target(&self, anchor: Text) -> Option<NodeId> {
        self.memory.scope.iter().find_map(|&resource| {
            let anchors = self
                .parts
                .run(self.parts.resources[resource as usize].anchors);
            anchors
                .iter()
                .find(|candidate| candidate.name == anchor)
                .map(|found| found.node)
        })
    }

    pub(super) fn all_of(
        &mut self,
        place: Place<'r>,
        nodes: Run<NodeId>,
        mut marks: Option<&mut Marks>,
    ) -> bool {
        let mut valid = true;
        self.sink.push(Token::Text(place.keyword.name));
        for (ordinal, &node) in self.parts.run(nodes).iter().enumerate() {
            valid &= self.branch(ordinal, node, place.at, marks.as_deref_mut());
            if !valid && !S::COLLECTS {
                break;
            }
        }
        self.sink.pop();
        valid
    }

    pub(super) fn any_of(
        &mut self,
        place: Place<'r>,
        nodes: Run<NodeId>,
        mut marks: Option<&mut Marks>,
    ) -> bool {
        let mut valid = false;
        for (ordinal, &node) in self.parts.run(nodes).iter().enumerate() {
            if self.branch_holds(place, ordinal, node, marks.as_deref_mut()) {
                valid = true;
                if S::COLLECTS {
                    self.lints_of_branch(place, ordinal, node);
                } else if marks.is_none() && !S::ANNOTATES {
                    break;
                }
            }
        }
        valid || self.no_branch(place, nodes, marks)
    }

    pub(super) fn one_of(
        &mut self,
        place: Place<'r>,
        nodes: Run<NodeId>,
        mut marks: Option<&mut Marks>,
    ) -> bool {
        let mut chosen: Option<(usize, NodeId, Option<Marks>)> = None;
        let mut several = Vec::new();
        for (ordinal, &node) in self.parts.run(nodes).iter().enumerate() {
            let mut own = marks.is_some().then(Marks::default);
            if self.branch_holds(place, ordinal, node, own.as_mut()) {
                match &chosen {
                    None => chosen = Some((ordinal, node, own)),
                    Some((first, ..)) => {
                        if !S::COLLECTS {
                            return false;
                        }
                        if several.is_empty() {
                            several.push(u32::try_from(*first).unwrap_or(u32::MAX));
                        }
                        several.push(u32::try_from(ordinal).unwrap_or(u32::MAX));
                        if let (Some(marks), Some(own)) = (marks.as_deref_mut(), &own) {
                            marks.merge_named(own);
                        }
                    }
                }
            }
        }
        match chosen {
            None => self.no_branch(place, nodes, marks),
            Some((.., own)) if !several.is_empty() => {
                // What each of them evaluates is known, though none counts.
                if let (Some(marks), Some(own)) = (marks, own) {
                    marks.merge_named(&own);
                }
                self.fail(place, Detail::Several(several))
            }
            Some((ordinal, node, own)) => {
                if let (Some(marks), Some(own)) = (marks, own) {
                    marks.merge(&own);
                }
                if S::COLLECTS {
                    self.lints_of_branch(place, ordinal, node);
                }
                true
            }
        }
    }

    pub(super) fn conditional(
        &mut self,
        place: Place<'r>,
        test: NodeId,
        then: Option<NodeId>,
        otherwise: Option<NodeId>,
        mut marks: Option<&mut Marks>,
    ) -> bool {
        // Most conditions are about one member, which takes one look at it.
        let asked = if S::ANNOTATES || self.parts.flags.dynamic {
            None
        } else {
            self.asks_one_member(test, place.at)
        };
        let held = match asked {
            None => self.quietly_holds(place, test, place.at, marks.as_deref_mut()),
            Some(None) => false,
            Some(Some(asked)) => {
                self.depth += 1;
                let held = self.holds(asked.node, asked.value, None);
                self.depth -= 1;
                if held && let Some(marks) = marks.as_deref_mut() {
                    marks.add(asked.ordinal);
                }
                held
            }
        };
        let (word, node) = if held {
            ("then", then)
        } else {
            ("else", otherwise)
        };
        let Some(node) = node else { return true };
        self.sink.push(Token::Word(word));
        self.sink.push_condition(Hit {
            keyword: place.index,
            at: place.at,
            met: if held { Met::Held } else { Met::Failed },
        });
        let valid = self.node(node, place.at, marks);
        self.sink.pop_condition();
        self.sink.pop();
        valid
    }

    /// Of a condition that asks whether one member is there and satisfies a schema: what it asks of it, if it is
    /// there. `None` if the condition asks something else.
    #[expect(
        clippy::option_option,
        reason = "two questions, each with an answer of its own"
    )]
    fn asks_one_member(&self, test: NodeId, at: u32) -> Option<Option<Asked>> {
        let parts = self.parts;
        if self.document.entry(at).kind != Kind::Object || self.ignores_case(at) {
            return None;
        }
        let property = parts.asks_one_member(test)?;
        let name = &parts.run(parts.node(test).names)[property.slot.0 as usize];
        let member = self.document.member(at, parts.bytes(name.text), name.hash);
        Some(member.map(|member| Asked {
            node: property.node,
            value: member.name + 1,
            ordinal: member.ordinal as usize,
        }))
    }

    /// Records that no branch holds. The faults of the branches are found when a report chooses among them, see
    /// [`Alternatives`], but where every fault is wanted. What the branches know of the value counts as known.
    ///
    /// [`Alternatives`]: super::Alternatives
    fn no_branch(
        &mut self,
        place: Place<'r>,
        nodes: Run<NodeId>,
        marks: Option<&mut Marks>,
    ) -> bool {
        if !S::COLLECTS {
            return false;
        }
        if !self.sink.is_raw() {
            if let Some(marks) = marks {
                for &node in self.parts.run(nodes) {
                    self.name_known(node, place.at, marks);
                }
            }
            let scope = if self.parts.flags.dynamic {
                self.memory.scope.as_slice().into()
            } else {
                Box::default()
            };
            return self.fail(place, Detail::NoBranch(scope));
        }
        if !self.sink.reserve() {
            return false;
        }
        self.sink.push(Token::Text(place.keyword.name));
        let mut branches = Vec::new();
        for (ordinal, &node) in self.parts.run(nodes).iter().enumerate() {
            let before = self.sink.count();
            self.branch(ordinal, node, place.at, None);
            branches.push(self.sink.split_off(before));
        }
        self.sink.pop();
        self.sink.release();
        self.fail(place, Detail::Branches(branches))
    }

    /// Visits a branch that holds once more, for the lints that are in it.
    fn lints_of_branch(&mut self, place: Place<'r>, ordinal: usize, node: NodeId) {
        if self.parts.flags.lints && !self.sink.in_lint() {
            self.sink.push(Token::Text(place.keyword.name));
            self.branch(ordinal, node, place.at, None);
            self.sink.pop();
        }
    }

    pub(super) fn branch(
        &mut self,
        ordinal: usize,
        node: NodeId,
        at: u32,
        marks: Option<&mut Marks>,
    ) -> bool {
        self.sink.push(Token::Index(ordinal));
        let valid = self.node(node, at, marks);
        self.sink.pop();
        valid
    }
}
