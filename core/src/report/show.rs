//! Values in messages: short, on one line, harmless to a terminal, and never a secret.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::Scene;
use crate::json::Kind;
use crate::program::{Literal, Parts};

/// The most characters of a value or name that a message quotes.
const MAX_SHOWN: usize = 48;

/// Whether a text is short and of visible ASCII characters alone, none of which means anything in words.
fn is_plain(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\' | b'`');
    // Without a way out of the loop, so that many bytes are looked at together.
    let all_are = |all, byte| all & is_plain(byte);
    (1..=MAX_SHOWN).contains(&text.len()) && text.bytes().fold(true, all_are)
}

/// Text in backticks.
fn in_backticks(text: &str) -> String {
    let mut shown = String::with_capacity(text.len() + 2);
    shown.push('`');
    shown.push_str(text);
    shown.push('`');
    shown
}

/// Text in backticks, cut when it is long; quoted as JSON unless it reads well bare.
pub(super) fn string(text: &str) -> String {
    let bare_start = |first: u8| !first.is_ascii_digit() && first != b'-';
    if is_plain(text)
        && text.bytes().next().is_some_and(bare_start)
        && !matches!(text, "true" | "false" | "null")
    {
        return in_backticks(text);
    }
    let bare = !text.is_empty()
        && text.chars().all(|character| {
            !character.is_whitespace() && !needs_escape(character) && character != '`'
        })
        && !matches!(text, "true" | "false" | "null")
        && !text.starts_with(|first: char| first.is_ascii_digit() || first == '-' || first == '"');
    if bare {
        format!("`{}`", cut(text))
    } else {
        format!("`\"{}\"`", cut(text))
    }
}

/// A member name in backticks.
pub(super) fn name(text: &str) -> String {
    if is_plain(text) {
        return in_backticks(text);
    }
    let bare = !text.is_empty()
        && text.chars().all(|character| {
            !character.is_whitespace() && !needs_escape(character) && character != '`'
        });
    if bare {
        format!("`{}`", cut(text))
    } else {
        format!("`\"{}\"`", cut(text))
    }
}

/// A title, as words among words: in quotes, and cut when it is long.
pub(super) fn prose(text: &str) -> String {
    format!("\"{}\"", cut(text))
}

/// `at least 3 items`
pub(super) fn count(relation: &str, number: u64, unit: &str) -> String {
    // The schema may ask for more than that, but nothing has so many.
    if number == u64::MAX && relation == "at least" {
        return format!("more {unit}s than there can be");
    }
    let plural = if number == 1 { "" } else { "s" };
    format!("{relation} {number} {unit}{plural}")
}

/// The first characters of a text, with escapes for those that cannot be seen.
fn cut(text: &str) -> String {
    let mut shown = String::new();
    for (index, character) in text.chars().enumerate() {
        if index == MAX_SHOWN {
            shown.push('…');
            break;
        }
        match character {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            '"' => shown.push_str("\\\""),
            '\\' => shown.push_str("\\\\"),
            // It would end the quotation.
            '`' => shown.push_str("\\u0060"),
            hidden if needs_escape(hidden) => {
                for unit in hidden.encode_utf16(&mut [0; 2]) {
                    let _ = write!(shown, "\\u{unit:04x}");
                }
            }
            visible => shown.push(visible),
        }
    }
    shown
}

/// Characters that a reader cannot see or that change how the rest of the line is drawn.
pub(super) fn needs_escape(character: char) -> bool {
    character.is_control()
        || matches!(character, '"' | '\\')
        || matches!(character as u32,
            0xAD | 0x61C | 0x180E | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F
            | 0xFEFF | 0xFFF9..=0xFFFB | 0xE0000..=0xE007F)
}

