//! Patterns that are looked for anywhere in a string.

use vouchsafe_core::codes::Code;
use vouchsafe_core::{Severity, ecma};

use super::schema::Schema;
use super::{Found, Lint};
use crate::matcher;

pub(super) static LINT: Lint = Lint {
    code: Code::new(
        "unanchored-pattern",
        "a pattern is anchored at neither end",
        "A pattern is looked for anywhere in the string: `[a-z]+` accepts `42 a!`. Where the whole string is meant, write `^` and `$`. Off unless it is asked for, since to look for a part is often just what is meant.",
    )
    .schemas(r#"{"pattern": "[a-z]+", "x-help": "write a word"}"#, r#"{"pattern": "^[a-z]+$", "x-help": "write a word"}"#),
    severity: Severity::Info,
    usual: false,
    look,
};

fn look(schema: Schema<'_>) -> Vec<Found> {
    let Some((value, source)) = schema.get("pattern").zip(schema.text("pattern")) else {
        return Vec::new();
    };
    let hir = ecma::translate(&source)
        .ok()
        .and_then(|regex| matcher::parse(&regex));
    let is_anchored = hir.is_none_or(|hir| {
        let looks = hir.properties();
        let (before, after) = (looks.look_set_prefix_any(), looks.look_set_suffix_any());
        before.contains(regex_syntax::hir::Look::Start)
            || after.contains(regex_syntax::hir::Look::End)
    });
    if is_anchored {
        return Vec::new();
    }
    let message = "the pattern is looked for anywhere in the string";
    vec![
        Found::at(value, message)
            .help("write `^` before and `$` behind it if the whole string is meant"),
    ]
}
