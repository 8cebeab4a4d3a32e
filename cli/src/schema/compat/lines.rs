//! `file:line:column: effect: message`, with the place in the new schema, or else in the old one.

use std::fmt::Write as _;

use super::Told;

pub(super) fn text(told: &[Told<'_>]) -> String {
    let mut text = String::new();
    for told in told {
        let place = told.change.new.as_ref().or(told.change.old.as_ref());
        let place = place.map_or_else(String::new, |place| {
            format!(
                "{}:{}:{}: ",
                place.file, place.start.line, place.start.column
            )
        });
        let witness = told.witnesses.first();
        let witness = witness.map_or_else(String::new, |(_, witness)| {
            format!(" (for example {witness})")
        });
        let _ = writeln!(
            text,
            "{place}{}: {}{witness}",
            told.rank.word(),
            told.change.message
        );
    }
    text
}
