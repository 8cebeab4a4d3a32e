//! Meta-schemas as an independent implementation knows them, against the faults that the compiler finds; and schemas
//! with a value of another kind somewhere.

use serde_json::{Value, json};
use vouchsafe_compiler::{Compiler, Diagnostics, Dialect, UnknownKeywords};

/// The faults of a schema where nothing but keywords that do not exist is let pass.
pub(crate) fn faults(compiler: &Compiler, schema: &Value) -> Result<(), Diagnostics> {
    let compiler = compiler.clone().refuse_contradictions(true);
    let compiler = compiler.unknown_keywords(UnknownKeywords::Allow);
    compiler.compile(schema.to_string()).map(drop)
}

/// The dialect of a schema, if all of it is written in one.
pub(crate) fn dialect_of(schema: &Value, otherwise: Dialect) -> Option<Dialect> {
    let named = schema.get("$schema");
    let dialect = match named {
        Some(named) => Dialect::from_uri(named.as_str()?)?,
        None => otherwise,
    };
    let count = schema.to_string().matches("\"$schema\"").count();
    (count == usize::from(named.is_some())).then_some(dialect)
}

/// Whether the meta-schema of a dialect accepts a schema.
pub(crate) fn accepts(dialect: Dialect, schema: &Value) -> bool {
    match dialect {
        Dialect::Draft4 => jsonschema::draft4::meta::is_valid(schema),
        Dialect::Draft6 => jsonschema::draft6::meta::is_valid(schema),
        Dialect::Draft7 => jsonschema::draft7::meta::is_valid(schema),
        Dialect::Draft2019 => jsonschema::draft201909::meta::is_valid(schema),
        _ => jsonschema::draft202012::meta::is_valid(schema),
    }
}

/// Why the compiler and the meta-schema disagree about a schema, if they do: what the meta-schema refuses has a fault,
/// and what it accepts has none of form.
pub(crate) fn disagreement(
    compiler: &Compiler,
    dialect: Dialect,
    schema: &Value,
) -> Option<String> {
    let is_accepted = accepts(dialect, schema);
    match faults(compiler, schema) {
        Ok(()) if !is_accepted => Some(format!("no fault of {schema} ({dialect:?})")),
        Err(faults) if is_accepted => {
            let wrong = faults.iter().find(|fault| {
                let is_of_form = matches!(fault.code, "invalid-keyword-value" | "invalid-schema");
                is_of_form && !is_stricter(&fault.message)
            })?;
            Some(format!(
                "{wrong}\nthe meta-schema accepts {schema} ({dialect:?})"
            ))
        }
        _ => None,
    }
}

/// Whether a fault of form is one that meta-schemas have no words for.
fn is_stricter(message: &str) -> bool {
    // That of draft 4 does not mention references.
    message.starts_with("`$ref` must be a string")
        // An integer of draft 4 has no exponent; the other implementation looks for a fraction alone.
        || message.contains("written without a fraction or an exponent")
        // Names of schemas are unique (core, sections 8.2.1 and 8.2.2).
        || message.contains("which is the name of")
        // References to what is no schema; the meta-schema does not follow them.
        || message.starts_with("a schema must be an object or a Boolean")
        // URIs are formats, which the meta-schemas of late drafts only describe.
        || message.contains("must be a URI reference")
        || message.contains("must name vocabularies by URIs")
}

/// Values of every kind, among them those that keywords take.
pub(crate) fn others() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(1),
        json!(-1),
        json!(1.5),
        json!(2.0),
        json!(1e30),
        json!(18_446_744_073_709_551_615_u64),
        json!(""),
        json!("a"),
        json!("#a"),
        json!("a b"),
        json!("string"),
        json!("^a"),
        json!([]),
        json!([1]),
        json!(["a"]),
        json!(["a", "a"]),
        json!(["string", "null"]),
        json!(["string", "string"]),
        json!([null]),
        json!([true]),
        json!([{}]),
        json!([{"type": "strng"}]),
        json!({}),
        json!({"a": 1}),
        json!({"a": true}),
        json!({"a": {}}),
        json!({"a": []}),
        json!({"a": ["b"]}),
        json!({"a": ["b", "b"]}),
        json!({"a": {"type": 1}}),
        json!({"type": 1}),
        json!({"maxLength": "1"}),
        json!({"properties": {"a": 1}}),
        json!({"type": "string", "minLength": 1}),
    ]
}

/// The number of values in a value, itself included.
pub(crate) fn places(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(places).sum::<usize>(),
        Value::Object(members) => members.values().map(places).sum(),
        _ => 0,
    }
}

/// Puts another value at a place, counted from the outermost value.
pub(crate) fn replace(value: &mut Value, place: usize, other: &Value) {
    let mut left = place;
    replace_at(value, &mut left, other);
}

fn replace_at(value: &mut Value, left: &mut usize, other: &Value) -> bool {
    if *left == 0 {
        *value = other.clone();
        return true;
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| replace_at(item, left, other)),
        Value::Object(members) => {
            let mut values = members.values_mut();
            values.any(|member| replace_at(member, left, other))
        }
        _ => false,
    }
}
