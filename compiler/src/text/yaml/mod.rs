//! YAML 1.2 with its core schema, as JSON.

mod events;
mod merge;
mod scalar;
mod words;

use granit_parser::{Event, ScalarStyle, Tag};
use vouchsafe_core::json::Span;

use super::{Translated, Unreadable, Writer, foreign_mark, quoted};
use events::{Events, Marked};
use scalar::Meant;

/// A document of more nodes than this is one whose aliases multiply.
const MOST_NODES: usize = 2_000_000;

/// Collections nest no deeper.
const DEEPEST: usize = 512;

/// What aliases stand for may be as much as this, and so many times as long as the source.
const MOST_BYTES: usize = 16 << 20;
const MOST_TIMES: usize = 16;

/// The documents of a stream: at least one, as a stream with nothing in it is `null`.
///
/// ```
/// use vouchsafe_compiler::text::yaml;
///
/// let documents = yaml("a: &x [1]\nb: *x\nc: !!int '7'\n").unwrap();
/// assert_eq!(documents[0].json, br#"{"a": [1], "b": [1], "c": 7}"#);
/// let documents = yaml("# nothing\n").unwrap();
/// assert_eq!((&*documents[0].json, documents[0].is_nothing), (&b"null"[..], true));
/// assert!(yaml("a: [1").is_err());
/// ```
///
/// # Errors
/// What is not YAML, or stands for nothing that JSON has.
pub fn read(source: &str) -> Result<Vec<Translated>, Unreadable> {
    let marked = Marked::of(source);
    let events = events::read(source, &marked)?;
    let behind = merge::behind(&events.all);
    let starts = events
        .all
        .iter()
        .enumerate()
        .filter(|(_, (event, _))| matches!(event, Event::DocumentStart(..)));
    let starts: Vec<usize> = starts.map(|(index, _)| index + 1).collect();
    if starts.is_empty() {
        return Ok(vec![nothing()]);
    }
    let documents = starts.into_iter().map(|start| {
        let mut reader = Reader {
            source,
            events: &events,
            behind: &behind,
            most: MOST_BYTES.saturating_add(source.len().saturating_mul(MOST_TIMES)),
            writer: Writer::default(),
            last: 0,
            nodes: 0,
        };
        reader.node(start, None, 0)?;
        let mut document = reader.writer.finish();
        document.is_nothing = matches!(
            events.all.get(start),
            Some((Event::Scalar(_, ScalarStyle::Plain, 0, None), span)) if span.start == span.end
        );
        Ok(document)
    });
    documents.collect()
}

/// What a stream without a document is.
fn nothing() -> Translated {
    let mut writer = Writer::default();
    writer.stands_for("null", Span::new(0, 0));
    let mut document = writer.finish();
    document.is_nothing = true;
    document
}

struct Reader<'a> {
    source: &'a str,
    events: &'a Events<'a>,
    /// The event behind each node, where some mapping takes over the members of another one.
    behind: &'a [usize],
    /// No more bytes are written.
    most: usize,
    writer: Writer,
    /// Where the last scalar ends.
    last: usize,
    nodes: usize,
}

impl<'a> Reader<'a> {
    /// Writes the node that begins with an event; where it is there by an alias, that is its place. Returns the event
    /// behind it.
    fn node(
        &mut self,
        index: usize,
        alias: Option<Span>,
        depth: usize,
    ) -> Result<usize, Unreadable> {
        let Some((event, span)) = self.events.all.get(index) else {
            return Ok(index);
        };
        let place = alias.unwrap_or(*span);
        self.count(depth, place)?;
        match event {
            Event::Scalar(value, style, _, tag) => {
                self.scalar(value, *style, tag.as_deref(), place, alias.is_some())?;
                Ok(index + 1)
            }
            Event::Alias(anchor) => {
                if let Some(meant) = self.meant(*anchor, index) {
                    self.node(meant, Some(place), depth + 1)?;
                }
                Ok(index + 1)
            }
            Event::SequenceStart(_, _, tag) | Event::MappingStart(_, _, tag) => {
                let is_mapping = matches!(event, Event::MappingStart(..));
                if let Some((words, help)) = scalar::misfit(is_mapping, tag.as_deref()) {
                    return Err(refuse(words, help, Span::new(place.start, place.start)));
                }
                self.collection(index, alias, depth, is_mapping)
            }
            _ => Ok(index + 1),
        }
    }

