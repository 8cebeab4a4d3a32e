//! Keywords that decide nothing: about types that are not admitted, or without the keyword that they complete.

use vouchsafe_core::codes::Code;
use vouchsafe_core::json::{Kind, Value};
use vouchsafe_core::program::Types;
use vouchsafe_core::{Applicability, Edit, Format, Severity, Suggestion};

use super::schema::Schema;
use super::{Found, Lint};
use crate::dialect::Dialect;

pub(super) static LINT: Lint = Lint {
    code: Code::new(
        "keyword-without-effect",
        "a keyword decides nothing where it stands",
        "Most keywords are about values of one type and accept all others: `minLength` beside `type: integer` never refuses anything. Others complete a keyword and mean nothing without it, as `then` without `if`. Either the keyword or what stands beside it is not what was meant.",
    )
    .schemas(
        r#"{"type": "integer", "minLength": 3}"#,
        r#"{"type": "integer", "minimum": 3}"#,
    ),
    severity: Severity::Warning,
    usual: true,
    look,
};

/// The keywords that are about one type.
const ABOUT: [(Types, &str, &[&str]); 4] = [
    (
        Types::STRING,
        "strings",
        &[
            "minLength",
            "maxLength",
            "pattern",
            "contentEncoding",
            "contentMediaType",
            "contentSchema",
        ],
    ),
    (
        Types::NUMBER,
        "numbers",
        &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
    ),
    (
        Types::ARRAY,
        "arrays",
        &[
            "items",
            "prefixItems",
            "additionalItems",
            "minItems",
            "maxItems",
            "uniqueItems",
            "contains",
            "minContains",
            "maxContains",
            "unevaluatedItems",
        ],
    ),
    (
        Types::OBJECT,
        "objects",
        &[
            "properties",
            "patternProperties",
            "additionalProperties",
            "propertyNames",
            "minProperties",
            "maxProperties",
            "required",
            "dependentRequired",
            "dependentSchemas",
            "dependencies",
            "unevaluatedProperties",
        ],
    ),
];

/// Keywords that complete one of others.
const COMPLETE: [(&str, &[&str]); 5] = [
    ("then", &["if"]),
    ("else", &["if"]),
    ("if", &["then", "else"]),
    ("minContains", &["contains"]),
    ("maxContains", &["contains"]),
];

fn look(schema: Schema<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    if let Some(types) = schema.own_types().filter(|types| !types.is_empty()) {
        for (about, word, keywords) in ABOUT {
            let values = keywords
                .iter()
                .filter_map(|keyword| Some((*keyword, schema.get(keyword)?)));
            for (keyword, value) in values.filter(|_| types.intersection(about).is_empty()) {
                found.push(of_other_type(schema, keyword, word, types, value));
            }
        }
        if let Some(value) = schema.get("format")
            && let Some(format) = schema
                .text("format")
                .and_then(|name| Format::from_name(&name))
            // Many APIs write numbers as strings, and say so by such a format.
            && let (about, word) = if format.is_of_numbers() {
                (Types::NUMBER.union(Types::STRING), "numbers")
            } else {
                (Types::STRING, "strings")
            }
            && types.intersection(about).is_empty()
        {
            let name = format.name();
            found.push(of_other_type(
                schema,
                &format!("format: {name}"),
                word,
                types,
                value,
            ));
        }
    }
    found.extend(incomplete(schema));
    found
}

fn of_other_type<'a>(
    schema: Schema<'a>,
    keyword: &str,
    about: &str,
    types: Types,
    value: Value<'a>,
) -> Found {
    let admitted = types.in_words();
    let message = format!("`{keyword}` is about {about}, and only {admitted} is accepted here");
    without(schema, value, message).help("take it out, or see whether `type` is what was meant")
}

fn incomplete(schema: Schema<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (keyword, completed) in COMPLETE {
        // What a condition evaluates counts, even if nothing depends on it.
        let evaluates = keyword == "if"
            && ["unevaluatedProperties", "unevaluatedItems"]
                .iter()
                .any(|name| schema.get(name).is_some());
        let is_complete = completed.iter().any(|name| schema.get(name).is_some());
        if let Some(value) = schema.get(keyword).filter(|_| !is_complete && !evaluates) {
            let names: Vec<String> = completed.iter().map(|name| format!("`{name}`")).collect();
            let message = format!("`{keyword}` does nothing without {}", names.join(" or "));
            found.push(
                without(schema, value, message).help("take it out, or add what it belongs to"),
            );
        }
    }
    let is_list = |items: Value<'_>| items.kind() == Kind::Array;
    if schema.dialect() < Dialect::Draft2020
        && let Some(value) = schema.get("additionalItems")
        && !schema.get("items").is_some_and(is_list)
    {
        let message = "`additionalItems` does nothing unless `items` is an array of schemas";
        found.push(without(schema, value, message).help("write `items`, or take it out"));
    }
    found
}

/// A finding that goes away with the keyword.
fn without(schema: Schema<'_>, value: Value<'_>, message: impl Into<String>) -> Found {
    let remove = value
        .name()
        .and_then(|name| Edit::remove_member(schema.value, name.span()));
    let suggestion = remove.map(|edit| Suggestion::new(Applicability::MaybeIncorrect, vec![edit]));
    Found::at_name(value, message).suggest(suggestion)
}
