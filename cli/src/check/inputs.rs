//! What is to be checked, and as what.

use std::path::{Path, PathBuf};

use super::kind::Kind;
use super::scope::{Role, Rules};
use crate::args::Check;
use crate::files::{Named, Wanted};
use crate::render::Name;
use crate::settings::NAME;

/// Something to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// Standard input, with the name that it has in findings.
    Stdin(Name, Role),
    File(PathBuf, Role),
    /// What was named and is not there, with why it cannot be read.
    Problem(Name, String),
}

impl Input {
    /// What it is checked against, if it can be read.
    pub(crate) const fn role(&self) -> Option<Role> {
        match self {
            Self::Stdin(_, role) | Self::File(_, role) => Some(*role),
            Self::Problem(..) => None,
        }
    }
}

/// All inputs, in the order in which they are named.
///
/// # Errors
/// That an argument is no pattern, or that there is nothing to check.
pub(super) fn inputs(arguments: &Check, rules: &Rules<'_>) -> Result<Vec<Input>, String> {
    let wanted = wanted(arguments, rules)?;
    let named = if !arguments.files.is_empty() {
        wanted.named(&arguments.files)
    } else if rules.are_mapped() {
        wanted.named(&[rules.folder().to_owned()])
    } else {
        return Err(format!(
            "say what to check: name files or folders, or map them by `[[files]]` in `{NAME}`"
        ));
    };
    let input = |named| match named {
        Named::Stdin => {
            let name = arguments.stdin_filename.as_deref();
            let role = rules.role(name.unwrap_or(Path::new("-")));
            Input::Stdin(name.map_or_else(Name::stdin, Name::of), role)
        }
        Named::File(path) => {
            // The name that somebody would write.
            let shown = path.strip_prefix(".").ok();
            let shown = shown.filter(|_| arguments.files.is_empty());
            let path = shown.map_or_else(|| path.clone(), Path::to_owned);
            let role = rules.role(&path);
            if rules.are_mapped() && role.scope == 0 && matches!(role.kind, Kind::Text(_)) {
                // The others are still worth a look.
                return unmapped(&path);
            }
            Input::File(path, role)
        }
        Named::Problem(name, words) => Input::Problem(name, words),
    };
    Ok(named.into_iter().map(input).collect())
}

fn unmapped(path: &Path) -> Input {
    let name = Name::of(path);
    let words = format!(
        "`{name}` fits no entry of `[[files]]` in `{NAME}`\n  help: add one, or give `--operation ID` or `--schema FILE`"
    );
    Input::Problem(name, words)
}

/// Which files of folders are read.
fn wanted<'a>(arguments: &Check, rules: &'a Rules<'a>) -> Result<Wanted<'a>, String> {
    if rules.are_mapped() && arguments.include.is_empty() {
        return Ok(Wanted::told_by(rules.patterns(), |path| {
            rules.entry(path).is_some()
        }));
    }
    let usual: &[&str] = if arguments.ndjson {
        &["*.ndjson", "*.jsonl"]
    } else if arguments.operation.is_none() && arguments.schema.is_none() {
        // What requests are meant for can be told by them alone.
        &["*.http", "*.rest", "*.har", "*.curl"]
    } else {
        &["*.json"]
    };
    Wanted::by_name(usual, &arguments.include)
}
