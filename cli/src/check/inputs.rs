//! What the arguments name: files, the files of folders, and what patterns match.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};

use crate::args::Check;

/// Something to read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Input {
    Stdin,
    File(PathBuf),
    /// What was named and is not there, with why it cannot be read.
    Problem(String, String),
}

/// All inputs: in the order of the arguments, those of one argument in the order of their names.
///
/// # Errors
/// That an argument is no pattern.
pub(super) fn inputs(arguments: &Check) -> Result<Vec<Input>, String> {
    let usual: &[&str] = if arguments.ndjson {
        &["*.ndjson", "*.jsonl"]
    } else if arguments.operation.is_none() && arguments.schema.is_none() {
        // What requests are meant for can be told by them alone.
        &["*.http", "*.rest", "*.har", "*.curl"]
    } else {
        &["*.json"]
    };
    inputs_of(&arguments.files, usual, &arguments.include)
}

/// The same: of folders the files that patterns match, either `include` or the usual ones.
///
/// # Errors
/// That an argument is no pattern.
pub(crate) fn inputs_of(
    files: &[PathBuf],
    usual: &[&str],
    include: &[String],
) -> Result<Vec<Input>, String> {
    let wanted = wanted(usual, include)?;
    let mut inputs = Vec::new();
    for path in files {
        if path.as_os_str() == "-" {
            inputs.push(Input::Stdin);
        } else if path.is_dir() {
            wanted.folder(path, &mut inputs);
        } else if path.exists() || !is_pattern(path) {
            inputs.push(Input::File(path.clone()));
        } else {
            wanted.matches(path, &mut inputs);
        }
    }
    Ok(inputs)
}

/// Which files of folders are read.
struct Wanted {
    /// As messages list them.
    patterns: Vec<String>,
    files: Override,
}

/// Tells which files of folders are read.
fn wanted(usual: &[&str], include: &[String]) -> Result<Wanted, String> {
    // Paths are matched by what they end with, wherever they are.
    let mut builder = OverrideBuilder::new("");
    let usual = usual.iter().map(|pattern| (*pattern).to_owned());
    let patterns: Vec<String> = if include.is_empty() {
        usual.collect()
    } else {
        include.to_vec()
    };
    for pattern in &patterns {
        builder
            .add(pattern)
            .map_err(|error| format!("`--include {pattern}` is no pattern: {error}"))?;
    }
    let files = builder
        .build()
        .map_err(|error| format!("`--include` cannot be understood: {error}"))?;
    Ok(Wanted { patterns, files })
}

impl Wanted {
    /// Adds the files of a folder, but for those that `.gitignore` names and hidden ones.
    fn folder(&self, path: &Path, inputs: &mut Vec<Input>) {
        let shown = path.to_string_lossy();
        let before = inputs.len();
        let mut walk = WalkBuilder::new(path);
        walk.require_git(false).sort_by_file_path(Path::cmp);
        for entry in walk.build() {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {}
                Ok(entry) => {
                    let inside = entry.path().strip_prefix(path).unwrap_or(entry.path());
                    if self.files.matched(inside, false).is_whitelist() {
                        inputs.push(Input::File(entry.into_path()));
                    }
                }
                Err(error) => {
                    let words = format!("`{shown}` cannot be read: {error}");
                    inputs.push(Input::Problem(shown.to_string(), words));
                }
            }
        }
        if inputs.len() == before {
            let read: Vec<String> = self
                .patterns
                .iter()
                .map(|pattern| format!("`{pattern}`"))
                .collect();
            let words = format!(
                "`{shown}` holds no file to check\n  help: files {} are read, but for hidden ones and those that `.gitignore` names; `--include` names others",
                read.join(", ")
            );
            inputs.push(Input::Problem(shown.into_owned(), words));
        }
    }

    /// Adds what a pattern matches, for shells that do not.
    fn matches(&self, pattern: &Path, inputs: &mut Vec<Input>) {
        let shown = pattern.to_string_lossy();
        let mut problem = |words: String| inputs.push(Input::Problem(shown.to_string(), words));
        let paths = match glob::glob(&shown) {
            Ok(paths) => paths,
            Err(error) => return problem(format!("`{shown}` is no pattern: {error}")),
        };
        let mut found = false;
        for path in paths {
            found = true;
            match path {
                Ok(path) if path.is_dir() => self.folder(&path, inputs),
                Ok(path) => inputs.push(Input::File(path)),
                Err(error) => {
                    let words = format!(
                        "`{}` cannot be read: {}",
                        error.path().display(),
                        error.error()
                    );
                    inputs.push(Input::Problem(shown.to_string(), words));
                }
            }
        }
        if !found {
            let words = format!("`{shown}` matches no file");
            inputs.push(Input::Problem(shown.into_owned(), words));
        }
    }
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}
