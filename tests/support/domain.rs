//! The cases of `tests/domain`: instances of the domain's tables with the verdict and the lints that
//! `domain.md` decides.

use serde_json::Value;

/// One instance.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) instance: Value,
    pub(crate) valid: bool,
    /// The codes of the lints that are on by default, sorted, one for each warning.
    pub(crate) lints: Vec<String>,
}

/// The cases of one table.
pub(crate) struct Cases {
    pub(crate) schema: String,
    pub(crate) cases: Vec<Case>,
}

/// Every case, by table.
///
/// A case is a base with some members set or removed, named by JSON Pointers; `{"$repeat": [text, n]}`
/// stands for a long string.
pub(crate) fn all() -> Vec<Cases> {
    let files = super::files(&super::root().join("tests/domain"), "json");
    files
        .iter()
        .map(|file| read(&super::read_json(file)))
        .collect()
}

fn read(file: &Value) -> Cases {
    let cases = file["cases"].as_array().unwrap().iter().map(|case| {
        let mut instance = file["bases"][case["base"].as_str().unwrap()].clone();
        for pointer in case["remove"].as_array().into_iter().flatten() {
            let (parent, name) = parent(&mut instance, pointer.as_str().unwrap());
            parent.as_object_mut().unwrap().remove(&name).unwrap();
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
        let lints = case["lints"].as_array().unwrap().iter();
        Case {
            name: case["name"].as_str().unwrap().to_owned(),
            instance,
            valid: case["valid"].as_bool().unwrap(),
            lints: lints
                .map(|code| code.as_str().unwrap().to_owned())
                .collect(),
        }
    });
    Cases {
        schema: file["schema"].as_str().unwrap().to_owned(),
        cases: cases.collect(),
    }
}

fn parent<'v>(value: &'v mut Value, pointer: &str) -> (&'v mut Value, String) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let name = name.replace("~1", "/").replace("~0", "~");
    (
        value
            .pointer_mut(parent)
            .unwrap_or_else(|| panic!("nothing at {parent}")),
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
