//! Names: of types, fields and variants, made of those of the schema.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Names of types that would hide what generated code refers to by a short name.
const TAKEN: &[&str] = &[
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Words that no field can have as its name, not even as a raw identifier.
const NEVER_RAW: &[&str] = &["self", "super", "crate", "_"];

/// Words of the language, of all editions.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Names that have been given away.
#[derive(Debug, Default)]
pub(crate) struct Names(BTreeSet<String>);

impl Names {
    /// The first of these names that is free, or else the last one with a number.
    pub(crate) fn take(&mut self, candidates: &[String]) -> String {
        let free = candidates.iter().find(|name| !self.0.contains(*name));
        let name = free.cloned().unwrap_or_else(|| {
            let last = candidates.last().map_or("Type", String::as_str);
            let mut number = 2_u32;
            loop {
                let name = format!("{last}{number}");
                if !self.0.contains(&name) {
                    break name;
                }
                number += 1;
            }
        });
        self.0.insert(name.clone());
        name
    }
}

/// A name for a variant: like one for a type, but nothing is hidden by it.
pub(crate) fn variant(text: &str) -> String {
    let name = identifier(&spelled(text).to_upper_camel_case(), 'N');
    if name == "Self" {
        "SelfValue".to_owned()
    } else {
        name
    }
}

/// A name for a type, in words written together.
///
/// ```text
/// "kafka-sink task" → KafkaSinkTask    "30d" → N30d    "" → Empty    "+" → Plus    "日本" → 日本
/// ```
pub(crate) fn camel(text: &str) -> String {
    let name = identifier(&spelled(text).to_upper_camel_case(), 'N');
    if TAKEN.contains(&&*name) {
        format!("{name}Value")
    } else {
        name
    }
}

/// A name for a field, with `_` between its words; `r#` is not part of it.
pub(crate) fn snake(text: &str) -> String {
    let name = identifier(&spelled(text).to_snake_case(), 'n');
    if NEVER_RAW.contains(&&*name) {
        format!("{}_", name.trim_matches('_'))
    } else {
        name
    }
}

/// Whether a field of that name is written with `r#`.
pub(crate) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// Different names for all of these, stable: each keeps its own unless one before it has it.
pub(crate) fn distinct(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut taken = Names::default();
    let names = names.into_iter();
    names
        .map(|name| taken.take(std::slice::from_ref(&name)))
        .collect()
}

/// The text with words for characters that cannot stand in a name, where nothing else would be left of it or where
/// they make a difference.
fn spelled(text: &str) -> String {
    if text.is_empty() {
        return "empty".to_owned();
    }
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.' | '/' | ':');
    if text.chars().any(char::is_alphanumeric) {
        // A sign before a number is more than a separator.
        let signed = text
            .strip_prefix('-')
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let text = signed.map_or_else(|| text.to_owned(), |rest| format!("minus {rest}"));
        return text
            .chars()
            .map(|c| match c {
                '+' => " plus ".to_owned(),
                '$' | '@' | '#' => " ".to_owned(),
                '\\' => " backslash ".to_owned(),
                c if is_plain(c) => c.to_string(),
                _ => " ".to_owned(),
            })
            .collect();
    }
    let words: Vec<String> = text.chars().map(word).collect();
    words.join(" ")
}

/// A character in words.
fn word(c: char) -> String {
    let word = match c {
        ' ' => "space",
        '\n' => "newline",
        '\r' => "return",
        '\t' => "tab",
        '!' => "exclamation",
        '"' => "quote",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "ampersand",
        '\'' => "apostrophe",
        '(' => "open paren",
        ')' => "close paren",
        '*' => "star",
        '+' => "plus",
        ',' => "comma",
        '-' => "minus",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equal",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '[' => "open bracket",
        '\\' => "backslash",
        ']' => "close bracket",
        '^' => "caret",
        '_' => "underscore",
        '`' => "backtick",
        '{' => "open brace",
        '|' => "bar",
        '}' => "close brace",
        '~' => "tilde",
        c => return format!("u{:x}", u32::from(c)),
    };
    word.to_owned()
}

/// What of a text can stand in a name; one that would begin with a digit gets a letter in front.
fn identifier(text: &str, letter: char) -> String {
    let mut name = String::new();
    for c in text.chars() {
        // Other numerals may be alphanumeric without being part of names; letters and digits of ASCII, and letters
        // that have an identifier's property, are. What is in doubt is spelled by its number.
        let fits = c == '_' || c.is_ascii_alphanumeric() || (c.is_alphabetic() && is_identifier(c));
        if fits {
            name.push(c);
        } else {
            let _ = write!(name, "{letter}{:x}", u32::from(c));
        }
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, letter);
    }
    if name.is_empty() {
        name.push(letter);
    }
    name
}

/// Whether a letter can begin a name, and is written in the normal form that the compiler compares names in.
fn is_identifier(c: char) -> bool {
    // Decided by who reads the code in the end.
    c.is_ascii_alphabetic() || syn::parse_str::<syn::Ident>(&c.to_string()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{camel, distinct, snake};

    #[test]
    fn every_text_has_a_name() {
        let cases = [
            ("kafka-sink task", "KafkaSinkTask", "kafka_sink_task"),
            ("SCREAMING_SNAKE", "ScreamingSnake", "screaming_snake"),
            ("30d", "N30d", "n30d"),
            ("", "Empty", "empty"),
            (",", "Comma", "comma"),
            ("\\n", "BackslashN", "backslash_n"),
            ("yyyy/MM/dd", "YyyyMmDd", "yyyy_mm_dd"),
            ("self", "SelfValue", "self_"),
            ("type", "Type", "type"),
            ("-1", "Minus1", "minus_1"),
            ("$ref", "Ref", "ref"),
            ("__proto__", "Proto", "proto"),
            ("_", "Underscore", "underscore"),
            ("日本", "日本", "日本"),
            ("½", "Nbd", "nbd"),
        ];
        for (text, type_name, field) in cases {
            assert_eq!(
                (camel(text), snake(text)),
                (type_name.into(), field.into()),
                "{text}"
            );
        }
    }

    #[test]
    fn names_that_meet_are_told_apart() {
        let names = ["a", "b", "a", "a2", "a"].map(str::to_owned);
        assert_eq!(distinct(names), ["a", "b", "a2", "a22", "a3"]);
    }
}
