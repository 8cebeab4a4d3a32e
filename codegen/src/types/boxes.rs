//! Types that hold themselves get a size: what closes a circle stands in a box.

use std::collections::BTreeSet;

use super::model::{Model, TypeId};

/// Boxes every type where it is held by one that it holds itself.
pub(crate) fn break_circles(model: &mut Model) {
    let held: Vec<BTreeSet<TypeId>> = model
        .types
        .iter_mut()
        .map(|definition| {
            let mut held = BTreeSet::new();
            for ty in definition.kind.types_mut() {
                ty.held(&mut held);
            }
            held
        })
        .collect();
    for (index, definition) in model.types.iter_mut().enumerate() {
        let circles: BTreeSet<TypeId> = held[index]
            .iter()
            .copied()
            .filter(|id| leads_to(&held, *id, TypeId(index)))
            .collect();
        if circles.is_empty() {
            continue;
        }
        for ty in definition.kind.types_mut() {
            ty.box_up(&|id| circles.contains(&id));
        }
    }
}

fn leads_to(held: &[BTreeSet<TypeId>], from: TypeId, to: TypeId) -> bool {
    let mut todo = vec![from];
    let mut seen = BTreeSet::new();
    while let Some(id) = todo.pop() {
        if id == to {
            return true;
        }
        if seen.insert(id) {
            todo.extend(held.get(id.0).into_iter().flatten());
        }
    }
    false
}
