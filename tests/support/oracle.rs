//! The independent implementation that verdicts are compared with: the `jsonschema` crate.

use std::path::Path;

use serde_json::Value;

/// The URI under which the oracle knows a schema of the domain.
fn uri(path: &str) -> String {
    format!("json-schema:///{path}")
}

/// A validator of the oracle for one schema file of the domain.
pub(crate) fn domain(path: &str) -> jsonschema::Validator {
    let folder = super::root().join("schemas");
    let mut resources = Vec::new();
    for file in super::files(&folder, "json") {
        let name = relative(&folder, &file);
        let resource = jsonschema::Resource::from_contents(super::read_json(&file));
        resources.push((uri(&name), resource));
    }
    let registry = jsonschema::Registry::new()
        .extend(resources)
        .unwrap()
        .prepare()
        .unwrap();
    let schema = serde_json::json!({ "$ref": uri(path) });
    let options = jsonschema::draft202012::options().with_registry(&registry);
    options
        .build(&schema)
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Whether the oracle sees every number of the value as it is: those past 2^53 with a fraction, an
/// exponent or too many digits it rounds to the nearest `f64`.
pub(crate) fn sees(value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            !number.is_f64() || number.as_f64().is_some_and(|n| n.abs() < 9e15)
        }
        Value::Array(items) => items.iter().all(sees),
        Value::Object(members) => members.values().all(sees),
        _ => true,
    }
}

/// The value of a text, unless the oracle rounds one of its numbers or cannot read it.
pub(crate) fn exact(text: &str) -> Option<Value> {
    let is_digit = |character: char| character.is_ascii_digit() || character == '.';
    let is_long = |run: &str| run.len() > 15 && run.parse::<i64>().is_err();
    let has_exponent = |pair: &[u8]| pair[0].is_ascii_digit() && matches!(pair[1], b'e' | b'E');
    if text.as_bytes().windows(2).any(has_exponent) {
        return None;
    }
    let value = serde_json::from_str(text).ok().filter(sees)?;
    (!text.split(|c| !is_digit(c)).any(is_long)).then_some(value)
}

/// A path below a folder, with `/` between its parts.
pub(crate) fn relative(folder: &Path, file: &Path) -> String {
    let path = file.strip_prefix(folder).unwrap();
    path.components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

/// Whether a schema is valid against the meta-schema of draft 2020-12.
pub(crate) fn is_schema(schema: &Value) -> bool {
    jsonschema::draft202012::meta::is_valid(schema)
}
