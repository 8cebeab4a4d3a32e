//! Diagnostics of schemas as the findings that renderers take.

use std::path::Path;

use vouchsafe::json::{DEFAULT_MAX_DEPTH, Document, Span, Tape, Value};
use vouchsafe::{Report, Violation};
use vouchsafe_compiler::Diagnostic;

/// The text of a file, and its diagnostics as violations of it. What has no text has no places.
pub(super) fn violations(
    root: &Path,
    file: &str,
    found: &[Diagnostic],
) -> (Vec<u8>, Vec<Violation>) {
    #[expect(clippy::disallowed_methods, reason = "the command reads files")]
    let bytes = std::fs::read(root.join(file)).unwrap_or_default();
    let mut tape = Tape::default();
    let document = Document::scan(&bytes, &mut tape, DEFAULT_MAX_DEPTH).ok();
    let violations = found.iter().map(|found| {
        let end = found.span.end.min(bytes.len());
        let span = Span::new(found.span.start.min(end), end);
        let location = document.map_or_else(String::new, |document| pointer(document.root(), span));
        Violation::of_text(
            (found.code, found.severity),
            (found.message.clone(), found.help.clone()),
            (&bytes, span),
            location,
            found.suggestion.clone(),
        )
    });
    let violations = violations.collect();
    (bytes, violations)
}

/// The JSON Pointer to the innermost value that holds some bytes, or that they name.
fn pointer(root: Value<'_>, wanted: Span) -> String {
    let mut pointer = String::new();
    let mut value = root;
    loop {
        let is_around = |name: Option<Value<'_>>, value: Value<'_>| {
            value.span().contains(wanted) || name.is_some_and(|name| name.span().contains(wanted))
        };
        let member = value
            .members()
            .find(|(_, value)| is_around(value.name(), *value));
        let item = || {
            value
                .items()
                .enumerate()
                .find(|(_, value)| is_around(None, *value))
        };
        let (token, next) = match member {
            Some((name, next)) => (name.to_lossy().replace('~', "~0").replace('/', "~1"), next),
            None => match item() {
                Some((index, next)) => (index.to_string(), next),
                None => return pointer,
            },
        };
        pointer.push('/');
        pointer.push_str(&token);
        if next.span() == wanted {
            return pointer;
        }
        value = next;
    }
}

/// Schemas hold no secrets that would have to be masked.
pub(super) fn report(violations: &[Violation]) -> Report {
    Report::of_text(violations.to_vec())
}
