//! Evaluation with care: at the limit of depth, and where answers are remembered.
//!
//! Evaluation comes here only when it has nested as deep as it may, or after it has taken many steps (see [`steps`]).
//! Then each question is answered once.
//!
//! [`steps`]: super::steps

use super::marks::Marks;
use super::plan::{DemandId, Plan};
use super::sink::Sink;
use super::steps::{Answer, Applied};
use super::{Engine, GaveUp, MAX_EVALUATION_DEPTH};
use crate::program::NodeId;

impl<'r, S: Sink> Engine<'r, S> {
    /// Whether so many more schemas may be entered one inside another.
    #[cold]
    pub(super) fn may_go(&mut self, deep: u32) -> bool {
        let may = self.memory.gave_up.is_none() && self.depth + deep <= MAX_EVALUATION_DEPTH;
        if !may {
            self.memory.give_up(GaveUp::TooDeep);
        }
        may
    }

    /// Whether the value at `at`, which has one of the types of a demand, meets the demand.
    #[cold]
    #[inline(never)]
    pub(super) fn meets_carefully(&mut self, plan: &'r Plan, id: DemandId, at: u32) -> bool {
        let demand = plan.demand(id);
        if !self.may_go(demand.steps.deep) {
            return false;
        }
        if let Some(met) = self.memory.demand_met(id, at) {
            return met;
        }
        if !self.memory.spend(1) {
            return false;
        }
        let met = self.meets_at_once(plan, demand, at);
        self.memory.remember_demand(id, at, met);
        met
    }

    /// Applies a node to the value at `at`, as [`Engine::node`] does.
    #[cold]
    #[inline(never)]
    pub(super) fn carefully(&mut self, id: NodeId, at: u32, marks: Option<&mut Marks>) -> bool {
        // Annotations are left out where they are too deep, as the verdict has no need of them.
        if S::ANNOTATES && self.depth >= MAX_EVALUATION_DEPTH || !self.may_go(1) {
            return false;
        }
        if S::COLLECTS || S::ANNOTATES {
            self.record_once(id, at, marks)
        } else {
            self.decide_once(id, at, marks)
        }
    }

    /// The verdict, with what the node evaluates where that is asked.
    fn decide_once(&mut self, id: NodeId, at: u32, marks: Option<&mut Marks>) -> bool {
        let applied = Applied {
            node: id,
            at,
            scope: self.scope_number(),
            marked: marks.is_some(),
        };
        if let Some(answer) = self.memory.answer(&applied) {
            if let (true, Some(marks), Some(own)) = (answer.holds, marks, &answer.marks) {
                marks.merge(own);
            }
            return answer.holds;
        }
        let mut own = marks.is_some().then(Marks::default);
        let holds = self.at_once(id, at, own.as_mut());
        if holds && let (Some(marks), Some(own)) = (marks, &own) {
            marks.merge(own);
        }
        let marks = own.filter(|_| holds).map(Box::new);
        if let Some(marks) = &marks {
            self.memory.spend(marks.words());
        }
        self.memory
            .remember_answer(applied, Answer { holds, marks });
        holds
    }

    /// Records what there is to record, unless that was done before or there is no room for it.
    fn record_once(&mut self, id: NodeId, at: u32, mut marks: Option<&mut Marks>) -> bool {
        let holds = self.holds(id, at, marks.as_deref_mut());
        if S::ANNOTATES && self.memory.leave_out() || self.memory.gave_up.is_some() {
            return false;
        }
        let has_lints = S::COLLECTS && self.parts.flags.lints && !self.sink.in_lint();
        // Only a node that does not hold has faults, and only one that holds has annotations.
        if holds == S::COLLECTS && !has_lints {
            return holds;
        }
        let applied = Applied {
            node: id,
            at,
            scope: self.scope_number(),
            marked: false,
        };
        if self.sink.is_recorded(applied) {
            // What it knows of the value is asked again.
            if let (true, false, Some(marks)) = (S::COLLECTS, holds, marks) {
                self.name_known(id, at, marks);
            }
            return holds;
        }
        self.at_once(id, at, marks)
    }

    fn scope_number(&mut self) -> u32 {
        if self.parts.flags.dynamic {
            self.memory.scope_number()
        } else {
            0
        }
    }
}
