//! Schemas in YAML are the schemas that they stand for: the same faults at the same values, and the same verdicts.
//! `PROPTEST_CASES` sets how many are tried.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::fmt::Write as _;

use proptest::prelude::*;
use serde_json::Value;
use vouchsafe::{Compiler, Diagnostics, Program, UnknownKeywords};

use support::generate::{any_instance, any_root, instance};
use support::{files, read, root};

/// Compiles a text under a name that tells its language.
fn compile(text: &str, ending: &str, strict: bool) -> Result<Program, Diagnostics> {
    let uri = format!("test:/schema.{ending}");
    let compiler = Compiler::new()
        .unknown_keywords(UnknownKeywords::Deny)
        .refuse_contradictions(strict)
        .resource(uri.clone(), text);
    let compiled = compiler.compile_uri(&uri, "schema");
    compiled.map(|compiled| compiled.program)
}

/// What is wrong with a text, without the places.
fn words(faults: &Diagnostics) -> Vec<(&'static str, &str)> {
    let mut words: Vec<_> = faults
        .iter()
        .map(|fault| (fault.code, &*fault.message))
        .collect();
    words.sort_unstable();
    words
}

/// A value as YAML in blocks. Keys and strings are plain where that is safe, and otherwise quoted in one of two ways.
fn blocks(value: &Value, indent: usize, yaml: &mut String) {
    let margin = "  ".repeat(indent);
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (name, value) in members {
                let _ = write!(yaml, "\n{margin}{}:", string(name));
                blocks(value, indent + 1, yaml);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                let _ = write!(yaml, "\n{margin}-");
                blocks(item, indent + 1, yaml);
            }
        }
        Value::String(text) => {
            let _ = write!(yaml, " {}", string(text));
        }
        other => {
            let _ = write!(yaml, " {other}");
        }
    }
}

fn string(text: &str) -> String {
    let is_plain = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '$')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'$' | b'/' | b'-'))
        && !matches!(text, "true" | "false" | "null");
    if is_plain {
        text.to_owned()
    } else if text.chars().all(|character| !character.is_control()) && text.len().is_multiple_of(2)
    {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        Value::from(text).to_string()
    }
}

#[test]
fn faults_are_at_the_same_places_where_the_text_is_the_same() {
    let mut count = 0;
    for file in files(&root().join("tests/schemas"), "json") {
        // What is wrong with JSON as a text is another matter.
        if file.ends_with("syntax.json") {
            continue;
        }
        let text = read(&file);
        let (json, yaml) = (compile(&text, "json", true), compile(&text, "yaml", true));
        let (json, yaml) = (json.unwrap_err(), yaml.unwrap_err());
        // YAML has forgotten how the JSON was spaced that a help repeats.
        let shown = |faults: &Diagnostics| {
            let text = faults.to_string().replace("schema.yaml", "schema.json");
            text.replace("{ ", "{").replace(" }", "}")
        };
        assert_eq!(shown(&json), shown(&yaml), "{}", file.display());
        count += json.len();
    }
    assert!(count > 50, "{count}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_schema_in_blocks_decides_as_the_same_in_json(
        schema in any_root(),
        other in any_instance(),
        strict in any::<bool>(),
        choices in prop::collection::vec(any::<u16>(), 0..24),
    ) {
        let mut yaml = String::new();
        blocks(&schema, 0, &mut yaml);
        let (json, yaml) = (compile(&schema.to_string(), "json", strict), compile(&yaml, "yaml", strict));
        match (json, yaml) {
            (Ok(json), Ok(yaml)) => {
                for instance in [other, instance(&schema, &choices)] {
                    let text = instance.to_string();
                    prop_assert_eq!(
                        json.faults(text.as_bytes()).iter().map(|fault| format!("{fault:?}")).collect::<Vec<_>>(),
                        yaml.faults(text.as_bytes()).iter().map(|fault| format!("{fault:?}")).collect::<Vec<_>>(),
                        "{}", text
                    );
                }
            }
            (Err(json), Err(yaml)) => prop_assert_eq!(words(&json), words(&yaml)),
            (json, yaml) => prop_assert!(false, "{:?} {:?}", json.err(), yaml.err()),
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "([aé&*\\[\\]{}:,?!|>'\"%@`#\n -]|<<: |&a |\\*a ){0,40}") {
        let _ = compile(&text, "yaml", true);
    }
}
