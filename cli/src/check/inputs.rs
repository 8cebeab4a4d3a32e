//! What the arguments name: files, the files of folders, and what patterns match.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};

use super::scope::{Role, Rules};
use crate::args::Check;
use crate::settings::NAME;

/// Something to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// Standard input, with the name that it has in findings.
    Stdin(String, Role),
    File(PathBuf, Role),
    /// What was named and is not there, with why it cannot be read.
    Problem(String, String),
}

impl Input {
    /// What it is checked against, if it can be read.
    pub(crate) const fn role(&self) -> Option<Role> {
        match self {
            Self::Stdin(_, role) | Self::File(_, role) => Some(*role),
            Self::Problem(..) => None,
        }
    }
}

/// What standard input is called where nobody names it.
pub(crate) const STDIN: &str = "<stdin>";

/// All inputs: in the order of the arguments, those of one argument in the order of their names.
///
/// # Errors
/// That an argument is no pattern, or that there is nothing to check.
pub(super) fn inputs(arguments: &Check, rules: &Rules<'_>) -> Result<Vec<Input>, String> {
    let wanted = wanted(arguments, rules)?;
    let mut inputs = Vec::new();
    if arguments.files.is_empty() {
        if !rules.are_mapped() {
            return Err(format!(
                "say what to check: name files or folders, or map them by `[[files]]` in `{NAME}`"
            ));
        }
        wanted.folder(rules.folder(), &mut inputs);
        // The names that somebody would write.
        for input in &mut inputs {
            if let Input::File(path, _) = input
                && let Ok(inner) = path.strip_prefix(".")
            {
                *path = inner.to_owned();
            }
        }
    }
    for path in &arguments.files {
        if path.as_os_str() == "-" {
            let name = arguments.stdin_filename.as_deref();
            let role = rules.role(name.unwrap_or(path));
            let name = name.map_or(STDIN.into(), |name| name.to_string_lossy());
            inputs.push(Input::Stdin(name.into_owned(), role));
        } else if path.is_dir() {
            wanted.folder(path, &mut inputs);
        } else if path.exists() || !is_pattern(path) {
            inputs.push(wanted.file(path.clone()));
        } else {
            wanted.matches(path, &mut inputs);
        }
    }
    Ok(inputs)
}

/// Which files of folders are read.
struct Wanted<'a> {
    rules: &'a Rules<'a>,
    /// As messages list them.
    patterns: Vec<String>,
    /// None where the settings map files.
    files: Option<Override>,
}

/// Tells which files of folders are read.
fn wanted<'a>(arguments: &Check, rules: &'a Rules<'a>) -> Result<Wanted<'a>, String> {
    if rules.are_mapped() && arguments.include.is_empty() {
        return Ok(Wanted {
            rules,
            patterns: rules.patterns().map(str::to_owned).collect(),
            files: None,
        });
    }
    // Paths are matched by what they end with, wherever they are.
    let mut builder = OverrideBuilder::new("");
    let usual: &[&str] = if arguments.ndjson {
        &["*.ndjson", "*.jsonl"]
    } else if arguments.operation.is_none() && arguments.schema.is_none() {
        // What requests are meant for can be told by them alone.
        &["*.http", "*.rest", "*.har", "*.curl"]
    } else {
        &["*.json"]
    };
    let usual = usual.iter().map(|pattern| (*pattern).to_owned());
    let own = arguments.include.iter().cloned();
    let patterns: Vec<String> = if arguments.include.is_empty() {
        usual.collect()
    } else {
        own.collect()
    };
    for pattern in &patterns {
        builder
            .add(pattern)
            .map_err(|error| format!("`--include {pattern}` is no pattern: {error}"))?;
    }
    let files = builder
        .build()
        .map_err(|error| format!("`--include` cannot be understood: {error}"))?;
    Ok(Wanted {
        rules,
        patterns,
        files: Some(files),
    })
}

impl Wanted<'_> {
    fn file(&self, path: PathBuf) -> Input {
        let role = self.rules.role(&path);
        Input::File(path, role)
    }

    /// Whether a file of a folder is read.
    fn is_read(&self, folder: &Path, path: &Path) -> bool {
        match &self.files {
            Some(files) => {
                let inside = path.strip_prefix(folder).unwrap_or(path);
                files.matched(inside, false).is_whitelist()
            }
            None => self.rules.entry(path).is_some(),
        }
    }

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
                    if self.is_read(path, entry.path()) {
                        inputs.push(self.file(entry.into_path()));
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
                Ok(path) => inputs.push(self.file(path)),
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
