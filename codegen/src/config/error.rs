//! Why nothing was generated.

use std::fmt;

use vouchsafe_compiler::{Diagnostic, Diagnostics};

/// Why nothing was generated: everything that is wrong, one thing a line. `{:?}` says the same, so that a program whose
/// `main` gives it is easy to read; it is short where [`Config::compile`](super::Config::compile) has told cargo already.
#[derive(Clone)]
pub struct Error {
    lines: Vec<String>,
    faults: Vec<Diagnostic>,
    /// Cargo has shown the lines.
    is_told: bool,
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
            is_told: false,
        }
    }

    pub(super) const fn of_options(lines: Vec<String>) -> Self {
        Self {
            lines,
            faults: Vec::new(),
            is_told: false,
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

    /// Tells cargo of each thing that is wrong, in a line of its own, and remembers that.
    #[cfg(feature = "files")]
    #[expect(
        clippy::print_stdout,
        reason = "cargo reads what a build script prints"
    )]
    pub(super) fn tell_cargo(mut self) -> Self {
        for line in &self.lines {
            let line = match line.split_once("\n  help: ") {
                Some((words, help)) => format!("{words} ({help})"),
                None => line.clone(),
            };
            println!("cargo::error={}", line.replace('\n', " "));
        }
        self.is_told = true;
        self
    }

    /// What is wrong, one thing each.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(String::as_str)
    }
}

/// That there is no type of a name, and which may have been meant.
pub(super) fn no_type(name: &str, known: &[String]) -> String {
    missing(&format!("there is no type `{name}`"), name, known)
}

/// That no schema has a format, and which may have been meant.
pub(super) fn no_format(name: &str, known: &[String]) -> String {
    missing(&format!("no schema has the format `{name}`"), name, known)
}

fn missing(words: &str, name: &str, known: &[String]) -> String {
    let near = known
        .iter()
        .map(|known| (strsim::damerau_levenshtein(name, known), known))
        .filter(|(apart, known)| *apart <= 1 + known.len() / 3)
        .min();
    match near {
        Some((_, meant)) => format!("{words}\n  help: did you mean `{meant}`?"),
        None if known.is_empty() => words.to_owned(),
        None => format!("{words}\n  help: there are {}", known.join(", ")),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines.join("\n"))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_told {
            return f.write_str("no types were generated");
        }
        write!(f, "\n{self}")
    }
}

impl std::error::Error for Error {}
