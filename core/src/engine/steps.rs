//! What keeps an evaluation bounded: it counts its steps, and past a few for each value it remembers its answers.
//!
//! A schema that refers to itself may be applied to one value by many ways, and the number of ways doubles with each
//! level of the instance. Whether a subschema holds for a value does not depend on the way, so the answer of one
//! serves all. Remembering costs more than most evaluations, so it begins when an evaluation has taken more steps than
//! an instance of its size should need; from then on the steps are bounded by the number of subschemas times the number
//! of values (times the dynamic scopes in which they meet). An evaluation that takes too many steps even so is given up.

use std::collections::HashMap;

use super::marks::Marks;
use super::plan::DemandId;
use super::{GaveUp, MAX_EVALUATION_DEPTH, Memory};
use crate::program::NodeId;

/// How many steps an evaluation takes before it remembers its answers, and how many more for each entry of the tape.
const UNREMEMBERED: (u64, u64) = (4096, 32);

/// How many steps are allowed for each entry of the tape, beyond those that an option sets.
pub(crate) const STEPS_FOR_EACH_ENTRY: u64 = 200;

/// How many steps are allowed where no option says so.
const DEFAULT: u64 = 2_000_000;

/// The steps of one evaluation.
#[derive(Debug)]
pub(super) struct Steps {
    /// How many have been taken.
    taken: u64,
    /// At how many something is to be done.
    alarm: u64,
    /// How many may be taken.
    most: u64,
    /// How many an option allows, whatever the size of the instance.
    option: u64,
}

impl Default for Steps {
    fn default() -> Self {
        Self {
            taken: 0,
            alarm: 0,
            most: DEFAULT,
            option: DEFAULT,
        }
    }
}

/// What was applied to a value: a node, in a dynamic scope, with or without a record of what it evaluates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Applied {
    pub(super) node: NodeId,
    pub(super) at: u32,
    pub(super) scope: u32,
    pub(super) marked: bool,
}

/// Whether a node holds, and what it evaluates where that was asked.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) holds: bool,
    pub(super) marks: Option<Box<Marks>>,
}

/// The answers of one evaluation.
#[derive(Debug, Default)]
pub(super) struct Remembered {
    demands: HashMap<(DemandId, u32), bool>,
    nodes: HashMap<Applied, Answer>,
    /// Numbers for the dynamic scopes that were met.
    scopes: HashMap<Box<[u32]>, u32>,
}

impl Memory {
    /// Sets how many steps an evaluation may take, beyond those that the size of the instance brings.
    pub(super) const fn allow_steps(&mut self, most: u64) {
        self.steps.option = most;
    }

    /// Forgets all answers, and begins to count steps anew for an instance of so many entries.
    pub(super) fn restart_steps(&mut self, entries: usize) {
        let entries = entries as u64;
        self.steps.taken = 0;
        self.steps.most =
            (self.steps.option).saturating_add(STEPS_FOR_EACH_ENTRY.saturating_mul(entries));
        self.forget(entries);
    }

    /// Forgets all answers, and goes on to count steps for a part of the instance that has so many entries.
    pub(super) fn forget(&mut self, entries: u64) {
        self.remembered = None;
        self.deepest = MAX_EVALUATION_DEPTH;
        let (base, each) = UNREMEMBERED;
        let soon = self.steps.taken.saturating_add(base + each * entries);
        self.steps.alarm = soon.min(self.steps.most);
    }

    /// Takes some steps. Returns whether the evaluation may go on.
    #[inline]
    pub(super) fn spend(&mut self, steps: u32) -> bool {
        self.steps.taken += u64::from(steps);
        self.steps.taken < self.steps.alarm || self.spend_more()
    }

    #[cold]
    fn spend_more(&mut self) -> bool {
        if self.gave_up.is_some() {
            return false;
        }
        if self.steps.taken >= self.steps.most {
            self.give_up(GaveUp::OutOfSteps);
            return false;
        }
        self.remembered.get_or_insert_default();
        self.deepest = 0;
        self.steps.alarm = self.steps.most;
        true
    }

    /// Ends the evaluation, for a reason: whatever takes a step from now on returns at once.
    pub(super) fn give_up(&mut self, why: GaveUp) {
        self.gave_up.get_or_insert(why);
        self.steps.alarm = 0;
        self.deepest = 0;
    }

    /// Goes on after a branch that was left out because it nests too deep. Returns whether one was.
    pub(super) fn leave_out(&mut self) -> bool {
        let was_too_deep = matches!(self.gave_up, Some(GaveUp::TooDeep));
        if was_too_deep {
            self.gave_up = None;
            self.steps.alarm = self.steps.most;
        }
        was_too_deep
    }

    pub(super) fn demand_met(&self, demand: DemandId, at: u32) -> Option<bool> {
        self.remembered
            .as_ref()?
            .demands
            .get(&(demand, at))
            .copied()
    }

    pub(super) fn remember_demand(&mut self, demand: DemandId, at: u32, met: bool) {
        if self.gave_up.is_none()
            && let Some(remembered) = &mut self.remembered
        {
            remembered.demands.insert((demand, at), met);
        }
    }

    pub(super) fn answer(&self, applied: &Applied) -> Option<&Answer> {
        self.remembered.as_ref()?.nodes.get(applied)
    }

    pub(super) fn remember_answer(&mut self, applied: Applied, answer: Answer) {
        if self.gave_up.is_none()
            && let Some(remembered) = &mut self.remembered
        {
            remembered.nodes.insert(applied, answer);
        }
    }

    /// A number for the dynamic scope: equal for scopes in which every dynamic reference leads to the same schema.
    pub(super) fn scope_number(&mut self) -> u32 {
        // A resource counts where it was entered first, so a later entry into it changes nothing.
        let mut scope: Vec<u32> = Vec::new();
        for resource in &self.scope {
            if !scope.contains(resource) {
                scope.push(*resource);
            }
        }
        let Some(remembered) = &mut self.remembered else {
            return 0;
        };
        let next = u32::try_from(remembered.scopes.len()).unwrap_or(u32::MAX);
        *remembered
            .scopes
            .entry(scope.into_boxed_slice())
            .or_insert(next)
    }
}
