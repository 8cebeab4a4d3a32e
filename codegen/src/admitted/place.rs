//! Where a schema stands, and what it is called.

use vouchsafe_core::program::{NodeId, Parts};

/// Where a schema stands, as `file:line:column`.
pub fn source_location(parts: &Parts, node: NodeId) -> String {
    let node = parts.node(node);
    let file = parts.str(parts.resources[node.resource as usize].uri);
    format!("{file}:{}:{}", node.line, node.column)
}

/// The location of a schema without an empty fragment, after following references that stand alone.
pub(super) fn name_of(parts: &Parts, node: NodeId) -> String {
    location_name(parts, parts.target(node))
}

/// The location of a schema without an empty fragment.
pub(crate) fn location_name(parts: &Parts, node: NodeId) -> String {
    parts
        .location(parts.node(node))
        .trim_end_matches('#')
        .to_owned()
}
