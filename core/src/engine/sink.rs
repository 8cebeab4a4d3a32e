//! What becomes of faults: nothing but a verdict, or a list.

use super::annotation::Produced;
use super::fault::{Detail, Fault, Hit, LintAt, Token, Way};
use crate::program::{Lint, LintSeverity, NodeId, Parts};

/// Where the engine tells its findings.
pub(super) trait Sink {
    /// Whether anything is recorded. If not, the engine stops at the first fault.
    const COLLECTS: bool;

    /// Whether annotations are recorded. If so, every subschema that can give some is visited.
    const ANNOTATES: bool = false;

    fn fault(&mut self, _node: NodeId, _keyword: u32, _at: u32, _detail: Detail) {}

    /// The number of faults so far, to know later which ones are new.
    fn count(&self) -> usize {
        0
    }

    /// Marks the faults since `_before` as worded by the `x-message` or `x-help` of a node.
    fn word(&mut self, _parts: &Parts, _node: NodeId, _at: u32, _before: usize) {}

    fn push(&mut self, _token: Token) {}

    fn pop(&mut self) {}

    fn push_condition(&mut self, _hit: Hit) {}

    fn pop_condition(&mut self) {}

    /// Keeps room for the fault that is known only when those of its branches are; `false` if there is none.
    fn reserve(&mut self) -> bool {
        false
    }

    /// Gives the room that was kept to the fault that is recorded next.
    fn release(&mut self) {}

    /// Takes the faults since `_before` away, to keep them as those of one branch.
    fn split_off(&mut self, _before: usize) -> Vec<Fault> {
        Vec::new()
    }

    fn deprecated(&mut self, _node: NodeId, _at: u32) {}

    fn in_lint(&self) -> bool {
        true
    }

    fn begin_lint(&mut self, _parts: &Parts, _lint: &Lint, _at: LintAt) -> bool {
        false
    }

    fn end_lint(&mut self) {}

    /// Whether keywords beside a wrong type are faults of their own.
    fn is_raw(&self) -> bool {
        false
    }

    /// A node that writes annotations down is about to be applied to the value at `_at`.
    fn begin_node(&mut self, _node: NodeId, _at: u32) {}

    /// A node does not hold: what was recorded since `_before` is void.
    fn void(&mut self, _before: usize) {}

    /// The keyword at hand applies a subschema to a child: `_child` is its index on the tape, or for
    /// `contains` the ordinal of an item that matches.
    fn applied(&mut self, _child: u32) {}

    /// A keyword is about to be evaluated. Gives what [`Sink::end_keyword`] must be given.
    fn begin_keyword(&mut self) -> usize {
        0
    }

    /// Takes the children that the keyword was applied to.
    fn end_keyword(&mut self, _begun: usize) -> Vec<u32> {
        Vec::new()
    }

    /// A keyword gives this annotation.
    fn annotate(&mut self, _node: NodeId, _keyword: u32, _at: u32, _produced: Produced) {}
}

/// Wants the verdict alone.
pub(super) struct Flag;

impl Sink for Flag {
    const COLLECTS: bool = false;
}

/// Records every fault, up to a limit.
#[derive(Debug, Default)]
pub(crate) struct Collector {
    pub(crate) faults: Vec<Fault>,
    /// How many more errors may be recorded, those of branches included.
    room: usize,
    /// How many more lints.
    lint_room: usize,
    /// Something was left out for want of room.
    pub(crate) truncated: bool,
    /// Codes of lints that are wanted though they are off.
    enabled: Vec<String>,
    /// Every keyword that fails is wanted, and no lints.
    raw: bool,
    /// No lints are wanted, and nobody asks by which way an error was found.
    errors_only: bool,
    /// How many conditions hold on the way to here.
    depth: u32,
    /// The way to here, unless errors alone are wanted.
    way: Way,
    lint: Option<LintAt>,
}

impl Collector {
    /// Records up to `room` errors, but at least one, for without any the instance would count as valid, and
    /// as many lints; `enabled` are codes of lints that are off by default.
    pub(crate) fn new(room: usize, enabled: Vec<String>) -> Self {
        Self {
            room: room.max(1),
            lint_room: room,
            enabled,
            ..Self::default()
        }
    }

