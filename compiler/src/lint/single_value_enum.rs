//! An `enum` of one value.

use vouchsafe_core::codes::Code;
use vouchsafe_core::json::{Kind, Span};
use vouchsafe_core::{Applicability, Severity, Suggestion};

use super::schema::Schema;
use super::{Found, Lint};

pub(super) static LINT: Lint = Lint {
    code: Code::new(
        "single-value-enum",
        "an `enum` has one value",
        "`const` says the same, and says that it is meant to be the only one. (Draft 4 has no `const`.) Off unless it is asked for, since a list that may grow is as well a list of one.",
    )
    .schemas(r#"{"enum": ["kafka"]}"#, r#"{"const": "kafka"}"#),
    severity: Severity::Info,
    usual: false,
    look,
};

fn look(schema: Schema<'_>) -> Vec<Found> {
    let list = schema
        .get("enum")
        .filter(|list| list.kind() == Kind::Array && list.len() == 1);
    let Some((list, only)) = list.and_then(|list| Some((list, list.items().next()?))) else {
        return Vec::new();
    };
    if !schema.knows("const") || schema.value.member("const").is_some() {
        return Vec::new();
    }
    let written = list.document().bytes().get(only.span().range());
    let suggestion = list.name().zip(written).map(|(name, written)| {
        let span = Span::new(name.span().start, list.span().end);
        let value = String::from_utf8_lossy(written);
        Suggestion::replace(
            Applicability::MachineApplicable,
            span,
            format!("\"const\": {value}"),
        )
    });
    let found = Found::at_name(list, "`enum` has one value alone").help("write `const`");
    vec![found.suggest(suggestion)]
}
