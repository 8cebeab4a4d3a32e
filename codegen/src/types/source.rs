//! Schemas that types are asked for, and what these are called.

use std::path::{Path, PathBuf};

use vouchsafe_compiler::{Compiler, Diagnostics};
use vouchsafe_core::Program;

use super::names::{stem, versioned};

/// A schema that types are asked for.
#[derive(Debug)]
pub(crate) struct Source {
    /// Its path, as it was given, perhaps with a JSON Pointer after `#`.
    pub(crate) path: String,
    /// The program that is written.
    pub(crate) program: Program,
    /// The same with descriptions; its schemas have the same indices.
    pub(crate) described: Program,
    /// The files that it was read from.
    pub(crate) files: Vec<PathBuf>,
}

impl Source {
    /// Compiles a schema in a file.
    ///
    /// # Errors
    /// Every fault of the schema and of those that it refers to.
    pub(crate) fn compile(
        compiler: &Compiler,
        root: &Path,
        path: &str,
    ) -> Result<Self, Diagnostics> {
        let described = compiler.compile_file(root, path)?;
        let bare = compiler.clone().without_prose().static_patterns(true);
        let program = bare.compile_file(root, path)?;
        Ok(Self {
            path: path.to_owned(),
            program: program.program,
            described: described.program,
            files: described.files,
        })
    }

    /// Compiles a schema that was provided under a URI, or a text.
    ///
    /// # Errors
    /// Every fault of the schema and of those that it refers to.
    pub(crate) fn compile_text(
        compiler: &Compiler,
        name: &str,
        text: &str,
    ) -> Result<Self, Diagnostics> {
        let described = compiler.compile_text(text)?;
        let bare = compiler.clone().without_prose().static_patterns(true);
        Ok(Self {
            path: name.to_owned(),
            program: bare.compile_text(text)?.program,
            described: described.program,
            files: described.files,
        })
    }
}

/// Names for the types of the schemas, the best first: the file's, or with as many of the folders as tell it from the
/// others.
pub(super) fn names(sources: &[Source]) -> Vec<Vec<String>> {
    let all: Vec<Vec<String>> = sources
        .iter()
        .map(|source| candidates(&source.path))
        .collect();
    let is_own = |name: &String| {
        let mut others = all.iter().filter(|candidates| candidates.contains(name));
        others.next().is_some() && others.next().is_none()
    };
    let names = all.iter().map(|candidates| {
        let first = candidates.iter().position(is_own);
        let last = candidates.len().saturating_sub(1);
        candidates[first.unwrap_or(last)..].to_vec()
    });
    names.collect()
}

/// `a/b/c.json` may be called `C`, `BC` and `ABC`; `c.json#/$defs/d` is called `D`, `CD` and so on.
fn candidates(path: &str) -> Vec<String> {
    let (file, pointer) = path.split_once('#').unwrap_or((path, ""));
    let mut words: Vec<&str> = file
        .split(['/', '\\'])
        .filter(|part| !matches!(*part, "" | "." | ".."))
        .collect();
    if let Some(last) = words.last_mut() {
        *last = stem(last);
    }
    let inside = pointer.split('/').filter(|part| {
        !matches!(
            *part,
            "" | "$defs" | "definitions" | "properties" | "components" | "schemas"
        )
    });
    words.extend(inside);
    let mut names = Vec::new();
    for from in (0..words.len()).rev() {
        names.push(versioned(&words[from..].join(" ")));
    }
    if names.is_empty() {
        names.push("Schema".to_owned());
    }
    names
}

#[cfg(test)]
mod tests {
    use super::candidates;

    #[test]
    fn schemas_are_called_by_their_files() {
        let cases: [(&str, &[&str]); 7] = [
            ("order.json", &["Order"]),
            ("a/b-c/body.schema.json", &["Body", "BCBody", "ABCBody"]),
            ("common.json#/$defs/id", &["Id", "CommonId"]),
            ("", &["Schema"]),
            ("v1.0.json", &["V1_0"]),
            ("bom-1.6.schema.json", &["Bom1_6"]),
            ("3.0.0.yaml", &["N3_0_0"]),
        ];
        for (path, names) in cases {
            assert_eq!(candidates(path), names, "{path}");
        }
    }
}
