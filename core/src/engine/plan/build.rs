//! From nodes to demands.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::names::{Name, buckets};
use super::{Block, Demand, DemandId, Plan, Range, Step};
use crate::program::{Check, Literal, NodeId, Parts, Run, Slot, Types};
use crate::sort;

/// How deep schemas may nest that apply to the same value and yet share its row of members.
const DEEPEST: u32 = 16;

/// How many steps each keyword may come to. Schemas that refer to each other in many ways are joined in as many;
/// past this limit each is planned by itself.
const STEPS_FOR_KEYWORD: usize = 8;

pub(super) fn plan(parts: &Parts) -> Plan {
    let mut builder = Builder {
        parts,
        plan: Plan {
            of_nodes: vec![Plan::UNPLANNED; parts.nodes.len()],
            looks_members_up: parts.flags.dynamic,
            ..Plan::default()
        },
        known: HashMap::new(),
        todo: Vec::new(),
        entered: vec![false; parts.nodes.len()],
    };
    // Who keeps the dynamic scope enters each node by itself.
    if !parts.flags.dynamic {
        builder.demand_of(Vec::new());
        builder.plan_node(parts.root);
        while let Some((id, nodes)) = builder.todo.pop() {
            builder.write(id, &nodes);
        }
    }
    builder.plan
}

struct Builder<'p> {
    parts: &'p Parts,
    plan: Plan,
    /// The demands by their nodes, and by how deep those are entered.
    known: HashMap<(Vec<NodeId>, u32), DemandId>,
    /// Those that are still to be written.
    todo: Vec<(DemandId, Vec<NodeId>)>,
    /// The nodes that a node which tracks leads to, as far as what is below them has been planned.
    entered: Vec<bool>,
}

/// The names of a demand that is being written, each with the nodes that the member must satisfy.
#[derive(Default)]
struct Draft<'p> {
    names: Vec<(Name, Vec<NodeId>)>,
    slots: HashMap<&'p str, u32>,
}

/// What nodes that must all hold ask, sorted by what is done about it.
#[derive(Default)]
struct Gathered {
    types: Option<Types>,
    required: Vec<u32>,
    /// `properties`: the node that names the member, the slot there, and what the member must satisfy.
    properties: Vec<(NodeId, Slot, NodeId)>,
    /// `additionalProperties` without patterns: the node, the index of the keyword, and what it demands.
    additional: Vec<(NodeId, u32, NodeId)>,
    conditions: Vec<Condition>,
    /// Where among them those are that ask the same, in words that only equal ones share.
    asked: HashMap<String, usize>,
    steps: Vec<Step>,
}

/// Conditions that ask the same.
struct Condition {
    test: NodeId,
    then: Vec<NodeId>,
    otherwise: Vec<NodeId>,
}

impl<'p> Builder<'p> {
    /// Plans what a node demands by itself, for who asks for that.
    fn plan_node(&mut self, node: NodeId) {
        if self.plan.of_nodes[node.0 as usize] == Plan::UNPLANNED {
            self.plan.of_nodes[node.0 as usize] = self.demand_of(vec![node]);
        }
    }

    /// Whether schemas that apply to the same value are still joined.
    fn joins(&self) -> bool {
        let most = STEPS_FOR_KEYWORD * (self.parts.keywords.len() + 64);
        self.plan.steps.len() + self.plan.demands.len() + self.plan.names.len() <= most
    }

    /// What the nodes demand together.
    fn demand_of(&mut self, nodes: Vec<NodeId>) -> DemandId {
        let (nodes, deep) = self.joined(nodes);
        // Who demands nothing need not be entered.
        let deep = if nodes.is_empty() { 0 } else { deep };
        let next = DemandId(index_of(self.plan.demands.len()));
        let id = *self.known.entry((nodes.clone(), deep)).or_insert(next);
        if id == next {
            self.plan.demands.push(Demand {
                types: Types::ALL,
                steps: Block {
                    steps: Range::default(),
                    deep,
                },
                names: Range::default(),
                buckets: Range::default(),
                width: 0,
                rest: DemandId::NONE,
            });
            self.todo.push((id, nodes));
        }
        id
    }

    /// The nodes with those that they refer to, without what demands nothing of its own; and how many are entered
    /// one inside another.
    fn joined(&self, nodes: Vec<NodeId>) -> (Vec<NodeId>, u32) {
        let (mut joined, mut deepest) = (Vec::new(), 0);
        let mut seen: HashMap<NodeId, u32> = HashMap::new();
        let mut todo: Vec<(NodeId, u32)> = nodes.into_iter().map(|node| (node, 1)).collect();
        while let Some((id, deep)) = todo.pop() {
            let before = seen.entry(id).or_default();
            if *before >= deep {
                continue;
            }
            *before = deep;
            let node = self.parts.node(id);
            // Who tracks is entered by the engine, which counts it then.
            deepest = deepest.max(deep - u32::from(node.flags.tracks));
            let follows = !node.flags.tracks && self.joins();
            for keyword in self.parts.run(node.keywords) {
                match keyword.check {
                    Check::Ref(target) if follows => todo.push((target, deep + 1)),
                    Check::AllOf(nodes) if follows => {
                        todo.extend(self.parts.run(nodes).iter().map(|node| (*node, deep + 1)));
                    }
                    _ => joined.push(id),
                }
            }
        }
        sort::by(&mut joined, Ord::cmp);
        joined.dedup();
        (joined, deepest)
    }

