//! Writes each schema of the official suite as a static program, and schemas of our own: every pair of
//! keywords, and random ones.

#![allow(
    clippy::panic,
    reason = "a suite that cannot be compiled must not be built"
)]

#[path = "src/data.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the tests read what the build script does not"
)]
mod data;
#[path = "build/types.rs"]
mod types;

#[path = "../tests/support"]
#[allow(
    dead_code,
    clippy::unwrap_used,
    reason = "written for tests, which use more of it"
)]
mod support {
    pub(crate) mod fragments;
    pub(crate) mod generate;
    pub(crate) mod recursive;
    pub(crate) mod refs;
}

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use quote::quote;
use support::{fragments, generate, recursive};
use vouchsafe_compiler::{Compiler, UnknownKeywords};

fn main() {
    official();
    own();
    println!("cargo::rerun-if-changed=build");
    write("types.rs", &types::write(&data::folder()));
}

/// How many random schemas are written.
const RANDOM: usize = 150;

/// How many random schemas that refer to themselves in many ways.
const RECURSIVE: usize = 40;

/// Every pair of keywords, and random schemas: those for which there is code beside the program.
fn own() {
    println!("cargo::rerun-if-changed=../tests/support");
    println!("cargo::rerun-if-env-changed=VOUCHSAFE_SUITE_SEED");
    let mut texts = Vec::new();
    for (index, first) in fragments::FRAGMENTS.iter().enumerate() {
        for second in &fragments::FRAGMENTS[index + 1..] {
            texts.extend(fragments::together(&[*first, *second]));
        }
    }
    texts.extend(fragments::CURIOSITIES.iter().map(|text| (*text).to_owned()));
    let mut programs: Vec<String> = texts.iter().filter_map(|text| code(text)).collect();
    // Others can be asked for: by a number.
    #[expect(clippy::disallowed_methods, reason = "what a build script is for")]
    let seed = std::env::var("VOUCHSAFE_SUITE_SEED").ok();
    let seed = seed.and_then(|seed| seed.parse().ok()).unwrap_or(0_u64);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    let wanted = programs.len() + RANDOM;
    while programs.len() < wanted {
        let schema = generate::any_root().new_tree(&mut runner);
        let schema = schema.expect("a schema is generated").current();
        programs.extend(code(&schema.to_string()));
    }
    let mut recursive = Vec::new();
    while recursive.len() < RECURSIVE {
        let tree = recursive::any_recursion().new_tree(&mut runner);
        let (schema, _) = tree.expect("a schema is generated").current();
        recursive.extend(code(&schema.to_string()));
    }
    // Where formats decide: alone, in a member, and beside a bound.
    let mut formats = Vec::new();
    for format in vouchsafe_core::Format::ALL {
        let asked = format!("\"format\": \"{}\"", format.name());
        for schema in [
            format!("{{{asked}}}"),
            format!(
                "{{\"type\": \"object\", \"properties\": {{\"a\": {{{asked}}}}}, \"required\": [\"a\"]}}"
            ),
            format!(
                "{{\"anyOf\": [{{\"maximum\": 3, \"maxLength\": 3, {asked}}}, {{\"const\": 300}}]}}"
            ),
        ] {
            formats.extend(code_by(&Compiler::new().assert_formats(true), &schema));
        }
    }
    let mut text = String::from("use vouchsafe::__private as v;\n");
    for (name, programs) in [
        ("OWN", programs),
        ("RECURSIVE", recursive),
        ("FORMATS", formats),
    ] {
        let list = programs.concat();
        let _ = writeln!(
            text,
            "pub static {name}: &[(&str, &v::Program)] = &[\n{list}];"
        );
    }
    write("own.rs", &text);
}

/// A schema with its program, where it has code.
fn code(schema: &str) -> Option<String> {
    // Patterns are compiled when they are needed: code asks for them in the same way.
    code_by(
        &Compiler::new().unknown_keywords(UnknownKeywords::Allow),
        schema,
    )
}

fn code_by(compiler: &Compiler, schema: &str) -> Option<String> {
    // One that goes in circles is refused.
    let program = compiler.compile(schema).ok()?;
    let tokens = vouchsafe_codegen::program_tokens(program.parts()).to_string();
    let has_code = tokens.contains("with_hot");
    has_code.then(|| format!("({schema:?}, {{ {tokens} }}),\n"))
}

fn write(name: &str, text: &str) {
    let out = std::env::var_os("OUT_DIR").unwrap_or_default();
    #[expect(clippy::disallowed_methods, reason = "what a build script is for")]
    std::fs::write(Path::new(&out).join(name), text).expect("the output folder can be written");
}

fn official() {
    let folder = data::folder();
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/data.rs");
    if folder.is_dir() {
        println!("cargo::rerun-if-changed={}", folder.display());
    }
    // Schemas of the same text and options are one program, as many cases of formats are.
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut programs = Vec::new();
    let mut cases = Vec::new();
    for group in data::groups(&folder) {
        let compiler = data::compiler(&folder, &group.name, group.dialect);
        for (index, case) in group.cases.iter().enumerate() {
            let program = compiler
                .compile(case.schema.get())
                .unwrap_or_else(|faults| panic!("{}, case {index}: {faults}", group.name));
            let tokens = vouchsafe_codegen::program_tokens(program.parts()).to_string();
            let next = programs.len();
            let number = *known.entry(tokens.clone()).or_insert(next);
            if number == next {
                programs.push(tokens);
            }
            let name = &group.name;
            cases.push(quote!((#name, #index, #number)).to_string());
        }
    }
    let mut text = String::from("use vouchsafe::__private as v;\n");
    text.push_str("pub static PROGRAMS: &[&v::Program] = &[\n");
    for program in &programs {
        let _ = writeln!(text, "{{ {program} }},");
    }
    text.push_str("];\n");
    text.push_str("pub static CASES: &[(&str, usize, usize)] = &[\n");
    for case in &cases {
        let _ = writeln!(text, "{case},");
    }
    text.push_str("];\n");
    write("cases.rs", &text);
}
