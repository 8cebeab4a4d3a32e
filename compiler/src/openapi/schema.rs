//! The schema of a part, compiled when somebody first asks for it.

use std::fmt;
use std::sync::{Arc, OnceLock};

use vouchsafe_core::Program;

use crate::compiler::{Compiled, Compiler, LookedAt, Verdict};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::dialect::OpenApi;
use crate::options::Direction;

/// The schema of a part of an operation. It is compiled when it is first asked for, and then kept.
///
/// Clones share what was compiled.
#[derive(Clone)]
pub struct PartSchema(Arc<Inner>);

struct Inner {
    compiler: Arc<Compiler>,
    version: OpenApi,
    wanted: Wanted,
    compiled: OnceLock<Result<Compiled, Diagnostics>>,
    /// What is wrong with it, where that has been found out without compiling it.
    faults: OnceLock<Diagnostics>,
}

/// What is compiled.
pub(super) struct Wanted {
    /// Where the schema stands.
    pub(super) uri: String,
    /// What messages call the text in which it stands.
    pub(super) name: String,
    /// The text of the schema, where it was put together from pieces of the document.
    pub(super) text: Option<String>,
    pub(super) direction: Direction,
}

impl PartSchema {
    pub(super) fn new(compiler: &Arc<Compiler>, version: OpenApi, wanted: Wanted) -> Self {
        Self(Arc::new(Inner {
            compiler: Arc::clone(compiler),
            version,
            wanted,
            compiled: OnceLock::new(),
            faults: OnceLock::new(),
        }))
    }

    /// The program, with what else is known about it.
    ///
    /// # Errors
    /// Every fault of the schema and of those that it refers to.
    pub fn compiled(&self) -> Result<&Compiled, &Diagnostics> {
        self.0.compiled.get_or_init(|| self.0.compile()).as_ref()
    }

    /// The program.
    ///
    /// # Errors
    /// As [`PartSchema::compiled`].
    pub fn program(&self) -> Result<&Program, &Diagnostics> {
        self.compiled().map(|compiled| &compiled.program)
    }

    /// What came of it, if somebody has asked for it already.
    pub fn known(&self) -> Option<Result<&Compiled, &Diagnostics>> {
        self.0.compiled.get().map(Result::as_ref)
    }

    /// The faults of the schema, none where it can be used.
    pub(super) fn faults(&self) -> impl Iterator<Item = &Diagnostic> {
        let known = self.0.compiled.get().is_none().then(|| self.0.faults.get());
        let known = known.flatten();
        let found = known.or_else(|| self.compiled().err());
        found.into_iter().flatten()
    }

    /// Finds out what is wrong with many schemas, without compiling each. Returns all that is wrong with them and with
    /// what stands beside them.
    pub(super) fn look_at(schemas: &[&Self]) -> Vec<Diagnostic> {
        let Some(first) = schemas.first() else {
            return Vec::new();
        };
        let mut compiler = first
            .0
            .compiler
            .towards(first.0.version, Direction::Request);
        for Wanted { uri, text, .. } in schemas.iter().map(|schema| &schema.0.wanted) {
            if let Some(text) = text {
                compiler = compiler.resource(uri.clone(), text.as_str());
            }
        }
        let wanted = schemas.iter().map(|schema| &schema.0.wanted);
        let LookedAt { verdicts, all } =
            compiler.look_at(wanted.map(|wanted| (&*wanted.uri, &*wanted.name)));
        for (schema, verdict) in schemas.iter().zip(verdicts) {
            let faults = match verdict {
                Verdict::Sound => Diagnostics::new(Vec::new()),
                Verdict::Faulty(faults) => faults,
                Verdict::Doubtful => continue,
            };
            // It may have been found out before.
            let _ = schema.0.faults.set(faults);
        }
        all
    }
}

impl Inner {
    fn compile(&self) -> Result<Compiled, Diagnostics> {
        let Wanted {
            uri,
            name,
            text,
            direction,
        } = &self.wanted;
        let compiler = self.compiler.towards(self.version, *direction);
        match text {
            Some(text) => compiler
                .resource(uri.clone(), text.as_str())
                .compile_uri(uri, name),
            None => compiler.compile_uri(uri, name),
        }
    }
}

impl fmt::Debug for PartSchema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("PartSchema");
        shown.field("uri", &self.0.wanted.uri);
        shown.field("compiled", &self.0.compiled.get()).finish()
    }
}
