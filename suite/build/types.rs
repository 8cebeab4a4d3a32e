//! Writes Rust types for the schemas of the official suite, the way a build script of a user does.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::Path;

use vouchsafe_codegen::Config;

use crate::data;

/// A module for each schema whose types are not those of another one. The program of a schema is compiled by the
/// test, so that no time is lost with thousands of them as Rust.
pub(crate) fn write(folder: &Path) -> String {
    let mut known = HashSet::new();
    let mut modules = String::new();
    let mut cases = String::from("pub static TYPES: &[super::Typed] = &[\n");
    for group in data::groups(folder) {
        let compiler = data::compiler(folder, &group.name, group.dialect);
        for (index, case) in group.cases.iter().enumerate() {
            let config = Config::new()
                .compiler(compiler.clone())
                .exact_numbers(true)
                .builders(false)
                .program("case", "Owner");
            let schema = case.schema.get();
            let generated = config
                .generate_text("case", schema)
                .unwrap_or_else(|error| panic!("{}, case {index}: {error}", group.name));
            let tokens = generated.tokens.to_string();
            // The same schema gives the same types in most dialects.
            if !known.insert((schema.to_owned(), tokens.clone())) {
                continue;
            }
            let number = known.len();
            let name = &group.name;
            let _ = writeln!(
                modules,
                "mod t{number} {{ owner!({name:?}, {index}); {tokens} \
                 pub fn round(text: &[u8]) -> Result<Vec<u8>, v::Report> {{ super::super::round::<Case>(text) }} }}"
            );
            let _ = writeln!(
                cases,
                "super::Typed {{ group: {name:?}, case: {index}, round: t{number}::round, program: {{ \
                 <t{number}::Owner as vouchsafe::Validate>::program }} }},"
            );
        }
    }
    format!("{modules}{cases}];\n")
}
