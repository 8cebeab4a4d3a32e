//! Keywords with a value that demands nothing.

use vouchsafe_core::codes::Code;
use vouchsafe_core::json::{Kind, Value};
use vouchsafe_core::{Applicability, Edit, Severity, Suggestion};

use super::schema::Schema;
use super::{Found, Lint};

pub(super) static LINT: Lint = Lint {
    code: Code::new(
        "vacuous-keyword",
        "a keyword has a value that demands nothing",
        "`minLength: 0`, `required: []`, `uniqueItems: false` and their like say what holds anyway. Off unless it is asked for: some people like to say so.",
    )
    .schemas(
        r#"{"type": "string", "minLength": 0}"#,
        r#"{"type": "string"}"#,
    ),
    severity: Severity::Info,
    usual: false,
    look,
};

fn look(schema: Schema<'_>) -> Vec<Found> {
    let is_zero = |value: Value<'_>| value.as_number().is_some_and(|number| number.is_zero());
    let is_empty =
        |value: Value<'_>| matches!(value.kind(), Kind::Array | Kind::Object) && value.is_empty();
    let vacuous = schema
        .value
        .members()
        .filter(|(name, value)| match &*name.to_lossy() {
            "minLength" | "minItems" | "minProperties" => is_zero(*value),
            "required" | "dependentRequired" | "dependentSchemas" => is_empty(*value),
            "uniqueItems" => value.as_bool() == Some(false),
            _ => false,
        });
    let vacuous = vacuous
        .filter_map(|(name, value)| Some((name.to_lossy().into_owned(), value.name()?, value)));
    vacuous
        .filter(|(keyword, ..)| schema.get(keyword).is_some())
        .map(|(keyword, name, _)| {
            let edit = Edit::remove_member(schema.value, name.span());
            let suggestion =
                edit.map(|edit| Suggestion::new(Applicability::MachineApplicable, vec![edit]));
            Found::at(name, format!("this `{keyword}` demands nothing"))
                .help("take it out")
                .suggest(suggestion)
        })
        .collect()
}