    /// The event that an alias stands for: one before it.
    fn meant(&self, anchor: usize, index: usize) -> Option<usize> {
        let meant = self.events.anchors.get(&anchor).copied();
        meant.filter(|meant| *meant < index)
    }

    /// Counts a node.
    ///
    /// # Errors
    /// That there are too many of them.
    fn count(&mut self, depth: usize, place: Span) -> Result<(), Unreadable> {
        self.nodes += 1;
        if self.nodes > MOST_NODES || self.writer.len() > self.most || depth > DEEPEST {
            let span = Span::new(place.start, place.start);
            return Err(if depth > DEEPEST {
                Unreadable::new(
                    format!("collections nest deeper than {DEEPEST} levels"),
                    span,
                )
            } else {
                Unreadable::new("aliases stand for too much text", span)
                    .help("write out less by aliases, or split the document")
            });
        }
        Ok(())
    }

    fn collection(
        &mut self,
        start: usize,
        alias: Option<Span>,
        depth: usize,
        is_mapping: bool,
    ) -> Result<usize, Unreadable> {
        let [open, close] = if is_mapping { ["{", "}"] } else { ["[", "]"] };
        let begin = alias.unwrap_or(self.events.all[start].1).start;
        let first = self.source[begin..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        self.writer
            .stands_for(open, Span::new(begin, begin + first));
        self.last = self.last.max(begin);
        let mut index = start + 1;
        let mut count = 0;
        let mut merging = (is_mapping && !self.behind.is_empty()).then(|| self.own_names(start));
        loop {
            let Some((event, span)) = self.events.all.get(index) else {
                return Ok(index);
            };
            if let Some(names) = merging.as_mut().filter(|_| merge::is_merge(event)) {
                index = self.merge(index + 1, alias, depth + 1, names, &mut count)?;
                continue;
            }
            if matches!(event, Event::SequenceEnd | Event::MappingEnd) {
                // A block ends with what is last in it.
                let end = match alias {
                    Some(alias) => alias.end,
                    None if self.source[span.range()].ends_with(close) => span.end,
                    None => self.last,
                };
                self.last = self.last.max(end);
                self.writer.stands_for(close, Span::new(end, end));
                return Ok(index + 1);
            }
            if count > 0 {
                self.writer.glue(", ");
            }
            count += 1;
            if is_mapping {
                self.key(index, alias)?;
                self.writer.glue(": ");
                index += 1;
            }
            index = self.node(index, alias, depth + 1)?;
        }
    }

    fn scalar(
        &mut self,
        value: &str,
        style: ScalarStyle,
        tag: Option<&Tag>,
        place: Span,
        by_alias: bool,
    ) -> Result<(), Unreadable> {
        let json = match scalar::meant(value, style, tag) {
            Meant::Text => {
                self.string(value, style, place, by_alias);
                return Ok(());
            }
            Meant::Json(json) => json,
            Meant::Refused(words, help) => return Err(refuse(words, help, place)),
        };
        if self.source[place.range()] == json && !by_alias {
            self.writer.verbatim(self.source, place);
        } else {
            self.writer.stands_for(&json, place);
        }
        self.last = self.last.max(place.end);
        Ok(())
    }

    fn string(&mut self, value: &str, style: ScalarStyle, place: Span, by_alias: bool) {
        let place = if by_alias {
            place
        } else {
            self.whole(style, place)
        };
        if by_alias || matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            self.writer.stands_for(&quoted(value), place);
        } else {
            self.writer.string(value, self.source, place);
        }
        self.last = self.last.max(place.end);
    }

    /// The place of a scalar with the `|` or `>` that begins it, and without the line feed behind it.
    fn whole(&self, style: ScalarStyle, place: Span) -> Span {
        let sign = match style {
            ScalarStyle::Literal => '|',
            ScalarStyle::Folded => '>',
            _ => return place,
        };
        let text = self.source[place.range()].trim_end();
        let before = self.source[..place.start].trim_end();
        let line = before.rfind('\n').map_or(0, |feed| feed + 1);
        let header = before[line..].split(" #").next().unwrap_or_default();
        let start = header.rfind(sign).map_or(place.start, |at| line + at);
        Span::new(start, (place.start + text.len()).max(start + 1))
    }

