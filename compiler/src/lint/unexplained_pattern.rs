//! Patterns that nobody explains.

use vouchsafe_core::codes::Code;
use vouchsafe_core::{Severity, ecma};

use super::schema::Schema;
use super::{Found, Lint};
use crate::matcher;
use crate::recognize::is_worded;

pub(super) static LINT: Lint = Lint {
    code: Code::new(
        "unexplained-pattern",
        "a pattern has no words that say what it asks for",
        "Of a class of characters (`^[a-z0-9-]+$`), a number in digits and a fixed text messages say in words what is wrong. Of every other pattern they can only show the pattern itself, which few people read with ease. Say in `x-message` or `x-help` what is wanted.",
    )
    .schemas(
        r#"{"type": "string", "pattern": "^[A-Z]{2}(?:-[0-9]{3})+$"}"#,
        r#"{"type": "string", "pattern": "^[A-Z]{2}(?:-[0-9]{3})+$", "x-help": "write the country and groups of three digits: `DE-101-204`"}"#,
    ),
    severity: Severity::Info,
    usual: true,
    look,
};

fn look(schema: Schema<'_>) -> Vec<Found> {
    let Some((value, source)) = schema.get("pattern").zip(schema.text("pattern")) else {
        return Vec::new();
    };
    let has_words = ["x-message", "x-help"]
        .iter()
        .any(|name| schema.value.member(name).is_some());
    let explains_itself = |regex: String| is_worded(&regex) || matcher::literal(&regex).is_some();
    // Others are at fault, or an option allows them.
    let Ok(regex) = ecma::translate(&source) else {
        return Vec::new();
    };
    if has_words || schema.is_condition() || explains_itself(regex) {
        return Vec::new();
    }
    let message = "messages can only show this pattern, not say what it asks for";
    vec![
        Found::at(value, message)
            .help("say it beside the pattern: in `x-message`, or in `x-help` with an example"),
    ]
}
