//! The schema of a part: at hand, or compiled when it is first asked for.

use vouchsafe::Program;
use vouchsafe_compiler::{Diagnostic, Diagnostics, PartSchema};

/// The schema of a part of an operation.
#[derive(Debug, Clone)]
pub(crate) enum Schema {
    Ready(Box<Program>),
    Asked(PartSchema),
}

impl Schema {
    /// The program.
    ///
    /// # Errors
    /// Every fault of the schema.
    pub(crate) fn program(&self) -> Result<&Program, &Diagnostics> {
        match self {
            Self::Ready(program) => Ok(program),
            Self::Asked(schema) => schema.program(),
        }
    }

    /// The patterns that its program leaves out.
    pub(crate) fn unchecked(&self) -> impl Iterator<Item = &Diagnostic> {
        let compiled = match self {
            Self::Ready(_) => None,
            Self::Asked(schema) => schema.known().and_then(Result::ok),
        };
        compiled
            .into_iter()
            .flat_map(|compiled| &compiled.unchecked)
    }

    /// What is worth a word in it, if it has been asked for.
    pub(crate) fn warnings(&self) -> impl Iterator<Item = &Diagnostic> {
        let compiled = match self {
            Self::Ready(_) => None,
            Self::Asked(schema) => schema.known().and_then(Result::ok),
        };
        compiled.into_iter().flat_map(|compiled| &compiled.warnings)
    }
}

impl From<&Program> for Schema {
    fn from(program: &Program) -> Self {
        Self::Ready(Box::new(program.clone()))
    }
}
