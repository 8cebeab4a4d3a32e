//! Names and values as the JSON object that their schema describes.

use vouchsafe::json::Span;
use vouchsafe::{Options, Program, Reading, Untyped};
use vouchsafe_compiler::Parameter;

use super::Traced;
use super::brackets::Node;
use super::secrets::is_telling;
use super::style::{Coding, Value};
use super::traced::Marks;
use crate::source::{Source, Writer};

/// A member of the object.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: Traced,
    pub(super) value: Value,
}

/// Where parameters stand, and what is known of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parameters<'a> {
    pub(super) program: &'a Program,
    /// Those that the document describes.
    pub(super) declared: &'a [&'a Parameter],
    pub(super) coding: Coding,
    pub(super) ignore_case: bool,
    pub(super) options: &'a Options,
}

impl Parameters<'_> {
    pub(super) fn is_same(&self, left: &str, right: &str) -> bool {
        left == right || self.ignore_case && left.eq_ignore_ascii_case(right)
    }

    /// The object of members; `place` is where it stands. A text is read as its schema admits.
    pub(super) fn object(&self, members: &[Member], source: &str, place: Span) -> Text {
        let (text, open) = self.written(members, source, place, &[]);
        if open == 0 {
            return text;
        }
        let mut make = |readings: &[bool]| {
            let (text, _) = self.written(members, source, place, readings);
            text.source.json
        };
        let readings = self.program.readings(open, self.options, &mut make);
        self.written(members, source, place, &readings).0
    }

    /// The object, and how many of its texts may be read in two ways. `readings` says which of them are read as what
    /// they are by themselves rather than as strings.
    fn written(
        &self,
        members: &[Member],
        source: &str,
        place: Span,
        readings: &[bool],
    ) -> (Text, usize) {
        let mut writing = Writing {
            source,
            writer: Writer::default(),
            marks: Marks::default(),
            readings,
            open: 0,
        };
        let admitted = self.program.untyped();
        let known = admitted.names();
        writing.writer.stands_for("{", place);
        for (index, Member { name, value }) in members.iter().enumerate() {
            if index > 0 {
                writing.writer.glue(",");
            }
            let start = writing.writer.len();
            writing.string(name);
            // What has no value may be one.
            let is_lone = matches!(value, Value::Text(text) if text.text().is_empty());
            if is_lone && !known.iter().any(|known| self.is_same(known, name.text())) {
                writing.hide_from(start);
            }
            writing.writer.glue(":");
            let start = writing.writer.len();
            let admitted = admitted.member(name.text(), self.ignore_case);
            writing.value(value, &admitted);
            if is_telling(name.text()) {
                writing.hide_from(start);
            }
        }
        writing
            .writer
            .stands_for("}", Span::new(place.end, place.end));
        writing.finish()
    }
}

/// A text that is a whole body, as its schema admits to read it.
pub(super) fn whole(text: &Traced, program: &Program, source: &str, options: &Options) -> Text {
    let written = |readings: &[bool]| {
        let mut writing = Writing {
            source,
            writer: Writer::default(),
            marks: Marks::default(),
            readings,
            open: 0,
        };
        writing.scalar(text, &program.untyped());
        writing.finish()
    };
    let (string, open) = written(&[]);
    if open == 0 {
        return string;
    }
    let mut make = |readings: &[bool]| written(readings).0.source.json;
    let readings = program.readings(open, options, &mut make);
    written(&readings).0
}

/// The JSON that a part of a request stands for.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) source: Source,
    /// What of the JSON must not be shown, whatever its schema says, and what is not known.
    pub(super) marks: Marks,
    /// Whether it stands for text without types.
    pub(super) is_untyped: bool,
    /// Members of the outermost object whose values are not known.
    pub(super) unknown: Vec<String>,
}

impl Text {
    /// JSON that is written as such.
    pub(super) fn json(source: Source, marks: Marks) -> Self {
        Self {
            source,
            marks,
            is_untyped: false,
            unknown: Vec::new(),
        }
    }
}

/// JSON in the making, and what of it must not be shown.
struct Writing<'s> {
    source: &'s str,
    writer: Writer,
    marks: Marks,
    /// Which of the texts that may be read in two ways are read as what they are by themselves.
    readings: &'s [bool],
    /// How many such texts there are so far.
    open: usize,
}

