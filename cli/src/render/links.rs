//! Links in the output of a terminal (OSC 8).

use std::path::PathBuf;

use super::Name;
use super::place::place;

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
    pub(super) fn in_frame(&self, frame: String, name: &Name) -> String {
        let Some(here) = &self.here else {
            return frame;
        };
        let url = name.uri_in(here);
        let name = &*name.shown();
        let line = |line: &str| match place(line, name) {
            Some((before, place, end)) => {
                format!("{before}\u{1B}]8;;{url}\u{1B}\\{name}{place}\u{1B}]8;;\u{1B}\\{end}")
            }
            None => line.to_owned(),
        };
        frame.split_inclusive('\n').map(line).collect()
    }
}
