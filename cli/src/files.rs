//! What arguments name: files, the files of folders, and what patterns match.

use std::path::{Path, PathBuf};

use glob::{GlobResult, MatchOptions, Pattern, PatternError};
use ignore::WalkBuilder;
use ignore::overrides::OverrideBuilder;

use crate::render::{Name, visible};

/// Something that is named.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Named {
    Stdin,
    File(PathBuf),
    /// What is not there, with why it cannot be read.
    Problem(Name, String),
}

/// Which files of folders are read.
pub(crate) struct Wanted<'a> {
    /// As messages list them.
    patterns: Vec<String>,
    /// Tells by the folder and the path of a file.
    is_read: Box<Test<'a>>,
}

/// Whether a file of a folder is read.
type Test<'a> = dyn Fn(&Path, &Path) -> bool + 'a;

impl<'a> Wanted<'a> {
    /// Those that are matched by what the arguments say, or else by the usual patterns.
    ///
    /// # Errors
    /// Which is no pattern.
    pub(crate) fn by_name(usual: &[&str], include: &[String]) -> Result<Self, String> {
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
        Ok(Self {
            patterns,
            is_read: Box::new(move |folder, path| {
                let inside = path.strip_prefix(folder).unwrap_or(path);
                files.matched(inside, false).is_whitelist()
            }),
        })
    }

    /// Those of which somebody else can tell, with what messages say of them.
    pub(crate) fn told_by(
        patterns: impl Iterator<Item = &'a str>,
        is_read: impl Fn(&Path) -> bool + 'a,
    ) -> Self {
        Self {
            patterns: patterns.map(str::to_owned).collect(),
            is_read: Box::new(move |_, path| is_read(path)),
        }
    }

    /// Everything that is named: in the order of the arguments, what one of them names in the order of the paths.
    pub(crate) fn named(&self, arguments: &[PathBuf]) -> Vec<Named> {
        let mut inputs = Vec::new();
        for path in arguments {
            if path.as_os_str() == "-" {
                inputs.push(Named::Stdin);
            } else if path.is_dir() {
                self.folder(path, &mut inputs);
            } else if path.exists() || !is_pattern(path) {
                inputs.push(Named::File(path.clone()));
            } else {
                self.matches(path, &mut inputs);
            }
        }
        inputs
    }

    /// Adds the files of a folder, but for those that `.gitignore` names and hidden ones.
    fn folder(&self, path: &Path, inputs: &mut Vec<Named>) {
        let shown = Name::of(path);
        let before = inputs.len();
        let mut walk = WalkBuilder::new(path);
        walk.require_git(false).sort_by_file_path(Path::cmp);
        for entry in walk.build() {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {}
                Ok(entry) => {
                    if (self.is_read)(path, entry.path()) && !is_endless(entry.path()) {
                        inputs.push(Named::File(entry.into_path()));
                    }
                }
                Err(error) => {
                    let words = format!("`{shown}` cannot be read: {error}");
                    inputs.push(Named::Problem(shown.clone(), words));
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
            inputs.push(Named::Problem(shown, words));
        }
    }

    /// Adds what a pattern matches, for shells that do not.
    fn matches(&self, pattern: &Path, inputs: &mut Vec<Named>) {
        let shown = Name::of(pattern);
        let mut problem = |words: String| inputs.push(Named::Problem(shown.clone(), words));
        let paths = match expanded(shown.text()) {
            Ok(paths) => paths,
            Err(error) => return problem(format!("`{shown}` is no pattern: {error}")),
        };
        let mut found = false;
        for path in paths {
            found = true;
            match path {
                Ok(path) if path.is_dir() => self.folder(&path, inputs),
                Ok(path) if is_endless(&path) => {}
                Ok(path) => inputs.push(Named::File(path)),
                Err(error) => {
                    let words = format!(
                        "`{}` cannot be read: {}",
                        visible::path(error.path()),
                        error.error()
                    );
                    inputs.push(Named::Problem(shown.clone(), words));
                }
            }
        }
        if !found {
            let words = format!("`{shown}` matches no file");
            inputs.push(Named::Problem(shown, words));
        }
    }
}

/// Whether something that was not named itself is no file: a pipe or a device, which may have no end.
fn is_endless(path: &Path) -> bool {
    path.metadata().is_ok_and(|found| !found.is_file())
}

/// What a pattern matches. Where `**` stands for folders, links to folders are not followed: they may lead in circles.
fn expanded(pattern: &str) -> Result<Vec<GlobResult>, PatternError> {
    let parts: Vec<&str> = pattern.split('/').collect();
    if !parts.contains(&"**") {
        return Ok(glob::glob(pattern)?.collect());
    }
    let whole = Pattern::new(pattern)?;
    let plain = parts
        .iter()
        .take_while(|part| !is_pattern(Path::new(part)))
        .count();
    let folder = match parts[..plain].join("/") {
        folder if folder.is_empty() && pattern.starts_with('/') => "/".to_owned(),
        folder if folder.is_empty() => ".".to_owned(),
        folder => folder,
    };
    let options = MatchOptions {
        require_literal_separator: true,
        ..MatchOptions::new()
    };
    let mut walk = WalkBuilder::new(&folder);
    walk.standard_filters(false).sort_by_file_path(Path::cmp);
    let paths = walk.build().filter_map(Result::ok).map(|entry| {
        let path = entry.into_path();
        let shown = path.strip_prefix(".").ok().filter(|_| folder == ".");
        shown.map(Path::to_owned).unwrap_or(path)
    });
    let matched = paths.filter(|path| whole.matches_path_with(path, options));
    Ok(matched.map(Ok).collect())
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}
