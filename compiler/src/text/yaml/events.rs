//! The events of a stream, each with its place in the source, and what aliases stand for.

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{Event, Parser, Span as Place, options};
use vouchsafe_core::json::Span;

use super::{DEEPEST, Unreadable, words};
use crate::suggest::closest;

/// The events of a stream.
pub(super) struct Events<'a> {
    /// Nodes, and where documents begin and end.
    pub(super) all: Vec<(Event<'a>, Span)>,
    /// The event that each anchor names.
    pub(super) anchors: HashMap<usize, usize>,
}

/// Reads a stream.
///
/// # Errors
/// What is not YAML.
pub(super) fn read<'a>(source: &str, marked: &'a Marked<'_>) -> Result<Events<'a>, Unreadable> {
    printable(source)?;
    let options = options! {
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        emit_comments: false,
        flow_nesting_limit: DEEPEST,
        block_nesting_limit: DEEPEST,
    };
    let mut stream = Stream {
        source,
        events: Events {
            all: Vec::new(),
            anchors: HashMap::new(),
        },
        open: Vec::new(),
        names: Vec::new(),
        unresolved: None,
    };
    for event in Parser::new_from_str_with_options(&marked.text, options) {
        match event {
            Ok((event, place)) => stream.event(event, marked.span(place))?,
            Err(error) => {
                // What stands first is told first.
                stream.resolve()?;
                let at = error.marker().byte_offset().unwrap_or(marked.text.len());
                return Err(words::of_error(error.kind(), source, marked.place(at)));
            }
        }
    }
    stream.resolve()?;
    Ok(stream.events)
}

/// A stream that is being read.
struct Stream<'s, 'a> {
    source: &'s str,
    events: Events<'a>,
    /// The anchors of the collections that are open, 0 for those without.
    open: Vec<usize>,
    /// The names of the anchors of this document, with their places.
    names: Vec<(Cow<'a, str>, Span)>,
    /// The first alias whose anchor has not been met, and how many anchors had been met before.
    unresolved: Option<(Cow<'a, str>, Span, usize)>,
}

impl<'a> Stream<'_, 'a> {
    fn event(&mut self, event: Event<'a>, span: Span) -> Result<(), Unreadable> {
        let index = self.events.all.len();
        match &event {
            Event::StreamStart | Event::StreamEnd => return Ok(()),
            Event::DocumentStart(..) => {
                self.resolve()?;
                self.names.clear();
            }
            Event::Anchor(_, name) => {
                self.names.push((name.clone(), span));
                return Ok(());
            }
            Event::UnresolvedAlias(name) => {
                let known = self.names.len();
                if self.unresolved.is_none() {
                    self.unresolved = Some((name.clone(), span, known));
                }
            }
            Event::Alias(anchor) if self.open.contains(anchor) => {
                return Err(words::within_itself(self.source, span));
            }
            Event::Scalar(_, _, anchor, _) => {
                self.events.anchors.insert(*anchor, index);
            }
            Event::SequenceStart(_, anchor, _) | Event::MappingStart(_, anchor, _) => {
                self.events.anchors.insert(*anchor, index);
                self.open.push(*anchor);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.open.pop();
            }
            _ => {}
        }
        self.events.all.push((event, span));
        Ok(())
    }

    /// Refuses an alias without an anchor, when all anchors of the document are known.
    fn resolve(&mut self) -> Result<(), Unreadable> {
        let Some((name, span, known)) = self.unresolved.take() else {
            return Ok(());
        };
        let later = self.names[known..].iter().find(|(later, _)| *later == name);
        if let Some((_, place)) = later {
            return Err(words::before_its_anchor(&name, span, *place));
        }
        let names = self.names[..known].iter().map(|(name, _)| &**name);
        Err(words::without_anchor(&name, span, closest(&name, names)))
    }
}

/// Refuses characters that YAML does not call printable (section 5.1): they must be written as escapes.
fn printable(source: &str) -> Result<(), Unreadable> {
    let refused = source.char_indices().find(|(_, character)| {
        matches!(
            character,
            '\0'..='\u{8}'
                | '\u{b}'
                | '\u{c}'
                | '\u{e}'..='\u{1f}'
                | '\u{7f}'..='\u{84}'
                | '\u{86}'..='\u{9f}'
                | '\u{fffe}'
                | '\u{ffff}'
        )
    });
    refused.map_or(Ok(()), |(at, character)| {
        Err(words::control(source, at, character))
    })
}

/// A source without the byte order marks at the beginnings of its documents.
pub(super) struct Marked<'a> {
    text: Cow<'a, str>,
    /// Where in `text` a mark has been left out.
    marks: Vec<usize>,
}

impl<'a> Marked<'a> {
    /// How many bytes a mark has.
    const LENGTH: usize = '\u{feff}'.len_utf8();

    /// Leaves the marks out: at the very start, before `---` and `...`, and before what follows one of these.
    pub(super) fn of(source: &'a str) -> Self {
        if !source.contains('\u{feff}') {
            return Self {
                text: Cow::Borrowed(source),
                marks: Vec::new(),
            };
        }
        let mut text = String::with_capacity(source.len());
        let mut marks = Vec::new();
        let mut begins = true;
        for line in source.split_inclusive('\n') {
            let bare = line.trim_start_matches('\u{feff}');
            let is_marker = bare.starts_with("---") || bare.starts_with("...");
            if begins || is_marker {
                let count = (line.len() - bare.len()) / Self::LENGTH;
                marks.extend(std::iter::repeat_n(text.len(), count));
                text.push_str(bare);
            } else {
                text.push_str(line);
            }
            let rest = if is_marker { &bare[3..] } else { bare };
            let rest = rest.trim_start();
            let is_empty = rest.is_empty() || rest.starts_with('#') || rest.starts_with('%');
            begins = is_empty && (begins || is_marker);
        }
        Self {
            text: Cow::Owned(text),
            marks,
        }
    }

    /// Where an offset of the text is in the source.
    fn place(&self, at: usize) -> usize {
        at + Self::LENGTH * self.marks.partition_point(|mark| *mark <= at)
    }

    fn span(&self, place: Place) -> Span {
        let range = place.byte_range().unwrap_or_default();
        let start = self.place(range.start);
        if range.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.place(range.end - 1) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Marked;

    #[test]
    fn marks_are_left_out_where_documents_begin() {
        let cases = [
            ("^a: 1\n", vec![0]),
            ("# c\n^a: 1\n", vec![4]),
            ("^^a", vec![0, 0]),
            ("a: 1\n---\n^b: 2\n", vec![9]),
            ("a: 1\n^---\nb: 2\n", vec![5]),
            ("a: 1\n...\n\n# c\n^b: 2\n", vec![14]),
            ("a: 1\n--- # c\n^b: 2\n", vec![13]),
            ("a: 1\n^b: 2\n", vec![]),
            ("a: ^1\n", vec![]),
            ("--- x\n^b\n", vec![]),
        ];
        for (source, expected) in cases {
            let source = source.replace('^', "\u{feff}");
            let marked = Marked::of(&source);
            assert_eq!(marked.marks, expected, "{source}");
            assert_eq!(marked.place(marked.text.len()), source.len());
        }
    }
}
