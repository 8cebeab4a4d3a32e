//! Patterns that are written as another language writes them.

use vouchsafe_core::codes::Code;
use vouchsafe_core::json::{Value, quoted};
use vouchsafe_core::{Applicability, Severity, Suggestion};

use super::schema::Schema;
use super::{Found, Lint};
use crate::slips::placeholder;

pub(super) static LINT: Lint = Lint {
    code: Code::new(
        "foreign-pattern",
        "a pattern is written as a literal of another language, or holds a placeholder",
        "A pattern is the expression alone: the slashes and flags of `/^a$/i` are looked for as characters, so that no text is accepted. There are no flags; what is meant without regard to case names both, as `[Aa]`. A placeholder such as `{{ name }}` belongs to a template, which is to be filled in first.",
    )
    .schemas(
        r#"{"pattern": "/^[a-z]+$/", "x-help": "write a word"}"#,
        r#"{"pattern": "^[a-z]+$", "x-help": "write a word"}"#,
    ),
    severity: Severity::Warning,
    usual: true,
    look,
};

fn look(schema: Schema<'_>) -> Vec<Found> {
    let own = schema.get("pattern").zip(schema.text("pattern"));
    let mut patterns: Vec<(Value<'_>, String)> = own.into_iter().collect();
    let named = schema.get("patternProperties").into_iter();
    patterns.extend(
        named
            .flat_map(Value::members)
            .filter_map(|(name, value)| Some((value.name()?, name.to_lossy().into_owned()))),
    );
    let found = patterns.into_iter();
    found
        .filter_map(|(at, source)| literal(at, &source).or_else(|| template(at, &source)))
        .collect()
}

/// A literal between slashes, with flags behind it.
fn literal(at: Value<'_>, source: &str) -> Option<Found> {
    let (body, flags) = source.strip_prefix('/')?.rsplit_once('/')?;
    let are_flags = flags.len() <= 8 && flags.chars().all(|flag| "dgimsuvyx".contains(flag));
    // A path may stand between slashes as well; anchors inside them never match.
    let is_anchored = body.starts_with('^') || body.ends_with('$') && !body.ends_with("\\$");
    if !are_flags || body.is_empty() || flags.is_empty() && !is_anchored {
        return None;
    }
    let message = if flags.is_empty() {
        "the slashes are part of the pattern".to_owned()
    } else {
        format!("the slashes and the flags `{flags}` are part of the pattern")
    };
    let help = if flags.contains('i') {
        "write what stands between them; there are no flags, so name both cases, as `[Aa]`"
    } else {
        "write what stands between them"
    };
    let body = body.replace("\\/", "/");
    let is_same = flags.chars().all(|flag| "guvy".contains(flag));
    let suggestion = is_same
        .then(|| Suggestion::replace(Applicability::MaybeIncorrect, at.span(), quoted(&body)));
    Some(Found::at(at, message).help(help).suggest(suggestion))
}

/// A placeholder that was not filled in.
fn template(at: Value<'_>, source: &str) -> Option<Found> {
    let help = placeholder(source)?;
    let message = "the pattern looks for the characters of a placeholder";
    Some(Found::at(at, message).help(help))
}
