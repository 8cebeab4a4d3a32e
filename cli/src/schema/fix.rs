//! `vouchsafe schema check --fix`: follows the suggestions of diagnostics in all files together, since what is mended
//! in one may be why there is something to mend in another.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use vouchsafe::{Applicability, Fixed};

use super::check::Question;
use crate::fix::{MOST_ROUNDS, diff, replace};
use crate::output::Output;
use crate::render::{Name, counted, visible};
use crate::status::Status;

/// A file before and after.
pub(super) struct Change {
    file: String,
    before: Vec<u8>,
    after: Vec<u8>,
    /// How many suggestions have been followed.
    count: usize,
}

/// What becomes of the files.
///
/// # Errors
/// Which of them cannot be read.
pub(super) fn texts(
    question: &Question,
    files: &[String],
    least: Applicability,
) -> Result<Vec<Change>, String> {
    let mut changes = Vec::new();
    for file in files {
        #[expect(clippy::disallowed_methods, reason = "the command reads files")]
        let text = std::fs::read(question.root.join(file));
        let text = text.map_err(|error| format!("`{file}` cannot be read: {error}"))?;
        changes.push(Change {
            file: file.clone(),
            before: text.clone(),
            after: text,
            count: 0,
        });
    }
    let names: Vec<&str> = files.iter().map(String::as_str).collect();
    for _ in 0..MOST_ROUNDS {
        let texts = changes.iter().filter(|change| change.count > 0);
        let texts: BTreeMap<String, Vec<u8>> = texts
            .map(|change| (change.file.clone(), change.after.clone()))
            .collect();
        let found = question.ask(&names, &texts);
        let mut is_done = true;
        for (change, found) in changes.iter_mut().zip(&found) {
            let own = found.iter().filter(|found| found.file == change.file);
            let suggestions = own.filter_map(|found| found.suggestion.as_ref());
            let fixed = Fixed::of(&change.after, suggestions, least);
            is_done &= fixed.count == 0;
            change.count += fixed.count;
            change.after = fixed.text;
        }
        if is_done {
            break;
        }
    }
    changes.retain(|change| change.before != change.after);
    Ok(changes)
}

/// Prints the differences.
///
/// # Errors
/// That they cannot be written.
pub(super) fn show(changes: &[Change], stdout: &mut Output<'_>) -> Result<Status, String> {
    for change in changes {
        let Change { before, after, .. } = change;
        let shown = [before, after].map(|text| String::from_utf8_lossy(text).into_owned());
        let text = diff(&visible::line(&change.file), [before, after], &shown);
        let written = stdout.write(&text);
        written.map_err(|error| format!("the difference cannot be written: {error}"))?;
    }
    Ok(if changes.is_empty() {
        Status::Clean
    } else {
        Status::Findings
    })
}

/// Puts the new files in the places of the old ones. Gives those that cannot be written, with why.
pub(super) fn write(changes: &[Change], stderr: &mut dyn Write) -> Vec<(Name, String)> {
    let mut problems = Vec::new();
    for change in changes {
        let file = &change.file;
        match replace(Path::new(file), &change.after) {
            Ok(()) => {
                // Where nobody reads, nothing is lost.
                let _ = writeln!(
                    stderr,
                    "{}: mended in {}",
                    visible::line(file),
                    counted(change.count, "place")
                );
            }
            Err(error) => {
                let name = Name::of(Path::new(file));
                let words = format!("`{name}` cannot be written: {error}");
                problems.push((name, words));
            }
        }
    }
    problems
}
