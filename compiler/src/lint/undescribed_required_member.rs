//! Members that `required` names and `properties` does not.

use std::collections::HashSet;

use vouchsafe_core::codes::Code;
use vouchsafe_core::json::Value;
use vouchsafe_core::{Applicability, Edit, Severity, Suggestion};

use super::schema::Schema;
use super::{Found, Lint};
use crate::suggest::closest;

pub(super) static LINT: Lint = Lint {
    code: Code::new(
        "undescribed-required-member",
        "`required` names a member that `properties` does not describe",
        "An object that describes its members requires one that it says nothing about. Mostly one of the two names is misspelt. Members that schemas beside it describe are left alone, and so is a part of an `allOf` and its like, whose members others may describe.",
    )
    .schemas(
        r#"{"properties": {"colour": {"type": "string"}, "size": {"type": "integer"}}, "required": ["color"]}"#,
        r#"{"properties": {"colour": {"type": "string"}, "size": {"type": "integer"}}, "required": ["colour"]}"#,
    ),
    severity: Severity::Warning,
    usual: true,
    look,
};

/// How many pairs of names are compared to find a misspelt one.
const MOST_GUESSES: usize = 100_000;

fn look(schema: Schema<'_>) -> Vec<Found> {
    let own = schema.properties();
    if own.is_empty() {
        return Vec::new();
    }
    let described: HashSet<String> = schema
        .perhaps()
        .into_iter()
        .flat_map(Schema::properties)
        .map(|(name, _)| name)
        .collect();
    // A pattern, or what each further member must be, may describe the rest.
    let describes_rest = [
        "patternProperties",
        "additionalProperties",
        "unevaluatedProperties",
    ]
    .iter()
    .any(|keyword| {
        schema
            .get(keyword)
            .is_some_and(|value| value.as_bool() != Some(true))
    });
    let is_part = is_part(schema);
    let required: Vec<(String, Value<'_>)> = schema
        .get("required")
        .into_iter()
        .flat_map(Value::items)
        .filter_map(|item| Some((item.as_str()?.to_lossy().into_owned(), item)))
        .collect();
    let names: HashSet<&str> = required.iter().map(|(name, _)| name.as_str()).collect();
    let free = own.iter().map(|(name, _)| name.as_str());
    let mut free: Vec<&str> = free.filter(|name| !names.contains(name)).collect();
    let unknown = required
        .iter()
        .filter(|(name, _)| !described.contains(name));
    let unknown: Vec<&(String, Value<'_>)> = unknown.collect();
    if free.len() * unknown.len() > MOST_GUESSES {
        free.clear();
    }
    unknown
        .into_iter()
        .filter_map(|(name, item)| {
            let meant = closest(name, free.iter().copied());
            if meant.is_none() && (is_part || describes_rest) {
                return None;
            }
            let message =
                format!("`required` names `{name}`, which `properties` does not describe");
            let found = Found::at(*item, message);
            Some(match meant {
                None => found.help(format!("describe `{name}` under `properties`")),
                Some(meant) => {
                    let edit = Edit::string(item.span(), meant);
                    let suggestion = Suggestion::new(Applicability::MaybeIncorrect, vec![edit]);
                    found
                        .help(format!("did you mean `{meant}`?"))
                        .suggest(Some(suggestion))
                }
            })
        })
        .collect()
}

/// Whether the schema is one of several that apply to the same value.
fn is_part(schema: Schema<'_>) -> bool {
    let tokens = schema.tokens();
    let mut tokens = tokens.iter().rev().map(String::as_str);
    let (last, before) = (tokens.next(), tokens.next());
    matches!(last, Some("if" | "then" | "else" | "not"))
        || matches!(
            before,
            Some("allOf" | "anyOf" | "oneOf" | "dependentSchemas" | "$defs" | "definitions")
        )
}
