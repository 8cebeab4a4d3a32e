//! What to check against: a built-in operation, one of an OpenAPI document, or a schema.

mod location;
mod operations;
mod schema;
mod server;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use vouchsafe::{Dialect, Part, Program, Violation};
use vouchsafe_compiler::{Compiler, Diagnostic, Diagnostics, Document, UnknownKeywords};

use crate::args::{Check, DialectName};
use crate::render::visible;
use crate::settings::{Level, NAME};
use location::Location;
pub(crate) use location::is_uri;
pub(crate) use operations::{Content, Known, Response, built_in};
pub(crate) use schema::Schema;
pub(crate) use server::{Server, Values};

/// What files are checked against.
#[derive(Default)]
pub(crate) struct Target {
    /// For files with a text each; nothing where there are none.
    pub(crate) single: Option<Single>,
    /// The operations that recorded requests may be meant for.
    pub(crate) operations: Vec<Arc<Known>>,
}

impl Target {
    /// Whether nothing is checked against it.
    pub(crate) fn is_empty(&self) -> bool {
        self.single.is_none() && self.operations.is_empty()
    }

    /// All schemas that can be compiled.
    pub(crate) fn programs(&self) -> impl Iterator<Item = &Program> {
        let single = self.single.iter().map(|single| &single.program);
        let all = self.operations.iter().flat_map(|known| known.schemas());
        single.chain(all.filter_map(|schema| schema.program().ok()))
    }

    /// What is worth a word in the schemas of operations that were needed.
    pub(crate) fn warnings(&self) -> impl Iterator<Item = &Diagnostic> {
        let all = self.operations.iter().flat_map(|known| known.schemas());
        all.flat_map(Schema::warnings)
    }
}

/// The schema that texts are checked against.
pub(crate) struct Single {
    pub(crate) program: Program,
    pub(crate) part: Part,
    /// Whether a message may come without it: then an empty file is in order.
    pub(crate) optional: bool,
    /// The finding that the operation is deprecated, if it is.
    pub(crate) deprecation: Option<Violation>,
}

/// Which kinds of files there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Needs {
    pub(crate) texts: bool,
    pub(crate) requests: bool,
}

/// What somebody wants to check against.
pub(crate) struct Aim {
    pub(crate) operation: Option<String>,
    pub(crate) part: Part,
    pub(crate) schema: Option<String>,
    pub(crate) dialect: Option<DialectName>,
}

impl Aim {
    /// What the arguments say.
    pub(crate) fn of(arguments: &Check) -> Self {
        Self {
            operation: arguments.operation.clone(),
            part: arguments.part.into(),
            schema: arguments.schema.clone(),
            dialect: arguments.dialect,
        }
    }
}

/// Finds or compiles what is aimed at.
pub(crate) struct Finder<'a, 'n> {
    arguments: &'a Check,
    /// Is told of the files that are read.
    note: &'n mut dyn FnMut(PathBuf),
    /// Where a schema may be that is named `-`.
    stdin: &'n mut dyn Read,
    /// What is worth a word in the schemas, each matter once.
    pub(crate) warnings: Vec<Diagnostic>,
    /// The operations, when they have been asked for.
    known: Option<Vec<Arc<Known>>>,
    /// The document that they are from.
    pub(crate) document: Option<Document>,
}

impl<'a, 'n> Finder<'a, 'n> {
    pub(crate) fn new(
        arguments: &'a Check,
        note: &'n mut dyn FnMut(PathBuf),
        stdin: &'n mut dyn Read,
    ) -> Self {
        Self {
            arguments,
            note,
            stdin,
            warnings: Vec::new(),
            known: None,
            document: None,
        }
    }

    /// The target of an aim.
    ///
    /// # Errors
    /// Why that is not possible, in words.
    pub(crate) fn find(&mut self, aim: &Aim, needs: Needs) -> Result<Target, String> {
        if let Some(schema) = &aim.schema {
            if needs.requests {
                let said = self.arguments.schema.is_some();
                let schema = if said { "--schema" } else { "schema" };
                return Err(format!(
                    "recorded requests are checked against operations, not by `{schema}`"
                ));
            }
            let (here, location) = (here()?, Location::of(schema));
            location.file(&here).into_iter().for_each(&mut *self.note);
            let compiler = self.compiler(aim.dialect);
            let compiled = location
                .compile(compiler, &here, self.arguments, self.stdin)?
                .map_err(|faults| self.refused("schema", &faults))?;
            compiled.files.into_iter().for_each(&mut *self.note);
            self.warn(compiled.warnings);
            let single = Single {
                program: compiled.program,
                part: Part::Body,
                optional: false,
                deprecation: None,
            };
            return Ok(Target {
                single: Some(single),
                operations: Vec::new(),
            });
        }
        if needs.texts && aim.operation.is_none() {
            return Err(format!(
                "say what to check against: `--operation ID`, `--schema FILE`, or `[[files]]` in `{NAME}`"
            ));
        }
        let known = self.known()?;
        let Some(id) = &aim.operation else {
            return Ok(Target {
                single: None,
                operations: known.to_vec(),
            });
        };
        let operation = operations::one(id, known)?;
        let mut unchecked = Vec::new();
        let single = if needs.texts {
            let schema = operation.part(aim.part)?;
            let program = schema.program().map_err(ToString::to_string)?;
            unchecked.extend(schema.unchecked().cloned());
            Some(Single {
                program: program.clone(),
                part: aim.part,
                optional: operation.is_optional(aim.part),
                deprecation: operation.deprecation(aim.part),
            })
        } else {
            None
        };
        let operations = vec![Arc::clone(operation)];
        self.warn(unchecked);
        Ok(Target { single, operations })
    }

