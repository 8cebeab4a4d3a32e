//! JSON5 as JSON: comments, trailing commas, names without quotes, single quotes, and numbers as JavaScript has them.
//!
//! Token for token: what is no token of JSON5 is left as it is, so that the scanner of JSON reports it in its words.

use vouchsafe_core::json::Span;

use super::digits::decimal;
use super::writer::quoted;
use super::{Translated, Unreadable, Writer};

/// The document.
///
/// # Errors
/// What stands for nothing that JSON has, and comments and strings that do not end.
pub(super) fn read(source: &str) -> Result<Translated, Unreadable> {
    let mut reader = Reader {
        source,
        at: 0,
        writer: Writer::default(),
        open: Vec::new(),
        comma: None,
        awaits_name: false,
        apart: false,
        last: Last::Opening,
    };
    while let Some(character) = reader.peek() {
        reader.token(character)?;
    }
    reader.comma();
    Ok(reader.writer.finish())
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
    writer: Writer,
    /// The brackets that are open.
    open: Vec<char>,
    /// A comma that is written when something follows it.
    comma: Option<usize>,
    /// Whether the name of a member may stand here.
    awaits_name: bool,
    /// Whether a space or a comment has been passed.
    apart: bool,
    last: Last,
}

/// What the last token is.
#[derive(PartialEq, Eq)]
enum Last {
    /// None yet, or an opening bracket.
    Opening,
    /// What may be a value.
    Value,
    /// A comma or a colon.
    Between,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn token(&mut self, character: char) -> Result<(), Unreadable> {
        if is_space(character) {
            self.at += character.len_utf8();
            self.apart = true;
            return Ok(());
        }
        if self.rest().starts_with("//") || self.rest().starts_with("/*") {
            return self.comment();
        }
        if character == ',' && self.comma.is_none() && self.last != Last::Opening {
            self.comma = Some(self.at);
            self.at += 1;
            self.last = Last::Between;
            self.awaits_name = self.open.last() == Some(&'{');
            return Ok(());
        }
        if matches!(character, '}' | ']') {
            self.comma = None;
        }
        self.comma();
        // What stands apart must not become one.
        let apart = std::mem::take(&mut self.apart);
        if apart && self.last == Last::Value && !matches!(character, ':' | '}' | ']' | ',') {
            self.writer.glue(" ");
        }
        self.last = match character {
            '{' | '[' => Last::Opening,
            ':' | ',' => Last::Between,
            _ => Last::Value,
        };
        match character {
            '{' | '[' => {
                self.open.push(character);
                self.awaits_name = character == '{';
                self.punctuation();
            }
            '}' | ']' => {
                self.open.pop();
                self.awaits_name = false;
                self.punctuation();
            }
            ':' => {
                self.awaits_name = false;
                self.punctuation();
                self.writer.glue(" ");
            }
            '"' | '\'' => self.string(character)?,
            _ if self.awaits_name && is_name_start(character) => self.name()?,
            '+' | '-' | '.' | '0'..='9' | 'I' | 'N' => self.number()?,
            _ => self.word(),
        }
        Ok(())
    }

    /// Writes the comma that something follows.
    fn comma(&mut self) {
        if let Some(at) = self.comma.take() {
            self.writer.verbatim(self.source, Span::new(at, at + 1));
            self.writer.glue(" ");
        }
    }

    fn punctuation(&mut self) {
        let span = Span::new(self.at, self.at + 1);
        self.writer.verbatim(self.source, span);
        self.at += 1;
    }

    fn comment(&mut self) -> Result<(), Unreadable> {
        let rest = self.rest();
        let length = if rest.starts_with("//") {
            rest.find(is_line_end).unwrap_or(rest.len())
        } else if let Some(length) = rest[2..].find("*/") {
            length + 4
        } else {
            return Err(unclosed_comment(self.at));
        };
        self.at += length;
        self.apart = true;
        Ok(())
    }

    /// Words and whatever else is left to the scanner of JSON.
    fn word(&mut self) {
        let rest = self.rest();
        let word = rest
            .chars()
            .take_while(|character| is_name_part(*character));
        let length = match word.map(char::len_utf8).sum() {
            0 => rest.chars().next().map_or(0, char::len_utf8),
            length => length,
        };
        let span = Span::new(self.at, self.at + length);
        self.writer.verbatim(self.source, span);
        self.at = span.end;
    }

