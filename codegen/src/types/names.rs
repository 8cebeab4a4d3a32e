//! Names: of types, fields and variants, made of those of the schema.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use heck::{ToSnakeCase, ToUpperCamelCase};
use unicode_security::mixed_script::AugmentedScriptSet;
use unicode_security::{GeneralSecurityProfile, is_potential_mixed_script_confusable_char};

/// Names of types that would hide what generated code refers to by a short name.
const TAKEN: &[&str] = &[
    "AsMut",
    "AsRef",
    "BTreeMap",
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

/// Types that every scope has, and the words by which generated code knows the library.
const OWN: &[&str] = &[
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8", "u16",
    "u32", "u64", "u128", "usize", "v",
];

/// Whether a type of that name would hide what generated code refers to.
pub(crate) fn is_taken(name: &str) -> bool {
    TAKEN.contains(&name)
        || OWN.contains(&name)
        || NEVER_RAW.contains(&name)
        || name.starts_with("__")
}

/// Names that have been given away.
#[derive(Debug, Default)]
pub(crate) struct Names {
    taken: BTreeSet<String>,
    /// For each name that was asked for in vain, the number to try next: no free one is below it.
    next: HashMap<String, u32>,
}

impl Names {
    /// The first of these names that is free, or else the last one with a number.
    pub(crate) fn take(&mut self, candidates: &[String]) -> String {
        let free = candidates.iter().find(|name| !self.taken.contains(*name));
        let name = free.cloned().unwrap_or_else(|| {
            let last = candidates.last().map_or("Type", String::as_str);
            let number = self.next.entry(last.to_owned()).or_insert(2);
            loop {
                // A number behind a number would be another one.
                let apart = if last.ends_with(|c: char| c.is_ascii_digit()) {
                    "_"
                } else {
                    ""
                };
                let name = format!("{last}{apart}{number}");
                *number += 1;
                if !self.taken.contains(&name) {
                    break name;
                }
            }
        });
        self.taken.insert(name.clone());
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

/// The name of a file without the ending that says what it is; a version in it stays.
pub(crate) fn stem(file: &str) -> &str {
    let endings = [".json", ".yaml", ".yml", ".json5", ".jsonc", ".toml"];
    let known = endings
        .into_iter()
        .find_map(|ending| file.strip_suffix(ending));
    let stem = known.unwrap_or(file);
    stem.strip_suffix(".schema").unwrap_or(stem)
}

/// A name for a type, in which numbers that were apart stay apart: `v1.0` is `V1_0`, and `v10` another one.
pub(crate) fn versioned(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let mut pieces = vec![String::new()];
    for (at, letter) in letters.iter().enumerate() {
        let is_between = at > 0 && is_digit(at - 1) && is_digit(at + 1);
        if is_between && matches!(letter, '.' | '-' | '_' | ' ') {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(*letter);
        }
    }
    let mut name = camel(&pieces[0]);
    for piece in &pieces[1..] {
        let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = piece.split_at(digits);
        name.push('_');
        name.push_str(number);
        if !rest.is_empty() {
            name.push_str(&camel(rest));
        }
    }
    name
}

/// A segment of a JSON Pointer as it was before it was one.
pub(crate) fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
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
    let told = told_apart(text);
    for c in text.chars() {
        // Other numerals may be alphanumeric without being part of names; letters and digits of ASCII, and letters
        // that have an identifier's property, are. What is in doubt is spelled by its number.
        let fits = c == '_'
            || c.is_ascii_alphanumeric()
            || (is_letter(c) && told.contains(&AugmentedScriptSet::for_char(c)));
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

/// Whether a letter can begin a name, in the normal form that the compiler compares names in, and is one of those that
/// the compiler has no doubts about: `µ` is none, and no module can allow it.
fn is_letter(c: char) -> bool {
    c.is_alphabetic()
        && c.identifier_allowed()
        && syn::parse_str::<syn::Ident>(&c.to_string()).is_ok()
}

/// The scripts of a text of which it has a letter that looks like none of another script. The compiler warns of a crate
/// that has only others, such as the Greek `Α`.
fn told_apart(text: &str) -> Vec<AugmentedScriptSet> {
    let letters = text.chars().filter(|c| is_letter(*c));
    let clear = letters.filter(|c| !is_potential_mixed_script_confusable_char(*c));
    let mut scripts: Vec<AugmentedScriptSet> = clear.map(AugmentedScriptSet::for_char).collect();
    scripts.push(AugmentedScriptSet::for_char('A'));
    scripts
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
            ("µg/m³", "N39cgMNb3", "nb5g_mnb3"),
            ("адрес", "Адрес", "адрес"),
            ("Ärger", "Ärger", "ärger"),
            ("α", "N391", "n3b1"),
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
        assert_eq!(distinct(names), ["a", "b", "a2", "a2_2", "a3"]);
    }
}
