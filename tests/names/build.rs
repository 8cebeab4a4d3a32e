//! Makes types of schemas that call everything by names which mean something else to Rust, to its editions, to the
//! library or to its macros: definitions, properties, values of enums and of tags.

#![allow(
    clippy::disallowed_methods,
    reason = "a build script reads the environment and writes files"
)]

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets `OUT_DIR`")?);
    let words = include_str!("words.txt");
    println!("cargo::rerun-if-changed=../words.txt");
    let words: Vec<&str> = words.lines().collect();
    let mut every = String::new();
    for (name, schema) in schemas(&words) {
        let file = format!("{name}.json");
        fs::write(out.join(&file), schema)?;
        vouchsafe_codegen::Config::new()
            .root(&out)
            .module(&format!("of_{name}"))
            .output(format!("{name}.rs"))
            .compile([file])?;
        // In a module of its own, since the schemas share their names.
        let _ = writeln!(
            every,
            "pub mod {name} {{ ::std::include!(::std::concat!(::std::env!(\"OUT_DIR\"), \"/{name}.rs\")); }}"
        );
    }
    fs::write(out.join("every.rs"), every)?;
    Ok(())
}

/// A schema for each of the ways in which a name can come to stand in code.
fn schemas(words: &[&str]) -> Vec<(&'static str, String)> {
    let members = |value: &dyn Fn(&str) -> String| {
        let members = words
            .iter()
            .map(|word| format!("{}: {}", quoted(word), value(word)));
        members.collect::<Vec<_>>().join(", ")
    };
    let references = members(&|word| format!(r##"{{"$ref": "#/$defs/{}"}}"##, pointer(word)));
    let list = |words: &[&str]| {
        words
            .iter()
            .map(|word| quoted(word))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let of_definitions = |definition: &dyn Fn(&str) -> String| {
        format!(
            r#"{{"type": "object", "properties": {{{references}}}, "$defs": {{{}}}}}"#,
            members(definition)
        )
    };
    // Enough of each for every word to be a type, a field, a value and a tag.
    let objects = of_definitions(&|word| {
        format!(
            r#"{{"type": "object", "required": [{0}], "properties": {{{0}: {{"type": "integer"}}}}}}"#,
            quoted(word)
        )
    });
    let texts = of_definitions(&|_| r#"{"type": "string", "minLength": 1}"#.to_owned());
    let numbers = of_definitions(&|_| r#"{"type": "integer", "maximum": 7}"#.to_owned());
    let lists = of_definitions(&|word| {
        format!(
            r##"{{"type": "array", "items": {{"$ref": "#/$defs/{}"}}}}"##,
            pointer(word)
        )
    });
    let enums = of_definitions(&|word| format!(r#"{{"enum": [{}, "another"]}}"#, quoted(word)));
    let values = format!(r#"{{"enum": [{}]}}"#, list(words));
    let required = format!(
        r#"{{"type": "object", "required": [{}], "additionalProperties": false, "properties": {{{}}}}}"#,
        list(words),
        members(&|_| r#"{"type": ["string", "null"]}"#.to_owned()),
    );
    let few = &words[..words.len().min(60)];
    let branches = few.iter().map(|word| {
        format!(
            r#"{{"type": "object", "required": ["kind"], "properties": {{"kind": {{"const": {0}}}, {0}: {{"type": "string"}}}}}}"#,
            quoted(word)
        )
    });
    let tagged = format!(
        r#"{{"oneOf": [{}]}}"#,
        branches.collect::<Vec<_>>().join(", ")
    );
    let conditions = few.iter().map(|word| {
        format!(
            r#"{{"if": {{"required": ["kind"], "properties": {{"kind": {{"const": {0}}}}}}}, "then": {{"required": ["x"]}}}}"#,
            quoted(word)
        )
    });
    let grouped = format!(
        r#"{{"type": "object", "required": ["kind"], "properties": {{"kind": {{"enum": [{}]}}, "x": {{"type": "string"}}}}, "allOf": [{}]}}"#,
        list(few),
        conditions.collect::<Vec<_>>().join(", ")
    );
    let several = r#"{"anyOf": [{"type": "object"}, {"type": "array"}, {"type": "string"}, {"type": "number"}, {"type": "null"}]}"#;
    let mut many = String::new();
    for number in 0..73 {
        let comma = if number == 0 { "" } else { ", " };
        let _ = write!(
            many,
            r#"{comma}"p{number}": {{"type": "array", "items": {{"type": "string"}}}}"#
        );
    }
    let below_a_condition = format!(
        r#"{{"type": "object", "required": ["k"], "properties": {{"k": {{"type": "string"}}, "x": {{}}}},
            "if": {{"properties": {{"k": {{"const": "a"}}}}}},
            "then": {{"properties": {{"x": {{"type": "object", "properties": {{{many}}}}}}}}}}}"#
    );
    vec![
        ("objects", objects),
        ("texts", texts),
        ("numbers", numbers),
        ("lists", lists),
        ("enums", enums),
        ("values", values),
        ("required", required),
        ("tagged", tagged),
        ("grouped", grouped),
        ("several", several.to_owned()),
        ("below_a_condition", below_a_condition),
    ]
}

/// A text as JSON; the words have nothing in them that JSON escapes.
fn quoted(word: &str) -> String {
    format!("\"{word}\"")
}

/// A word as a step of a pointer in a reference.
fn pointer(word: &str) -> String {
    let mut step = String::new();
    for byte in word.replace('~', "~0").replace('/', "~1").bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            step.push(char::from(byte));
        } else {
            let _ = write!(step, "%{byte:02X}");
        }
    }
    step
}
