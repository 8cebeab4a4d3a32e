//! What to check against: a built-in operation, one of an OpenAPI document, or a schema.

use std::path::Path;

use vouchsafe::{Part, Program, Violation};
use vouchsafe_compiler::{Compiler, Diagnostics};

use crate::args::Check;

/// The schema that the files are checked against.
pub(crate) struct Target {
    pub(crate) program: Program,
    pub(crate) part: Part,
    /// The finding that the operation is deprecated, if it is.
    pub(crate) deprecation: Option<Violation>,
}

/// Finds or compiles what the arguments name.
///
/// # Errors
/// Why that is not possible, in words.
pub(crate) fn find(arguments: &Check) -> Result<Target, String> {
    let compiler = Compiler::new()
        .dialect(arguments.dialect.into())
        .assert_formats(arguments.assert_formats);
    #[cfg(feature = "backtracking")]
    let compiler = compiler.allow_backtracking(arguments.allow_backtracking);
    let maps = arguments.map.iter();
    let compiler = maps.fold(compiler, |compiler, (prefix, folder)| {
        compiler.map(prefix, folder)
    });
    let part = Part::from(arguments.part);
    match (&arguments.operation, &arguments.schema, &arguments.openapi) {
        (Some(id), _, None) => built_in(id, part),
        (Some(id), _, Some(document)) => from_document(&compiler, id, part, document),
        (None, Some(schema), _) => {
            let compiled = compiler
                .compile_file(here()?, schema)
                .map_err(|faults| in_schema(&faults))?;
            Ok(Target {
                program: compiled.program,
                part: Part::Body,
                deprecation: None,
            })
        }
        (None, None, _) => {
            Err("say what to check against: `--operation ID` or `--schema FILE`".into())
        }
    }
}

fn built_in(id: &str, part: Part) -> Result<Target, String> {
    let known = || -> Vec<&str> {
        vouchsafe_schemas::operations::OPERATIONS
            .iter()
            .map(|operation| operation.id)
            .collect()
    };
    let operation = vouchsafe_schemas::operations::find(id).ok_or_else(|| unknown(id, &known()))?;
    let parts = || operation.parts.iter().map(|part| part.part).collect();
    let program = operation
        .part(part)
        .ok_or_else(|| no_part(id, part, parts()))?;
    Ok(Target {
        program: program.clone(),
        part,
        deprecation: operation.deprecation(part),
    })
}

fn from_document(
    compiler: &Compiler,
    id: &str,
    part: Part,
    document: &Path,
) -> Result<Target, String> {
    let path = document.to_string_lossy();
    let operations = compiler
        .compile_openapi(here()?, &path)
        .map_err(|faults| in_schema(&faults))?;
    let known: Vec<&str> = operations
        .iter()
        .map(|operation| operation.id.as_str())
        .collect();
    let operation = operations
        .iter()
        .find(|operation| operation.id == id)
        .ok_or_else(|| unknown(id, &known))?;
    let found = operation
        .parts
        .iter()
        .find(|(candidate, ..)| *candidate == part);
    let (_, _, compiled) = found.ok_or_else(|| {
        no_part(
            id,
            part,
            operation.parts.iter().map(|(part, ..)| *part).collect(),
        )
    })?;
    let deprecation = operation
        .deprecated
        .as_deref()
        .map(|words| vouchsafe::Operation::deprecated_violation(words, part));
    Ok(Target {
        program: compiled.program.clone(),
        part,
        deprecation,
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

fn in_schema(faults: &Diagnostics) -> String {
    let number = faults.len();
    let faulty = if number == 1 {
        "a fault".to_owned()
    } else {
        format!("{number} faults")
    };
    format!("the schema has {faulty}\n{faults}")
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