    /// Writes down what nodes that are joined demand.
    fn write(&mut self, id: DemandId, nodes: &[NodeId]) {
        let mut draft = Draft::default();
        let mut gathered = Gathered::default();
        let mut deep = self.plan.demand(id).steps.deep;
        if nodes.len() > 1 && !self.joins() {
            // Each is entered by itself.
            deep = 0;
            for &node in nodes {
                let demand = self.demand_of(vec![node]);
                gathered.steps.push(Step::Meets(demand));
            }
        } else {
            self.gather(&mut draft, &mut gathered, nodes, 0);
        }
        let types = gathered.types.take().unwrap_or(Types::ALL);
        let properties = std::mem::take(&mut gathered.properties);
        let additional = std::mem::take(&mut gathered.additional);
        let steps = self.finish(&mut draft, gathered, 0, deep);
        // What always applies to a member is asked of it when it is seen: those names that nothing else asks for come
        // last, and need no place in the row.
        let width = index_of(draft.names.len());
        for (owner, slot, node) in properties {
            let slot = self.slot(&mut draft, owner, slot);
            draft.names[slot as usize].1.push(node);
        }
        let rest = self.demand_of(additional.iter().map(|&(_, _, node)| node).collect());
        let parts = self.parts;
        let mut names = Vec::new();
        for (name, mut nodes) in draft.names {
            for &(owner, _, node) in &additional {
                if !has_property(parts, owner, name) {
                    nodes.push(node);
                }
            }
            let demand = self.demand_of(nodes);
            names.push(Name { demand, ..name });
        }
        let buckets = buckets(&names);
        self.plan.demands[id.0 as usize] = Demand {
            types,
            steps,
            names: put(&mut self.plan.names, names),
            buckets: put(&mut self.plan.buckets, buckets),
            width,
            rest,
        };
    }

    /// What a node that applies to the same value asks.
    fn block(&mut self, draft: &mut Draft<'p>, nodes: Vec<NodeId>, depth: u32) -> Block {
        if depth > DEEPEST || !self.joins() {
            let demand = self.demand_of(nodes);
            let steps = put(&mut self.plan.steps, vec![Step::Meets(demand)]);
            return Block { steps, deep: 0 };
        }
        let (nodes, deep) = self.joined(nodes);
        let mut gathered = Gathered::default();
        self.gather(draft, &mut gathered, &nodes, depth);
        self.finish(draft, gathered, depth, deep)
    }

