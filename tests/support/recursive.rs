//! Random schemas that refer to themselves in many ways, and deep instances of them: what costs exponential time where
//! each way is gone by itself.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// How many definitions a schema has.
const DEFINITIONS: u8 = 3;

/// The names of members that nest.
const NAMES: &[&str] = &["a", "b"];

/// What one branch of a definition is made of.
#[derive(Debug, Clone)]
pub(crate) struct Branch {
    /// To which definition each name leads, and whether through an array.
    members: [Option<(u8, bool)>; 2],
    /// The value of the member `kind`, if it is fixed, and whether the member is required.
    kind: Option<(u8, bool)>,
    /// Items lead to this definition.
    items: Option<u8>,
    /// 0: open, 1: `additionalProperties`, 2: `unevaluatedProperties`
    closed: u8,
    /// Another definition that applies to the same value, as long as that does not loop.
    same: Option<u8>,
    least: Option<u8>,
}

/// One definition: which combinator joins its branches, and the branches.
pub(crate) type Definition = (u8, Vec<Branch>);

fn any_branch() -> impl Strategy<Value = Branch> {
    let target = 0..DEFINITIONS;
    let member = prop::option::weighted(0.8, (target.clone(), any::<bool>()));
    (
        [member.clone(), member],
        prop::option::weighted(0.5, (0..2_u8, any::<bool>())),
        prop::option::weighted(0.4, target.clone()),
        prop_oneof![3 => Just(0_u8), 1 => Just(1), 2 => Just(2)],
        prop::option::weighted(0.3, target),
        prop::option::weighted(0.1, 0..3_u8),
    )
        .prop_map(|(members, kind, items, closed, same, least)| Branch {
            members,
            kind,
            items,
            closed,
            same,
            least,
        })
}

/// A schema, whether it uses dynamic references, and a few instances.
pub(crate) fn any_recursion() -> impl Strategy<Value = (Value, Vec<Vec<u8>>)> {
    let definition = (0..7_u8, prop::collection::vec(any_branch(), 1..4));
    (
        prop::collection::vec(definition, DEFINITIONS as usize),
        any::<bool>(),
        prop::collection::vec(prop::collection::vec(any::<u8>(), 1..40), 1..6),
    )
        .prop_map(|(definitions, dynamic, instances)| (schema(&definitions, dynamic), instances))
}

fn schema(definitions: &[Definition], dynamic: bool) -> Value {
    let mut all = Map::new();
    for (index, definition) in (0_u8..).zip(definitions) {
        all.insert(
            format!("d{index}"),
            of_definition(index, definition, dynamic),
        );
    }
    let mut root = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": "#/$defs/d0",
        "$defs": all,
    });
    if dynamic {
        root["$dynamicAnchor"] = json!("root");
    }
    root
}

fn of_definition(index: u8, (combinator, branches): &Definition, dynamic: bool) -> Value {
    let branches: Vec<Value> = branches
        .iter()
        .map(|branch| of_branch(index, branch, dynamic))
        .collect();
    let first = branches[0].clone();
    match combinator {
        0 | 1 => json!({ "anyOf": branches }),
        2 => json!({ "oneOf": branches }),
        3 => json!({ "allOf": branches }),
        4 => json!({ "not": { "not": { "anyOf": branches } } }),
        5 => json!({ "if": first, "then": branches[branches.len() - 1], "else": first }),
        _ => json!({ "anyOf": branches, "unevaluatedProperties": false }),
    }
}

fn of_branch(index: u8, branch: &Branch, dynamic: bool) -> Value {
    let reference = |to: u8| {
        if dynamic && to == 0 {
            json!({ "$dynamicRef": "#root" })
        } else {
            json!({ "$ref": format!("#/$defs/d{to}") })
        }
    };
    let mut schema = Map::new();
    let mut properties = Map::new();
    for (name, member) in NAMES.iter().zip(branch.members) {
        if let Some((to, in_array)) = member {
            let inner = reference(to);
            let inner = if in_array {
                json!({ "type": "array", "items": inner })
            } else {
                inner
            };
            properties.insert((*name).to_owned(), inner);
        }
    }
    if let Some((kind, required)) = branch.kind {
        properties.insert("kind".to_owned(), json!({ "const": format!("k{kind}") }));
        if required {
            schema.insert("required".to_owned(), json!(["kind"]));
        }
    }
    if !properties.is_empty() {
        schema.insert("properties".to_owned(), properties.into());
    }
    if let Some(to) = branch.items {
        schema.insert("items".to_owned(), reference(to));
    }
    match branch.closed {
        1 => drop(schema.insert("additionalProperties".to_owned(), json!(false))),
        2 => drop(schema.insert("unevaluatedProperties".to_owned(), json!(false))),
        _ => {}
    }
    // A definition applies only those after it to the same value, so that none comes back to itself.
    if let Some(to) = branch.same.filter(|to| *to > index) {
        schema.insert("allOf".to_owned(), json!([reference(to), reference(to)]));
    }
    if let Some(least) = branch.least {
        schema.insert("minProperties".to_owned(), json!(least));
    }
    schema.into()
}

/// An instance that nests as deep as there are choices, at most `deepest`.
pub(crate) fn instance(choices: &[u8], deepest: usize) -> Value {
    let mut value = json!(1);
    for choice in choices.iter().cycle().take(deepest) {
        value = match choice % 8 {
            0 => json!([value]),
            1 => json!({ "a": [value], "kind": "k0" }),
            2 => json!({ "a": value, "kind": "k1" }),
            3 => json!({ "b": value }),
            4 => json!({ "b": [value, value_of(*choice)], "kind": "k0" }),
            5 => json!({ "a": value, "b": {} }),
            6 => json!({ "a": [], "b": value, "kind": "k1" }),
            _ => json!({ "a": value }),
        };
    }
    value
}

fn value_of(choice: u8) -> Value {
    match choice % 3 {
        0 => json!({}),
        1 => json!("x"),
        _ => json!({ "kind": "k0" }),
    }
}
