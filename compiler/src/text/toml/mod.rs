//! TOML as JSON: dates and times are strings.

mod words;

use toml_edit::{Array, Document, InlineTable, Item, Key, TableLike, Value};
use vouchsafe_core::json::Span;

use super::{Translated, Unreadable, Writer};

/// The document.
///
/// # Errors
/// What is not TOML, or stands for nothing that JSON has.
pub(super) fn read(source: &str) -> Result<Translated, Unreadable> {
    let document = Document::parse(source).map_err(|error| words::of_error(&error, source))?;
    let mut reader = Reader {
        source,
        writer: Writer::default(),
    };
    reader.table(document.as_table(), Span::new(0, 0))?;
    Ok(reader.writer.finish())
}

struct Reader<'a> {
    source: &'a str,
    writer: Writer,
}

impl Reader<'_> {
    /// A table; `place` is what introduces it.
    fn table(&mut self, table: &dyn TableLike, place: Span) -> Result<(), Unreadable> {
        self.writer.stands_for("{", place);
        let mut last = place.end;
        for (index, (name, item)) in table.iter().enumerate() {
            if index > 0 {
                self.writer.glue(", ");
            }
            let key = table.key(name).and_then(Key::span);
            let key = key.map_or(place, |span| Span::new(span.start, span.end));
            self.writer.string(name, self.source, key);
            self.writer.glue(": ");
            self.item(item, key)?;
            last = last.max(item.span().map_or(key.end, |span| span.end));
        }
        self.writer.stands_for("}", Span::new(last, last));
        Ok(())
    }

    fn item(&mut self, item: &Item, place: Span) -> Result<(), Unreadable> {
        match item {
            Item::None => self.writer.stands_for("null", place),
            Item::Value(value) => self.value(value, place)?,
            Item::Table(table) => self.table(table, place)?,
            Item::ArrayOfTables(tables) => {
                self.writer.stands_for("[", place);
                for (index, table) in tables.iter().enumerate() {
                    if index > 0 {
                        self.writer.glue(", ");
                    }
                    let span = table
                        .span()
                        .map_or(place, |span| Span::new(span.start, span.end));
                    self.table(table, span)?;
                }
                self.writer.stands_for("]", Span::new(place.end, place.end));
            }
        }
        Ok(())
    }

    fn value(&mut self, value: &Value, place: Span) -> Result<(), Unreadable> {
        let span = value.span();
        let span = span.map_or(place, |span| Span::new(span.start, span.end));
        match value {
            Value::String(text) => self.writer.string(text.value(), self.source, span),
            Value::Integer(number) => self.number(&number.value().to_string(), span),
            Value::Float(number) if number.value().is_finite() => {
                self.number(&float(&self.source[span.range()]), span);
            }
            Value::Float(_) => {
                let words = "JSON has no such number";
                return Err(Unreadable::new(words, span).help("leave the member out"));
            }
            Value::Boolean(_) => self.writer.verbatim(self.source, span),
            Value::Datetime(time) => {
                self.writer
                    .string(&time.value().to_string(), self.source, span);
            }
            Value::Array(items) => self.array(items, span)?,
            Value::InlineTable(table) => self.inline(table, span)?,
        }
        Ok(())
    }

    fn inline(&mut self, table: &InlineTable, span: Span) -> Result<(), Unreadable> {
        self.table(table, Span::new(span.start, span.start + 1))
    }

    fn array(&mut self, items: &Array, span: Span) -> Result<(), Unreadable> {
        self.writer
            .stands_for("[", Span::new(span.start, span.start + 1));
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.writer.glue(", ");
            }
            self.value(item, span)?;
        }
        self.writer.stands_for("]", Span::new(span.end, span.end));
        Ok(())
    }

    /// A number, as it is written where JSON writes it so.
    fn number(&mut self, json: &str, span: Span) {
        if &self.source[span.range()] == json {
            self.writer.verbatim(self.source, span);
        } else {
            self.writer.stands_for(json, span);
        }
    }
}

/// A float of TOML as JSON: the same digits without the sign and the lines between them that JSON does not have.
fn float(written: &str) -> String {
    written.trim_start_matches('+').replace('_', "")
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn toml_stands_for_json() {
        let cases = [
            ("a = 1\nb = 'x'\n", r#"{"a": 1, "b": "x"}"#),
            (
                "a.b = true\n[c]\nd = 1_000\ne = 0xFF\n",
                r#"{"a": {"b": true}, "c": {"d": 1000, "e": 255}}"#,
            ),
            (
                "[[a]]\nb = 1\n[[a]]\nb = 2\n",
                r#"{"a": [{"b": 1}, {"b": 2}]}"#,
            ),
            ("a = {b = [1, 2.50]}\n", r#"{"a": {"b": [1, 2.50]}}"#),
            (
                "a = +1e3\nb = 1979-05-27\n",
                r#"{"a": 1e3, "b": "1979-05-27"}"#,
            ),
            ("\"é\" = \"\"\"\none\n\"\"\"\n", r#"{"é": "one\n"}"#),
        ];
        for (source, expected) in cases {
            let found = read(source).map(|text| text.json).unwrap_or_default();
            let json = String::from_utf8(found).unwrap_or_default();
            assert_eq!(json, expected, "{source}");
        }
    }

    #[test]
    fn what_json_does_not_have_is_refused() {
        for (source, start) in [("a = nan\n", 4), ("a = \n", 4), ("a = 1\na = 2\n", 6)] {
            let found = read(source).map(|_| ()).map_err(|error| error.span.start);
            assert_eq!(found, Err(start), "{source}");
        }
    }
}