impl Writing<'_> {
    fn finish(self) -> (Text, usize) {
        let text = Text {
            is_untyped: true,
            ..Text::json(self.writer.finish(), self.marks)
        };
        (text, self.open)
    }

    fn value(&mut self, value: &Value, admitted: &Untyped<'_>) {
        match value {
            Value::Text(text) => self.scalar(text, admitted),
            Value::Deep(node) => self.node(node, admitted),
            Value::Json(text) => text.write(self.source, &mut self.writer, &mut self.marks),
            Value::Items(items) => {
                let place = place(items.first(), items.last());
                let admitted = admitted.items();
                self.writer
                    .stands_for("[", Span::new(place.start, place.start));
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        self.writer.glue(",");
                    }
                    self.scalar(item, &admitted);
                }
                self.writer.stands_for("]", Span::new(place.end, place.end));
            }
            Value::Members(members) => {
                let ends = (members.first(), members.last());
                let place = place(ends.0.map(|(name, _)| name), ends.1.map(|(_, value)| value));
                self.writer
                    .stands_for("{", Span::new(place.start, place.start));
                for (index, (name, value)) in members.iter().enumerate() {
                    if index > 0 {
                        self.writer.glue(",");
                    }
                    self.string(name);
                    self.writer.glue(":");
                    self.scalar(value, &admitted.member(name.text(), false));
                }
                self.writer.stands_for("}", Span::new(place.end, place.end));
            }
        }
    }

    /// A value whose parts are written one by one.
    fn node(&mut self, node: &Node, admitted: &Untyped<'_>) {
        let place = node.place();
        let (start, end) = (
            Span::new(place.start, place.start),
            Span::new(place.end, place.end),
        );
        match node {
            Node::Text(text) => self.scalar(text, admitted),
            Node::Items(items) => {
                let admitted = admitted.items();
                self.writer.stands_for("[", start);
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        self.writer.glue(",");
                    }
                    self.node(item, &admitted);
                }
                self.writer.stands_for("]", end);
            }
            Node::Members(members) => {
                self.writer.stands_for("{", start);
                for (index, (name, node)) in members.iter().enumerate() {
                    if index > 0 {
                        self.writer.glue(",");
                    }
                    self.string(name);
                    self.writer.glue(":");
                    let start = self.writer.len();
                    self.node(node, &admitted.member(name.text(), false));
                    if is_telling(name.text()) {
                        self.hide_from(start);
                    }
                }
                self.writer.stands_for("}", end);
            }
        }
    }

    /// A string, or the number, Boolean or `null` that a text is by itself, as its schema admits.
    fn scalar(&mut self, text: &Traced, admitted: &Untyped<'_>) {
        let is_bare = match admitted.reading(text.text()) {
            Reading::Text => false,
            Reading::Bare => true,
            Reading::Either => {
                let is_bare = self.readings.get(self.open).copied().unwrap_or_default();
                self.open += 1;
                is_bare
            }
        };
        if is_bare {
            text.write(self.source, &mut self.writer, &mut self.marks);
        } else {
            self.string(text);
        }
    }

    /// A JSON string for a text.
    fn string(&mut self, text: &Traced) {
        let (span, start) = (text.span(), self.writer.len());
        if span.start <= span.end && self.source.get(span.range()) == Some(text.text()) {
            self.writer.string(text.text(), self.source, span);
        } else {
            let json = serde_json::Value::from(text.text()).to_string();
            self.writer.stands_for(&json, span);
        }
        if text.is_secret() {
            self.hide_from(start);
        }
        if text.is_unknown() {
            let written = Span::new(start, self.writer.len());
            self.marks.unknown.push(written);
        }
    }

    /// Hides what has been written since an offset.
    fn hide_from(&mut self, start: usize) {
        let written = Span::new(start, self.writer.len());
        self.marks.hidden.push(written);
    }
}

/// Where something stands that begins and ends with these.
fn place(first: Option<&Traced>, last: Option<&Traced>) -> Span {
    let start = first.map_or(0, |first| first.span().start);
    let end = last.map_or(start, |last| last.span().end);
    Span::new(start, end.max(start))
}
