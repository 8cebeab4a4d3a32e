//! Running the command, and folders to run it in.

#![allow(dead_code, unreachable_pub, reason = "no test needs all of it")]

use std::path::{Path, PathBuf};

/// What a run left behind.
#[derive(Debug)]
pub struct Run {
    pub code: u8,
    pub out: String,
    pub err: String,
}

pub fn run_on(stdin: &[u8], arguments: &[&str]) -> Run {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = arguments.iter().copied();
    let code = vouchsafe_cli::run_with(arguments, &mut &*stdin, &mut out, &mut err);
    Run {
        code,
        out: String::from_utf8(out).unwrap(),
        err: String::from_utf8(err).unwrap(),
    }
}

pub fn run(arguments: &[&str]) -> Run {
    run_on(b"", arguments)
}

/// The example requests, in order.
pub fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/requests");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The names of the files in a folder of data, in order, without their snapshots.
pub fn names(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let data = paths.filter(|path| path.extension().is_none_or(|end| end != "snap"));
    let names = data.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// A new folder of this test alone.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes a file and gives its path.
pub fn file(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    #[expect(clippy::disallowed_methods, reason = "tests make their data")]
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

pub fn read(path: impl AsRef<Path>) -> String {
    #[expect(clippy::disallowed_methods, reason = "tests read their data")]
    std::fs::read_to_string(path).unwrap()
}

pub fn schema(name: &str) -> jsonschema::Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/schemas")
        .join(name);
    // The standard's schema has a stray bracket in a pattern, which ECMA-262 does not allow.
    let text = read(path).replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: serde_json::Value = serde_json::from_str(&text).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

pub fn errors(validator: &jsonschema::Validator, document: &serde_json::Value) -> Vec<String> {
    let errors = validator.iter_errors(document);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// Each example against each operation that has a body, in one format.
pub fn each_example(format: &str, mut look: impl FnMut(&str, Run)) {
    for path in examples() {
        for operation in vouchsafe_schemas::operations::OPERATIONS {
            let path = path.to_str().unwrap();
            let run = run(&["check", "--operation", operation.id, "-f", format, path]);
            if run.code != 2 {
                look(path, run);
            }
        }
    }
}

/// The results of a log.
pub fn results(log: &serde_json::Value) -> &Vec<serde_json::Value> {
    log["runs"][0]["results"].as_array().unwrap()
}
