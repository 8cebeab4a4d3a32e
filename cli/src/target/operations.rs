//! The operations that are known: built-in ones, or those of an OpenAPI document.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use vouchsafe::{Operation, Part, Program, Violation};
use vouchsafe_compiler::{Compiler, Diagnostics};

/// An operation.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) id: String,
    /// In capitals.
    pub(crate) method: String,
    /// The path with `{names}` for its parameters.
    pub(crate) template: String,
    /// What to say about its being deprecated.
    pub(crate) deprecated: Option<String>,
    /// The parts, whether they must be there, and their schemas.
    pub(crate) parts: Vec<(Part, bool, Program)>,
}

impl Known {
    /// The schema of a part.
    ///
    /// # Errors
    /// That there is none, and what there is.
    pub(super) fn part(&self, part: Part) -> Result<&Program, String> {
        let found = self.parts.iter().find(|(known, ..)| *known == part);
        let parts = || self.parts.iter().map(|(part, ..)| *part).collect();
        let found = found.ok_or_else(|| no_part(&self.id, part, parts()))?;
        Ok(&found.2)
    }

    /// The finding that it is deprecated, if it is.
    pub(super) fn deprecation(&self, part: Part) -> Option<Violation> {
        let words = self.deprecated.as_deref()?;
        Some(Operation::deprecated_violation(words, part))
    }
}

/// Those that are built in.
pub(super) fn built_in() -> Vec<Known> {
    let operations = vouchsafe_schemas::operations::OPERATIONS.iter();
    let known = operations.map(|operation| Known {
        id: operation.id.to_owned(),
        method: operation.method.to_owned(),
        template: operation.path_template.to_owned(),
        deprecated: operation.deprecated.map(str::to_owned),
        parts: operation
            .parts
            .iter()
            .map(|part| (part.part, part.required, part.program.clone()))
            .collect(),
    });
    known.collect()
}

/// Those of an OpenAPI document.
///
/// # Errors
/// Every fault of the document.
pub(super) fn from_document(
    compiler: &Compiler,
    root: &Path,
    document: &Path,
    note: &mut dyn FnMut(PathBuf),
) -> Result<Vec<Known>, Diagnostics> {
    let path = document.to_string_lossy();
    let operations = compiler.compile_openapi(root, &path)?;
    for (.., compiled) in operations.iter().flat_map(|operation| &operation.parts) {
        compiled.files.iter().cloned().for_each(&mut *note);
    }
    let known = operations.into_iter().map(|operation| Known {
        id: operation.id,
        method: operation.method,
        template: operation.path_template,
        deprecated: operation.deprecated,
        parts: operation
            .parts
            .into_iter()
            .map(|(part, required, compiled)| (part, required, compiled.program))
            .collect(),
    });
    Ok(known.collect())
}

/// The one of that ID.
///
/// # Errors
/// That there is none, and which may have been meant.
pub(super) fn one<'a>(id: &str, known: &'a [Arc<Known>]) -> Result<&'a Arc<Known>, String> {
    if let Some(found) = known.iter().find(|operation| operation.id == id) {
        return Ok(found);
    }
    let ids: Vec<&str> = known.iter().map(|operation| &*operation.id).collect();
    Err(unknown(id, &ids))
}

fn unknown(id: &str, known: &[&str]) -> String {
    let help = match meant(id, known) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!(
            "known are {}",
            known
                .iter()
                .map(|id| format!("`{id}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    };
    format!("there is no operation `{id}`\n  help: {help}")
}

/// The operation that was probably meant: one that begins or ends with what was written, or else the one of
/// the fewest slips, with or without what stands before the first point. Of two that are as near, none.
fn meant<'a>(id: &str, known: &[&'a str]) -> Option<&'a str> {
    let part = |candidate: &&str| candidate.ends_with(id) || candidate.starts_with(id);
    if let Some(meant) = known.iter().copied().find(part).filter(|_| !id.is_empty()) {
        return Some(meant);
    }
    // One slip in five letters; nobody mistypes more than a line of them, and comparing takes quadratic time.
    let most = (id.len() <= 100).then_some((id.chars().count() / 5).clamp(1, 4))?;
    let written = id.to_lowercase();
    let slips = |candidate: &str| {
        let name = candidate.to_lowercase();
        let short = name.split_once('.').map_or(&*name, |(_, short)| short);
        let apart = |name| strsim::damerau_levenshtein(&written, name);
        apart(&name).min(apart(short))
    };
    let mut near: Vec<(usize, &str)> = known.iter().map(|name| (slips(name), *name)).collect();
    near.retain(|(slips, _)| *slips <= most);
    near.sort_unstable();
    match near[..] {
        [(least, name), ref rest @ ..] if rest.iter().all(|(slips, _)| *slips > least) => {
            Some(name)
        }
        _ => None,
    }
}

fn no_part(id: &str, part: Part, parts: Vec<Part>) -> String {
    let parts: Vec<&str> = parts.into_iter().map(Part::word).collect();
    format!(
        "operation `{id}` describes no {part}\n  help: it describes: {}",
        parts.join(", ")
    )
}
