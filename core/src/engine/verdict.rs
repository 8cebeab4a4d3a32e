//! The verdict where nothing but the verdict is wanted: the steps of a [`Plan`].
//!
//! What a keyword of single values means is asked of the functions that recording asks too; the rest is a few lines
//! each, and the tests hold both against each other.

use super::plan::{Block, Demand, DemandId, Plan, Step};
use super::sink::Sink;
use super::{Engine, GaveUp, MAX_EVALUATION_DEPTH, Place};
use crate::json::Kind;
use crate::program::{Check, NodeId};

/// The value at hand.
#[derive(Clone, Copy)]
struct Here {
    at: u32,
    kind: Kind,
    /// Of an object, where its row begins: the values of the members that the demand names, by slot; 0 for those
    /// that are not there.
    row: usize,
}

impl<'r, S: Sink> Engine<'r, S> {
    /// Whether the value at `at` meets a demand.
    pub(super) fn meets(&mut self, plan: &'r Plan, id: DemandId, at: u32) -> bool {
        let demand = plan.demand(id);
        if !self.has_type(at, demand.types) {
            return false;
        }
        self.deeper(demand.steps.deep, |engine| {
            demand.is_type() || engine.meets_more(plan, demand, at)
        })
    }

    /// The same of a value of the right type.
    fn meets_more(&mut self, plan: &'r Plan, demand: &'r Demand, at: u32) -> bool {
        let kind = self.document.entry(at).kind;
        let row = self.memory.row.len();
        let here = Here { at, kind, row };
        if kind != Kind::Object || !demand.has_members() {
            return self.all_hold(plan, demand.steps, here);
        }
        self.memory.row.resize(row + demand.width(), 0);
        let valid =
            self.members_meet(plan, demand, here) && self.all_hold(plan, demand.steps, here);
        self.memory.row.truncate(row);
        valid
    }

    /// Looks at each member once: puts it into its place in the row, and asks of it what always applies to it.
    fn members_meet(&mut self, plan: &'r Plan, demand: &'r Demand, here: Here) -> bool {
        let (parts, document, names) = (self.parts, self.document, plan.names(demand));
        let end = document.entry(here.at).next;
        let mut at = here.at + 1;
        while at + 1 < end {
            let (name, value) = (at, at + 1);
            at = document.entry(value).next;
            // Of members with the same name the last one counts alone.
            if !self.memory.replaced.is_empty() && self.memory.replaced.binary_search(&name).is_ok()
            {
                continue;
            }
            let hash = document.entry(name).extra;
            let found = names.find(hash, |text| document.name_is(name, parts.bytes(text)));
            let demand = match found {
                Some((slot, name)) => {
                    self.memory.row[here.row + slot] = value;
                    name.demand
                }
                None => demand.rest,
            };
            if demand != DemandId::NONE && !self.meets(plan, demand, value) {
                return false;
            }
        }
        true
    }

    fn all_hold(&mut self, plan: &'r Plan, block: Block, here: Here) -> bool {
        let mut steps = plan.steps(block).iter();
        steps.all(|step| self.step_holds(plan, step, here))
    }

    /// The same of steps that are a schema of their own.
    fn nested_hold(&mut self, plan: &'r Plan, block: Block, here: Here) -> bool {
        self.deeper(block.deep, |engine| engine.all_hold(plan, block, here))
    }

    fn step_holds(&mut self, plan: &'r Plan, step: &'r Step, here: Here) -> bool {
        let Here { at, kind, .. } = here;
        match step {
            Step::Type(types) => self.has_type(at, *types),
            Step::Value(Check::Enum(values) | Check::Const(values)) => self.is_any(*values, at),
            Step::Number(check) => kind != Kind::Number || self.number_holds(check, at),
            Step::String(check) => kind != Kind::String || self.string_holds(check, at),
            Step::Required(slots) => {
                let mut slots = plan.slots(*slots).iter();
                kind != Kind::Object || slots.all(|slot| self.member_in(here, *slot).is_some())
            }
            Step::Beside(slot, needs) => {
                let mut needs = plan.slots(*needs).iter();
                self.member_in(here, *slot).is_none()
                    || needs.all(|slot| self.member_in(here, *slot).is_some())
            }
            Step::Property(slot, demand) => {
                let value = self.member_in(here, *slot);
                value.is_none_or(|value| self.meets(plan, *demand, value))
            }
            Step::Where(slot, block) => {
                self.member_in(here, *slot).is_none() || self.nested_hold(plan, *block, here)
            }
            Step::Items(from, demand) => {
                let mut items = self.document.value(at).items().skip(*from as usize);
                items.all(|item| self.meets(plan, *demand, item.index()))
            }
            Step::Not(block) => !self.nested_hold(plan, *block, here),
            Step::Any(blocks) => {
                let mut blocks = plan.blocks(*blocks).iter();
                blocks.any(|block| self.nested_hold(plan, *block, here))
            }
            Step::One(blocks) => {
                let mut blocks = plan.blocks(*blocks).iter();
                blocks.any(|block| self.nested_hold(plan, *block, here))
                    && !blocks.any(|block| self.nested_hold(plan, *block, here))
            }
            Step::If {
                test,
                then,
                otherwise,
            } => {
                let held = self.nested_hold(plan, *test, here);
                let next = if held { then } else { otherwise };
                next.is_empty() || self.nested_hold(plan, *next, here)
            }
            Step::Meets(demand) => self.meets(plan, *demand, at),
            Step::Tracking(node) => self.tracks(*node, at),
            Step::Keyword { node, index } => self.left_to_the_engine(*node, *index, at),
            Step::Value(_) => true,
        }
    }

    /// The value of the member in a slot, if this is an object that has it.
    fn member_in(&self, here: Here, slot: u32) -> Option<u32> {
        if here.kind != Kind::Object {
            return None;
        }
        let value = self.memory.row[here.row + slot as usize];
        (value != 0).then_some(value)
    }

    fn left_to_the_engine(&mut self, id: NodeId, index: u32, at: u32) -> bool {
        let (node, keyword) = (self.parts.node(id), self.parts.keyword(index));
        let place = Place {
            node,
            id,
            index,
            keyword,
            at,
        };
        self.keyword(place, None)
    }

    /// Enters so many schemas one inside another, unless that is too deep.
    #[inline]
    fn deeper(&mut self, deep: u32, holds: impl FnOnce(&mut Self) -> bool) -> bool {
        if self.depth + deep > MAX_EVALUATION_DEPTH {
            self.memory.gave_up = Some(GaveUp::TooDeep);
            return false;
        }
        self.depth += deep;
        let held = holds(self);
        self.depth -= deep;
        held
    }
}
