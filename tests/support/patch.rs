//! Instances as a base with some members set or removed, named by JSON Pointers.

use serde_json::Value;

/// Applies `set` and `remove` of a case to a base.
///
/// In `set`, `{"$repeat": [text, n]}` stands for a long string; the root is the empty pointer.
pub(crate) fn apply(mut instance: Value, case: &Value) -> Value {
    for pointer in case["remove"].as_array().into_iter().flatten() {
        let (parent, name) = parent(&mut instance, pointer.as_str().unwrap());
        let removed = parent.as_object_mut().unwrap().shift_remove(&name);
        assert!(removed.is_some(), "nothing to remove at {pointer}");
    }
    for (pointer, value) in case["set"].as_object().into_iter().flatten() {
        if pointer.is_empty() {
            instance = value.clone();
            continue;
        }
        let (parent, name) = parent(&mut instance, pointer);
        match parent {
            Value::Array(items) => items[name.parse::<usize>().unwrap()] = value.clone(),
            other => drop(other.as_object_mut().unwrap().insert(name, value.clone())),
        }
    }
    expand(&mut instance);
    instance
}

fn parent<'v>(value: &'v mut Value, pointer: &str) -> (&'v mut Value, String) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let name = name.replace("~1", "/").replace("~0", "~");
    let parent = value.pointer_mut(parent);
    (
        parent.unwrap_or_else(|| panic!("nothing above {pointer}")),
        name,
    )
}

fn expand(value: &mut Value) {
    if let Some([text, times]) = value
        .get("$repeat")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
    {
        let times = usize::try_from(times.as_u64().unwrap()).unwrap();
        *value = text.as_str().unwrap().repeat(times).into();
        return;
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(expand),
        Value::Object(members) => members.values_mut().for_each(expand),
        _ => {}
    }
}
