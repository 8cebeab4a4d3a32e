//! Schemas that types are asked for, and what these are called.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use vouchsafe_compiler::{Compiled, Compiler, Diagnostics, split_path};
use vouchsafe_core::Program;
use vouchsafe_core::program::NodeId;

use super::names::{stem, unescape, versioned};

/// A schema that types are asked for.
#[derive(Debug)]
pub(crate) struct Source {
    /// Its path, as it was given, perhaps with a JSON Pointer after `#`.
    pub(crate) path: String,
    /// The program that is written.
    pub(crate) program: Program,
    /// The same with descriptions; its schemas have the same indices.
    pub(crate) described: Program,
    /// The schemas in it that types are asked for.
    pub(crate) entries: Vec<Entry>,
    /// The files that it was read from.
    pub(crate) files: Vec<PathBuf>,
}

/// A schema of a program that a type is asked for.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The path of its file.
    file: String,
    /// The JSON Pointer to it, or its anchor; nothing for the whole file.
    fragment: String,
    pub(crate) node: NodeId,
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
        let (file, _) = split_path(root, path);
        Self::of(compiler, (path, file), |compiler| {
            compiler.compile_file(root, path)
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
        Self::of(compiler, (name, name), |compiler| {
            compiler.compile_text(text)
        })
    }

    fn of(
        compiler: &Compiler,
        (path, file): (&str, &str),
        compile: impl Fn(&Compiler) -> Result<Compiled, Diagnostics>,
    ) -> Result<Self, Diagnostics> {
        let described = compile(compiler)?;
        let bare = compile(&compiler.clone().without_prose().static_patterns(true))?;
        let entries = described.entries.into_iter().map(|entry| Entry {
            file: file.to_owned(),
            fragment: entry.fragment,
            node: entry.node,
        });
        Ok(Self {
            path: path.to_owned(),
            program: bare.program,
            entries: entries.collect(),
            described: described.program,
            files: described.files,
        })
    }
}

/// Names for the types of the schemas, the best first: the file's, or with as many of the folders as tell it from the
/// others. For each source, those of each of its entries.
pub(super) fn names(sources: &[Source]) -> Vec<Vec<Vec<String>>> {
    let all: Vec<Vec<Vec<String>>> = sources
        .iter()
        .map(|source| {
            let entries = source.entries.iter();
            entries
                .map(|entry| candidates(&entry.file, &entry.fragment))
                .collect()
        })
        .collect();
    // In how many lists each name is.
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for name in all.iter().flatten().flatten() {
        *counts.entry(name).or_default() += 1;
    }
    let own = |candidates: &Vec<String>| {
        let first = candidates
            .iter()
            .position(|name| counts.get(&**name) == Some(&1));
        let last = candidates.len().saturating_sub(1);
        candidates[first.unwrap_or(last)..].to_vec()
    };
    let names = all.iter().map(|entries| entries.iter().map(own).collect());
    names.collect()
}

/// `a/b/c.json` may be called `C`, `BC` and `ABC`; `c.json#/$defs/d` is called `D`, `CD` and so on.
fn candidates(file: &str, pointer: &str) -> Vec<String> {
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
    let inside: Vec<String> = inside.map(unescape).collect();
    words.extend(inside.iter().map(String::as_str));
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
        let cases: [(&str, &[&str]); 9] = [
            ("order.json", &["Order"]),
            ("a/b-c/body.schema.json", &["Body", "BCBody", "ABCBody"]),
            ("common.json#/$defs/id", &["Id", "CommonId"]),
            ("api.yaml#/components/schemas/Pet", &["Pet", "ApiPet"]),
            ("a.json#/$defs/b~1c", &["BC", "ABC"]),
            ("", &["Schema"]),
            ("v1.0.json", &["V1_0"]),
            ("bom-1.6.schema.json", &["Bom1_6"]),
            ("3.0.0.yaml", &["N3_0_0"]),
        ];
        for (path, names) in cases {
            let (file, pointer) = path.split_once('#').unwrap_or((path, ""));
            assert_eq!(candidates(file, pointer), names, "{path}");
        }
    }
}
