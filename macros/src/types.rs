//! Rust types that would hold what a schema admits, to suggest them, and the words for what it admits.

use vouchsafe_codegen::Admitted;
use vouchsafe_core::program::Types;

/// A field type that would do.
pub(crate) fn field_type(admitted: &Admitted, required: bool) -> String {
    if admitted.types == Types::NULL {
        return "()".to_owned();
    }
    let plain = Types(admitted.types.0 & !Types::NULL.0);
    let ty = suggested(admitted, plain);
    let optional = !required || admitted.types.contains(Types::NULL);
    if optional {
        format!("Option<{ty}>")
    } else {
        ty
    }
}

/// A type that holds the admitted values of some JSON types.
pub(crate) fn suggested(admitted: &Admitted, types: Types) -> String {
    match types {
        Types::STRING if admitted.characters == (1, 1) => "char".to_owned(),
        Types::STRING => "String".to_owned(),
        Types::BOOLEAN => "bool".to_owned(),
        Types::INTEGER => admitted.smallest_integer().to_owned(),
        Types::NUMBER => "f64".to_owned(),
        Types::NULL => "()".to_owned(),
        Types::ARRAY if !admitted.prefix.is_empty() && has_each(admitted) => {
            let items = admitted.prefix.iter().map(|item| field_type(item, true));
            let items: Vec<String> = items.collect();
            let comma = if items.len() == 1 { "," } else { "" };
            format!("({}{comma})", items.join(", "))
        }
        Types::ARRAY => {
            let items = admitted
                .items
                .as_ref()
                .filter(|_| admitted.prefix.is_empty());
            let items = items.map_or_else(
                || "serde_json::Value".to_owned(),
                |items| field_type(items, true),
            );
            format!("Vec<{items}>")
        }
        Types::OBJECT if admitted.has_members => "a struct".to_owned(),
        Types::OBJECT => {
            let values = admitted.values.as_deref();
            let values = values.filter(|values| !values.types.is_empty());
            let values = values.map_or_else(
                || "serde_json::Value".to_owned(),
                |values| field_type(values, true),
            );
            format!("BTreeMap<String, {values}>")
        }
        _ => "serde_json::Value".to_owned(),
    }
}

/// Whether there is exactly one item for each schema of the prefix.
fn has_each(admitted: &Admitted) -> bool {
    let count = admitted.prefix.len() as u64;
    admitted.counts == (count, count)
}

/// A number of items in words.
pub(crate) fn counted(counts: (u64, u64)) -> String {
    match counts {
        (1, 1) => "exactly 1 item".to_owned(),
        (least, greatest) if least == greatest => format!("exactly {least} items"),
        (0, u64::MAX) => "any number of items".to_owned(),
        (least, u64::MAX) => format!("at least {least} items"),
        (least, greatest) => format!("{least} to {greatest} items"),
    }
}

/// JSON types in words.
pub(crate) fn kinds(types: Types) -> String {
    if types.0 | Types::NULL.0 == Types::ALL.0 {
        return "anything".to_owned();
    }
    types.in_words()
}

/// A range of integers in words.
pub(crate) fn range(integers: (Option<i128>, Option<i128>)) -> String {
    match integers {
        (Some(low), Some(high)) => format!("integers from {low} to {high}"),
        (Some(low), None) => format!("integers from {low} on"),
        (None, Some(high)) => format!("integers up to {high}"),
        (None, None) => "integers of any size".to_owned(),
    }
}

/// A property's name as a field could be called.
pub(crate) fn identifier(name: &str) -> String {
    let letters = name.chars();
    letters
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                '_'
            }
        })
        .collect()
}
