//! Makes types of the schemas that `sample.txt` names, from `schemastore` in the shared data beside the repository, or
//! in the folder that `VOUCHSAFE_SHARED` names. `VOUCHSAFE_REAL` names another list: `all` stands for every schema, and
//! `all:3/20` for one of twenty parts of them, which are numbered from 1.

#![allow(
    clippy::disallowed_methods,
    reason = "a build script reads the environment and writes files"
)]

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use vouchsafe_codegen::Config;
use vouchsafe_compiler::UnknownKeywords;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets `OUT_DIR`")?);
    for name in [
        "VOUCHSAFE_SHARED",
        "VOUCHSAFE_REAL",
        "VOUCHSAFE_REQUIRE_SHARED",
    ] {
        println!("cargo::rerun-if-env-changed={name}");
    }
    println!("cargo::rerun-if-changed=sample.txt");
    let shared = env::var_os("VOUCHSAFE_SHARED")
        .map_or_else(|| PathBuf::from("../../../shared"), PathBuf::from);
    let store = shared
        .join("schemastore")
        .canonicalize()
        .unwrap_or_default();
    let schemas = store.join("schemas/json");
    println!("cargo::rerun-if-changed={}", schemas.display());
    let mut code = String::new();
    let mut cases = String::new();
    let mut refused = String::new();
    if schemas.is_dir() {
        let list = env::var("VOUCHSAFE_REAL").unwrap_or_default();
        for (number, name) in wanted(&schemas, &list)?.iter().enumerate() {
            match types(&schemas, name, &out, number) {
                Ok(text) => {
                    let _ = writeln!(code, "pub mod s{number} {{ {text} }}");
                    let _ = writeln!(cases, "    case::<s{number}::Whole>({name:?}),");
                }
                Err(words) => {
                    let _ = writeln!(refused, "    ({name:?}, {:?}),", words.to_string());
                }
            }
        }
    } else {
        let words = format!(
            "the data in {} is absent: no real schema is tried",
            shared.join("schemastore").display()
        );
        if env::var("VOUCHSAFE_REQUIRE_SHARED").is_ok_and(|value| value == "1") {
            return Err(words.into());
        }
        println!("cargo::warning={words}");
    }
    let is_sample = env::var_os("VOUCHSAFE_REAL").is_none();
    let text = format!(
        "{code}\npub const STORE: &str = {:?};\npub fn cases() -> Vec<Case> {{ vec![\n{cases}] }}\n\
         pub const REFUSED: &[(&str, &str)] = &[\n{refused}];\n\
         pub const IS_SAMPLE: bool = {is_sample};\n",
        store.display().to_string()
    );
    fs::write(out.join("real.rs"), text)?;
    Ok(())
}

/// The names of the schemas that are asked for.
fn wanted(schemas: &Path, list: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let Some(part) = list.strip_prefix("all") else {
        let sample = include_str!("sample.txt");
        return Ok(sample.lines().map(str::to_owned).collect());
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(schemas)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".json").map(str::to_owned));
    }
    names.sort();
    if let Some((part, parts)) = part.strip_prefix(':').and_then(|part| part.split_once('/')) {
        let (part, parts): (usize, usize) = (part.parse()?, part_count(parts)?);
        let every = names.into_iter().enumerate();
        names = every
            .filter(|(index, _)| index % parts == part % parts)
            .map(|(_, name)| name)
            .collect();
    }
    Ok(names)
}

fn part_count(text: &str) -> Result<usize, Box<dyn Error>> {
    let count: usize = text.parse()?;
    Ok(count.max(1))
}

/// Writes the types of a schema, the whole of which is called `Whole`. Returns what includes them.
fn types(schemas: &Path, name: &str, out: &Path, number: usize) -> Result<String, Box<dyn Error>> {
    let folder = out.join(format!("s{number}"));
    fs::create_dir_all(&folder)?;
    fs::copy(
        schemas.join(format!("{name}.json")),
        folder.join("whole.json"),
    )?;
    let generated = Config::new()
        .root(&folder)
        .unknown_keywords(UnknownKeywords::Allow)
        .refuse_contradictions(false)
        .map("https://json.schemastore.org/", schemas)
        .generate(["whole.json"])?;
    // A file of its own has attributes inside; here it is a module.
    fs::write(folder.join("types.rs"), generated.formatted()?)?;
    Ok(format!(
        "#[path = {:?}] pub mod types; pub use types::*;",
        folder.join("types.rs").display().to_string()
    ))
}
