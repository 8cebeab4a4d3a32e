//! The lines that some labels are on, as a frame draws them: of long lines what is near, and no character that a terminal
//! would obey.

use std::ops::Range;

use vouchsafe::json::{Position, Span};

use super::visible::{is_hidden, push};

/// A label that is to be drawn.
pub(super) struct Mark<'a> {
    pub(super) span: Span,
    /// Where the span starts.
    pub(super) at: Position,
    pub(super) words: &'a str,
    /// Whether it is the one to look at first.
    pub(super) primary: bool,
}

/// A part of a text.
pub(super) struct Excerpt {
    pub(super) text: String,
    /// For each label what of the text it is about.
    pub(super) ranges: Vec<Range<usize>>,
}

/// The most bytes of a value that are underlined.
const LONG: usize = 200;
/// How many bytes of a line are kept on either side of its labels: more than a terminal has columns.
const AROUND: usize = 2000;

/// The whole lines that some labels are on, and those between, as far as they may be shown.
pub(super) fn excerpt(source: &str, marks: &[Mark<'_>]) -> Excerpt {
    let range = |mark: &Mark<'_>| {
        let start = floor(source, mark.span.start);
        // Of a very long value its beginning is enough to see which one it is.
        let end = mark.span.end.min(mark.span.start + LONG);
        start..floor(source, end).max(start)
    };
    let wanted: Vec<Range<usize>> = marks.iter().map(range).collect();
    let first = wanted.iter().map(|range| range.start).min().unwrap_or(0);
    let last = wanted.iter().map(|range| range.end).max().unwrap_or(0);
    let before = floor(source, first.saturating_sub(AROUND));
    let begin = source[before..first].rfind('\n');
    let begin = begin.map_or(before, |feed| before + feed + 1);
    let after = floor(source, last + AROUND);
    let end = source[last..after].find('\n');
    let end = end.map_or(after, |feed| last + feed);

    let mut places: Vec<usize> = wanted
        .iter()
        .flat_map(|range| [range.start, range.end])
        .collect();
    places.sort_unstable();
    let mut writer = Writer {
        text: String::new(),
        places: &places,
        moved: Vec::with_capacity(places.len()),
    };
    let mut start = begin;
    for (index, line) in source[begin..end].split('\n').enumerate() {
        if index > 0 {
            writer.text.push('\n');
        }
        let stop = start + line.len();
        let touching = wanted
            .iter()
            .filter(|range| range.start <= stop && start <= range.end);
        let touching = touching.map(|range| (range.start.max(start), range.end.min(stop)));
        let (from, to) = touching.fold((stop, start), |(from, to), range| {
            (from.min(range.0), to.max(range.1))
        });
        let from = if from > to { start } else { from };
        let shown = start.max(floor(source, from.saturating_sub(AROUND)))
            ..stop.min(floor(source, to + AROUND));
        writer.line(source, shown, stop);
        start = stop + 1;
    }
    writer.pass(usize::MAX);
    let moved = |place: &usize| {
        let index = places.partition_point(|other| other < place);
        writer
            .moved
            .get(index)
            .copied()
            .unwrap_or(writer.text.len())
    };
    let ranges = wanted
        .iter()
        .map(|range| moved(&range.start)..moved(&range.end))
        .collect();
    Excerpt {
        ranges,
        text: writer.text,
    }
}

struct Writer<'a> {
    text: String,
    /// The places of the source that are looked for, in order.
    places: &'a [usize],
    /// Where the first of them are in the text.
    moved: Vec<usize>,
}

impl Writer<'_> {
    /// Notes that everything of the source up to a place is written.
    fn pass(&mut self, place: usize) {
        while self
            .places
            .get(self.moved.len())
            .is_some_and(|wanted| *wanted <= place)
        {
            self.moved.push(self.text.len());
        }
    }

    /// Writes what is shown of a line that ends at `stop`.
    fn line(&mut self, source: &str, shown: Range<usize>, stop: usize) {
        let text = &source[shown.clone()];
        // A line feed ends the line, whatever stands before it.
        let ended = shown.end == stop && source[stop..].starts_with('\n');
        let text = text.strip_suffix('\r').filter(|_| ended).unwrap_or(text);
        for (offset, character) in text.char_indices() {
            self.pass(shown.start + offset);
            // These are drawn as one visible character each.
            if character.is_ascii() || !is_hidden(character) {
                self.text.push(character);
            } else {
                push(&mut self.text, character);
            }
        }
        self.pass(stop);
    }
}

/// The nearest boundary of a character at or before an offset.
pub(super) fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What of an excerpt each label is about.
    fn shown(source: &str, spans: &[(usize, usize)]) -> (String, Vec<String>) {
        let mark = |(start, end): &(usize, usize)| Mark {
            span: Span::new(*start, *end),
            at: Position::of(source.as_bytes(), *start),
            words: "",
            primary: true,
        };
        let marks: Vec<Mark<'_>> = spans.iter().map(mark).collect();
        let Excerpt { text, ranges } = excerpt(source, &marks);
        let ranges = ranges.into_iter().map(|range| text[range].to_owned());
        (text.clone(), ranges.collect())
    }

    #[test]
    fn a_part_of_a_long_line_is_shown() {
        let long = format!("{}target{}", "x".repeat(100_000), "é".repeat(100_000));
        let (text, labels) = shown(&long, &[(100_000, 100_006)]);
        assert_eq!(labels, ["target"]);
        assert_eq!(text.len(), AROUND + "target".len() + AROUND);
        // Lines between are cut, and are all there.
        let many = format!("first\n{long}\nlast");
        let (text, labels) = shown(&many, &[(0, 5), (many.len() - 4, many.len())]);
        assert_eq!(labels, ["first", "last"]);
        assert_eq!(text.lines().count(), 3);
        assert_eq!(text.len(), 6 + AROUND + 5);
    }

    #[test]
    fn labels_stay_at_what_they_are_about() {
        let source = "a\u{9B}b\u{202E}\u{E0041}c\r\nd\re\r\n";
        let place = |text: &str| source.find(text).unwrap();
        let spans = ["b", "\u{202E}", "c", "d"].map(|text| (place(text), place(text) + text.len()));
        let (text, labels) = shown(source, &spans);
        assert_eq!(text, "a\\u009bb\\u202e\\udb40\\udc41c\nd\re");
        assert_eq!(labels, ["b", "\\u202e", "c", "d"]);
        // The ends of lines and of the text are places, too.
        let feed = place("\r\nd");
        assert_eq!(shown(source, &[(feed, feed + 1)]).1, [""]);
        assert_eq!(shown(source, &[(source.len(), source.len())]).1, [""]);
        assert_eq!(shown("", &[(0, 0)]), (String::new(), vec![String::new()]));
        // Spans that are no places of the text do no harm.
        for start in 0..source.len() + 3 {
            for end in start..source.len() + 3 {
                shown(source, &[(start, end)]);
            }
        }
    }
}
