//! The graph of schemas that apply to the same value: it must have no circle, and no long way.

use std::collections::HashSet;

use vouchsafe_core::program::{Check, Keyword, Node, NodeId, Parts, Run};

use super::Lowerer;
use crate::codes;
use crate::diagnostic::{Complaint, Diagnostic};
use crate::options::UnknownKeywords;

/// How many schemas may apply to one value one inside another. The engine's own limit is this times
/// what an instance needs.
const LONGEST: u32 = 200;

/// Adds the nodes that a keyword applies to the value that it is itself applied to.
pub(super) fn in_place(parts: &Parts, check: &Check, nodes: &mut Vec<NodeId>) {
    match *check {
        Check::Ref(node) | Check::DynamicRef { node, .. } | Check::Not(node) => nodes.push(node),
        Check::AllOf(run) | Check::AnyOf(run) | Check::OneOf(run) => nodes.extend(parts.run(run)),
        Check::If {
            test,
            then,
            otherwise,
        } => {
            nodes.push(test);
            nodes.extend(then.into_iter().chain(otherwise));
        }
        Check::DependentSchemas(schemas) => {
            nodes.extend(parts.run(schemas).iter().map(|schema| schema.node));
        }
        _ => {}
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    /// On the way from the node that the search began with.
    Open,
    /// Done, with the length of the longest way from here.
    Done(u32),
}

/// The faults of the graph, each with its node: each loop, and the first way that is too long. `cuts` are the loops that need be no faults
/// where schemas are not read strictly.
pub(super) fn loops(lowerer: &Lowerer<'_>, cuts: &mut Vec<Cut>) -> Vec<(NodeId, Diagnostic)> {
    let parts = &lowerer.parts;
    let mut marks = vec![Mark::New; parts.nodes.len()];
    let mut faults = Vec::new();
    let always = applied_to_every_value(parts);
    for start in 0..parts.nodes.len() {
        let start = NodeId(u32::try_from(start).unwrap_or(u32::MAX));
        search(lowerer, start, &always, (&mut marks, &mut faults, cuts));
    }
    faults
}

/// A reference that closes a loop.
pub(super) struct Cut {
    /// The schema that the reference stands in, and the one that it leads to.
    from: NodeId,
    to: NodeId,
    /// A branch of `anyOf` or `oneOf` is on the way: that the value satisfies itself is no reason for it to do so.
    /// Elsewhere it demands nothing that is not demanded anyway.
    is_branch: bool,
}

impl Cut {
    /// The schema that the reference stands in.
    pub(super) fn from(&self) -> NodeId {
        self.from
    }
}

/// How a schema applies another one to the same value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Reference,
    /// It must be satisfied.
    All,
    /// It may be.
    Branch,
    /// Whether it is satisfied decides about something else.
    Other,
}

fn edge(parts: &Parts, from: NodeId, to: NodeId) -> Edge {
    let has = |run| parts.run(run).contains(&to);
    let edges = parts.run(parts.node(from).keywords).iter();
    let mut edges = edges.filter_map(|keyword| match keyword.check {
        Check::Ref(node) => (node == to).then_some(Edge::Reference),
        Check::AllOf(run) => has(run).then_some(Edge::All),
        Check::AnyOf(run) | Check::OneOf(run) => has(run).then_some(Edge::Branch),
        Check::If {
            then, otherwise, ..
        } if then == Some(to) || otherwise == Some(to) => Some(Edge::All),
        Check::DependentSchemas(schemas) => {
            let mut schemas = parts.run(schemas).iter();
            schemas.any(|schema| schema.node == to).then_some(Edge::All)
        }
        _ => None,
    });
    edges.next().unwrap_or(Edge::Other)
}

/// The schemas that are applied to every value that is checked: a loop in them leaves nothing to be decided.
fn applied_to_every_value(parts: &Parts) -> HashSet<NodeId> {
    let mut seen = HashSet::new();
    let mut todo = Vec::new();
    if !parts.nodes.is_empty() {
        todo.push(parts.root);
    }
    while let Some(node) = todo.pop() {
        if !seen.insert(node) {
            continue;
        }
        for keyword in parts.run(parts.node(node).keywords) {
            match keyword.check {
                Check::Ref(node) => todo.push(node),
                Check::AllOf(run) => todo.extend(parts.run(run)),
                // A single branch must be satisfied like all of several.
                Check::AnyOf(run) | Check::OneOf(run) if run.len == 1 => {
                    todo.extend(parts.run(run));
                }
                _ => {}
            }
        }
    }
    seen
}

