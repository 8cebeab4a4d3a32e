//! Diagnostics of schemas as the findings that renderers take.

use std::collections::HashMap;
use std::path::Path;

use vouchsafe::json::{DEFAULT_MAX_DEPTH, Document, Position, Span, Tape, Value};
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
    let mut pointers = Pointers::default();
    let violations = found.iter().map(|found| {
        let end = found.span.end.min(bytes.len());
        let span = Span::new(found.span.start.min(end), end);
        let location =
            document.map_or_else(String::new, |document| pointers.to(document.root(), span));
        // Its position is known, and need not be counted from the beginning of the text for each.
        let mut violation = Violation::of_text(
            (found.code, found.severity),
            (found.message.clone(), found.help.clone()),
            (b"", span),
            location,
            found.suggestion.clone(),
        );
        violation.start = found.start;
        violation.end = behind(found.start, &bytes[span.start..span.end]);
        for label in &mut violation.labels {
            label.start = found.start;
        }
        violation
    });
    let violations = violations.collect();
    (bytes, violations)
}

/// The position behind a piece of text that begins at a position.
fn behind(start: Position, piece: &[u8]) -> Position {
    let own = Position::of(piece, piece.len());
    let mut end = own;
    end.line += start.line - 1;
    if own.line == 1 {
        end.column += start.column - 1;
        end.utf8_column += start.utf8_column - 1;
        end.utf16_column += start.utf16_column - 1;
    }
    end
}

/// The values inside a container, in their order: where each begins with its name, its token, and itself.
type Children<'a> = Vec<(usize, String, Value<'a>)>;

/// JSON Pointers to places of one document.
#[derive(Default)]
struct Pointers<'a>(HashMap<u32, Children<'a>>);

impl<'a> Pointers<'a> {
    /// The JSON Pointer to the innermost value that holds some bytes, or that they name.
    fn to(&mut self, root: Value<'a>, wanted: Span) -> String {
        let mut pointer = String::new();
        let mut value = root;
        loop {
            let children = self
                .0
                .entry(value.index())
                .or_insert_with(|| children(value));
            let after = children.partition_point(|(start, ..)| *start <= wanted.start);
            let child = after.checked_sub(1).and_then(|at| children.get(at));
            let Some((_, token, next)) = child.filter(|(.., next)| {
                let name = next.name().map(Value::span);
                next.span().contains(wanted) || name.is_some_and(|name| name.contains(wanted))
            }) else {
                return pointer;
            };
            pointer.push('/');
            pointer.push_str(token);
            if next.span() == wanted {
                return pointer;
            }
            value = *next;
        }
    }
}

fn children(value: Value<'_>) -> Children<'_> {
    let members = value.members().map(|(name, member)| {
        let start = member.name().unwrap_or(member).span().start;
        let token = name.to_lossy().replace('~', "~0").replace('/', "~1");
        (start, token, member)
    });
    let items = value.items().enumerate();
    let items = items.map(|(index, item)| (item.span().start, index.to_string(), item));
    members.chain(items).collect()
}

/// Schemas hold no secrets that would have to be masked.
pub(super) fn report(violations: &[Violation]) -> Report {
    Report::of_text(violations.to_vec())
}
