//! `vouchsafe operations`

mod json;
mod text;

use vouchsafe_compiler::{Compiler, Diagnostics, UnknownKeywords};

use crate::args::{ListFormat, Operations};
use crate::render::visible;
use crate::status::Status;
use crate::streams::Streams;
use crate::target::{Known, built_in, from_document, operations_of};

/// Lists operations with their requests and parts, and what of them cannot be checked.
///
/// # Errors
/// What is wrong with the document, or that the list cannot be written.
pub(crate) fn run(wanted: &Operations, streams: &mut Streams<'_, '_>) -> Result<Status, String> {
    let (operations, warnings) = match &wanted.openapi {
        None => (built_in(), None),
        Some(path) => {
            let document = from_document(&compiler(wanted), path, wanted.strict_openapi)?;
            document.look_at_all();
            (operations_of(&document), Some(document.warnings().clone()))
        }
    };
    let list = match wanted.format {
        ListFormat::Text => {
            tell(warnings.as_ref(), streams);
            text::list(&operations)
        }
        ListFormat::Json => json::list(&operations, warnings.as_ref())?,
    };
    let list = visible::lines(&list);
    let written = streams.stdout.write(&list);
    written.map_err(|error| error.to_string())?;
    Ok(Status::Clean)
}

/// Says what is wrong with the document and stops no operation.
fn tell(warnings: Option<&Diagnostics>, streams: &mut Streams<'_, '_>) {
    for warning in warnings.into_iter().flatten() {
        let words = warning.to_string();
        let _ = writeln!(streams.stderr, "{}", visible::lines(&words));
    }
}

fn compiler(wanted: &Operations) -> Compiler {
    // What it lists does not depend on them.
    let compiler = Compiler::new()
        .unknown_keywords(UnknownKeywords::Allow)
        .without_prose();
    #[cfg(feature = "backtracking")]
    let compiler = compiler.allow_backtracking(wanted.backtracking.is_allowed());
    let maps = wanted.map.iter();
    maps.fold(compiler, |compiler, (prefix, folder)| {
        compiler.map(prefix, folder)
    })
}

/// A text in one line.
fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// Whether everything that an operation describes can be checked.
fn is_usable(operation: &Known) -> bool {
    operation.all_faults().is_empty()
}