    /// Every operation that is known.
    fn known(&mut self) -> Result<&[Arc<Known>], String> {
        if self.known.is_none() {
            let known = match &self.arguments.openapi {
                Some(document) => {
                    (self.note)(document.clone());
                    let compiler = self.compiler(None);
                    let strict = self.arguments.strict_openapi;
                    let opened = operations::open(&compiler, &here()?, document, strict)
                        .map_err(|faults| self.refused("OpenAPI document", &faults))?;
                    let known = operations_of(&opened);
                    self.document = Some(opened);
                    known
                }
                None => built_in(),
            };
            self.known = Some(known.into_iter().map(Arc::new).collect());
        }
        Ok(self.known.as_deref().unwrap_or_default())
    }

    /// The words for faults of schemas, whose files are read again when they change.
    fn refused(&mut self, what: &str, faults: &Diagnostics) -> String {
        for fault in faults {
            (self.note)(fault.file.clone().into());
        }
        refused(what, faults)
    }

    /// Keeps warnings that have not been kept yet.
    fn warn(&mut self, warnings: impl IntoIterator<Item = Diagnostic>) {
        Self::keep(&mut self.warnings, warnings);
    }

    /// Adds warnings to those that are known, each matter once.
    pub(crate) fn keep(kept: &mut Vec<Diagnostic>, warnings: impl IntoIterator<Item = Diagnostic>) {
        for warning in warnings {
            let is_same = |known: &Diagnostic| known.message == warning.message;
            if !kept.iter().any(is_same) {
                kept.push(warning);
            }
        }
    }

    /// What becomes of keywords that the dialect does not have: the severity that the arguments give such a finding,
    /// or else a warning.
    fn unknown_keywords(&self) -> UnknownKeywords {
        let code = vouchsafe_compiler::codes::UNKNOWN_KEYWORD.name;
        let grades = self.arguments.severity.iter().rev();
        let grade = grades.clone().find(|(graded, _)| graded == code);
        match grade.map(|(_, level)| level) {
            _ if self.arguments.strict_schema => UnknownKeywords::Deny,
            Some(Level::Error) => UnknownKeywords::Deny,
            Some(Level::Off) => UnknownKeywords::Allow,
            _ => UnknownKeywords::Warn,
        }
    }

    fn compiler(&self, dialect: Option<DialectName>) -> Compiler {
        let arguments = self.arguments;
        let compiler = Compiler::new()
            .dialect(dialect.map_or_else(Dialect::default, Dialect::from))
            .unknown_keywords(self.unknown_keywords())
            .assert_formats(arguments.assert_formats)
            .error_messages(arguments.error_messages);
        #[cfg(feature = "backtracking")]
        let compiler = compiler.allow_backtracking(arguments.backtracking.is_allowed());
        let compiler = match arguments.direction {
            Some(direction) => compiler.direction(direction.into()),
            None => compiler,
        };
        let compiler = match arguments.max_pattern_size {
            Some(size) => compiler.max_pattern_size(size),
            None => compiler,
        };
        let maps = arguments.map.iter();
        maps.fold(compiler, |compiler, (prefix, folder)| {
            compiler.map(prefix, folder)
        })
    }
}

/// An OpenAPI document. A strict caller wants it without any fault.
///
/// # Errors
/// That it cannot be read; for a strict caller, every fault of it.
pub(crate) fn from_document(
    compiler: &Compiler,
    document: &Path,
    strict: bool,
) -> Result<Document, String> {
    let opened = operations::open(compiler, &here()?, document, strict);
    opened.map_err(|faults| refused("OpenAPI document", &faults))
}

/// The operations of a document, as they are known here.
pub(crate) fn operations_of(document: &Document) -> Vec<Known> {
    let operations = document.operations().iter().cloned();
    operations.map(Known::of).collect()
}

/// The folder from which paths are meant.
pub(crate) fn here() -> Result<PathBuf, String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the command reads its surroundings"
    )]
    let here = std::env::current_dir();
    here.map_err(|error| format!("the current folder cannot be found: {error}"))
}

fn refused(what: &str, faults: &Diagnostics) -> String {
    let number = faults.len();
    let faulty = if number == 1 {
        "a fault".to_owned()
    } else {
        format!("{number} faults")
    };
    visible::lines(&format!("the {what} has {faulty}\n{faults}")).into_owned()
}
