//! What to check against: a built-in operation, one of an OpenAPI document, or a schema.

mod operations;

use vouchsafe::{Part, Program, Violation};
use vouchsafe_compiler::{Compiler, Diagnostics};

use crate::args::Check;
pub(crate) use operations::{Content, Known, Response, built_in, from_document};

/// What the files are checked against.
pub(crate) struct Target {
    /// For files with a text each; nothing where there are none.
    pub(crate) single: Option<Single>,
    /// The operations that recorded requests may be meant for.
    pub(crate) operations: Vec<Known>,
}

/// The schema that texts are checked against.
pub(crate) struct Single {
    pub(crate) program: Program,
    pub(crate) part: Part,
    /// The finding that the operation is deprecated, if it is.
    pub(crate) deprecation: Option<Violation>,
}

/// Which kinds of files there are.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Needs {
    pub(crate) texts: bool,
    pub(crate) requests: bool,
}

/// Finds or compiles what the arguments name.
///
/// # Errors
/// Why that is not possible, in words.
pub(crate) fn find(arguments: &Check, needs: Needs) -> Result<Target, String> {
    let compiler = Compiler::new()
        .dialect(arguments.dialect.into())
        .assert_formats(arguments.assert_formats);
    #[cfg(feature = "backtracking")]
    let compiler = compiler.allow_backtracking(arguments.allow_backtracking);
    let maps = arguments.map.iter();
    let compiler = maps.fold(compiler, |compiler, (prefix, folder)| {
        compiler.map(prefix, folder)
    });
    if let Some(schema) = &arguments.schema {
        if needs.requests {
            return Err(
                "recorded requests are checked against operations, not by `--schema`".into(),
            );
        }
        let compiled = compiler
            .compile_file(here()?, schema)
            .map_err(|faults| refused("schema", &faults))?;
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
    if needs.texts && arguments.operation.is_none() {
        return Err("say what to check against: `--operation ID` or `--schema FILE`".into());
    }
    let known = match &arguments.openapi {
        Some(document) => from_document(&compiler, document)?,
        None => built_in(),
    };
    let Some(id) = &arguments.operation else {
        return Ok(Target {
            single: None,
            operations: known,
        });
    };
    let operation = operations::one(id, known)?;
    let part = Part::from(arguments.part);
    let single = if needs.texts {
        Some(Single {
            program: operation.part(part)?.clone(),
            part,
            deprecation: operation.deprecation(part),
        })
    } else {
        None
    };
    Ok(Target {
        single,
        operations: vec![operation],
    })
}

/// The folder from which paths are meant.
pub(crate) fn here() -> Result<std::path::PathBuf, String> {
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