    /// Sorts what the nodes ask.
    fn gather(
        &mut self,
        draft: &mut Draft<'p>,
        gathered: &mut Gathered,
        nodes: &[NodeId],
        depth: u32,
    ) {
        let parts = self.parts;
        for &id in nodes {
            let node = parts.node(id);
            if node.flags.tracks {
                self.plan_below(id);
                self.plan.looks_members_up = true;
                gathered.steps.push(Step::Tracking(id));
                continue;
            }
            let joins = self.joins();
            for index in node.keywords.indices() {
                let check = parts.keyword(index).check;
                let step = match check {
                    Check::Never => Step::Type(Types::default()),
                    Check::Type(types) => match gathered.types {
                        // What counts as an integer may differ from one draft to the other.
                        Some(own) if (own.0 ^ types.0) & Types::AS_WRITTEN.0 != 0 => {
                            Step::Type(types)
                        }
                        own => {
                            gathered.types = Some(own.map_or(types, |own| own.intersection(types)));
                            continue;
                        }
                    },
                    Check::Enum(values) | Check::Const(values) => Step::Value(values),
                    Check::MultipleOf(_)
                    | Check::Minimum(_)
                    | Check::Maximum(_)
                    | Check::ExclusiveMinimum(_)
                    | Check::ExclusiveMaximum(_) => Step::Number(check),
                    Check::Format(format) if format.is_of_numbers() => Step::Number(check),
                    Check::MinLength(_)
                    | Check::MaxLength(_)
                    | Check::Pattern(_)
                    | Check::Format(_)
                    | Check::Content(_) => Step::String(check),
                    Check::Required(slots) => {
                        let slots = self.slots(draft, id, slots);
                        gathered.required.extend(slots);
                        continue;
                    }
                    Check::DependentRequired(dependents) => {
                        for dependents in parts.run(dependents) {
                            let slot = self.slot(draft, id, dependents.slot);
                            let needs = self.slots(draft, id, dependents.needs);
                            let needs = put(&mut self.plan.slots, needs);
                            gathered.steps.push(Step::Beside(slot, needs));
                        }
                        continue;
                    }
                    Check::DependentSchemas(schemas) => {
                        for schema in parts.run(schemas) {
                            let slot = self.slot(draft, id, schema.slot);
                            let block = self.block(draft, vec![schema.node], depth + 1);
                            gathered.steps.push(Step::Where(slot, block));
                        }
                        continue;
                    }
                    Check::Properties(properties) => {
                        let properties = parts.run(properties).iter();
                        let properties =
                            properties.map(|property| (id, property.slot, property.node));
                        gathered.properties.extend(properties);
                        continue;
                    }
                    Check::AdditionalProperties { node, patterns } if patterns.is_empty() => {
                        gathered.additional.push((id, index, node));
                        continue;
                    }
                    Check::Items { from, node } => Step::Items(from, self.demand_of(vec![node])),
                    Check::Ref(_) | Check::AllOf(_) if joins => continue,
                    Check::Ref(node) => Step::Meets(self.demand_of(vec![node])),
                    Check::AllOf(nodes) => {
                        for &node in parts.run(nodes) {
                            let demand = self.demand_of(vec![node]);
                            gathered.steps.push(Step::Meets(demand));
                        }
                        continue;
                    }
                    Check::AnyOf(nodes) => Step::Any(self.branches(draft, nodes, depth)),
                    Check::OneOf(nodes) => Step::One(self.branches(draft, nodes, depth)),
                    Check::Not(node) => Step::Not(self.block(draft, vec![node], depth + 1)),
                    Check::If {
                        test,
                        then,
                        otherwise,
                    } => {
                        gathered.condition(self.parts, test, then, otherwise);
                        continue;
                    }
                    _ => self.keyword(id, index),
                };
                gathered.steps.push(step);
            }
        }
    }

    fn branches(&mut self, draft: &mut Draft<'p>, nodes: Run<NodeId>, depth: u32) -> Range {
        let nodes = self.parts.run(nodes).iter();
        let blocks = nodes.map(|node| self.block(draft, vec![*node], depth + 1));
        let blocks = blocks.collect();
        put(&mut self.plan.blocks, blocks)
    }

    /// The steps for what has been gathered, those first that cost least.
    fn finish(
        &mut self,
        draft: &mut Draft<'p>,
        gathered: Gathered,
        depth: u32,
        deep: u32,
    ) -> Block {
        let mut steps = Vec::new();
        steps.extend(gathered.types.map(Step::Type));
        if !gathered.required.is_empty() {
            let mut required = gathered.required;
            sort::by(&mut required, Ord::cmp);
            required.dedup();
            steps.push(Step::Required(put(&mut self.plan.slots, required)));
        }
        let properties = gathered.properties.into_iter();
        let mut properties: Vec<_> = properties
            .map(|(owner, slot, node)| (self.slot(draft, owner, slot), node))
            .collect();
        sort::by_key(&mut properties, |(slot, _)| *slot);
        for of_slot in properties.chunk_by(|left, right| left.0 == right.0) {
            let demand = self.demand_of(of_slot.iter().map(|(_, node)| *node).collect());
            if demand != DemandId::NONE {
                steps.push(Step::Property(of_slot[0].0, demand));
            }
        }
        for (node, index, _) in gathered.additional {
            steps.push(self.keyword(node, index));
        }
        steps.extend(gathered.steps);
        for condition in gathered.conditions {
            let asked = self.asks_one_member(draft, condition.test);
            let test = match asked {
                Some(_) => Block::default(),
                None => self.block(draft, vec![condition.test], depth + 1),
            };
            let then = self.block(draft, condition.then, depth + 1);
            let otherwise = self.block(draft, condition.otherwise, depth + 1);
            if then.is_empty() && otherwise.is_empty() {
                continue;
            }
            steps.push(match asked {
                Some((slot, values)) => Step::Case {
                    slot,
                    values,
                    then,
                    otherwise,
                },
                None => Step::If {
                    test,
                    then,
                    otherwise,
                },
            });
        }
        let steps = put(&mut self.plan.steps, steps);
        Block { steps, deep }
    }

    /// Of a condition that asks whether one member is there and has one of some values: its slot, and the values.
    fn asks_one_member(&self, draft: &mut Draft<'p>, test: NodeId) -> Option<(u32, Run<Literal>)> {
        let property = self.parts.asks_one_member(test)?;
        let asked = self.parts.run(self.parts.node(property.node).keywords);
        let [keyword] = asked else { return None };
        match keyword.check {
            Check::Const(values) | Check::Enum(values) => {
                Some((self.slot(draft, test, property.slot), values))
            }
            _ => None,
        }
    }

