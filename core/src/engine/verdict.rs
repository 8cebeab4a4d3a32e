//! The verdict where nothing but the verdict is wanted: the steps of a [`Plan`].
//!
//! What a keyword of single values means is asked of the functions that recording asks too; the rest is a few lines
//! each, and the tests hold both against each other.

use super::plan::{Block, Demand, DemandId, Plan, Step};
use super::scalar::has_plainly;
use super::sink::Sink;
use super::{Engine, MAX_EVALUATION_DEPTH, Memory};
use crate::json::Kind;

/// The value at hand.
#[derive(Clone, Copy)]
struct Here {
    at: u32,
    kind: Kind,
    /// Of an object, where its row begins: the values of the members that the steps ask for, by slot; 0 for those
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
        if self.depth + demand.steps.deep > self.memory.deepest {
            return self.meets_carefully(plan, id, at);
        }
        self.meets_at_once(plan, demand, at)
    }

    /// Whether a value that has one of the types of a demand meets it, without a look at the limit of depth.
    #[inline]
    pub(super) fn meets_at_once(&mut self, plan: &'r Plan, demand: &'r Demand, at: u32) -> bool {
        self.depth += demand.steps.deep;
        let kind = self.document.entry(at).kind;
        let row = self.memory.row.len();
        let here = Here { at, kind, row };
        let met = if kind == Kind::Object && demand.has_members() {
            self.object_meets(plan, demand, here)
        } else {
            demand.steps.is_empty() || self.all_hold(plan, demand.steps, here)
        };
        self.depth -= demand.steps.deep;
        met
    }

    /// The same of an object whose members are looked at.
    #[inline(never)]
    fn object_meets(&mut self, plan: &'r Plan, demand: &'r Demand, here: Here) -> bool {
        let members = self.document.entry(here.at).extra;
        if !self.memory.spend(1 + members) {
            return false;
        }
        let first = self.memory.asked.len();
        self.look_at_members(plan, demand, here);
        let last = self.memory.asked.len();
        let mut members = first..last;
        let valid = members.all(|index| {
            let (value, demand) = self.memory.asked[index];
            self.meets(plan, demand, value)
        }) && self.all_hold(plan, demand.steps, here);
        self.memory.asked.truncate(first);
        self.memory.row.truncate(here.row);
        valid
    }

    /// Looks at each member once: puts it into its place in the row, and notes what always applies to it.
    fn look_at_members(&mut self, plan: &'r Plan, demand: &'r Demand, here: Here) {
        let (document, names) = (self.document, plan.names(self.parts, demand));
        let deepest = MAX_EVALUATION_DEPTH - self.depth;
        let Memory {
            row,
            asked,
            replaced,
            ..
        } = &mut *self.memory;
        row.resize(here.row + demand.width as usize, 0);
        let row = &mut row[here.row..];
        let mut at = here.at;
        for _ in 0..document.entry(here.at).extra {
            let (name, value) = (at + 1, at + 2);
            let entry = document.entry(name);
            at = document.entry(value).next - 1;
            // Of members with the same name the last one counts alone.
            if !replaced.is_empty() && replaced.binary_search(&name).is_ok() {
                continue;
            }
            let id = match names.find(document.text_of(entry), entry.extra) {
                Some((slot, name)) => {
                    if let Some(place) = row.get_mut(slot) {
                        *place = value;
                    }
                    name.demand
                }
                None => demand.rest,
            };
            if id == DemandId::NONE {
                continue;
            }
            let demand = plan.demand(id);
            let met = demand.is_type()
                && demand.steps.deep <= deepest
                && has_plainly(document.entry(value), demand.types);
            if !met {
                asked.push((value, id));
            }
        }
    }

    fn all_hold(&mut self, plan: &'r Plan, block: Block, here: Here) -> bool {
        let Here { at, kind, .. } = here;
        // What most schemas are made of is decided here, and only what applies others takes a call.
        for step in plan.steps(block) {
            let holds = match step {
                Step::Type(types) => self.has_type(at, *types),
                Step::Value(values) => self.is_any(*values, at),
                Step::Number(check) => kind != Kind::Number || self.number_holds(check, at),
                Step::String(check) => kind != Kind::String || self.string_holds(check, at),
                Step::Required(slots) => {
                    let mut slots = plan.slots(*slots).iter();
                    kind != Kind::Object || slots.all(|slot| self.member_in(here, *slot).is_some())
                }
                Step::Property(slot, demand) => {
                    let value = self.member_in(here, *slot);
                    value.is_none_or(|value| self.meets(plan, *demand, value))
                }
                _ => self.step_holds(plan, step, here),
            };
            if !holds {
                return false;
            }
        }
        true
    }

    #[inline(never)]
    fn step_holds(&mut self, plan: &'r Plan, step: &'r Step, here: Here) -> bool {
        let at = here.at;
        if !self.memory.spend(1) {
            return false;
        }
        match step {
            Step::Beside(slot, needs) => {
                let mut needs = plan.slots(*needs).iter();
                self.member_in(here, *slot).is_none()
                    || needs.all(|slot| self.member_in(here, *slot).is_some())
            }
            Step::Where(slot, block) => {
                self.member_in(here, *slot).is_none() || self.nested_hold(plan, *block, here)
            }
            Step::Items(from, demand) => {
                let mut items = self.document.value(at).items().skip(*from as usize);
                here.kind != Kind::Array
                    || self.memory.spend(self.document.entry(at).extra)
                        && items.all(|item| self.meets(plan, *demand, item.index()))
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
            Step::Case {
                slot,
                values,
                then,
                otherwise,
            } => {
                // The condition, and what it asks of the member.
                let held = self.deeper(2, |engine| {
                    let value = engine.member_in(here, *slot);
                    here.kind != Kind::Object
                        || value.is_some_and(|value| engine.is_any(*values, value))
                });
                let next = if held { then } else { otherwise };
                next.is_empty() || self.nested_hold(plan, *next, here)
            }
            Step::Meets(demand) => self.meets(plan, *demand, at),
            Step::Tracking(node) => self.tracks(*node, at),
            Step::Keyword { node, index } => self.keyword_at(*node, *index, at),
            Step::Type(_)
            | Step::Value(_)
            | Step::Number(_)
            | Step::String(_)
            | Step::Required(_)
            | Step::Property(..) => true,
        }
    }

    /// The same of steps that are a schema of their own.
    fn nested_hold(&mut self, plan: &'r Plan, block: Block, here: Here) -> bool {
        self.deeper(block.deep, |engine| engine.all_hold(plan, block, here))
    }

    /// The value of the member in a slot, if this is an object that has it.
    fn member_in(&self, here: Here, slot: u32) -> Option<u32> {
        if here.kind != Kind::Object {
            return None;
        }
        let value = self.memory.row[here.row + slot as usize];
        (value != 0).then_some(value)
    }

    /// Enters so many schemas one inside another, unless that is too deep.
    #[inline]
    fn deeper(&mut self, deep: u32, holds: impl FnOnce(&mut Self) -> bool) -> bool {
        if self.depth + deep > self.memory.deepest && !self.may_go(deep) {
            return false;
        }
        self.depth += deep;
        let held = holds(self);
        self.depth -= deep;
        held
    }
}
