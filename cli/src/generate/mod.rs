//! `vouchsafe generate`

mod docs;
mod rust;

use std::path::Path;

use vouchsafe_codegen::Error;

use crate::args::{Generate, What, Written};
use crate::output::Output;
use crate::render::visible;
use crate::schema::pretty;
use crate::status::Status;
use crate::target::here;

/// Generates Rust or documentation.
///
/// # Errors
/// Why nothing was generated.
pub(crate) fn run(
    generate: &Generate,
    output: &mut Output<'_>,
    stderr: &mut dyn std::io::Write,
) -> Result<Status, String> {
    let made = match &generate.what {
        What::Rust(rust) => rust::make(rust, stderr),
        What::Docs(docs) => docs::make(docs),
    };
    match made {
        Ok((text, written)) => deliver(&text, written, output),
        Err(error) => tell(&error, stderr),
    }
}

/// Shows why nothing was generated: the faults of schemas as `schema check` does.
fn tell(error: &Error, stderr: &mut dyn std::io::Write) -> Result<Status, String> {
    if error.faults().is_empty() {
        return Err(error.to_string());
    }
    let root = here()?;
    for fault in error.faults() {
        // Where nobody listens there is nothing else to do.
        let _ = stderr.write_all(pretty(&root, fault).as_bytes());
    }
    Ok(Status::Failed)
}

/// Writes what was generated where it was asked for, or compares it with what is there.
///
/// # Errors
/// What cannot be read or written.
fn deliver(text: &str, written: &Written, output: &mut Output<'_>) -> Result<Status, String> {
    let Some(file) = &written.output else {
        output.write(text).map_err(|error| error.to_string())?;
        return Ok(Status::Clean);
    };
    let shown = visible::path(file);
    if written.check {
        let found = read(file).map_err(|error| format!("`{shown}` cannot be read: {error}"))?;
        if found == text.as_bytes() {
            return Ok(Status::Clean);
        }
        let words = format!(
            "{shown}: not what the schemas give; run the same without `--check` to write it\n"
        );
        output.write(&words).map_err(|error| error.to_string())?;
        return Ok(Status::Findings);
    }
    #[expect(clippy::disallowed_methods, reason = "the command writes files")]
    let result = std::fs::write(file, text);
    result.map_err(|error| format!("`{shown}` cannot be written: {error}"))?;
    Ok(Status::Clean)
}

fn read(file: &Path) -> std::io::Result<Vec<u8>> {
    #[expect(clippy::disallowed_methods, reason = "the command reads files")]
    std::fs::read(file)
}
