//! Patterns that take exponential time elsewhere.

use vouchsafe_core::codes::Code;
use vouchsafe_core::json::Value;
use vouchsafe_core::{Severity, ecma};

use super::ambiguity::is_ambiguous;
use super::schema::Schema;
use super::{Found, Lint};

pub(super) static LINT: Lint = Lint {
    code: Code::new(
        "unsafe-pattern",
        "a pattern can take exponential time in validators that backtrack",
        "A repetition in the pattern can read one and the same text in several ways, as `(a+)+` or `(a|ab?)*` does. An engine that backtracks tries all of them before it refuses, and their number doubles with every character: a request of some dozen characters blocks a service. Patterns run in linear time here, whatever they are; but the schema is read by others, too. Write the repetition so that each text can be read in one way only.",
    )
    .schemas(
        r#"{"pattern": "^([a-z]+-?)+$", "x-help": "words with dashes"}"#,
        r#"{"pattern": "^[a-z]+(-[a-z]+)*-?$", "x-help": "words with dashes"}"#,
    ),
    severity: Severity::Warning,
    usual: true,
    look,
};

fn look(schema: Schema<'_>) -> Vec<Found> {
    let pattern = schema.get("pattern").zip(schema.text("pattern"));
    let names = schema
        .get("patternProperties")
        .into_iter()
        .flat_map(Value::members);
    let names =
        names.filter_map(|(name, value)| Some((value.name()?, name.to_lossy().into_owned())));
    pattern
        .into_iter()
        .chain(names)
        .filter_map(|(at, source)| unsafe_at(at, &source))
        .collect()
}

fn unsafe_at(at: Value<'_>, source: &str) -> Option<Found> {
    let regex = ecma::translate(source).ok()?;
    if !is_ambiguous(&regex) {
        return None;
    }
    let message = "a repetition in the pattern can read one text in several ways, which takes exponential time in validators that backtrack";
    Some(
        Found::at(at, message)
            .help("let each text be read in one way only, as by `a+(-a+)*` instead of `(a+-?)+`"),
    )
}
