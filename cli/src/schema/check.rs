//! `vouchsafe schema check`: every fault of schemas, as strict as the derive.

use std::fs::File;
use std::io::{Read as _, Write};
use std::path::Path;

use vouchsafe_compiler::{Compiler, Diagnostic, UnknownKeywords};

use crate::args::{SchemaCheck, SchemaFormat};
use crate::output::{Output, columns};
use crate::render::{counted, schema_fault};
use crate::status::Status;
use crate::target::here;

/// Checks the schemas that the arguments name.
///
/// # Errors
/// Why the job could not be done, in words.
pub(crate) fn check(
    arguments: &SchemaCheck,
    output: &mut Output<'_>,
    stderr: &mut dyn Write,
) -> Result<Status, String> {
    let root = here()?;
    let compiler = Compiler::new()
        .dialect(arguments.dialect.into())
        .unknown_keywords(UnknownKeywords::Deny)
        .refuse_contradictions(true);
    #[cfg(feature = "backtracking")]
    let compiler = compiler.allow_backtracking(arguments.allow_backtracking);
    let maps = arguments.map.iter();
    let compiler = maps.fold(compiler, |compiler, (prefix, folder)| {
        compiler.map(prefix, folder)
    });
    let mut faults: Vec<Diagnostic> = Vec::new();
    let mut status = Status::Clean;
    for file in &arguments.files {
        if let Err(error) = std::fs::metadata(root.join(file)) {
            // The others are still worth a look.
            let _ = writeln!(
                stderr,
                "error: `{}` cannot be read: {error}",
                file.display()
            );
            status = Status::Failed;
            continue;
        }
        if let Err(found) = compiler.compile_file(&root, &file.to_string_lossy()) {
            // Two schemas may lead to the same faulty third one.
            let new = found.into_iter().filter(|fault| !faults.contains(fault));
            faults.extend(new.collect::<Vec<_>>());
        }
    }
    for fault in &faults {
        let text = match arguments.format {
            SchemaFormat::Pretty => pretty(&root, fault),
            SchemaFormat::Short => format!("{}\n", fault.one_line()),
        };
        output.write(&text).map_err(|error| error.to_string())?;
    }
    if !faults.is_empty() {
        status = status.max(Status::Findings);
    }
    if matches!(arguments.format, SchemaFormat::Pretty) && status != Status::Failed {
        let text = summary(arguments.files.len(), &faults);
        output.write(&text).map_err(|error| error.to_string())?;
    }
    Ok(status)
}

/// A frame, where the file can be read again.
pub(crate) fn pretty(root: &Path, fault: &Diagnostic) -> String {
    let mut source = String::new();
    let file = File::open(root.join(&fault.file));
    let read = file.and_then(|mut file| file.read_to_string(&mut source));
    if read.is_ok_and(|length| length >= fault.span.end) {
        schema_fault(columns(false), fault, &source)
    } else {
        format!("{fault}\n\n")
    }
}

/// The last words.
fn summary(files: usize, faults: &[Diagnostic]) -> String {
    let files = counted(files, "schema");
    let Some(first) = faults.first() else {
        return format!("{files} checked, nothing found\n");
    };
    let found = counted(faults.len(), "error");
    let code = first.code;
    format!("{files} checked: {found}\nfor more about a code, try `vouchsafe explain {code}`\n")
}
