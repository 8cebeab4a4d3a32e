//! What a build script needs: files by patterns, what to watch, and where to write.

use std::path::{Path, PathBuf};

use super::{Config, Error};

impl Config {
    /// Generates types for all schema files that match some patterns (`schemas/*.json`, `schemas/**/body.json`), or
    /// that are named, and writes them to a file in `OUT_DIR`. For build scripts.
    ///
    /// Cargo is told to run the script again when a file that was read changes, also one that a schema refers to, and
    /// when something changes in a folder that a pattern looks into, so that a new file is seen.
    ///
    /// # Errors
    /// Every fault of the schemas, what was asked for that is not there, and what cannot be read or written. Cargo is
    /// told of each of them as an error.
    pub fn compile<S: AsRef<str>>(
        &self,
        patterns: impl IntoIterator<Item = S>,
    ) -> Result<(), Error> {
        self.write(patterns).map_err(Error::tell_cargo)
    }

    #[expect(
        clippy::print_stdout,
        reason = "cargo reads what a build script prints"
    )]
    fn write<S: AsRef<str>>(&self, patterns: impl IntoIterator<Item = S>) -> Result<(), Error> {
        let root = self.found_root();
        let mut paths: Vec<String> = Vec::new();
        let mut problems = Vec::new();
        for pattern in patterns {
            let pattern = pattern.as_ref();
            for watched in watched(pattern) {
                println!("cargo::rerun-if-changed={}", root.join(watched).display());
            }
            match matching(&root, pattern) {
                Ok(found) => paths.extend(found),
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Err(Error::of_options(problems));
        }
        // One that several patterns match is one.
        let mut seen = std::collections::BTreeSet::new();
        paths.retain(|path| seen.insert(path.clone()));
        let generated = self.generate(&paths)?;
        for file in &generated.files {
            println!("cargo::rerun-if-changed={}", file.display());
        }
        let text = generated.text(Some(&self.module))?;
        let Some(folder) = std::env::var_os("OUT_DIR") else {
            let words =
                "`OUT_DIR` is not set: call `compile` in a build script, or `generate` elsewhere";
            return Err(Error::of_options(vec![words.to_owned()]));
        };
        save(&Path::new(&folder).join(&self.output), &text)
    }
}

/// Writes a file, unless it is the same already.
fn save(path: &Path, text: &str) -> Result<(), Error> {
    #[expect(clippy::disallowed_methods, reason = "what a build script is for")]
    let is_same = std::fs::read(path).is_ok_and(|before| before == text.as_bytes());
    if is_same {
        return Ok(());
    }
    #[expect(clippy::disallowed_methods, reason = "what a build script is for")]
    let written = std::fs::write(path, text);
    written.map_err(|error| {
        Error::of_options(vec![format!(
            "`{}` cannot be written: {error}",
            path.display()
        )])
    })
}

fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?', '['])
}

/// What to watch so that a new file is seen: the folder that a pattern looks into; for a file, the file itself.
fn watched(pattern: &str) -> Vec<PathBuf> {
    let file = pattern.split('#').next().unwrap_or(pattern);
    if !is_pattern(file) {
        return vec![PathBuf::from(file)];
    }
    let plain: PathBuf = file
        .split('/')
        .take_while(|part| !is_pattern(part))
        .collect();
    let leading = if file.starts_with('/') {
        Path::new("/").join(plain)
    } else {
        plain
    };
    vec![if leading.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        leading
    }]
}

/// The schema files that a pattern stands for, as paths from the root, in order.
fn matching(root: &Path, pattern: &str) -> Result<Vec<String>, String> {
    if !is_pattern(pattern.split('#').next().unwrap_or(pattern)) {
        return Ok(vec![pattern.to_owned()]);
    }
    let base = glob::Pattern::escape(&root.to_string_lossy());
    let whole = format!("{base}/{pattern}");
    let found =
        glob::glob(&whole).map_err(|error| format!("`{pattern}` is no pattern: {error}"))?;
    let mut paths = Vec::new();
    for path in found {
        let path =
            path.map_err(|error| format!("`{pattern}` leads to what cannot be read: {error}"))?;
        if path.is_file() {
            let path = path.strip_prefix(root).unwrap_or(&path);
            paths.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
    if paths.is_empty() {
        return Err(format!(
            "no file matches `{pattern}`\n  help: patterns start from the folder of `Cargo.toml`"
        ));
    }
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::watched;

    #[test]
    fn folders_of_patterns_are_watched() {
        let cases = [
            ("schemas/*.json", "schemas"),
            ("*.json", "."),
            ("a/b/**/c.json", "a/b"),
            ("a/b.json", "a/b.json"),
            ("a/b.json#/$defs/c", "a/b.json"),
        ];
        for (pattern, folder) in cases {
            assert_eq!(
                watched(pattern),
                [std::path::PathBuf::from(folder)],
                "{pattern}"
            );
        }
    }
}
