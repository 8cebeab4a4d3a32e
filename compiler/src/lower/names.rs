//! The member names that a schema object mentions.

use vouchsafe_core::json::{JsonStr, Value};

/// The names in `properties`, `required`, `dependencies` and their kin, each once.
pub(super) fn mentioned(schema: Value<'_>) -> std::collections::BTreeSet<String> {
    let mut names = std::collections::BTreeSet::new();
    let mut add = |name: JsonStr<'_>| {
        // A lone surrogate is reported where the schema is read.
        names.insert(name.to_lossy().into_owned());
    };
    for (keyword, value) in schema.members() {
        match &*keyword.to_lossy() {
            "properties" | "dependentSchemas" => value.members().for_each(|(name, _)| add(name)),
            "required" => value.items().filter_map(Value::as_str).for_each(&mut add),
            "dependentRequired" | "dependencies" => {
                for (name, needed) in value.members() {
                    add(name);
                    needed.items().filter_map(Value::as_str).for_each(&mut add);
                }
            }
            _ => {}
        }
    }
    names
}
