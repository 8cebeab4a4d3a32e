//! Shapes of [generated](super::generate) schemas that an oracle is known to understand wrongly. It is not asked
//! about them; the other one is.

use serde_json::Value;

use super::refs::Place;

/// `$ref` to a `$dynamicAnchor` is an ordinary reference (core, 8.2.3.1): it does not look at the dynamic scope.
/// The `jsonschema` crate (0.60) goes to the outermost anchor of that name all the same.
pub(crate) fn refers_to_dynamic_anchor(schema: &Value) -> bool {
    let root = Place::root(schema);
    let is_dynamic = |reference: &str| {
        let target = root.follow(reference).schema;
        target.get("$dynamicAnchor").is_some()
    };
    let (in_root, in_list) = (is_dynamic("root#node"), is_dynamic("list#node"));
    in_root && in_list && has_reference_to_anchor(schema)
}

fn has_reference_to_anchor(schema: &Value) -> bool {
    match schema {
        Value::Object(members) => members.iter().any(|(keyword, value)| {
            keyword == "$ref" && value.as_str().is_some_and(|text| text.ends_with("#node"))
                || has_reference_to_anchor(value)
        }),
        Value::Array(items) => items.iter().any(has_reference_to_anchor),
        _ => false,
    }
}
