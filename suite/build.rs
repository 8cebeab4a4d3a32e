//! Writes each schema of the official suite as a static program.

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

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use quote::quote;

fn main() {
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
    let out = std::env::var_os("OUT_DIR").unwrap_or_default();
    #[expect(clippy::disallowed_methods, reason = "what a build script is for")]
    std::fs::write(Path::new(&out).join("cases.rs"), text)
        .expect("the output folder can be written");
}
