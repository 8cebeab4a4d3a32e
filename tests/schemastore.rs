//! Real schemas with real instances, from `SchemaStore`: `vouchsafe check` reads every schema, accepts what its authors
//! say is valid and refuses what they say is not.
//!
//! Where we judge otherwise, `tests/schemastore.json` says why. A line there that is no longer needed must be removed.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Failed, Trial};
use serde::Deserialize;

use support::{read, root};

/// What the test does not expect of the product.
#[derive(Deserialize)]
struct Exceptions {
    /// Schemas that cannot be used, by name.
    schemas: BTreeMap<String, Unusable>,
    /// Instances that are judged in another way than their authors say, by path.
    instances: BTreeMap<String, Judged>,
}

#[derive(Deserialize)]
struct Unusable {
    reason: String,
    /// The schema that it refers to and that is not among the data: where it is, there is no exception.
    #[serde(default)]
    needs: Option<String>,
}

#[derive(Deserialize)]
struct Judged {
    /// Why.
    reason: String,
    /// The authors are right where `format` decides.
    #[serde(default)]
    by_format: bool,
}

/// The URIs under which schemas of the store refer to each other.
const PREFIXES: [&str; 6] = [
    "https://json.schemastore.org/",
    "http://json.schemastore.org/",
    "https://www.schemastore.org/schemas/json/",
    "https://json.schemastore.org/schemas/json/",
    "https://www.schemastore.org/",
    "http://www.schemastore.org/",
];

/// The folders of instances, with whether they are valid.
const KINDS: [(&str, bool); 2] = [("test", true), ("negative_test", false)];

fn main() -> ExitCode {
    support::shared::run("schemastore", |folder| {
        let exceptions = read(&root().join("tests/schemastore.json"));
        let exceptions: Exceptions = serde_json::from_str(&exceptions).unwrap();
        let exceptions = Arc::new(exceptions);
        let mut trials = Vec::new();
        let mut names: BTreeSet<String> = BTreeSet::new();
        for (kind, _) in KINDS {
            let entries = std::fs::read_dir(folder.join(kind)).unwrap();
            names.extend(entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()));
        }
        let schemas = folder.join("schemas/json");
        for file in support::files(&schemas, "json") {
            names.insert(file.file_stem().unwrap().to_str().unwrap().to_owned());
        }
        for name in names {
            let store = Store {
                folder: folder.clone(),
                exceptions: Arc::clone(&exceptions),
            };
            trials.push(Trial::test(name.clone(), move || store.judge(&name)));
        }
        assert!(trials.len() >= 570, "only {} schemas", trials.len());
        trials
    })
}

struct Store {
    folder: PathBuf,
    exceptions: Arc<Exceptions>,
}

impl Store {
    fn judge(&self, name: &str) -> Result<(), Failed> {
        let schemas = self.folder.join("schemas/json");
        let schema = schemas.join(format!("{name}.json"));
        if !schema.is_file() {
            // Those of which the instances alone are there.
            return Ok(());
        }
        let exception = self.exceptions.schemas.get(name).filter(|exception| {
            let needs = exception.needs.as_ref();
            needs.is_none_or(|needs| !schemas.join(needs).is_file())
        });
        let usable = self.run(&schema, &[], &[]);
        match (exception, usable) {
            (None, Err(words)) => return Err(words.into()),
            (Some(exception), Ok(_)) => {
                let words = format!("it can be used: remove the line ({})", exception.reason);
                return Err(words.into());
            }
            (Some(_), Err(_)) => return Ok(()),
            (None, Ok(_)) => {}
        }
        let mut wrong = String::new();
        for (kind, valid) in KINDS {
            let folder = self.folder.join(kind).join(name);
            let files = all_files(&folder);
            let refused = self.run(&schema, &files, &[])?;
            let mut by_format = None;
            for file in &files {
                let shown = support::oracle::relative(&self.folder, file);
                let exception = self.exceptions.instances.get(&shown);
                let is_as_said = refused.contains(file) != valid;
                let is_right = match exception {
                    None => is_as_said,
                    Some(_) if is_as_said => {
                        let _ = writeln!(
                            wrong,
                            "{shown} is judged as its authors say: remove the line"
                        );
                        continue;
                    }
                    Some(exception) if exception.by_format => {
                        if by_format.is_none() {
                            by_format = Some(self.run(&schema, &files, &["--assert-formats"])?);
                        }
                        let refused = by_format.as_ref().unwrap();
                        refused.contains(file) != valid
                    }
                    Some(exception) => !exception.reason.is_empty(),
                };
                if !is_right {
                    let verdict = if refused.contains(file) {
                        "refused"
                    } else {
                        "accepted"
                    };
                    let _ = writeln!(wrong, "{shown} is {verdict}");
                }
            }
        }
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(wrong.into())
        }
    }

    /// The files that a schema refuses, or why it cannot be used.
    fn run(
        &self,
        schema: &Path,
        files: &[PathBuf],
        more: &[&str],
    ) -> Result<BTreeSet<PathBuf>, String> {
        let schemas = self.folder.join("schemas/json");
        let mut arguments: Vec<String> = ["check", "--no-config", "-q", "-f", "short"]
            .map(str::to_owned)
            .into();
        arguments.extend(["--max-problems", "1000000", "--schema"].map(str::to_owned));
        arguments.push(schema.to_str().unwrap().to_owned());
        for prefix in PREFIXES {
            arguments.push("--map".to_owned());
            arguments.push(format!("{prefix}={}", schemas.display()));
        }
        arguments.extend(more.iter().map(|&more| more.to_owned()));
        if files.is_empty() {
            arguments.push("-".to_owned());
        }
        arguments.extend(files.iter().map(|file| file.to_str().unwrap().to_owned()));
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = vouchsafe_cli::run_with(&arguments, &mut &b"null"[..], &mut out, &mut err);
        let (out, err) = (
            String::from_utf8(out).unwrap(),
            String::from_utf8(err).unwrap(),
        );
        let faulty = err
            .lines()
            .any(|line| line.starts_with("error: the schema "));
        if code == 2 && faulty {
            return Err(err);
        }
        let refused = files.iter().filter(|file| {
            let shown = file.to_str().unwrap();
            let is_error = |line: &str| {
                line.strip_prefix(shown)
                    .is_some_and(|rest| rest.starts_with(':') && rest.contains(": error["))
            };
            out.lines().any(is_error) || err.contains(shown)
        });
        Ok(refused.cloned().collect())
    }
}

/// The files below a folder, in order; none where there is no folder.
fn all_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
