//! Documents that others have published: each loads, and what of it cannot be checked is known, with the reason. The
//! documents are data beside the repository; without them the tests are ignored, and reported so.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use support::{read, run};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/openapi");
    let mut documents = Vec::new();
    collect(&folder, &mut documents);
    documents.sort();
    let trials = documents.into_iter().map(|path| {
        let name = path.strip_prefix(&folder).unwrap();
        let name = name.to_string_lossy().replace(['/', '\\'], "-");
        Trial::test(name.clone(), move || look(&path, &name))
    });
    let mut trials: Vec<Trial> = trials.collect();
    if trials.is_empty() {
        let missing = Trial::test("the documents are missing", || Ok(()));
        trials.push(missing.with_ignored_flag(true));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The documents of a folder: those that name a version.
fn collect(folder: &Path, documents: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            collect(&path, documents);
        } else {
            let ending = path.extension().and_then(|ending| ending.to_str());
            if !ending.is_some_and(|ending| ["json", "yaml", "yml"].contains(&ending)) {
                continue;
            }
            let text = read(&path);
            let begins = |line: &str| {
                let line = line.trim_start_matches([' ', '{', '"']);
                line.starts_with("openapi") || line.starts_with("swagger")
            };
            if text.lines().take(40).any(begins) {
                documents.push(path);
            }
        }
    }
}

/// Compares what is listed of a document with what is known of it.
fn look(path: &Path, name: &str) -> Result<(), Failed> {
    let run = run(&[
        "operations",
        "-f",
        "json",
        "--openapi",
        path.to_str().unwrap(),
    ]);
    if run.code != 0 {
        return Err(run.err.into());
    }
    let list: Value = serde_json::from_str(&run.out)?;
    let operations = list["operations"].as_array().unwrap();
    let unusable = operations.iter().filter(|known| known["usable"] == false);
    let mut shown = format!(
        "{} operations, {} of them not checked as a whole\n",
        operations.len(),
        unusable.clone().count()
    );
    for operation in unusable {
        let _ = writeln!(shown, "{}", operation["id"].as_str().unwrap());
        for fault in operation["faults"].as_array().unwrap() {
            let _ = writeln!(shown, "  {}", told(fault));
        }
    }
    for warning in list["warnings"].as_array().unwrap() {
        let _ = writeln!(shown, "warning {}", told(warning));
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("published");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
    Ok(())
}

/// A fault without the folder of its file.
fn told(fault: &Value) -> String {
    let text = |name: &str| fault[name].as_str().unwrap_or_default().to_owned();
    let file = text("file");
    let file = file.rsplit('/').next().unwrap_or_default();
    let part = text("part");
    let place = format!("{file}:{}:{}", fault["line"], fault["column"]);
    format!("{part} {place} [{}] {}", text("code"), text("message"))
        .trim_start()
        .to_owned()
}
