//! `vouchsafe operations`

use std::fmt::Write as _;

use vouchsafe_compiler::Compiler;

use crate::args::Operations;
use crate::output::Output;
use crate::status::Status;
use crate::target::{Known, built_in, from_document};

/// Lists operations with their requests and parts.
///
/// # Errors
/// What is wrong with the document, or that the list cannot be written.
pub(crate) fn run(wanted: &Operations, output: &mut Output<'_>) -> Result<Status, String> {
    let operations = match &wanted.openapi {
        None => built_in(),
        Some(document) => from_document(&compiler(wanted), document)?,
    };
    let list: String = operations.iter().map(one).collect();
    output.write(&list).map_err(|error| error.to_string())?;
    Ok(Status::Clean)
}

fn compiler(wanted: &Operations) -> Compiler {
    let compiler = Compiler::new();
    #[cfg(feature = "backtracking")]
    let compiler = compiler.allow_backtracking(wanted.allow_backtracking);
    let maps = wanted.map.iter();
    maps.fold(compiler, |compiler, (prefix, folder)| {
        compiler.map(prefix, folder)
    })
}

fn one(operation: &Known) -> String {
    let mut text = operation.id.clone();
    if operation.deprecated.is_some() {
        text.push_str(" (deprecated)");
    }
    if !operation.summary.is_empty() {
        let _ = write!(text, "\n  {}", operation.summary);
    }
    let place = format!("{} {}", operation.method, operation.template);
    // An operation without an ID is called so.
    if place != operation.id {
        let _ = write!(text, "\n  {place}");
    }
    let parts = operation.parts();
    let parts: Vec<&str> = parts.iter().map(|(part, _)| part.word()).collect();
    if !parts.is_empty() {
        let _ = write!(text, "\n  parts: {}", parts.join(", "));
    }
    text.push('\n');
    text
}
