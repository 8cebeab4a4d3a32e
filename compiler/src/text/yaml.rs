//! YAML 1.2 with its core schema, as JSON.

mod merge;

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use vouchsafe_core::json::Span;

use super::{Translated, Unreadable, Writer};

/// A document of more nodes than this is one whose aliases multiply.
const MOST_NODES: usize = 2_000_000;

/// Collections nest no deeper.
const DEEPEST: usize = 512;

/// What aliases stand for may be as much as this, and so many times as long as the source.
const MOST_BYTES: usize = 16 << 20;
const MOST_TIMES: usize = 16;

/// The documents of a stream.
///
/// ```
/// use vouchsafe_compiler::text::yaml;
///
/// let documents = yaml("a: &x [1]\nb: *x\n").unwrap();
/// assert_eq!(documents[0].json, br#"{"a": [1], "b": [1]}"#);
/// assert!(yaml("a: [1").is_err());
/// ```
///
/// # Errors
/// What is not YAML, or stands for nothing that JSON has.
pub fn read(source: &str) -> Result<Vec<Translated>, Unreadable> {
    let offsets = Offsets::of(source);
    let mut events = Vec::new();
    for event in Parser::new_from_str(source) {
        let (event, span) = event.map_err(|error| {
            let at = offsets.byte(error.marker().index());
            Unreadable::new(
                format!("this is not YAML: {}", error.info()),
                Span::new(at, at),
            )
        })?;
        let span = Span::new(
            offsets.byte(span.start.index()),
            offsets.byte(span.end.index()),
        );
        events.push((event, span));
    }
    let behind = merge::behind(&events);
    let mut anchors = HashMap::new();
    for (index, (event, _)) in events.iter().enumerate() {
        if let Event::Scalar(_, _, id, _)
        | Event::SequenceStart(id, _)
        | Event::MappingStart(id, _) = event
        {
            anchors.entry(*id).or_insert(index);
        }
    }
    let starts = events
        .iter()
        .enumerate()
        .filter(|(_, (event, _))| matches!(event, Event::DocumentStart(_)));
    let starts: Vec<usize> = starts.map(|(index, _)| index + 1).collect();
    let documents = starts.into_iter().map(|start| {
        let mut reader = Reader {
            source,
            events: &events,
            anchors: &anchors,
            behind: &behind,
            most: MOST_BYTES.saturating_add(source.len().saturating_mul(MOST_TIMES)),
            writer: Writer::default(),
            last: 0,
            nodes: 0,
        };
        reader.node(start, None, 0)?;
        Ok(reader.writer.finish())
    });
    documents.collect()
}

/// From characters, in which places are counted, to bytes.
struct Offsets {
    /// Nothing, where every character is one byte.
    bytes: Option<Vec<usize>>,
    length: usize,
}

impl Offsets {
    fn of(source: &str) -> Self {
        let table = || source.char_indices().map(|(byte, _)| byte).collect();
        Self {
            bytes: (!source.is_ascii()).then(table),
            length: source.len(),
        }
    }

    fn byte(&self, character: usize) -> usize {
        let byte = match &self.bytes {
            Some(bytes) => bytes.get(character).copied(),
            None => Some(character),
        };
        byte.unwrap_or(self.length).min(self.length)
    }
}

struct Reader<'a> {
    source: &'a str,
    events: &'a [(Event<'a>, Span)],
    /// The event that each anchor names.
    anchors: &'a HashMap<usize, usize>,
    /// The event behind each node, where some mapping takes over the members of another one.
    behind: &'a [usize],
    /// No more bytes are written.
    most: usize,
    writer: Writer,
    /// Where the last scalar ends.
    last: usize,
    nodes: usize,
}

