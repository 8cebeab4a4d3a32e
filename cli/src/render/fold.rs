//! Findings that repeat at items of one array: to a reader they are one.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use vouchsafe::{Part, Severity, Violation};

use super::visible;

/// A finding, and those that say the same of other items.
#[derive(Debug, Clone)]
pub(crate) struct Folded<'a> {
    pub(crate) first: &'a Violation,
    pub(crate) others: Vec<&'a Violation>,
}

/// What is equal for findings that are told together.
#[derive(PartialEq, Eq, Hash)]
struct Key<'a> {
    severity: Severity,
    part: Part,
    code: &'a str,
    /// With `*` in the place of each index of an array.
    location: String,
    message: String,
    help: Option<String>,
}

impl<'a> Folded<'a> {
    /// Each finding by itself.
    pub(crate) fn alone(found: &[&'a Violation]) -> Vec<Self> {
        let found = found.iter();
        found
            .map(|first| Self {
                first,
                others: Vec::new(),
            })
            .collect()
    }

    /// Findings with those that repeat told once, in the order of the first of them.
    pub(crate) fn together(found: &[&'a Violation]) -> Vec<Self> {
        let mut folded: Vec<Self> = Vec::new();
        let mut known: HashMap<Key<'a>, usize> = HashMap::new();
        for &violation in found {
            if let Some(key) = key(violation) {
                match known.entry(key) {
                    Entry::Occupied(known) => {
                        folded[*known.get()].others.push(violation);
                        continue;
                    }
                    Entry::Vacant(vacant) => {
                        vacant.insert(folded.len());
                    }
                }
            }
            folded.push(Self {
                first: violation,
                others: Vec::new(),
            });
        }
        folded
    }

    /// As many as there is room for: errors first, where there is none for all.
    pub(crate) fn fitting(mut folded: Vec<Self>, room: usize) -> Vec<Self> {
        if folded.len() > room {
            folded.sort_by_key(|folded| std::cmp::Reverse(folded.first.severity));
            folded.truncate(room);
        }
        folded
    }

    /// How many findings it stands for.
    pub(crate) fn count(&self) -> usize {
        1 + self.others.len()
    }

    /// Where the others are, in words, if there are any.
    pub(super) fn more(&self) -> Option<String> {
        /// The most places that are named, and the most characters of one.
        const MOST: usize = 3;
        const LONGEST: usize = 80;
        let count = self.others.len();
        if count == 0 {
            return None;
        }
        let place = |violation: &&Violation| {
            let place = visible::line(&violation.instance_location);
            let end = place.char_indices().nth(LONGEST);
            let cut = end.map_or_else(
                || place.to_string(),
                |(end, _)| format!("{}…", &place[..end]),
            );
            format!("`{}`", cut.replace('`', "'"))
        };
        let places: Vec<String> = self.others.iter().take(MOST).map(place).collect();
        let rest = if count > MOST { ", …" } else { "" };
        Some(format!(
            "and {count} more like it at {}{rest}",
            places.join(", ")
        ))
    }
}

/// What a finding has in common with those that repeat it; nothing where it is about no item of an array.
fn key(violation: &Violation) -> Option<Key<'_>> {
    let mut location = String::new();
    let mut indices: Vec<&str> = Vec::new();
    for token in violation.instance_location.split('/').skip(1) {
        location.push('/');
        if is_index(token) {
            indices.push(token);
            location.push('*');
        } else {
            location.push_str(token);
        }
    }
    if indices.is_empty() {
        return None;
    }
    Some(Key {
        severity: violation.severity,
        part: violation.part,
        code: &violation.code,
        location,
        message: without(&violation.message, &indices),
        help: violation.help.as_ref().map(|help| without(help, &indices)),
    })
}

fn is_index(token: &str) -> bool {
    token == "0"
        || (token.starts_with(|first: char| matches!(first, '1'..='9'))
            && token.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Words without the indices of the place that they are about: `[7]` becomes `[*]`, each once.
fn without(words: &str, indices: &[&str]) -> String {
    let mut without = String::with_capacity(words.len());
    let mut rest = words;
    for index in indices {
        let written = format!("[{index}]");
        let Some((before, after)) = rest.split_once(written.as_str()) else {
            continue;
        };
        without.push_str(before);
        without.push_str("[*]");
        rest = after;
    }
    without + rest
}

#[cfg(test)]
mod tests {
    use vouchsafe::Validator;

    use super::*;

    /// How many findings are told together, and what is said of the others.
    fn told(schema: &str, text: &str) -> Vec<(usize, Option<String>)> {
        let report = Validator::compile(schema).unwrap().check(text.as_bytes());
        let report = report.unwrap_err();
        let found: Vec<&Violation> = report.iter().collect();
        let folded = Folded::together(&found);
        assert_eq!(folded.iter().map(Folded::count).sum::<usize>(), found.len());
        let told = folded.iter().map(|folded| (folded.count(), folded.more()));
        told.collect()
    }

    #[test]
    fn equal_findings_of_items_are_told_once() {
        let schema = r#"{"properties": {"items": {"items": {"required": ["id"], "properties": {"n": {"type": "integer"}}}}}}"#;
        let more = |words: &str| Some(words.to_owned());
        assert_eq!(
            told(
                schema,
                r#"{"items": [{}, {"n": "x"}, {"id": 1, "n": "x"}, {"id": 1}]}"#
            ),
            [
                (2, more("and 1 more like it at `/items/1`")),
                (2, more("and 1 more like it at `/items/2/n`")),
            ]
        );
        assert_eq!(
            told(schema, r#"{"items": [{}, {}, {}, {}, {}]}"#),
            [(
                5,
                more("and 4 more like it at `/items/1`, `/items/2`, `/items/3`, …")
            )]
        );
    }

    #[test]
    fn what_differs_is_told_by_itself() {
        let schema = r#"{"additionalProperties": {"items": {"type": "integer"}}}"#;
        for text in [
            // Another value, another array, another kind of value.
            r#"{"a": ["x", "y"]}"#,
            r#"{"a": ["x"], "b": ["x"]}"#,
            r#"{"a": ["x", null]}"#,
            r#"{"a": ["a[1]", "a[0]"]}"#,
        ] {
            assert_eq!(told(schema, text), [(1, None), (1, None)], "{text}");
        }
        let members = r#"{"additionalProperties": {"type": "integer"}}"#;
        assert_eq!(
            told(members, r#"{"0": "x", "1": "x"}"#),
            [(1, None), (1, None)]
        );
    }
}
