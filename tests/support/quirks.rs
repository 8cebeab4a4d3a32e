//! Shapes of [generated](super::generate) schemas that an oracle is known to understand wrongly. It is not asked
//! about them; the other one is.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::Value;

use super::refs::Place;

/// What an oracle says, unless it panics: the `jsonschema` crate (0.60) drops the targets of some references
/// that lead back to a schema that is still being compiled.
pub(crate) fn unless_it_panics(verdict: impl FnOnce() -> bool) -> Option<bool> {
    catch_unwind(AssertUnwindSafe(verdict)).ok()
}

/// `$ref` to a `$dynamicAnchor` is an ordinary reference (core, 8.2.3.1): it does not look at the dynamic scope.
/// The `jsonschema` crate (0.60) goes to the outermost anchor of that name all the same.
pub(crate) fn refers_to_dynamic_anchor(schema: &Value) -> bool {
    let is_anchor = |reference: &str| reference.ends_with("#node");
    scope_matters(schema) && refers(schema, &["$ref"], is_anchor)
}

/// The dynamic scope goes on into `propertyNames` as into every subschema (core, 7.1). The `boon` crate (0.6)
/// begins a new one.
pub(crate) fn names_forget_the_scope(schema: &Value) -> bool {
    scope_matters(schema) && has_names_that_refer(schema)
}

/// Whether there are two dynamic anchors to choose from.
fn scope_matters(schema: &Value) -> bool {
    let root = Place::root(schema);
    let is_dynamic = |reference| {
        let target = root.follow(reference).schema;
        target.get("$dynamicAnchor").is_some()
    };
    is_dynamic("root#node") && is_dynamic("list#node")
}

fn has_names_that_refer(schema: &Value) -> bool {
    match schema {
        Value::Object(members) => members.iter().any(|(keyword, value)| {
            keyword == "propertyNames" && refers(value, &["$ref", "$dynamicRef"], |_| true)
                || has_names_that_refer(value)
        }),
        Value::Array(items) => items.iter().any(has_names_that_refer),
        _ => false,
    }
}

/// Whether one of the keywords has such a value, here or below.
fn refers(schema: &Value, keywords: &[&str], is_such: fn(&str) -> bool) -> bool {
    match schema {
        Value::Object(members) => members.iter().any(|(keyword, value)| {
            keywords.contains(&keyword.as_str()) && value.as_str().is_some_and(is_such)
                || refers(value, keywords, is_such)
        }),
        Value::Array(items) => items.iter().any(|item| refers(item, keywords, is_such)),
        _ => false,
    }
}
