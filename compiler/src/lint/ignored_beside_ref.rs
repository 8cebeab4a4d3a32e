//! What stands beside `$ref` in dialects that ignore it.

use vouchsafe_core::codes::Code;
use vouchsafe_core::{Applicability, Severity, Suggestion};

use super::schema::Schema;
use super::{Found, Lint};
use crate::dialect::Dialect;

pub(super) static LINT: Lint = Lint {
    code: Code::new(
        "ignored-beside-ref",
        "a keyword beside `$ref` is ignored",
        "Up to draft 7 a schema with `$ref` is a reference and nothing else: every keyword beside it is ignored. Put the reference into an `allOf`, or write the schema in draft 2019-09 or later.",
    )
    .schemas(
        r##"{"$schema": "http://json-schema.org/draft-07/schema#", "properties": {"id": {"$ref": "#/definitions/id", "minLength": 1}}, "definitions": {"id": {"type": "string"}}}"##,
        r##"{"$schema": "http://json-schema.org/draft-07/schema#", "properties": {"id": {"allOf": [{"$ref": "#/definitions/id"}], "minLength": 1}}, "definitions": {"id": {"type": "string"}}}"##,
    ),
    severity: Severity::Warning,
    usual: true,
    look,
};

/// Keywords that describe, or that references go through: nothing is lost where they are ignored.
const HARMLESS: [&str; 14] = [
    "$ref",
    "$schema",
    "$id",
    "id",
    "$comment",
    "definitions",
    "$defs",
    "title",
    "description",
    "default",
    "examples",
    "readOnly",
    "writeOnly",
    "format",
];

fn look(schema: Schema<'_>) -> Vec<Found> {
    let Some(reference) = schema
        .value
        .member("$ref")
        .filter(|_| schema.dialect() <= Dialect::Draft7)
    else {
        return Vec::new();
    };
    let mut ignored = schema.value.members().filter(|(name, _)| {
        let name = name.to_lossy();
        schema.is_void(&name) && schema.knows(&name) && !HARMLESS.contains(&&*name)
    });
    let Some((name, first)) = ignored.next() else {
        return Vec::new();
    };
    let others = match ignored.count() {
        0 => String::new(),
        1 => " and 1 other keyword".to_owned(),
        more => format!(" and {more} other keywords"),
    };
    let name = name.to_lossy();
    let draft = schema.dialect().name();
    let verb = if others.is_empty() { "is" } else { "are" };
    let message =
        format!("`{name}`{others} {verb} ignored: in {draft} nothing counts beside `$ref`");
    let source = reference.document().bytes().get(reference.span().range());
    let written = reference
        .name()
        .zip(source)
        .filter(|_| schema.value.member("allOf").is_none());
    let suggestion = written.map(|(name, source)| {
        let reference = String::from_utf8_lossy(source);
        let span = vouchsafe_core::json::Span::new(
            name.span().start,
            schema
                .value
                .member("$ref")
                .map_or(0, |value| value.span().end),
        );
        let all = format!("\"allOf\": [{{ \"$ref\": {reference} }}]");
        Suggestion::replace(Applicability::MaybeIncorrect, span, all)
    });
    let found = Found::at_name(first, message).help("put the reference into an `allOf`");
    vec![found.suggest(suggestion)]
}
