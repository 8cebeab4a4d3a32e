//! Rust types that would hold what a schema admits, to suggest them.

use vouchsafe_codegen::Admitted;
use vouchsafe_core::program::Types;

/// A field type that would do.
pub(crate) fn field_type(admitted: &Admitted, required: bool) -> String {
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
        Types::STRING => "String".to_owned(),
        Types::BOOLEAN => "bool".to_owned(),
        Types::INTEGER => admitted.smallest_integer().to_owned(),
        Types::NUMBER => "f64".to_owned(),
        Types::ARRAY => {
            let items = admitted.items.as_ref();
            let items = items.map_or_else(
                || "serde_json::Value".to_owned(),
                |items| field_type(items, true),
            );
            format!("Vec<{items}>")
        }
        Types::OBJECT if admitted.has_members => "a struct".to_owned(),
        _ => "serde_json::Value".to_owned(),
    }
}
