//! `vouchsafe generate`

mod docs;
mod rust;

use std::path::Path;

use crate::args::{Generate, What, Written};
use crate::output::Output;
use crate::status::Status;

/// Generates Rust or documentation.
///
/// # Errors
/// Why nothing was generated.
pub(crate) fn run(
    generate: &Generate,
    output: &mut Output<'_>,
    stderr: &mut dyn std::io::Write,
) -> Result<Status, String> {
    match &generate.what {
        What::Rust(rust) => rust::run(rust, output, stderr),
        What::Docs(docs) => docs::run(docs, output),
    }
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
    let shown = file.display();
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
