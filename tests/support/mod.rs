//! What several test binaries share.
#![allow(dead_code, reason = "each test binary uses a part of it")]

pub(crate) mod causes;
pub(crate) mod domain;
pub(crate) mod drafts;
pub(crate) mod fragments;
pub(crate) mod generate;
pub(crate) mod loops;
pub(crate) mod meta;
pub(crate) mod mutate;
pub(crate) mod oracle;
pub(crate) mod patch;
pub(crate) mod quirks;
pub(crate) mod recipes;
pub(crate) mod recursive;
pub(crate) mod refs;
pub(crate) mod same;
pub(crate) mod shared;
pub(crate) mod tables;
pub(crate) mod words;

use std::path::{Path, PathBuf};

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Reads a text of the repository or of the shared data.
pub(crate) fn read(path: &Path) -> String {
    #[expect(clippy::disallowed_methods, reason = "tests read their data")]
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Reads JSON.
pub(crate) fn read_json(path: &Path) -> serde_json::Value {
    serde_json::from_str(&read(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files below a folder with an ending, in order.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder);
        for entry in entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == ending)
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
