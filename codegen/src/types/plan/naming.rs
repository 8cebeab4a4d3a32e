//! What types are called.

use vouchsafe_core::program::{NodeId, Parts};

use super::Planner;
use super::view::View;
use crate::admitted::location_name;
use crate::types::names::{self, unescape};

/// What a type without a name of its own would be called: by where it is found.
#[derive(Debug, Clone)]
pub(super) struct Hint {
    pub(super) name: String,
    /// Nobody else can have the name.
    is_taken: bool,
}

impl Hint {
    pub(super) fn new(name: String) -> Self {
        Self {
            name,
            is_taken: false,
        }
    }

    pub(super) fn taken(name: String) -> Self {
        Self {
            name,
            is_taken: true,
        }
    }

    /// The name of something inside.
    pub(super) fn below(&self, member: &str) -> Self {
        Self::new(format!("{}{}", self.name, names::camel(member)))
    }
}

impl<'a> Planner<'a> {
    /// The name of what a schema describes: its own where it can be referred to, else the one that it has been given.
    pub(super) fn hint_of(&self, parts: &Parts, seeds: &[NodeId], hint: &Hint) -> Hint {
        let [seed] = seeds else {
            return hint.clone();
        };
        let location = location_name(parts, *seed);
        if let Some(name) = self.root_names.get(&location) {
            return Hint::new(name.clone());
        }
        let (file, pointer) = location.split_once('#').unwrap_or((&location, ""));
        let of_file = || names::versioned(names::stem(file.rsplit('/').next().unwrap_or(file)));
        let mut name = self.root_names.get(file).cloned().unwrap_or_else(of_file);
        let mut segments = pointer.split('/').skip(1).map(unescape);
        while let Some(segment) = segments.next() {
            match &*segment {
                // A definition is called by its own name.
                "$defs" | "definitions" | "components" => {
                    // Those of an OpenAPI document stand in `components/schemas`.
                    let of_openapi = (segment == "components").then(|| segments.next());
                    if of_openapi.is_some_and(|kind| kind.as_deref() != Some("schemas")) {
                        return hint.clone();
                    }
                    name = names::camel(&segments.next().unwrap_or_default());
                }
                "properties" | "dependentSchemas" => {
                    name.push_str(&names::camel(&segments.next().unwrap_or_default()));
                }
                "items" | "contains" | "unevaluatedItems" => name.push_str("Item"),
                "additionalProperties" | "unevaluatedProperties" => name.push_str("Value"),
                // Branches have no names; who comes from outside knows one.
                _ => return hint.clone(),
            }
        }
        Hint::new(name)
    }

    pub(super) fn name_for(&mut self, view: &View<'a>, hint: &Hint) -> String {
        // One that was asked for has its name already.
        if let [seed] = view.seeds[..] {
            let location = location_name(view.parts, seed);
            let name = self.root_names.get(&location).cloned();
            let is_free = |name: &String| {
                let mut types = self.types.iter().flatten();
                !types.any(|known| known.planned_name == *name)
            };
            if let Some(name) = name.filter(is_free).filter(|name| *name == hint.name) {
                return name;
            }
        }
        let mut types = self.types.iter().flatten();
        if hint.is_taken && !types.any(|known| known.planned_name == hint.name) {
            return hint.name.clone();
        }
        self.names.take(std::slice::from_ref(&hint.name))
    }
}