    /// Writes the name that a key is.
    ///
    /// # Errors
    /// That it is none.
    fn key(&mut self, index: usize, alias: Option<Span>) -> Result<(), Unreadable> {
        let (name, style, place) = self.name(index, alias)?;
        let by_alias = alias.is_some() || matches!(self.events.all[index].0, Event::Alias(_));
        self.string(name, style, place, by_alias);
        Ok(())
    }

    /// The name that a key is, how it is written, and its place.
    fn name(
        &self,
        index: usize,
        alias: Option<Span>,
    ) -> Result<(&'a str, ScalarStyle, Span), Unreadable> {
        let events = self.events;
        let (mut event, span) = (&events.all[index].0, &events.all[index].1);
        let place = alias.unwrap_or(*span);
        if let Event::Alias(anchor) = event {
            let meant = self.meant(*anchor, index);
            event = meant.map_or(event, |meant| &events.all[meant].0);
        }
        let Event::Scalar(name, style, _, tag) = event else {
            if let Some(template) = foreign_mark(self.source, place.start) {
                return Err(template);
            }
            let span = Span::new(place.start, place.start);
            let words = "a key must be a scalar, as JSON has no others";
            return Err(Unreadable::new(words, span).help("put the key in quotes, if it is a text"));
        };
        // Without a tag, numbers that JSON does not have are names like others.
        if let Meant::Refused(words, help) = scalar::meant(name, *style, tag.as_deref())
            && tag.is_some()
        {
            return Err(refuse(words, help, place));
        }
        // Nothing at all is read as `~`.
        let is_nothing = *style == ScalarStyle::Plain && span.start == span.end && alias.is_none();
        Ok((if is_nothing { "" } else { name }, *style, place))
    }
}

