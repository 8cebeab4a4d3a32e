//! Why nothing was generated.

use std::fmt;

use vouchsafe_compiler::{Diagnostic, Diagnostics};

/// Why nothing was generated: everything that is wrong, one thing a line. `{:?}` says the same, so that a build script
/// whose `main` gives it is easy to read.
#[derive(Clone)]
pub struct Error {
    lines: Vec<String>,
    faults: Vec<Diagnostic>,
}

impl Error {
    /// The faults of schemas; those that several schemas share are told once.
    pub(crate) fn of_schemas(found: Vec<Diagnostics>) -> Self {
        let mut faults: Vec<Diagnostic> = Vec::new();
        for fault in found.into_iter().flatten() {
            if !faults.contains(&fault) {
                faults.push(fault);
            }
        }
        Self {
            lines: faults.iter().map(ToString::to_string).collect(),
            faults,
        }
    }

    pub(super) const fn of_options(lines: Vec<String>) -> Self {
        Self {
            lines,
            faults: Vec::new(),
        }
    }

    #[cfg(feature = "files")]
    pub(super) fn of_code(error: &str) -> Self {
        Self::of_options(vec![format!(
            "the types are no Rust with the attributes and derives that were asked for: {error}"
        )])
    }

    /// The faults of the schemas.
    pub fn faults(&self) -> &[Diagnostic] {
        &self.faults
    }

    /// What is wrong, one thing each.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(String::as_str)
    }
}

/// That there is no type of a name, and which may have been meant.
pub(super) fn no_type(name: &str, known: &[String]) -> String {
    let near = known
        .iter()
        .map(|known| (strsim::damerau_levenshtein(name, known), known))
        .filter(|(apart, known)| *apart <= 1 + known.len() / 3)
        .min();
    match near {
        Some((_, meant)) => format!("there is no type `{name}`\n  help: did you mean `{meant}`?"),
        None => format!(
            "there is no type `{name}`\n  help: there are {}",
            known.join(", ")
        ),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines.join("\n"))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

impl std::error::Error for Error {}
