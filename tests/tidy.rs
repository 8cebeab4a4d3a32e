//! House rules that a compiler does not check.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::path::Path;

use support::{files, read, root};

/// The source files of the crates.
fn sources() -> Vec<(String, String)> {
    let crates = [
        "src",
        "core/src",
        "compiler/src",
        "codegen/src",
        "macros/src",
        "schemas/src",
        "cli/src",
        "benches/src",
    ];
    let found = crates
        .iter()
        .flat_map(|folder| files(&root().join(folder), "rs"));
    found
        .map(|file| (support::oracle::relative(root(), &file), read(&file)))
        .collect()
}

/// What each step of a crate may import of its own crate: nouns, and the steps that are its recipe.
const IMPORTS: &[(&str, &[&str])] = &[
    // The scanner knows nothing, the program only the hash of names, the engine no words. All may sort.
    ("core/src/json/", &["crate::json", "crate::sort"]),
    ("core/src/program/", &["crate::program", "crate::json"]),
    // Patterns and formats are texts alone.
    ("core/src/ecma/", &["crate::ecma", "crate::program"]),
    (
        "core/src/format/",
        &["crate::format", "crate::ecma", "crate::json"],
    ),
    (
        "core/src/engine/",
        &[
            "crate::engine",
            "crate::json",
            "crate::program",
            "crate::sort",
        ],
    ),
    (
        "core/src/report/",
        &[
            "crate::report",
            "crate::format",
            "crate::json",
            "crate::program",
            "crate::engine",
            "crate::codes",
            "crate::options",
            "crate::part",
            // Buffers for texts that are tried.
            "crate::scratch",
            "crate::sort",
        ],
    ),
    ("core/src/de/", &["crate::de", "crate::json"]),
    (
        "core/src/output.rs",
        &[
            "crate::check",
            "crate::engine",
            "crate::json",
            "crate::options",
            "crate::program",
            "crate::report",
            "crate::scratch",
        ],
    ),
    ("core/src/shape/", &["crate::shape", "crate::program"]),
    // The steps of the compiler stand beside each other.
    ("compiler/src/load.rs", &["crate::library", "crate::meta"]),
    (
        "compiler/src/library.rs",
        &["crate::diagnostic", "crate::dialect"],
    ),
    ("compiler/src/text/", &["crate::suggest", "crate::text"]),
    (
        "compiler/src/openapi/",
        &[
            "crate::codes",
            "crate::compiler",
            "crate::diagnostic",
            "crate::dialect",
            "crate::library",
            "crate::load",
            "crate::options",
            "crate::resolve",
            "crate::suggest",
        ],
    ),
    (
        "compiler/src/lowered.rs",
        &["crate::diagnostic", "crate::library", "crate::notes"],
    ),
    (
        "compiler/src/examine/",
        &[
            "crate::codes",
            "crate::diagnostic",
            "crate::library",
            "crate::lowered",
            "crate::suggest",
        ],
    ),
    ("compiler/src/compat/", &["crate::library"]),
    (
        "compiler/src/lint/",
        &[
            "crate::lint",
            "crate::dialect",
            "crate::diagnostic",
            "crate::library",
            "crate::matcher",
            "crate::recognize::is_worded",
            "crate::slips",
            "crate::suggest",
        ],
    ),
    (
        "compiler/src/recognize/",
        &["crate::recognize", "crate::matcher"],
    ),
    (
        "compiler/src/lower/",
        &[
            "crate::options",
            "crate::dialect",
            "crate::codes",
            "crate::diagnostic",
            "crate::library",
            "crate::lowered",
            "crate::found",
            "crate::slips",
            "crate::suggest",
            "crate::matcher",
            "crate::found",
            "crate::notes",
            "crate::slips",
        ],
    ),
    (
        "macros/src/check/",
        &[
            "crate::comparison",
            "crate::input",
            "crate::schema",
            "crate::types",
        ],
    ),
    // Planning and writing types speak the model.
    (
        "codegen/src/types/plan/",
        &[
            "crate::types::model",
            "crate::types::names",
            "crate::Admitted",
            "crate::admitted",
        ],
    ),
    (
        "codegen/src/types/emit/",
        &[
            "crate::types::model",
            "crate::types::names",
            "crate::implementation",
        ],
    ),
    ("codegen/src/tables/", &["crate::tables"]),
    (
        "core/src/types/",
        &[
            "crate::json",
            "crate::options",
            "crate::program",
            "crate::report",
            "crate::shape",
            "crate::validate",
        ],
    ),
    (
        "macros/src/emit/",
        &[
            "crate::comparison",
            "crate::input",
            "crate::schema",
            "crate::types",
        ],
    ),
    ("macros/src/input/", &["crate::input"]),
    ("macros/src/comparison.rs", &["crate::input"]),
    ("cli/src/render/", &["crate::render"]),
];

#[test]
fn steps_import_nouns() {
    for (file, text) in sources() {
        let Some((_, allowed)) = IMPORTS.iter().find(|(prefix, _)| file.starts_with(prefix)) else {
            continue;
        };
        for line in text
            .lines()
            .filter(|line| line.trim_start().starts_with("use crate::"))
        {
            let path = line
                .trim_start()
                .trim_start_matches("use ")
                .trim_end_matches(';');
            assert!(
                allowed.iter().any(|allowed| path.starts_with(allowed)),
                "{file}: {line}"
            );
        }
    }
}

#[test]
fn files_are_of_a_size_to_read() {
    let tests = files(&root().join("tests"), "rs")
        .into_iter()
        .filter(|file| !file.components().any(|part| part.as_os_str() == "derive"));
    let tests = tests.map(|file| (support::oracle::relative(root(), &file), read(&file)));
    for (file, text) in sources().into_iter().chain(tests) {
        let lines = text.lines().count();
        assert!(lines <= 800, "{file} has {lines} lines: split it");
    }
}

#[test]
fn every_file_says_what_it_is() {
    for (file, text) in sources() {
        let first = text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("//!") || first.starts_with("#![doc"),
            "{file}"
        );
    }
}

#[test]
fn the_runtime_crate_stays_small() {
    let manifest = read(&root().join("core/Cargo.toml"));
    let dependencies = manifest
        .split("[dependencies]")
        .nth(1)
        .unwrap()
        .split("\n[")
        .next()
        .unwrap();
    let count = dependencies
        .lines()
        .filter(|line| line.contains("workspace = true") && !line.contains("optional = true"))
        .count();
    assert!(count <= 4, "{count} dependencies");
}

#[test]
fn no_unfinished_business_is_left() {
    let words = [
        "to".to_owned() + "do!",
        "unimple".to_owned() + "mented!",
        "FIX".to_owned() + "ME",
        "dbg".to_owned() + "!(",
    ];
    for (file, text) in sources() {
        for word in &words {
            assert!(!text.contains(word.as_str()), "{file}: {word}");
        }
    }
}

#[test]
fn each_snapshot_belongs_to_a_group_of_cases() {
    let folder = root().join("tests/words");
    for file in files(&folder, "snap") {
        assert!(
            Path::new(&file).with_extension("json").exists(),
            "{}",
            file.display()
        );
    }
}
