//! `additionalProperties: false` beside schemas that describe members of their own.

use std::collections::HashSet;

use vouchsafe_core::codes::Code;
use vouchsafe_core::json::Value;
use vouchsafe_core::{Applicability, Severity, Suggestion};

use super::schema::Schema;
use super::{Found, Lint};
use crate::dialect::Dialect;

pub(super) static LINT: Lint = Lint {
    code: Code::new(
        "closed-composition",
        "`additionalProperties: false` refuses members that a schema beside it describes",
        "`additionalProperties` looks at the `properties` and `patternProperties` beside it and at nothing else: members that a `$ref`, `allOf`, `anyOf`, `oneOf` or condition describes are additional to it. So two closed branches of an `allOf` refuse each other's members, and a closed schema cannot be extended by a `$ref` to it. `unevaluatedProperties` (from draft 2019-09 on) looks at them, too. In older drafts name the members under `properties`, with the schema `true`.",
    )
    .schemas(
        r##"{"$ref": "#/$defs/named", "properties": {"size": {"type": "integer"}}, "additionalProperties": false, "$defs": {"named": {"properties": {"name": {"type": "string"}}}}}"##,
        r##"{"$ref": "#/$defs/named", "properties": {"size": {"type": "integer"}}, "unevaluatedProperties": false, "$defs": {"named": {"properties": {"name": {"type": "string"}}}}}"##,
    ),
    severity: Severity::Warning,
    usual: true,
    look,
};

fn look(schema: Schema<'_>) -> Vec<Found> {
    let mut found = own(schema);
    found.extend(parts(schema));
    found
}

/// A part of a schema that refuses members which another part of it describes: two branches of `allOf` of which one is
/// closed, or a `$ref` to a closed schema with more beside it.
fn parts(schema: Schema<'_>) -> Vec<Found> {
    let branches = schema.branches("allOf").into_iter();
    let branches = branches.map(|branch| (branch.value, branch));
    let reference = schema.value.member("$ref").zip(schema.target());
    let parts: Vec<(Value<'_>, Schema<'_>)> = reference.into_iter().chain(branches).collect();
    // What every part describes, and where; the schema itself last.
    let mut described: Vec<(Option<usize>, Vec<String>)> = Vec::new();
    for (index, (_, part)) in parts.iter().enumerate().take(MOST_PARTS) {
        described.push((Some(index), names(&part.perhaps())));
    }
    described.push((None, names(&[schema])));
    let mut found = Vec::new();
    for (index, (at, part)) in parts.iter().enumerate().take(MOST_PARTS) {
        let closed = part.always().into_iter().find(|part| is_closed(*part));
        let Some(closed) = closed else { continue };
        let own: HashSet<String> = names(&[closed]).into_iter().collect();
        let others = described.iter().filter(|(of, _)| *of != Some(index));
        let refused = others
            .flat_map(|(_, names)| names)
            .filter(|name| !own.contains(*name));
        let mut seen = HashSet::new();
        let refused: Vec<&String> = refused.filter(|name| seen.insert(*name)).collect();
        let Some(first) = refused.first() else {
            continue;
        };
        let others = others_than_first(refused.len());
        let message = format!(
            "`{first}`{others} is described here, and refused by the closed schema that applies as well"
        );
        let help = if schema.dialect() >= Dialect::Draft2019 {
            "take `additionalProperties: false` out of that schema, and write `unevaluatedProperties: false` around both"
        } else {
            "take `additionalProperties: false` out of that schema, or name the members of both in it"
        };
        found.push(Found::at(*at, message).help(help));
    }
    found
}

/// How many parts are compared: more would take longer than it is worth.
const MOST_PARTS: usize = 64;

/// The members that schemas describe, but for those that they only forbid.
fn names(schemas: &[Schema<'_>]) -> Vec<String> {
    let members = schemas.iter().flat_map(|schema| schema.properties());
    let described = members.filter(|(_, member)| member.value.as_bool() != Some(false));
    described.map(|(name, _)| name).collect()
}

/// Whether a schema refuses all members that it does not name.
fn is_closed(schema: Schema<'_>) -> bool {
    let closing = schema.get("additionalProperties");
    closing.and_then(Value::as_bool) == Some(false) && schema.get("patternProperties").is_none()
}

/// How many there are beside the first one.
fn others_than_first(count: usize) -> String {
    match count - 1 {
        0 => String::new(),
        1 => " and 1 other".to_owned(),
        more => format!(" and {more} others"),
    }
}

/// A schema that refuses what it describes by way of others.
fn own(schema: Schema<'_>) -> Vec<Found> {
    let closing = schema.get("additionalProperties");
    let Some(closing) = closing.filter(|value| value.as_bool() == Some(false)) else {
        return Vec::new();
    };
    // A pattern may cover the members.
    if schema.get("patternProperties").is_some() {
        return Vec::new();
    }
    let own = schema.properties();
    let mut seen: HashSet<String> = own.into_iter().map(|(name, _)| name).collect();
    // `false` says that a member may not be there, in a condition often.
    let mut refused = names(&schema.perhaps()[1..]);
    refused.retain(|name| seen.insert(name.clone()));
    let Some(first) = refused.first() else {
        return Vec::new();
    };
    let others = others_than_first(refused.len());
    let message = format!(
        "`additionalProperties: false` refuses `{first}`{others}, which a schema beside it describes"
    );
    let found = Found::at_name(closing, message);
    let is_free = schema.value.member("unevaluatedProperties").is_none();
    vec![if schema.dialect() >= Dialect::Draft2019 && is_free {
        let name = closing.name().map(Value::span);
        let rename = |span| {
            Suggestion::replace(
                Applicability::MaybeIncorrect,
                span,
                "\"unevaluatedProperties\"",
            )
        };
        found
            .help("write `unevaluatedProperties: false`, which looks at those schemas as well")
            .suggest(name.map(rename))
    } else {
        found.help("name such members under `properties` here as well, with the schema `true`")
    }]
}
