//! The findings that are known already: a project that begins to check its requests need not mend all of them at once.
//!
//! Findings are known by file, part, place in the instance and code; not by their lines, which move, and never by
//! values, which may be secret.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use path_clean::PathClean as _;
use serde::{Deserialize, Serialize};
use vouchsafe::{Part, Validate, Violation};

use crate::args::PartName;
use crate::output::Replaced;
use crate::refused::refused;
use crate::render::{counted, visible};

/// A file of known findings.
#[derive(Debug, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[vouchsafe(schema = "schema/baseline.json")]
struct File {
    version: u8,
    findings: Vec<Known>,
}

/// A finding, and how often it is known.
#[derive(Debug, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[vouchsafe(schema = "schema/baseline.json#/$defs/finding")]
struct Known {
    path: String,
    r#in: PartName,
    instance_location: String,
    code: String,
    count: u32,
}

/// What tells findings apart: file, part, place, code.
type Key = (String, Part, String, String);

/// The findings that are known, and those that are met.
pub(super) struct Baseline {
    file: PathBuf,
    here: PathBuf,
    /// How often each is known and was not yet met.
    left: BTreeMap<Key, u32>,
    met: BTreeMap<Key, u32>,
    /// The files that were checked.
    checked: BTreeSet<String>,
    /// Whether what is met becomes known.
    updates: bool,
}

impl Baseline {
    /// Reads a file. If it will be written anew it need not be there.
    ///
    /// # Errors
    /// That it cannot be read, or everything that is wrong with it.
    pub(super) fn new(file: &Path, here: &Path, updates: bool) -> Result<Self, String> {
        let shown = visible::path(file);
        let known = match read(file) {
            Ok(bytes) => {
                File::from_json(&bytes)
                    .map_err(|report| refused(file, &bytes, &report))?
                    .findings
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && updates => Vec::new(),
            Err(error) => {
                let help = match error.kind() {
                    std::io::ErrorKind::NotFound => "\n  help: `--update-baseline` writes it",
                    _ => "",
                };
                return Err(format!("`{shown}` cannot be read: {error}{help}"));
            }
        };
        let mut left = BTreeMap::new();
        for known in known {
            let part = Part::from(known.r#in);
            let key = (known.path, part, known.instance_location, known.code);
            *left.entry(key).or_default() += known.count;
        }
        Ok(Self {
            file: file.to_owned(),
            here: here.to_owned(),
            left,
            met: BTreeMap::new(),
            checked: BTreeSet::new(),
            updates,
        })
    }

    /// Begins a file, or a record of it. Gives the path by which it is known.
    pub(super) fn begin(&mut self, name: &str) -> String {
        let path = self.here.join(name).clean();
        let file = self.here.join(&self.file).clean();
        let folder = file.parent().unwrap_or(&file);
        let path = pathdiff::diff_paths(&path, folder).unwrap_or(path);
        let path = path.to_string_lossy().replace('\\', "/");
        if !self.checked.contains(&path) {
            self.checked.insert(path.clone());
        }
        path
    }

    /// Whether a finding in a file of such a path is known. Each is known as often as the baseline says.
    pub(super) fn knows(&mut self, path: &str, violation: &Violation) -> bool {
        let location = violation.instance_location.clone();
        let key = (
            path.to_owned(),
            violation.part,
            location,
            violation.code.to_string(),
        );
        let is_known = match self.left.get_mut(&key) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        };
        *self.met.entry(key).or_default() += 1;
        is_known || self.updates
    }

    /// Writes what is known now, if that is wanted. Gives what is to say about it, if there is something.
    ///
    /// # Errors
    /// That it cannot be written.
    pub(super) fn finish(&self) -> Result<Option<String>, String> {
        let shown = visible::path(&self.file);
        if self.updates {
            let known = self.known();
            let number: u32 = known.iter().map(|known| known.count).sum();
            self.write(known)?;
            let findings = counted(number as usize, "finding");
            return Ok(Some(format!("`{shown}` knows {findings}")));
        }
        let gone = |((path, ..), count): &(&Key, &u32)| **count > 0 && self.checked.contains(path);
        let gone: u32 = self.left.iter().filter(gone).map(|(_, count)| count).sum();
        Ok((gone > 0).then(|| {
            let findings = counted(gone as usize, "finding");
            format!("`{shown}` knows {findings} that are no more\n  help: `--update-baseline` takes them out")
        }))
    }

    /// What was met, and what is known of files that are still there and were not checked.
    fn known(&self) -> Vec<Known> {
        let folder = self.file.parent().unwrap_or(Path::new(""));
        let is_kept = |((path, ..), count): &(&Key, &u32)| {
            **count > 0 && !self.checked.contains(path) && folder.join(path).exists()
        };
        let mut all = self.met.clone();
        all.extend(
            self.left
                .iter()
                .filter(is_kept)
                .map(|(key, count)| (key.clone(), *count)),
        );
        let known = |((path, part, instance_location, code), count)| Known {
            path,
            r#in: PartName::from(part),
            instance_location,
            code,
            count,
        };
        all.into_iter().map(known).collect()
    }

    fn write(&self, findings: Vec<Known>) -> Result<(), String> {
        let whole = File {
            version: 1,
            findings,
        };
        let failed =
            |error: String| format!("`{}` cannot be written: {error}", visible::path(&self.file));
        let mut text =
            serde_json::to_string_pretty(&whole).map_err(|error| failed(error.to_string()))?;
        text.push('\n');
        let file = Replaced::new(&self.file);
        let written = file.and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.finish()
        });
        written.map_err(|error| failed(error.to_string()))
    }
}

fn read(file: &Path) -> std::io::Result<Vec<u8>> {
    #[expect(clippy::disallowed_methods, reason = "the command reads files")]
    std::fs::read(file)
}
