//! Each change with the lines of both schemas.

use std::path::Path;

use annotate_snippets::Level;
use vouchsafe_compiler::Place;

use super::{Counts, Rank, Told, UNDECIDED, shortened};
use crate::render::{Marked, frame, visible};

pub(super) fn text(root: &Path, width: usize, told: &[Told<'_>], counts: &Counts) -> String {
    let frames: String = told.iter().map(|told| change(root, width, told)).collect();
    frames + &counts.words() + "\n"
}

fn change(root: &Path, width: usize, told: &Told<'_>) -> String {
    let level = match told.rank {
        Rank::Breaking => Level::ERROR,
        Rank::Undecided => Level::WARNING,
        Rank::Compatible => Level::INFO,
    };
    let title = level
        .with_name(told.rank.word())
        .primary_title(visible::lines(&told.change.message));
    let places = [
        (told.change.old.as_ref(), "old"),
        (told.change.new.as_ref(), "new"),
    ];
    let places: Vec<(&Place, String, &str)> = places
        .into_iter()
        .filter_map(|(place, word)| Some((place?, source(root, place?)?, word)))
        .collect();
    let labels: Vec<[Marked<'_>; 1]> = places
        .iter()
        .map(|(place, _, word)| [(place.span, *word, true)])
        .collect();
    let files: Vec<(&str, &str, &[Marked<'_>])> = places
        .iter()
        .zip(&labels)
        .map(|((place, source, _), labels)| (place.file.as_str(), source.as_str(), &labels[..]))
        .collect();
    let shown = told
        .witnesses
        .iter()
        .map(|(words, witness)| format!("{words}: {}", shortened(witness)));
    let undecided = (told.rank == Rank::Undecided).then(|| UNDECIDED.to_owned());
    let notes: Vec<String> = shown.chain(undecided).collect();
    let notes = notes
        .iter()
        .map(|note| Level::NOTE.message(visible::lines(note)));
    frame(width, title, &files, notes)
}

/// The text of the file that a place is in, if it can be read again.
fn source(root: &Path, place: &Place) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "the command reads files")]
    let source = std::fs::read_to_string(root.join(&place.file)).ok()?;
    (source.len() >= place.span.end).then_some(source)
}
