//! What to check against: a built-in operation, one of an OpenAPI document, or a schema.

mod operations;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use vouchsafe::{Dialect, Part, Program, Violation};
use vouchsafe_compiler::{Compiler, Diagnostics};

use crate::args::{Check, DialectName};
use crate::settings::NAME;
pub(crate) use operations::{Content, Known, Response, built_in};

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

    /// All schemas.
    pub(crate) fn programs(&self) -> impl Iterator<Item = &Program> {
        let single = self.single.iter().map(|single| &single.program);
        let all = self.operations.iter().flat_map(|known| known.programs());
        single.chain(all)
    }
}

/// The schema that texts are checked against.
pub(crate) struct Single {
    pub(crate) program: Program,
    pub(crate) part: Part,
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
    /// The operations, when they have been asked for.
    known: Option<Vec<Arc<Known>>>,
}

impl<'a, 'n> Finder<'a, 'n> {
    pub(crate) fn new(arguments: &'a Check, note: &'n mut dyn FnMut(PathBuf)) -> Self {
        Self {
            arguments,
            note,
            known: None,
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
            let file = schema.split_once('#').map_or(&**schema, |(file, _)| file);
            (self.note)(file.into());
            let compiled = self
                .compiler(aim.dialect)
                .compile_file(here()?, schema)
                .map_err(|faults| self.refused("schema", &faults))?;
            compiled.files.into_iter().for_each(&mut *self.note);
            let single = Single {
                program: compiled.program,
                part: Part::Body,
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
        let single = if needs.texts {
            Some(Single {
                program: operation.part(aim.part)?.clone(),
                part: aim.part,
                deprecation: operation.deprecation(aim.part),
            })
        } else {
            None
        };
        Ok(Target {
            single,
            operations: vec![Arc::clone(operation)],
        })
    }

    /// Every operation that is known.
    fn known(&mut self) -> Result<&[Arc<Known>], String> {
        if self.known.is_none() {
            let known = match &self.arguments.openapi {
                Some(document) => {
                    (self.note)(document.clone());
                    let compiler = self.compiler(None);
                    operations::from_document(&compiler, &here()?, document, self.note)
                        .map_err(|faults| self.refused("OpenAPI document", &faults))?
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

    fn compiler(&self, dialect: Option<DialectName>) -> Compiler {
        let arguments = self.arguments;
        let compiler = Compiler::new()
            .dialect(dialect.map_or_else(Dialect::default, Dialect::from))
            .assert_formats(arguments.assert_formats);
        #[cfg(feature = "backtracking")]
        let compiler = compiler.allow_backtracking(arguments.allow_backtracking);
        let maps = arguments.map.iter();
        maps.fold(compiler, |compiler, (prefix, folder)| {
            compiler.map(prefix, folder)
        })
    }
}

/// The operations of an OpenAPI document.
///
/// # Errors
/// Every fault of the document.
pub(crate) fn from_document(compiler: &Compiler, document: &Path) -> Result<Vec<Known>, String> {
    operations::from_document(compiler, &here()?, document, &mut |_| {})
        .map_err(|faults| refused("OpenAPI document", &faults))
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
    format!("the {what} has {faulty}\n{faults}")
}