/// A literal of the schema in backticks.
pub(super) fn literal(parts: &Parts, literal: &Literal) -> String {
    match literal {
        Literal::Null => "`null`".into(),
        Literal::Bool(value) => format!("`{value}`"),
        Literal::Number(number) => format!("`{}`", cut(parts.str(number.text))),
        Literal::String(text) => string(parts.str(*text)),
        Literal::Array(_) | Literal::Object(_) => {
            let mut text = String::new();
            if write_json(parts, literal, &mut text) {
                format!("`{text}`")
            } else if matches!(literal, Literal::Array(_)) {
                "the array that the schema gives".into()
            } else {
                "the object that the schema gives".into()
            }
        }
    }
}

/// Writes a literal as JSON; gives up where it is longer than a message should quote.
fn write_json(parts: &Parts, literal: &Literal, out: &mut String) -> bool {
    match literal {
        Literal::Null => out.push_str("null"),
        Literal::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Literal::Number(number) => out.push_str(parts.str(number.text)),
        Literal::String(text) => {
            let text = parts.str(*text);
            if text.contains('`') || text.chars().count() > MAX_SHOWN {
                return false;
            }
            out.push('"');
            out.push_str(&cut(text));
            out.push('"');
        }
        Literal::Array(items) => {
            out.push('[');
            for (index, item) in parts.run(*items).iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                if !write_json(parts, item, out) {
                    return false;
                }
            }
            out.push(']');
        }
        Literal::Object(members) => {
            out.push('{');
            for (index, member) in parts.run(*members).iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                let name = Literal::String(member.name);
                if !write_json(parts, &name, out) {
                    return false;
                }
                out.push_str(": ");
                let mut value = parts.run(member.value).iter();
                if !value.all(|value| write_json(parts, value, out)) {
                    return false;
                }
            }
            out.push('}');
        }
    }
    out.len() <= MAX_SHOWN
}

/// The form that a pattern asks for; longer patterns explain nothing to anybody.
pub(super) fn pattern(source: &str) -> Option<String> {
    const LONGEST: usize = 60;
    let fits = source.chars().count() <= LONGEST && !source.contains('`');
    fits.then(|| format!("the form of the pattern `{source}`"))
}

/// The literals as a list that ends with "or".
pub(super) fn literals(parts: &Parts, values: &[Literal]) -> String {
    const MOST: usize = 12;
    if values.len() > MOST {
        let first: Vec<_> = values
            .iter()
            .take(MOST)
            .map(|value| literal(parts, value))
            .collect();
        return format!(
            "one of {} and {} more",
            first.join(", "),
            values.len() - MOST
        );
    }
    list(values.iter().map(|value| literal(parts, value)), "or")
}

/// `a`, `a or b`, `a, b or c`.
pub(super) fn list(items: impl Iterator<Item = String>, conjunction: &str) -> String {
    let mut items: Vec<String> = items.collect();
    match items.pop() {
        None => String::new(),
        Some(last) if items.is_empty() => last,
        Some(last) => {
            let separators = (0..items.len()).map(|index| if index > 0 { ", " } else { "" });
            let first = separators
                .zip(&items)
                .flat_map(|(comma, item)| [comma, item]);
            let last = [" ", conjunction, " ", last.as_str()];
            first.chain(last).collect()
        }
    }
}

impl<'a> Scene<'a> {
    /// The member name at `index`; stars for one that is a secret, or repeats one. Names that the schema knows are no
    /// secrets.
    pub(super) fn shown_name(&self, index: u32) -> Cow<'a, str> {
        let (text, hash) = (self.document.text(index), self.document.entry(index).extra);
        let is_hidden = self.secrets.touches(self.document.span(index))
            && self.lexicon.harmless(self.parts, text, hash).is_none();
        if is_hidden {
            "****".into()
        } else {
            text.to_lossy()
        }
    }

    /// The name at a place of the tape, in backticks.
    pub(super) fn name(&self, index: u32) -> String {
        name(&self.shown_name(index))
    }
}

