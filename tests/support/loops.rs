//! Whether a schema that was [generated](super::generate) refers to itself without going down in the instance.

use std::collections::BTreeMap;

use serde_json::Value;

use super::refs::Place;

/// How sure it is that a schema loops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Loop {
    None,
    /// It depends on the dynamic scope, or on what becomes of keywords that are ignored.
    Possible,
    Certain,
}

/// Looks for a loop.
pub(crate) fn find(schema: &Value) -> Loop {
    let search = |possible| {
        let mut search = Search {
            possible,
            states: BTreeMap::new(),
            found: false,
        };
        let mut places = vec![Place::root(schema)];
        while let Some(place) = places.pop() {
            search.visit(place, &mut places);
        }
        search.found
    };
    match (search(false), search(true)) {
        (true, _) => Loop::Certain,
        (false, true) => Loop::Possible,
        (false, false) => Loop::None,
    }
}

struct Search {
    /// Whether what is merely possible counts.
    possible: bool,
    /// Schemas by their addresses: whether all that they apply in place has been looked at.
    states: BTreeMap<usize, bool>,
    found: bool,
}

impl Search {
    /// Visits what applies in place, and leaves the rest for later.
    fn visit<'s>(&mut self, place: Place<'s>, later: &mut Vec<Place<'s>>) {
        let address = std::ptr::from_ref(place.schema).addr();
        if let Some(done) = self.states.get(&address) {
            self.found |= !done;
            return;
        }
        self.states.insert(address, false);
        let (here, below) = self.subschemas(place);
        for place in here {
            self.visit(place, later);
        }
        self.states.insert(address, true);
        later.extend(below);
    }

    /// The schemas that are applied to the same place of the instance, and those for places below.
    fn subschemas<'s>(&self, place: Place<'s>) -> (Vec<Place<'s>>, Vec<Place<'s>>) {
        let (mut here, mut below) = (Vec::new(), Vec::new());
        for (keyword, value) in place.schema.as_object().into_iter().flatten() {
            let is_ignored =
                matches!(keyword.as_str(), "then" | "else") && place.schema.get("if").is_none();
            if is_ignored && !self.possible {
                continue;
            }
            match keyword.as_str() {
                "allOf" | "anyOf" | "oneOf" => {
                    here.extend(value.as_array().unwrap().iter().map(|v| place.below(v)));
                }
                "not" | "if" | "then" | "else" => here.push(place.below(value)),
                "dependentSchemas" => {
                    here.extend(value.as_object().unwrap().values().map(|v| place.below(v)));
                }
                "$ref" => here.push(place.follow(value.as_str().unwrap())),
                "$dynamicRef" if self.possible => {
                    here.extend(place.follow_dynamic(value.as_str().unwrap()));
                }
                "prefixItems" => {
                    below.extend(value.as_array().unwrap().iter().map(|v| place.below(v)));
                }
                // What nothing refers to is not compiled: `$defs` are not looked into.
                "properties" | "patternProperties" => {
                    below.extend(value.as_object().unwrap().values().map(|v| place.below(v)));
                }
                "items"
                | "contains"
                | "unevaluatedItems"
                | "additionalProperties"
                | "propertyNames"
                | "unevaluatedProperties" => below.push(place.below(value)),
                _ => {}
            }
        }
        (here, below)
    }
}
