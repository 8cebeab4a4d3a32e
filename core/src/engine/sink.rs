//! What becomes of faults: nothing but a verdict, or a list.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::annotation::Produced;
use super::fault::{Detail, Fault, Hit, LintAt, Token, Way};
use super::steps::Applied;
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

    /// Whether what a node has to say about a value need not be recorded: because it has been, or for want of room.
    /// Asked only where evaluation remembers its answers.
    fn is_recorded(&mut self, _applied: Applied) -> bool {
        false
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

/// How many faults are counted at most beyond those that there is room for.
const MOST_COUNTED: usize = 100_000;

/// Records every fault: those that there is room for with the ways to them, and others to be counted.
#[derive(Debug)]
pub(crate) struct Collector {
    pub(crate) faults: Vec<Fault>,
    /// How many more errors may be recorded.
    room: usize,
    /// How many more lints.
    lint_room: usize,
    /// How many more faults are counted.
    count: usize,
    /// Something was left out, and not even counted.
    pub(crate) uncounted: bool,
    settings: Settings,
    /// How many conditions hold on the way to here.
    depth: u32,
    /// The way to here, unless errors alone are wanted.
    way: Way,
    lint: Option<LintAt>,
    /// How long the way is without the lint.
    lint_path: usize,
    /// What has been applied to which values, once evaluation remembers, and after how many conditions.
    recorded: HashMap<(Applied, Option<LintAt>), u32>,
}

/// What a [`Collector`] records.
#[derive(Debug, Clone, Default)]
pub(super) struct Settings {
    /// How many errors, and how many lints.
    most: usize,
    /// Codes of lints that are wanted though they are off.
    enabled: Vec<String>,
    /// Every keyword that fails is wanted, and no lints.
    raw: bool,
    /// No lints are wanted, and no ways.
    pub(super) errors_only: bool,
}

impl Collector {
    /// Records up to `room` errors, but at least one, for without any the instance would count as valid, and
    /// as many lints; `enabled` are codes of lints that are off by default.
    pub(crate) fn new(room: usize, enabled: Vec<String>) -> Self {
        Self::of(Settings {
            most: room,
            enabled,
            ..Settings::default()
        })
    }

    /// Records up to `room` errors, those of every keyword that fails, whatever follows from what, and counts no others.
    pub(crate) fn raw(room: usize) -> Self {
        Self {
            count: 0,
            ..Self::of(Settings {
                most: room,
                raw: true,
                ..Settings::default()
            })
        }
    }

    /// Records up to `room` errors without the ways to them, and no lints.
    pub(crate) fn without_lints(room: usize) -> Self {
        Self::of(Settings {
            most: room,
            errors_only: true,
            ..Settings::default()
        })
    }

    pub(super) fn of(settings: Settings) -> Self {
        Self {
            faults: Vec::new(),
            room: settings.most.max(1),
            lint_room: settings.most,
            count: MOST_COUNTED,
            uncounted: false,
            settings,
            depth: 0,
            way: Way::default(),
            lint: None,
            lint_path: 0,
            recorded: HashMap::new(),
        }
    }

    /// Records what is wrong with a branch of the union that a fault is about.
    pub(super) fn in_branch(settings: Settings, fault: &Fault, branch: [Token; 2]) -> Self {
        let mut way = fault.way.as_deref().cloned().unwrap_or_default();
        way.path.extend(branch);
        let mut collector = Self::of(settings);
        if fault.is_counted_only {
            (collector.room, collector.lint_room) = (0, 0);
        }
        Self {
            depth: fault.depth,
            way,
            lint: fault.lint,
            ..collector
        }
    }

    /// Whether there were more faults than there was room for.
    pub(super) fn is_cut(&self) -> bool {
        self.count < MOST_COUNTED
    }

    /// How it was made.
    pub(super) const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Says that so many conditions hold on the way to what comes next.
    pub(super) const fn set_depth(&mut self, depth: u32) {
        self.depth = depth;
    }

    /// Whether there is room for no more.
    const fn is_full(&self) -> bool {
        self.room == 0 && self.count == 0
    }

    /// Takes room for one more finding of the kind at hand. Returns whether it is to be counted only; `None` where it
    /// is not even counted.
    fn take_room(&mut self, is_lint: bool) -> Option<bool> {
        let room = if is_lint {
            &mut self.lint_room
        } else {
            &mut self.room
        };
        if let Some(rest) = room.checked_sub(1) {
            *room = rest;
            return Some(false);
        }
        let rest = self.count.checked_sub(1);
        self.count = rest.unwrap_or(0);
        self.uncounted |= rest.is_none();
        rest.map(|_| true)
    }

    /// The way to here, for a fault that is reported.
    fn way_here(&self, is_counted_only: bool) -> Option<Box<Way>> {
        let wanted = !self.settings.errors_only && !is_counted_only;
        wanted.then(|| Box::new(self.way.clone()))
    }
}

impl Sink for Collector {
    const COLLECTS: bool = true;

    fn fault(&mut self, node: NodeId, keyword: u32, at: u32, detail: Detail) {
        let Some(is_counted_only) = self.take_room(self.lint.is_some()) else {
            return;
        };
        self.faults.push(Fault {
            node,
            keyword: Some(keyword),
            at,
            detail,
            depth: self.depth,
            way: self.way_here(is_counted_only),
            lint: self.lint,
            worded: None,
            is_counted_only,
        });
    }

    fn count(&self) -> usize {
        self.faults.len()
    }

    fn word(&mut self, parts: &Parts, node: NodeId, at: u32, before: usize) {
        let has_message = parts
            .annotation_str(parts.node(node), "x-message")
            .is_some();
        let (lint, raw) = (self.lint, self.settings.raw);
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
        if !self.settings.errors_only {
            self.way.path.push(token);
        }
    }

    fn pop(&mut self) {
        self.way.path.pop();
    }

    fn push_condition(&mut self, hit: Hit) {
        self.depth += 1;
        if !self.settings.errors_only {
            self.way.conditions.push(hit);
        }
    }

    fn pop_condition(&mut self) {
        self.depth -= 1;
        self.way.conditions.pop();
    }

    fn reserve(&mut self) -> bool {
        self.take_room(false).is_some()
    }

    fn release(&mut self) {
        self.room += 1;
    }

    fn split_off(&mut self, before: usize) -> Vec<Fault> {
        self.faults.split_off(before)
    }

    fn deprecated(&mut self, node: NodeId, at: u32) {
        let Some(is_counted_only) = self.take_room(true) else {
            return;
        };
        let way = Way {
            path: self.way.path.clone(),
            conditions: Vec::new(),
        };
        self.faults.push(Fault {
            node,
            keyword: None,
            at,
            detail: Detail::Deprecated,
            depth: 0,
            way: (!is_counted_only).then(|| Box::new(way)),
            lint: None,
            worded: None,
            is_counted_only,
        });
    }

    fn in_lint(&self) -> bool {
        // Where lints are not wanted they are passed over as if each were inside one.
        self.settings.raw || self.settings.errors_only || self.lint.is_some()
    }

    fn is_raw(&self) -> bool {
        self.settings.raw
    }

    fn is_recorded(&mut self, applied: Applied) -> bool {
        if self.is_full() {
            self.uncounted = true;
            return true;
        }
        if self.settings.raw {
            return false;
        }
        // Of equal faults the one is kept that the fewest conditions lead to.
        match self.recorded.entry((applied, self.lint)) {
            Entry::Occupied(mut known) => {
                let is_plainer = self.depth < *known.get();
                if is_plainer {
                    known.insert(self.depth);
                }
                !is_plainer
            }
            Entry::Vacant(place) => {
                place.insert(self.depth);
                false
            }
        }
    }

    fn begin_lint(&mut self, parts: &Parts, lint: &Lint, at: LintAt) -> bool {
        let code = parts.str(lint.code);
        let wanted = lint.severity != LintSeverity::Off
            || self.settings.enabled.iter().any(|enabled| enabled == code);
        if wanted {
            self.lint = Some(at);
            self.lint_path = self.way.path.len();
            match code {
                crate::codes::names::READ_ONLY_MEMBER => {
                    self.way.path.push(Token::Word("readOnly"));
                }
                crate::codes::names::WRITE_ONLY_MEMBER => {
                    self.way.path.push(Token::Word("writeOnly"));
                }
                _ => self.way.path.extend([
                    Token::Word("x-lints"),
                    Token::Index(lint.index as usize),
                    Token::Word("schema"),
                ]),
            }
        }
        wanted
    }

    fn end_lint(&mut self) {
        self.lint = None;
        self.way.path.truncate(self.lint_path);
    }
}