/// Why a value is refused, at its place.
fn refuse(words: String, help: &str, place: Span) -> Unreadable {
    Unreadable::new(words, place).help(help)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::read;

    fn json(source: &str) -> Vec<String> {
        let documents = read(source).unwrap_or_default();
        let texts = documents
            .into_iter()
            .map(|source| String::from_utf8(source.json));
        texts.map(Result::unwrap_or_default).collect()
    }

    #[test]
    fn yaml_stands_for_json() {
        let cases = [
            (
                "a: 1\nb: [x, 'y', \"z\"]\n",
                r#"{"a": 1, "b": ["x", "y", "z"]}"#,
            ),
            (
                "- null\n- ~\n-\n- True\n- no\n",
                r#"[null, null, null, true, "no"]"#,
            ),
            (
                "- 0x1F\n- 0o17\n- 017\n- +5\n- .5\n- 5.\n- 1e3\n- -0\n",
                "[31, 15, 17, 5, 0.5, 5, 1e3, -0]",
            ),
            (
                "- 1.2.3\n- 1_000\n- 12e\n- '5'\n- !!str 5\n",
                r#"["1.2.3", "1_000", "12e", "5", "5"]"#,
            ),
            ("a: &x {b: 1}\nc: *x\n", r#"{"a": {"b": 1}, "c": {"b": 1}}"#),
            ("text: |\n  one\n  two\n", r#"{"text": "one\ntwo\n"}"#),
            ("text: >-\n  one\n  two\n", r#"{"text": "one two"}"#),
            ("é: ü # ä\n", r#"{"é": "ü"}"#),
            ("1: a\ntrue: b\n", r#"{"1": "a", "true": "b"}"#),
            ("{}", "{}"),
            ("\"a\\tb\"", r#""a\tb""#),
            (
                "a:\n  b:\n  - c: 1\n    d: 2\n",
                r#"{"a": {"b": [{"c": 1, "d": 2}]}}"#,
            ),
            ("12345678901234567890123", "12345678901234567890123"),
            // What tags make of scalars.
            (
                "- !!int \"7\"\n- !!null ''\n- !!bool 'true'\n- ! 12\n- !!float 1\n- !!float '1.5'\n",
                r#"[7, null, true, "12", 1, 1.5]"#,
            ),
            (
                "- !<tag:yaml.org,2002:int> '0x10'\n- !!str\n- !!str ~\n- !!null\n- !!str true\n",
                r#"[16, "", "~", null, "true"]"#,
            ),
            (
                "%TAG !c! tag:yaml.org,2002:\n---\n- !c!int '3'\n- !!timestamp 2001-01-01\n- !local 5\n- !!binary 12\n",
                r#"[3, "2001-01-01", 5, "12"]"#,
            ),
            (
                "!!map {a: !!seq [1], b: !!set {x}, c: ! [2]}",
                r#"{"a": [1], "b": {"x": null}, "c": [2]}"#,
            ),
            ("!!str a: !!int '1'\n!!int 2: b\n", r#"{"a": 1, "2": "b"}"#),
            // Keys.
            ("a: &k x\n*k : 1\n", r#"{"a": "x", "x": 1}"#),
            (": 1\n", r#"{"": 1}"#),
            ("~: 1\n", r#"{"~": 1}"#),
            ("? a\n? b\n", r#"{"a": null, "b": null}"#),
            // Collections in brackets as people write them.
            ("a: [\n  1,\n  2\n]\n", r#"{"a": [1, 2]}"#),
            ("a: {\n  b: 1,\n}\n", r#"{"a": {"b": 1}}"#),
            ("[a: 1, b]", r#"[{"a": 1}, "b"]"#),
            ("{\"a\":1,b: c}", r#"{"a": 1, "b": "c"}"#),
            ("{a, b: , c: [x,]}", r#"{"a": null, "b": null, "c": ["x"]}"#),
            ("- !<!x> [a]\n- {'a'  : 1}\n", r#"[["a"], {"a": 1}]"#),
            // Byte order marks.
            ("\u{feff}a: 1\n", r#"{"a": 1}"#),
            ("# c\n\u{feff}a: 1\n", r#"{"a": 1}"#),
            ("a: \"\u{feff}b\"\n", "{\"a\": \"\u{feff}b\"}"),
            // Nothing.
            ("", "null"),
            ("# c\n", "null"),
            ("...\n", "null"),
            ("---\n", "null"),
            ("\u{feff}", "null"),
            ("\n\n", "null"),
            ("%YAML 1.2\n---\n", "null"),
            ("\"\\x7f\\a\"", "\"\u{7f}\\u0007\""),
        ];
        for (source, expected) in cases {
            assert_eq!(json(source), [expected], "{source}");
        }
        for marked in [
            "a: 1\n---\nb: 2\n",
            "\u{feff}a: 1\n---\n\u{feff}b: 2\n",
            "a: 1\n\u{feff}---\nb: 2\n",
            "a: 1\n...\n\u{feff}# c\nb: 2\n",
        ] {
            assert_eq!(json(marked), [r#"{"a": 1}"#, r#"{"b": 2}"#]);
        }
        assert_eq!(json("---\n---\na: 1\n"), ["null", r#"{"a": 1}"#]);
    }

    #[test]
    fn what_json_does_not_have_is_refused() {
        for (source, start) in [
            ("a: .inf\n", 3),
            ("é: [.nan]\n", 5),
            ("? [a]\n: b\n", 2),
            ("a: *x\n", 3),
            ("a: [1\n", 3),
            ("a: !!int x\n", 9),
            ("a: !!int 1.5\n", 9),
            ("a: !!null 0\n", 10),
            ("a: !!bool yes\n", 10),
            ("a: !!map [1]\n", 9),
            ("a: !!str {b: 1}\n", 9),
            ("a: !!seq x\n", 9),
            ("a: !!float .inf\n", 11),
            ("!!int x: 1\n", 6),
            ("a: b\0c\n", 4),
            ("a: 'b\u{7}c'\n", 5),
            ("a: \u{1b}[31m\n", 3),
            ("a: b # \u{1}\n", 7),
            ("a: b\u{7f}\n", 4),
            ("a: b\u{9b}\n", 4),
            ("a: \"b\u{7f}\"\n", 5),
            ("a: &x [*x]\n", 7),
            ("a: &x {b: {<<: *x}}\n", 15),
            ("a: *x\nb: &x 1\n", 3),
            ("a: \u{feff}1\n", 3),
        ] {
            let found = read(source).map(|_| ()).map_err(|error| error.span.start);
            assert_eq!(found, Err(start), "{source}");
        }
    }

    #[test]
    fn aliases_that_multiply_are_refused() {
        let mut source = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..9 {
            let before = format!("*a{}, ", level - 1).repeat(10);
            let before = before.trim_end_matches(", ");
            let _ = writeln!(source, "a{level}: &a{level} [{before}]");
        }
        assert!(read(&source).is_err());
    }
}