impl Scene<'_> {
    /// What stands at `at`: a scalar as it is, a container by its kind, a secret not at all.
    pub(super) fn found(&self, at: u32) -> String {
        let value = self.document.value(at);
        if self.secrets.touches(value.span()) {
            return format!("{} that is not shown", kind_word(value.kind()));
        }
        match value.kind() {
            Kind::Null => "`null`".into(),
            Kind::True => "`true`".into(),
            Kind::False => "`false`".into(),
            Kind::Number => format!(
                "`{}`",
                cut(&String::from_utf8_lossy(self.document.digits(at)))
            ),
            Kind::String => string(&self.document.text(at).to_lossy()),
            kind => kind_word(kind).into(),
        }
    }

    /// The same with the kind said where the value alone could be misread.
    pub(super) fn found_with_kind(&self, at: u32) -> String {
        let value = self.document.value(at);
        match value.kind() {
            Kind::String if !self.secrets.touches(value.span()) => {
                ["the string ", &self.found(at)].concat()
            }
            Kind::Number if !self.secrets.touches(value.span()) => {
                format!("the number {}", self.found(at))
            }
            Kind::True | Kind::False if !self.secrets.touches(value.span()) => {
                format!("the Boolean {}", self.found(at))
            }
            Kind::Null => "`null`".into(),
            kind => kind_word(kind).into(),
        }
    }
}

const fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "a `null`",
        Kind::True | Kind::False => "a Boolean",
        Kind::Number => "a number",
        Kind::String => "a string",
        Kind::Array => "an array",
        Kind::Object => "an object",
    }
}

/// A character as a message names it.
pub(super) fn character(point: u32) -> String {
    match char::from_u32(point) {
        Some(' ') => "a space".into(),
        Some('\n') => "a line feed".into(),
        Some('\r') => "a carriage return".into(),
        Some('\t') => "a tab".into(),
        Some('`') => "a backtick".into(),
        Some(visible) if visible.is_ascii_graphic() => format!("`{visible}`"),
        Some(visible) if !needs_escape(visible) && !visible.is_whitespace() => {
            match name_of_character(point) {
                Some(name) => format!("`{visible}` (U+{point:04X}, {name})"),
                None => format!("`{visible}` (U+{point:04X})"),
            }
        }
        _ => match name_of_character(point) {
            Some(name) => format!("{name} (U+{point:04X})"),
            None => format!("the character U+{point:04X}"),
        },
    }
}

/// What characters are called that nobody sees, or that are taken for others: they come with what is copied from
/// documents and web pages.
fn name_of_character(point: u32) -> Option<&'static str> {
    Some(match point {
        0x00 => "a NUL",
        0x01..=0x1F | 0x7F..=0x9F => "a control character",
        0xA0 => "a no-break space",
        0xAD => "a soft hyphen",
        0x0370..=0x03FF => "Greek",
        0x0400..=0x052F => "Cyrillic",
        0x2000..=0x200A | 0x202F | 0x205F => "a typographic space",
        0x200B => "a zero-width space",
        0x200C | 0x200D => "a zero-width joiner or non-joiner",
        0x200E | 0x200F | 0x202A..=0x202E | 0x2066..=0x2069 => {
            "an invisible mark of writing direction"
        }
        0x2010 | 0x2011 => "a typographic hyphen",
        0x2012 | 0x2013 => "an en dash",
        0x2014 | 0x2015 => "an em dash",
        0x2018..=0x201B => "a curly single quote",
        0x201C..=0x201F => "a curly double quote",
        0x2024 | 0x2026 => "an ellipsis",
        0x2028 => "a line separator",
        0x2029 => "a paragraph separator",
        0x2060 => "a word joiner",
        0x2212 => "a minus sign",
        0x3000 => "an ideographic space",
        0xFEFF => "a byte order mark",
        0xFF01..=0xFF5E => "full-width",
        _ => return None,
    })
}