    /// A keyword that is left to the engine.
    fn keyword(&mut self, node: NodeId, index: u32) -> Step {
        let parts = self.parts;
        parts.each_subschema(&parts.keyword(index).check, |node| self.plan_node(node));
        Step::Keyword { node, index }
    }

    /// Plans what the engine asks for on its way through a node that tracks.
    fn plan_below(&mut self, node: NodeId) {
        let parts = self.parts;
        let mut todo = vec![node];
        while let Some(id) = todo.pop() {
            if std::mem::replace(&mut self.entered[id.0 as usize], true) {
                continue;
            }
            for keyword in parts.run(parts.node(id).keywords) {
                let is_here = matches!(
                    keyword.check,
                    Check::Ref(_)
                        | Check::AllOf(_)
                        | Check::AnyOf(_)
                        | Check::OneOf(_)
                        | Check::Not(_)
                        | Check::If { .. }
                        | Check::DependentSchemas(_)
                );
                parts.each_subschema(&keyword.check, |node| {
                    if is_here {
                        todo.push(node);
                    }
                    self.plan_node(node);
                });
            }
        }
    }

    fn slots(&self, draft: &mut Draft<'p>, node: NodeId, slots: Run<Slot>) -> Vec<u32> {
        let slots = self.parts.run(slots).iter();
        slots.map(|slot| self.slot(draft, node, *slot)).collect()
    }

    /// The slot of the demand for a slot of a node.
    fn slot(&self, draft: &mut Draft<'p>, node: NodeId, slot: Slot) -> u32 {
        let parts = self.parts;
        let name = parts.run(parts.node(node).names)[slot.0 as usize];
        *draft.slots.entry(parts.str(name.text)).or_insert_with(|| {
            let name = Name::new(parts, name.hash, name.text);
            draft.names.push((name, Vec::new()));
            index_of(draft.names.len() - 1)
        })
    }
}

impl Gathered {
    /// Adds a condition to those that ask the same.
    fn condition(
        &mut self,
        parts: &Parts,
        test: NodeId,
        then: Option<NodeId>,
        otherwise: Option<NodeId>,
    ) {
        let mut asks = String::new();
        spell(parts, test, &mut asks);
        let next = self.conditions.len();
        let index = *self.asked.entry(asks).or_insert(next);
        if index == next {
            self.conditions.push(Condition {
                test,
                then: Vec::new(),
                otherwise: Vec::new(),
            });
        }
        self.conditions[index].then.extend(then);
        self.conditions[index].otherwise.extend(otherwise);
    }
}

/// Whether `properties` of a node names a member.
fn has_property(parts: &Parts, node: NodeId, name: Name) -> bool {
    let wanted = parts.str(name.text);
    let known = parts.find_name(parts.node(node), name.hash, |known| known == wanted);
    known.is_some_and(|known| known.property.is_some())
}

/// What a condition asks: equal words mean that two ask the same.
fn spell(parts: &Parts, id: NodeId, words: &mut String) {
    // Writing to a string does not fail.
    let node = parts.node(id);
    if node.flags.tracks {
        let _ = write!(words, "node {}", id.0);
        return;
    }
    words.push('{');
    for index in node.keywords.indices() {
        let _ = match parts.keyword(index).check {
            Check::Required(slots) => {
                let names = parts.run(slots).iter().map(|slot| parts.name(node, *slot));
                write!(words, "required {:?}", names.collect::<Vec<_>>())
            }
            Check::Properties(properties) => {
                words.push_str("properties");
                for property in parts.run(properties) {
                    let _ = write!(words, " {:?} ", parts.name(node, property.slot));
                    spell(parts, property.node, words);
                }
                Ok(())
            }
            Check::Enum(values) | Check::Const(values) => {
                words.push_str("one of");
                for (at, value) in (values.start..).zip(parts.run(values)) {
                    let _ = match value {
                        Literal::String(text) => write!(words, " {:?}", parts.str(*text)),
                        Literal::Null | Literal::Bool(_) => write!(words, " {value:?}"),
                        _ => write!(words, " literal {at}"),
                    };
                }
                Ok(())
            }
            Check::Type(Types(types)) => write!(words, "type {types}"),
            Check::MinLength(min) => write!(words, "minLength {min}"),
            _ => write!(words, "keyword {index}"),
        };
        words.push(';');
    }
    words.push('}');
}

/// Adds entries to one of the plan's lists.
fn put<T>(list: &mut Vec<T>, entries: Vec<T>) -> Range {
    let (start, len) = (index_of(list.len()), index_of(entries.len()));
    list.extend(entries);
    Range { start, len }
}

/// A plan is not much larger than its program, whose indices have 32 bits.
fn index_of(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
