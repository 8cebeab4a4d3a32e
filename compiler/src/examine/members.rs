//! Members that must be there and may not.

use std::collections::HashMap;

use vouchsafe_core::program::{Check, NodeId, Slot};

use super::Examiner;
use crate::codes;
use crate::diagnostic::Complaint;
use crate::suggest::closest;

/// How many names are compared with those that are not declared, to find misspelt ones.
const MOST_GUESSES: usize = 100_000;

pub(super) fn examine(examiner: &mut Examiner<'_>, id: NodeId) {
    let parts = examiner.parts();
    let node = parts.node(id);
    let checks: Vec<Check> = examiner.checks(id).collect();
    let required: Vec<Slot> = checks
        .iter()
        .filter_map(|check| match check {
            Check::Required(slots) => Some(parts.run(*slots)),
            _ => None,
        })
        .flatten()
        .copied()
        .collect();
    let declared: Vec<(Slot, NodeId)> = checks
        .iter()
        .filter_map(|check| match check {
            Check::Properties(properties) => Some(parts.run(*properties)),
            _ => None,
        })
        .flatten()
        .map(|property| (property.slot, property.node))
        .collect();
    // Names that a pattern may cover are left alone.
    let is_closed = checks.iter().any(|check| {
        matches!(check, Check::AdditionalProperties { node, patterns } if patterns.is_empty() && parts.is_never(*node))
    });
    let schemas: HashMap<Slot, NodeId> = declared.iter().copied().collect();
    let mut guesses = MOST_GUESSES;
    let mut faults = Vec::new();
    for slot in &required {
        let name = parts.name(node, *slot);
        match schemas.get(slot) {
            Some(schema) if parts.is_never(*schema) => {
                let message = format!(
                    "`required` names `{name}`, which `properties` forbids, so no object is accepted"
                );
                let help = format!("take `{name}` out of `required`, or allow it");
                faults.push((name, message, Some(help)));
            }
            None if is_closed => {
                // In the order of the schema; where there are too many, none is looked for.
                let left = guesses.checked_sub(declared.len());
                guesses = left.unwrap_or(0);
                let names = declared.iter().map(|(slot, _)| parts.name(node, *slot));
                let names = names.take(if left.is_some() { usize::MAX } else { 0 });
                let message = format!(
                    "`required` names `{name}`, which `properties` does not declare and `additionalProperties: false` refuses, so no object is accepted"
                );
                let help = closest(name, names).map_or_else(
                    || format!("declare `{name}` under `properties`"),
                    |meant| format!("did you mean `{meant}`?"),
                );
                faults.push((name, message, Some(help)));
            }
            _ => {}
        }
    }
    for (name, message, help) in faults {
        examiner.contradictory.insert(id);
        let complaint = Complaint::new(&codes::UNDECLARED_REQUIRED_MEMBER, message).help(help);
        let names = examiner.value(id, "required");
        let value = names.and_then(|names| {
            names
                .items()
                .find(|item| item.as_str().is_some_and(|text| text.to_lossy() == name))
        });
        examiner.complain_at(id, value.or(names), complaint);
    }
}
