//! The types in the order in which they are read: what holds something before what it holds.

use std::collections::BTreeMap;

use super::Planner;
use crate::types::model::{Model, Root, TypeId};

impl Planner<'_> {
    /// The types without the gaps that indices of the same have left.
    pub(super) fn finish(self, mut roots: Vec<Root>) -> Model {
        let same = |mut id: TypeId| {
            // A chain of them has an end: each was given away before the next.
            while let Some(same) = self.same.get(&id) {
                id = *same;
            }
            id
        };
        // What holds something stands before it.
        let mut planned = self.types;
        let mut numbers = BTreeMap::new();
        let mut types = Vec::new();
        let mut todo: Vec<TypeId> = (0..planned.len()).rev().map(TypeId).collect();
        todo.extend(roots.iter().rev().map(|root| root.id));
        while let Some(id) = todo.pop() {
            let id = same(id);
            let Some(mut definition) = planned.get_mut(id.0).and_then(Option::take) else {
                continue;
            };
            let mut inner = Vec::new();
            for ty in definition.kind.types_mut() {
                ty.mentioned(&mut inner);
            }
            todo.extend(inner.into_iter().rev());
            numbers.insert(id, TypeId(types.len()));
            types.push(definition);
        }
        let numbered = |id: TypeId| {
            let id = same(id);
            numbers.get(&id).copied().unwrap_or(id)
        };
        for definition in &mut types {
            for ty in definition.kind.types_mut() {
                ty.renumber(&numbered);
            }
        }
        for root in &mut roots {
            root.id = numbered(root.id);
        }
        Model {
            types,
            owners: Vec::new(),
            roots,
            left: self.left.into_iter().collect(),
            formats: self.formats,
        }
    }
}