    /// Records up to `room` errors, those of every keyword that fails, whatever follows from what.
    pub(crate) fn raw(room: usize) -> Self {
        Self {
            raw: true,
            ..Self::new(room, Vec::new())
        }
    }

    /// Records up to `room` errors without the ways to them, and no lints.
    pub(crate) fn without_lints(room: usize) -> Self {
        Self {
            errors_only: true,
            ..Self::new(room, Vec::new())
        }
    }

    /// Says that so many conditions hold on the way to what comes next.
    pub(super) const fn set_depth(&mut self, depth: u32) {
        self.depth = depth;
    }

    /// How many more findings of the kind at hand may be recorded.
    fn room(&mut self) -> &mut usize {
        if self.lint.is_some() {
            &mut self.lint_room
        } else {
            &mut self.room
        }
    }

    /// Takes room for one of them; `false` if there is none.
    fn take_room(&mut self) -> bool {
        let room = self.room();
        let rest = room.checked_sub(1);
        *room = rest.unwrap_or(0);
        self.truncated |= rest.is_none();
        rest.is_some()
    }
}

impl Sink for Collector {
    const COLLECTS: bool = true;

    fn fault(&mut self, node: NodeId, keyword: u32, at: u32, detail: Detail) {
        if !self.take_room() {
            return;
        }
        self.faults.push(Fault {
            node,
            keyword: Some(keyword),
            at,
            detail,
            depth: self.depth,
            way: (!self.errors_only).then(|| Box::new(self.way.clone())),
            lint: self.lint,
            worded: None,
        });
    }

    fn count(&self) -> usize {
        self.faults.len()
    }

    fn word(&mut self, parts: &Parts, node: NodeId, at: u32, before: usize) {
        let has_message = parts
            .annotation_str(parts.node(node), "x-message")
            .is_some();
        let (lint, raw) = (self.lint, self.raw);
        let mut said = false;
        let mut index = 0;
        self.faults.retain_mut(|fault| {
            index += 1;
            if index <= before || fault.at != at || fault.lint != lint || fault.worded.is_some() {
                return true;
            }
            // One message for the whole subschema: of several faults at this value it speaks once.
            let keep = raw || !has_message || !said;
            fault.worded = Some(node);
            said = true;
            keep
        });
    }

    fn push(&mut self, token: Token) {
        if !self.errors_only {
            self.way.path.push(token);
        }
    }

    fn pop(&mut self) {
        self.way.path.pop();
    }

    fn push_condition(&mut self, hit: Hit) {
        self.depth += 1;
        if !self.errors_only {
            self.way.conditions.push(hit);
        }
    }

    fn pop_condition(&mut self) {
        self.depth -= 1;
        self.way.conditions.pop();
    }

    fn reserve(&mut self) -> bool {
        self.take_room()
    }

    fn release(&mut self) {
        *self.room() += 1;
    }

    fn split_off(&mut self, before: usize) -> Vec<Fault> {
        self.faults.split_off(before)
    }

    fn deprecated(&mut self, node: NodeId, at: u32) {
        if let Some(rest) = self.lint_room.checked_sub(1) {
            self.lint_room = rest;
            self.faults.push(Fault {
                node,
                keyword: None,
                at,
                detail: Detail::Deprecated,
                depth: 0,
                way: Some(Box::new(Way {
                    path: self.way.path.clone(),
                    conditions: Vec::new(),
                })),
                lint: None,
                worded: None,
            });
        }
    }

    fn in_lint(&self) -> bool {
        // Where lints are not wanted they are passed over as if each were inside one.
        self.raw || self.errors_only || self.lint.is_some()
    }

    fn is_raw(&self) -> bool {
        self.raw
    }

    fn begin_lint(&mut self, parts: &Parts, lint: &Lint, at: LintAt) -> bool {
        let code = parts.str(lint.code);
        let wanted = lint.severity != LintSeverity::Off
            || self.enabled.iter().any(|enabled| enabled == code);
        if wanted {
            self.lint = Some(at);
            self.way.path.extend([
                Token::Word("x-lints"),
                Token::Index(lint.index as usize),
                Token::Word("schema"),
            ]);
        }
        wanted
    }

    fn end_lint(&mut self) {
        self.lint = None;
        let before = self.way.path.len().saturating_sub(3);
        self.way.path.truncate(before);
    }
}
