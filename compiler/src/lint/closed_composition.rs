//! `additionalProperties: false` beside schemas that describe members of their own.

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
        "`additionalProperties` looks at the `properties` and `patternProperties` beside it and at nothing else: members that a `$ref`, `allOf`, `anyOf`, `oneOf` or condition describes are additional to it. `unevaluatedProperties` (from draft 2019-09 on) looks at them, too. In older drafts name the members under `properties`, with the schema `true`.",
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
    let closing = schema.get("additionalProperties");
    let Some(closing) = closing.filter(|value| value.as_bool() == Some(false)) else {
        return Vec::new();
    };
    // A pattern may cover the members.
    if schema.get("patternProperties").is_some() {
        return Vec::new();
    }
    let own = schema.properties();
    let mut refused: Vec<String> = Vec::new();
    for other in schema.perhaps().into_iter().skip(1) {
        for (name, member) in other.properties() {
            // `false` says that the member may not be there, in a condition often.
            let is_forbidden = member.value.as_bool() == Some(false);
            let is_known = own.iter().any(|(known, _)| *known == name) || refused.contains(&name);
            if !is_known && !is_forbidden {
                refused.push(name);
            }
        }
    }
    let Some(first) = refused.first() else {
        return Vec::new();
    };
    let others = match refused.len() - 1 {
        0 => String::new(),
        1 => " and 1 other".to_owned(),
        more => format!(" and {more} others"),
    };
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
