//! Formats that nobody has defined.

use vouchsafe_core::codes::Code;
use vouchsafe_core::{Applicability, Edit, Format, Severity, Suggestion};

use super::schema::Schema;
use super::{Found, Lint};
use crate::suggest::closest;

pub(super) static LINT: Lint = Lint {
    code: Code::new(
        "unknown-format",
        "`format` has a name that neither JSON Schema nor OpenAPI defines",
        "Formats that a validator does not know accept everything, so a misspelt one is never noticed. A name that looks like a known one is a warning; any other may be a format of your own, and is only told.",
    )
    .schemas(r#"{"format": "date-tiem"}"#, r#"{"format": "date-time"}"#),
    severity: Severity::Warning,
    usual: true,
    look,
};

/// The formats of OpenAPI's registry that are not checked.
const OPENAPI: &[&str] = &[
    "binary",
    "char",
    "commonmark",
    "date-time-local",
    "decimal",
    "decimal128",
    "double-int",
    "html",
    "http-date",
    "media-range",
    "password",
    "sf-binary",
    "sf-boolean",
    "sf-decimal",
    "sf-integer",
    "sf-string",
    "sf-token",
    "time-local",
    "unixtime",
    // Of drafts before 4, which many schemas still have.
    "color",
    "host-name",
    "ip-address",
    "phone",
    "style",
    "utc-millisec",
];

fn look(schema: Schema<'_>) -> Vec<Found> {
    let Some((value, name)) = schema.get("format").zip(schema.text("format")) else {
        return Vec::new();
    };
    if Format::from_name(&name).is_some() || OPENAPI.contains(&name.as_str()) {
        return Vec::new();
    }
    let standard = Format::ALL.into_iter().map(Format::name);
    let found = Found::at(
        value,
        format!("neither JSON Schema nor OpenAPI has a format `{name}`"),
    );
    vec![
        match closest(&name, standard.chain(OPENAPI.iter().copied())) {
            Some(meant) => {
                let edit = Edit::string(value.span(), meant);
                let suggestion = Suggestion::new(Applicability::MaybeIncorrect, vec![edit]);
                found
                    .help(format!("did you mean `{meant}`?"))
                    .suggest(Some(suggestion))
            }
            None => Found {
                severity: Some(Severity::Info),
                ..found.help(
                    "nobody checks it unless a validator knows it; `pattern` is checked everywhere",
                )
            },
        },
    ]
}