    /// A name without quotes.
    fn name(&mut self) -> Result<(), Unreadable> {
        let start = self.at;
        let mut name = String::new();
        while let Some(character) = self.peek() {
            if character == '\\' {
                let digits = self.rest().get(2..6).unwrap_or_default();
                let value = u32::from_str_radix(digits, 16).ok();
                let meant = value
                    .and_then(char::from_u32)
                    .filter(|_| self.rest().starts_with("\\u"));
                let Some(meant) = meant.filter(|meant| is_name_part(*meant)) else {
                    let span = Span::new(self.at, self.at + 1);
                    let words =
                        "a backslash in a name must begin `\\u` and four hexadecimal digits";
                    return Err(Unreadable::new(words, span).help("put the name in quotes"));
                };
                name.push(meant);
                self.at += 6;
            } else if is_name_part(character) {
                name.push(character);
                self.at += character.len_utf8();
            } else {
                break;
            }
        }
        self.awaits_name = false;
        self.writer
            .string(&name, self.source, Span::new(start, self.at));
        Ok(())
    }

    fn number(&mut self) -> Result<(), Unreadable> {
        let rest = self.rest();
        let in_number = |character: char| {
            character.is_ascii_alphanumeric() || matches!(character, '+' | '-' | '.')
        };
        let length = rest
            .find(|character| !in_number(character))
            .unwrap_or(rest.len());
        let span = Span::new(self.at, self.at + length);
        let written = &rest[..length];
        let unsigned = written.trim_start_matches(['+', '-']);
        if matches!(unsigned, "Infinity" | "NaN") {
            let words = format!("`{unsigned}` is no number that JSON has");
            return Err(Unreadable::new(words, span).help("leave the member out, or write `null`"));
        }
        match number(written) {
            Some(json) if json != written => self.writer.stands_for(&json, span),
            _ => self.writer.verbatim(self.source, span),
        }
        self.at = span.end;
        Ok(())
    }

    fn string(&mut self, quote: char) -> Result<(), Unreadable> {
        self.awaits_name = false;
        let start = self.at;
        let unclosed = || {
            Unreadable::new("the string is not closed on its line", Span::new(start, start + 1))
                .help("close it by the quote that begins it; to go on in the next line, end the line with a backslash")
        };
        let mut json = String::from("\"");
        self.at += 1;
        loop {
            let character = self.peek().ok_or_else(unclosed)?;
            if matches!(character, '\n' | '\r') {
                return Err(unclosed());
            }
            self.at += character.len_utf8();
            if character == quote {
                break;
            }
            if character == '\\' {
                let length = escape(self.rest(), &mut json).ok_or_else(|| {
                    let words = "a backslash must begin one of JSON5's escapes";
                    Unreadable::new(words, Span::new(self.at - 1, self.at))
                        .help(r"write `\\` for a backslash")
                })?;
                self.at += length;
            } else {
                push(&mut json, character);
            }
        }
        json.push('"');
        let span = Span::new(start, self.at);
        if self.source[span.range()] == json {
            self.writer.verbatim(self.source, span);
        } else {
            self.writer.stands_for(&json, span);
        }
        Ok(())
    }
}

/// A comment that does not end.
pub(super) fn unclosed_comment(at: usize) -> Unreadable {
    Unreadable::new("the comment is not closed", Span::new(at, at + 2)).help("end it with `*/`")
}

/// Writes a character of a string.
fn push(json: &mut String, character: char) {
    let text = quoted(character.encode_utf8(&mut [0; 4]));
    json.push_str(&text[1..text.len() - 1]);
}

