//! Which branches of a schema no case takes: those without which every case that is accepted still would be.

use std::collections::BTreeSet;
use std::path::Path;

use percent_encoding::percent_decode_str;
use serde_json::Value;
use vouchsafe::{KeywordPlace, Program};
use vouchsafe_compiler::{Compiler, split_path};

use crate::source::Language;

/// A branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Branch {
    pub(super) file: String,
    /// The line of its keyword.
    pub(super) line: u32,
    /// The keyword, with a number if it has several: `oneOf/1`.
    pub(super) name: String,
}

/// The branches of a schema file: how many there are, and those that no case takes.
#[derive(Debug, Default)]
pub(super) struct Branches {
    pub(super) number: usize,
    pub(super) untaken: Vec<Branch>,
}

impl Branches {
    /// What there is to say of all of them, behind other words.
    pub(super) fn words(&self) -> String {
        if self.number == 0 {
            return String::new();
        }
        let taken = self.number - self.untaken.len();
        format!(", {taken} of {} branches are taken", self.number)
    }
}

/// Looks at each branch of the schema at a path. `accepted` are the cases that it accepts.
pub(super) fn branches(
    compiler: &Compiler,
    root: &Path,
    path: &str,
    program: &Program,
    accepted: &[&[u8]],
) -> Branches {
    let mut branches = Branches::default();
    let (file, _) = split_path(root, path);
    let Some(document) = read(&root.join(file)) else {
        return branches;
    };
    let mut seen = BTreeSet::new();
    for place in program.keyword_places() {
        if Path::new(&place.file) != Path::new(file) {
            continue;
        }
        for (pointer, name) in pointers(&place, &document) {
            if !seen.insert(pointer.clone()) {
                continue;
            }
            let mut without = document.clone();
            let Some(branch) = without.pointer_mut(&pointer) else {
                continue;
            };
            *branch = Value::Bool(false);
            let compiler = compiler.clone().overlay(root, file, without.to_string());
            // What others refer to cannot be taken away.
            let Ok(compiled) = compiler.compile_file(root, path) else {
                continue;
            };
            branches.number += 1;
            if accepted.iter().all(|case| compiled.program.is_valid(case)) {
                branches.untaken.push(Branch {
                    file: place.file.clone(),
                    line: place.line,
                    name,
                });
            }
        }
    }
    branches
}

/// A schema file as JSON.
fn read(path: &Path) -> Option<Value> {
    #[expect(clippy::disallowed_methods, reason = "the command reads files")]
    let bytes = std::fs::read(path).ok()?;
    let sources = Language::of(path).read(&bytes).ok()?;
    serde_json::from_slice(&sources.first()?.json).ok()
}

/// Where the branches of a keyword stand, and what they are called.
fn pointers(place: &KeywordPlace, document: &Value) -> Vec<(String, String)> {
    let (_, fragment) = place
        .absolute_keyword_location
        .split_once('#')
        .unwrap_or_default();
    let pointer = percent_decode_str(fragment).decode_utf8_lossy();
    let mut found = Vec::new();
    if let keyword @ ("anyOf" | "oneOf") = &*place.keyword {
        let branches = document.pointer(&pointer).and_then(Value::as_array);
        let numbers = 0..branches.map_or(0, Vec::len);
        let branch = |number| (format!("{pointer}/{number}"), format!("{keyword}/{number}"));
        found.extend(numbers.map(branch));
    }
    // What a condition leads to is known by the keywords in it.
    for (at, _) in pointer.match_indices('/').skip(1) {
        let (parent, name) = pointer[..at].rsplit_once('/').unwrap_or_default();
        let is_conditional = |parent: &Value| parent.get("if").is_some();
        if matches!(name, "then" | "else") && document.pointer(parent).is_some_and(is_conditional) {
            found.push((pointer[..at].to_owned(), name.to_owned()));
        }
    }
    found
}
