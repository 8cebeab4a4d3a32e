//! The list for people.

use std::fmt::Write as _;

use super::{is_usable, line};
use crate::target::Known;

/// All operations, and how many of them can be checked where not all can.
pub(super) fn list(operations: &[Known]) -> String {
    let mut list: String = operations.iter().map(one).collect();
    // What is left out is known once faults have been looked for.
    let is_whole = |known: &&Known| is_usable(known) && known.left_out().next().is_none();
    let usable = operations.iter().filter(is_whole).count();
    let all = operations.len();
    if usable < all {
        let _ = writeln!(
            list,
            "\n{usable} of {all} operations can be checked as a whole"
        );
    }
    list
}

fn one(operation: &Known) -> String {
    let mut text = line(&operation.id);
    if operation.deprecated.is_some() {
        text.push_str(" (deprecated)");
    }
    if !operation.summary.trim().is_empty() {
        let _ = write!(text, "\n  {}", line(&operation.summary));
    }
    let place = format!("{} {}", operation.method, operation.template);
    let kind = operation.kind_word();
    // An operation without an ID is called so.
    if place != operation.id || kind != "path" {
        let _ = write!(text, "\n  {}", line(&place));
        if kind != "path" {
            let _ = write!(text, " ({kind})");
        }
    }
    let parts = operation.parts();
    let parts: Vec<&str> = parts.iter().map(|(part, _)| part.word()).collect();
    if !parts.is_empty() {
        let _ = write!(text, "\n  parts: {}", parts.join(", "));
    }
    for fault in operation.all_faults() {
        let part = fault.part.map_or("parameters", |part| part.word());
        let place = fault.diagnostic;
        let (file, start) = (&place.file, place.start);
        let (row, column) = (start.line, start.column);
        let _ = write!(
            text,
            "\n  not checked: {part}: {file}:{row}:{column}: {}",
            line(&place.message)
        );
    }
    for left_out in operation.left_out() {
        let (file, start) = (&left_out.file, left_out.start);
        let (row, column) = (start.line, start.column);
        let _ = write!(
            text,
            "\n  not checked: a `pattern`: {file}:{row}:{column}: {}",
            line(&left_out.message)
        );
    }
    text.push('\n');
    text
}