impl Reader<'_> {
    /// Writes the node that begins with an event; where it is there by an alias, that is its place. Gives the event
    /// behind it.
    fn node(
        &mut self,
        index: usize,
        alias: Option<Span>,
        depth: usize,
    ) -> Result<usize, Unreadable> {
        let Some((event, span)) = self.events.get(index) else {
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
                let meant = self.anchors.get(anchor).copied();
                let meant = meant.filter(|meant| *meant < index);
                let meant =
                    meant.ok_or_else(|| Unreadable::new("this alias has no anchor", place))?;
                self.node(meant, Some(place), depth + 1)?;
                Ok(index + 1)
            }
            Event::SequenceStart(..) => self.collection(index, alias, depth, false),
            Event::MappingStart(..) => self.collection(index, alias, depth, true),
            _ => Ok(index + 1),
        }
    }

    /// Counts a node.
    ///
    /// # Errors
    /// That there are too many of them.
    fn count(&mut self, depth: usize, place: Span) -> Result<(), Unreadable> {
        self.nodes += 1;
        if self.nodes > MOST_NODES || self.writer.len() > self.most || depth > DEEPEST {
            return Err(Unreadable::new(
                "collections nest too deep, or aliases stand for too much",
                Span::new(place.start, place.start),
            ));
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
        let begin = alias.unwrap_or(self.events[start].1).start;
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
            let Some((event, span)) = self.events.get(index) else {
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
                let place = alias.unwrap_or(*span);
                self.string(name_of(event, place)?, place, alias.is_some());
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
        let is_text = style != ScalarStyle::Plain
            || tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str");
        if is_text {
            self.string(value, place, by_alias);
            return Ok(());
        }
        let span = self.trimmed(place);
        let json = match value {
            "" | "~" | "null" | "Null" | "NULL" => "null".to_owned(),
            "true" | "True" | "TRUE" => "true".to_owned(),
            "false" | "False" | "FALSE" => "false".to_owned(),
            value => match number(value) {
                Some(Ok(json)) => json,
                Some(Err(message)) => return Err(Unreadable::new(message, span)),
                None => {
                    self.string(value, place, by_alias);
                    return Ok(());
                }
            },
        };
        if self.source[span.range()] == json && !by_alias {
            self.writer.verbatim(self.source, span);
        } else {
            self.writer.stands_for(&json, span);
        }
        self.last = self.last.max(span.end);
        Ok(())
    }

    fn string(&mut self, value: &str, place: Span, by_alias: bool) {
        let span = self.trimmed(place);
        if by_alias {
            let json = serde_json::Value::from(value).to_string();
            self.writer.stands_for(&json, span);
        } else {
            self.writer.string(value, self.source, span);
        }
        self.last = self.last.max(span.end);
    }

    /// A place without the space behind what stands there.
    fn trimmed(&self, span: Span) -> Span {
        let text = self.source[span.range()].trim_end();
        let length = quoted(text).unwrap_or(text.len());
        Span::new(span.start, span.start + length)
    }
}

/// The name that a key is.
fn name_of<'a>(key: &'a Event<'_>, place: Span) -> Result<&'a str, Unreadable> {
    match key {
        Event::Scalar(name, ..) => Ok(name),
        _ => Err(Unreadable::new(
            "a key must be a scalar, as JSON has no others",
            Span::new(place.start, place.start),
        )),
    }
}

/// A number of the core schema as JSON; `None` if it is none.
fn number(text: &str) -> Option<Result<String, &'static str>> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if matches!(digits, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Some(Err("JSON has no such number; leave the member out"));
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            return u128::from_str_radix(digits, radix)
                .ok()
                .map(|value| Ok(value.to_string()));
        }
    }
    let split = digits.find(['e', 'E']).unwrap_or(digits.len());
    let (mantissa, exponent) = digits.split_at(split);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent_digits = exponent.trim_start_matches(['e', 'E']);
    let exponent_digits = exponent_digits
        .strip_prefix(['+', '-'])
        .unwrap_or(exponent_digits);
    let is_number = !(whole.is_empty() && fraction.is_empty())
        && all_digits(whole)
        && all_digits(fraction)
        && (exponent.is_empty() || !exponent_digits.is_empty() && all_digits(exponent_digits));
    is_number.then(|| {
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        let point = if fraction.is_empty() { "" } else { "." };
        Ok(format!("{sign}{whole}{point}{fraction}{exponent}"))
    })
}

/// The length of a scalar in quotes, where there is more behind it: a comment may be.
fn quoted(text: &str) -> Option<usize> {
    let quote = *text.as_bytes().first()?;
    if !matches!(quote, b'"' | b'\'') {
        return None;
    }
    let mut bytes = text.bytes().enumerate().skip(1).peekable();
    while let Some((at, byte)) = bytes.next() {
        if byte == b'\\' && quote == b'"' {
            bytes.next();
        } else if byte == quote {
            // Single quotes are written twice.
            let is_double = quote == b'\'' && bytes.next_if(|(_, next)| *next == quote).is_some();
            if !is_double {
                return Some(at + 1);
            }
        }
    }
    None
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
        let cases: [(&str, &str); 13] = [
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
        ];
        for (source, expected) in cases {
            assert_eq!(json(source), [expected], "{source}");
        }
        assert_eq!(json("a: 1\n---\nb: 2\n"), [r#"{"a": 1}"#, r#"{"b": 2}"#]);
    }

    #[test]
    fn what_json_does_not_have_is_refused() {
        for (source, start) in [
            ("a: .inf\n", 3),
            ("é: [.nan]\n", 5),
            ("? [a]\n: b\n", 2),
            ("a: *x\n", 3),
            ("a: [1\n", 6),
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