/// The reference of a loop that can be cut; `None` if the loop has no meaning at all.
fn cut(parts: &Parts, circle: &[NodeId], always: &HashSet<NodeId>) -> Option<Cut> {
    if circle.iter().all(|node| always.contains(node)) {
        return None;
    }
    let next = circle.iter().cycle().skip(1);
    let edges = circle.iter().zip(next);
    let edges = edges.map(|(from, to)| (*from, *to, edge(parts, *from, *to)));
    let edges: Vec<(NodeId, NodeId, Edge)> = edges.collect();
    if edges.iter().any(|(.., edge)| *edge == Edge::Other) {
        return None;
    }
    let is_branch = edges.iter().any(|(.., edge)| *edge == Edge::Branch);
    let reference = edges
        .iter()
        .rev()
        .find(|(.., edge)| *edge == Edge::Reference);
    reference.map(|(from, to, _)| Cut {
        from: *from,
        to: *to,
        is_branch,
    })
}

impl Lowerer<'_> {
    /// Takes references out that would lead round and round, with a warning for each.
    pub(super) fn cut_loops(&mut self, cuts: Vec<Cut>) {
        for Cut {
            from,
            to,
            is_branch,
        } in cuts
        {
            let run = self.parts.node(from).keywords;
            let mut end = Node {
                keywords: Run::EMPTY,
                names: Run::EMPTY,
                annotations: Run::EMPTY,
                lints: Run::EMPTY,
                ..*self.parts.node(to)
            };
            if is_branch {
                let never = Keyword {
                    name: self.text(""),
                    check: Check::Never,
                    rule: Run::EMPTY,
                    line: end.line,
                };
                end.keywords = self.parts.add(vec![never]);
            }
            let spot = self.spots[to.0 as usize];
            let end = NodeId(self.parts.add(vec![end]).start);
            self.spots.push(spot);
            let keywords = self.parts.keywords.to_mut();
            let own = keywords
                .iter_mut()
                .skip(run.start as usize)
                .take(run.len as usize);
            for keyword in own {
                if matches!(keyword.check, Check::Ref(node) if node == to) {
                    keyword.check = Check::Ref(end);
                }
            }
            if self.options.unknown_keywords == UnknownKeywords::Warn {
                let place = self.spots[from.0 as usize];
                let words = "the schema applies itself to the same value, without end: the reference is ignored here";
                let complaint = Complaint::new(&codes::REFERENCE_LOOP, words);
                self.notes.add(format!("loop {place:?}"), place, complaint);
            }
        }
    }
}

fn search(
    lowerer: &Lowerer<'_>,
    start: NodeId,
    always: &HashSet<NodeId>,
    (marks, faults, cuts): (&mut [Mark], &mut Vec<(NodeId, Diagnostic)>, &mut Vec<Cut>),
) {
    let parts = &lowerer.parts;
    // Nodes on the way, each with those of its neighbours that are still to be seen.
    let mut way: Vec<(NodeId, Vec<NodeId>, u32)> = Vec::new();
    let open = |node: NodeId, marks: &mut [Mark]| {
        marks[node.0 as usize] = Mark::Open;
        let mut next = Vec::new();
        for keyword in parts.run(parts.node(node).keywords) {
            in_place(parts, &keyword.check, &mut next);
        }
        (node, next, 0)
    };
    if marks[start.0 as usize] == Mark::New {
        way.push(open(start, marks));
    }
    while let Some((node, next, longest)) = way.last_mut() {
        let Some(child) = next.pop() else {
            let (node, length) = (*node, *longest + 1);
            marks[node.0 as usize] = Mark::Done(length);
            way.pop();
            if let Some((_, _, longest)) = way.last_mut() {
                *longest = (*longest).max(length);
            }
            if length == LONGEST {
                let words =
                    format!("more than {LONGEST} schemas apply to one value inside one another");
                let complaint = Complaint::new(&codes::SCHEMA_TOO_DEEP, words);
                faults.push((node, complain(lowerer, node, complaint)));
            }
            continue;
        };
        match marks[child.0 as usize] {
            Mark::New => way.push(open(child, marks)),
            Mark::Done(length) => *longest = (*longest).max(length),
            Mark::Open => {
                let node = *node;
                let nodes = way.iter().map(|(node, ..)| *node);
                let circle: Vec<NodeId> = nodes.skip_while(|node| *node != child).collect();
                let is_lenient = lowerer.options.unknown_keywords.is_lenient();
                let found = is_lenient.then(|| cut(parts, &circle, always)).flatten();
                if let Some(found) = found {
                    cuts.push(found);
                    continue;
                }
                let words = "the schema applies itself to the same value, without end";
                let help =
                    "refer to it from `properties` or `items`, or remove the reference".to_owned();
                let complaint = Complaint::new(&codes::REFERENCE_LOOP, words).help(help);
                faults.push((node, complain(lowerer, node, complaint)));
            }
        }
    }
}

/// A fault at the keyword of a node that goes on to another one, or else at the node.
fn complain(lowerer: &Lowerer<'_>, node: NodeId, complaint: Complaint) -> Diagnostic {
    let spot = lowerer.spots[node.0 as usize];
    let source = &lowerer.library.sources[spot.document];
    let value = lowerer.library.value(spot);
    let reference = value
        .member("$ref")
        .or_else(|| value.member("$dynamicRef"))
        .unwrap_or(value);
    source.fault(complaint, reference.span())
}
