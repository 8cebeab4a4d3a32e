//! Links in the output of a terminal (OSC 8).

use std::path::PathBuf;

use super::uri::uri;

/// Makes links, where the terminal shows them.
pub(super) struct Links {
    /// The folder of the run; nothing where there are to be no links.
    here: Option<PathBuf>,
}

impl Links {
    pub(super) const fn new(here: Option<PathBuf>) -> Self {
        Self { here }
    }

    /// Whether links are shown.
    pub(super) const fn are_shown(&self) -> bool {
        self.here.is_some()
    }

    /// Makes a link of each place of a file that a rendered frame names, `--> name:line:column`.
    pub(super) fn in_frame(&self, frame: String, name: &str) -> String {
        let Some(here) = &self.here else {
            return frame;
        };
        let url = uri(&here.join(name).to_string_lossy());
        // What stands before a place: an arrow, and perhaps styles.
        let names_place = |before: &str| {
            let before = anstream::adapter::strip_str(before).to_string();
            matches!(before.trim(), "-->" | ":::" | "╭▸" | "⸬")
        };
        let line = |line: &str| match line.split_once(name) {
            Some((before, after)) if names_place(before) => {
                let (place, end) = match after.split_once('\u{1B}') {
                    Some((place, _)) => after.split_at(place.len()),
                    None => after.split_at(after.trim_end_matches('\n').len()),
                };
                format!("{before}\u{1B}]8;;{url}\u{1B}\\{name}{place}\u{1B}]8;;\u{1B}\\{end}")
            }
            _ => line.to_owned(),
        };
        frame.split_inclusive('\n').map(line).collect()
    }
}
