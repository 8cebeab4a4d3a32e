//! The graph of schemas that apply to the same value: it must have no circle, and no long way.

use vouchsafe_core::program::{Check, NodeId, Parts};

use super::Lowerer;
use crate::codes;
use crate::diagnostic::{Complaint, Diagnostic};

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

/// The faults of the graph: each loop, and the first way that is too long.
pub(super) fn loops(lowerer: &Lowerer<'_>) -> Vec<Diagnostic> {
    let parts = &lowerer.parts;
    let mut marks = vec![Mark::New; parts.nodes.len()];
    let mut faults = Vec::new();
    for start in 0..parts.nodes.len() {
        let start = NodeId(u32::try_from(start).unwrap_or(u32::MAX));
        search(lowerer, start, &mut marks, &mut faults);
    }
    faults
}

fn search(lowerer: &Lowerer<'_>, start: NodeId, marks: &mut [Mark], faults: &mut Vec<Diagnostic>) {
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
                faults.push(complain(
                    lowerer,
                    node,
                    Complaint::new(&codes::SCHEMA_TOO_DEEP, words),
                ));
            }
            continue;
        };
        match marks[child.0 as usize] {
            Mark::New => way.push(open(child, marks)),
            Mark::Done(length) => *longest = (*longest).max(length),
            Mark::Open => {
                let words = "the schema applies itself to the same value, without end";
                let help =
                    "refer to it from `properties` or `items`, or remove the reference".to_owned();
                let complaint = Complaint::new(&codes::REFERENCE_LOOP, words).help(help);
                faults.push(complain(lowerer, *node, complaint));
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
