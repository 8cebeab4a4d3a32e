//! What a report hides of its source, and texts that it must not show.

use super::Report;
use super::secrets::Needles;
use super::violation::Violation;
use crate::json::{JsonStr, Span};

impl Report {
    /// The texts of the strings and numbers that the report hides. `json` must be the input that was checked.
    #[doc(hidden)]
    pub fn secret_texts(&self, json: &[u8]) -> Vec<String> {
        let texts = self.masks().iter().filter_map(|mask| {
            let text = json.get(mask.range())?;
            match text {
                [b'"', inner @ .., b'"'] => Some(JsonStr::new(inner)?.to_lossy().into_owned()),
                [b'{' | b'[', ..] => None,
                other => Some(String::from_utf8_lossy(other).into_owned()),
            }
        });
        texts.collect()
    }

    /// Hides texts wherever they stand in the source, and in words about it.
    #[doc(hidden)]
    pub fn hide_texts(&mut self, texts: Vec<String>, source: &[u8]) {
        let mut needles = Needles::new(texts.into_iter().map(String::into_bytes));
        if needles.is_empty() {
            return;
        }
        for violation in self.violations_mut() {
            hide_in_words(violation, &mut needles);
        }
        let mut found = Vec::new();
        if needles.find(source, |span| found.push(span)).is_err() {
            // It is not known where they stand.
            found = vec![Span::new(0, source.len())];
        }
        for span in found {
            self.hide(span);
        }
    }
}

fn hide_in_words(violation: &mut Violation, needles: &mut Needles) {
    let labels = violation.labels.iter_mut().map(|label| &mut label.message);
    let texts = [&mut violation.message, &mut violation.instance_location];
    for text in labels.chain(texts).chain(&mut violation.help) {
        without(text, needles);
    }
    let mut is_written =
        |edit: &super::Edit| needles.are_in(edit.replacement.as_bytes()) != Ok(false);
    let mut suggestions = violation.suggestion.iter();
    if suggestions.any(|suggestion| suggestion.edits.iter().any(&mut is_written)) {
        violation.suggestion = None;
    }
}

/// Puts stars in the place of the texts.
fn without(text: &mut String, needles: &mut Needles) {
    let mut found: Vec<Span> = Vec::new();
    if needles
        .find(text.as_bytes(), |span| found.push(span))
        .is_err()
    {
        "****".clone_into(text);
    }
    // From the back, so that places stay where they are. Those that overlap begin in the same stars.
    let mut end = usize::MAX;
    for span in found.into_iter().rev() {
        let range = span.start..span.end.min(end).max(span.start);
        end = span.start;
        text.replace_range(range, "****");
    }
}
