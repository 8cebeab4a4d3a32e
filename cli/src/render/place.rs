//! The places of files that a rendered frame names, `--> name:line:column`.

use super::excerpt::{Excerpt, Mark};

/// A line of a frame: what stands before the name of the file, `:line:column`, and what stands behind. Nothing for a line
/// that names no place.
pub(super) fn place<'a>(line: &'a str, name: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let (before, after) = line.split_once(name)?;
    // An arrow, and perhaps styles.
    let arrow = anstream::adapter::strip_str(before).to_string();
    if !matches!(arrow.trim(), "-->" | ":::" | "╭▸" | "⸬") {
        return None;
    }
    let length = match after.split_once('\u{1B}') {
        Some((place, _)) => place.len(),
        None => after.trim_end_matches('\n').len(),
    };
    let (place, end) = after.split_at(length);
    Some((before, place, end))
}

/// A place in a line that is not drawn as it stands in its file.
#[derive(Debug)]
pub(super) struct Moved {
    /// `:line:column` as they are drawn.
    drawn: String,
    /// Where it is in the file.
    place: String,
}

/// The places of labels whose columns are not those of their file. `first` is the line of the excerpt's first one.
pub(super) fn moved(excerpt: &Excerpt, first: usize, marks: &[Mark<'_>]) -> Vec<Moved> {
    let mut places = Vec::new();
    for (mark, range) in marks.iter().zip(&excerpt.ranges) {
        let before = &excerpt.text[..range.start];
        let line = first + before.matches('\n').count();
        let start = before.rfind('\n').map_or(0, |feed| feed + 1);
        let column = before[start..].chars().count() + 1;
        if column != mark.at.column {
            places.push(Moved {
                drawn: format!(":{line}:{column}"),
                place: format!(":{line}:{}", mark.at.column),
            });
        }
    }
    places
}

/// A frame with the places of the file in the place of those that are drawn.
pub(super) fn straightened(frame: String, name: &str, moved: &[Moved]) -> String {
    if moved.is_empty() {
        return frame;
    }
    let straight = |line: &str| {
        let found = place(line, name).and_then(|(before, drawn, end)| {
            let moved = moved.iter().find(|moved| moved.drawn == drawn)?;
            Some(format!("{before}{name}{}{end}", moved.place))
        });
        found.unwrap_or_else(|| line.to_owned())
    };
    frame.split_inclusive('\n').map(straight).collect()
}
