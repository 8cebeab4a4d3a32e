// The build script and the tests both read the suite by this file.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::value::RawValue;
use vouchsafe_compiler::{Compiler, Dialect, UnknownKeywords};

/// A file of the suite.
#[derive(Debug)]
pub struct Group {
    /// Its path below `tests`.
    pub name: String,
    /// The dialect of its folder.
    pub dialect: Dialect,
    /// Its schemas, with their tests.
    pub cases: Vec<Case>,
}

/// A schema with its tests, as they are written: a reader that makes numbers of them would round some.
#[derive(Debug, Deserialize)]
pub struct Case {
    /// What it is about.
    pub description: String,
    /// The text of the schema.
    pub schema: Box<RawValue>,
    /// Instances with their verdicts.
    pub tests: Vec<Test>,
}

/// An instance with its verdict.
#[derive(Debug, Deserialize)]
pub struct Test {
    /// What it is about.
    pub description: String,
    /// The text of the instance.
    pub data: Box<RawValue>,
    /// Whether it satisfies the schema.
    pub valid: bool,
}

/// Where the suite is, beside the repository.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/json-schema-test-suite")
}

/// Every file of the suite, required and optional; none where it is absent.
pub fn groups(folder: &Path) -> Vec<Group> {
    let mut groups = Vec::new();
    for dialect in Dialect::ALL {
        let name = match dialect {
            Dialect::Draft4 => "draft4",
            Dialect::Draft6 => "draft6",
            Dialect::Draft7 => "draft7",
            Dialect::Draft2019 => "draft2019-09",
            _ => "draft2020-12",
        };
        for file in files(&folder.join("tests").join(name)) {
            let path = file.strip_prefix(folder.join("tests")).unwrap_or(&file);
            groups.push(Group {
                name: path.to_string_lossy().replace('\\', "/"),
                dialect,
                cases: serde_json::from_str(&read(&file)).unwrap_or_default(),
            });
        }
    }
    groups
}

/// A compiler that knows the suite's remote schemas, with the options that a file asks for.
pub fn compiler(folder: &Path, group: &str, dialect: Dialect) -> Compiler {
    let remotes = folder.join("remotes");
    let compiler = Compiler::new()
        .unknown_keywords(UnknownKeywords::Allow)
        .dialect(dialect)
        .assert_formats(group.contains("/format/"))
        .assert_content(group.ends_with("optional/content.json"));
    files(&remotes)
        .into_iter()
        .fold(compiler, |compiler, file| {
            let path = file.strip_prefix(&remotes).unwrap_or(&file);
            let uri = format!("http://localhost:1234/{}", path.to_string_lossy());
            compiler.resource(uri.replace('\\', "/"), read(&file))
        })
}

fn read(file: &Path) -> String {
    #[expect(clippy::disallowed_methods, reason = "tests read their data")]
    std::fs::read_to_string(file).unwrap_or_default()
}

/// The JSON files below a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
