//! Members that must be there and may not.

use vouchsafe_core::program::{Check, NodeId, Slot};

use super::Examiner;
use crate::codes;
use crate::diagnostic::Complaint;
use crate::suggest::closest;

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
    let mut faults = Vec::new();
    for slot in &required {
        let name = parts.name(node, *slot);
        match declared.iter().find(|(known, _)| known == slot) {
            Some((_, schema)) if parts.is_never(*schema) => {
                let message = format!(
                    "`required` names `{name}`, which `properties` forbids, so no object is accepted"
                );
                let help = format!("take `{name}` out of `required`, or allow it");
                faults.push((name, message, Some(help)));
            }
            None if is_closed => {
                let names = declared.iter().map(|(slot, _)| parts.name(node, *slot));
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