/// Writes what an escape means, of which `rest` is what follows the backslash. Returns how long it is; nothing where
/// it is none.
fn escape(rest: &str, json: &mut String) -> Option<usize> {
    let character = rest.chars().next()?;
    match character {
        'b' | 'f' | 'n' | 'r' | 't' | '"' | '\\' => {
            json.push('\\');
            json.push(character);
        }
        'v' => push(json, '\u{b}'),
        '0' if !rest[1..].starts_with(|next: char| next.is_ascii_digit()) => push(json, '\0'),
        'x' => {
            let value = hex(rest.get(1..3)?)?;
            push(json, char::from_u32(value)?);
            return Some(3);
        }
        'u' => {
            // Half of a surrogate pair is for the scanner to judge.
            let digits = rest.get(1..5)?;
            hex(digits)?;
            json.push_str("\\u");
            json.push_str(digits);
            return Some(5);
        }
        '0'..='9' => return None,
        // The line goes on.
        '\r' if rest.starts_with("\r\n") => return Some(2),
        _ if is_line_end(character) => {}
        _ => push(json, character),
    }
    Some(character.len_utf8())
}

fn hex(digits: &str) -> Option<u32> {
    let all = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    all.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

/// A number as JSON writes it; nothing where it is none of JSON5.
fn number(written: &str) -> Option<String> {
    let (sign, digits) = match written.as_bytes().first()? {
        b'-' => ("-", &written[1..]),
        b'+' => ("", &written[1..]),
        _ => ("", written),
    };
    let prefix = digits.get(..2);
    if prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case("0x")) {
        let value = decimal(&digits[2..], 4)?;
        return Some(format!("{sign}{value}"));
    }
    let split = digits.find(['e', 'E']).unwrap_or(digits.len());
    let (mantissa, exponent) = digits.split_at(split);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    // Whether these are digits, the scanner of JSON tells.
    Some(format!("{sign}{whole}{point}{fraction}{exponent}"))
}

fn is_space(character: char) -> bool {
    character.is_whitespace() || character == '\u{feff}'
}

const fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

fn is_name_start(character: char) -> bool {
    character.is_alphabetic() || matches!(character, '$' | '_' | '\\')
}

fn is_name_part(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '$' | '_' | '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::read;

    fn json(source: &str) -> String {
        let text = read(source).map(|text| text.json).unwrap_or_default();
        String::from_utf8(text).unwrap_or_default()
    }

    #[test]
    fn json5_stands_for_json() {
        let cases = [
            (
                "{a: 1, $b_2: 'x', \"c\": \"y\",}",
                r#"{"a": 1, "$b_2": "x", "c": "y"}"#,
            ),
            ("// one\n[1, /* two */ 2,]\n", "[1, 2]"),
            (
                "[0x1F, -0XfF, +5, .5, 5., -.5e1, +1e3]",
                "[31, -255, 5, 0.5, 5, -0.5e1, 1e3]",
            ),
            (
                "[0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF]",
                "[5444517870735015415413993718908291383295]",
            ),
            ("'it\\'s \"so\"'", r#""it's \"so\"""#),
            ("'a\\\n b\\\r\nc'", r#""a bc""#),
            ("'\\x41\\u0042\\v\\0\\q\\t'", r#""A\u0042\u000b\u0000q\t""#),
            ("'tab\there'", r#""tab\there""#),
            ("{\\u0061b: {true: null}}", r#"{"ab": {"true": null}}"#),
            ("\u{feff}{\u{a0}é: [] }", r#"{"é": []}"#),
            ("{a: 1,\n // last\n}", r#"{"a": 1}"#),
            ("true", "true"),
            // What is no JSON5 is left to the scanner.
            ("[1,,]", "[1, ,]"),
            ("[,]", "[,]"),
            ("{a: b}", r#"{"a": b}"#),
            ("{a b}", r#"{"a" b}"#),
            ("010", "010"),
            ("[1 2]", "[1 2]"),
            ("", ""),
        ];
        for (source, expected) in cases {
            assert_eq!(json(source), expected, "{source}");
        }
    }

    #[test]
    fn what_json_does_not_have_is_refused() {
        for (source, start) in [
            ("[Infinity]", 1),
            ("{a: -Infinity}", 4),
            ("[+NaN]", 1),
            ("/* open", 0),
            ("['open]", 1),
            ("'a\nb'", 0),
            ("'\\8'", 1),
            ("'\\xZZ'", 1),
            ("{a\\: 1}", 2),
        ] {
            let found = read(source).map(|_| ()).map_err(|error| error.span.start);
            assert_eq!(found, Err(start), "{source}");
        }
    }
}
