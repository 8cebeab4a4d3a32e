//! A table in Markdown, for the comment on a pull request.

use std::fmt::Write as _;

use vouchsafe_compiler::Place;

use super::{Counts, Told, shortened};
use crate::args::SchemaCompat;
use crate::render::cell;

pub(super) fn text(arguments: &SchemaCompat, told: &[Told<'_>], counts: &Counts) -> String {
    let SchemaCompat { old, new, .. } = arguments;
    let mut text = format!(
        "**vouchsafe**: {}, from {} to {}\n",
        counts.words(),
        code(old),
        code(new)
    );
    if told.is_empty() {
        return text;
    }
    text.push_str("\n| | change | old | new | shown by |\n|---|---|---|---|---|\n");
    for told in told {
        let shown = told
            .witnesses
            .iter()
            .map(|(_, witness)| code(&shortened(witness)));
        let shown: Vec<String> = shown.collect();
        let at = |place: Option<&Place>| {
            place.map_or_else(String::new, |place| {
                format!("{}:{}", place.start.line, place.start.column)
            })
        };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} |",
            told.rank.word(),
            cell(&told.change.message),
            at(told.change.old.as_ref()),
            at(told.change.new.as_ref()),
            shown.join("<br>"),
        );
    }
    text
}

/// A text as code; what has backticks in it is put down as text.
fn code(text: &str) -> String {
    cell(&format!("`{text}`"))
}
