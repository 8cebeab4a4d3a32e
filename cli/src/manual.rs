//! `vouchsafe completions SHELL` and `vouchsafe man`

use std::path::Path;

use clap::CommandFactory as _;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::args::Arguments;
use crate::output::Output;
use crate::status::Status;

/// Writes what a shell needs.
///
/// # Errors
/// That it cannot be written.
pub(crate) fn completions(shell: Shell, output: &mut Output<'_>) -> Result<Status, String> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "vouchsafe", &mut script);
    write(&script, output)
}

/// Writes the first page of the manual, or all pages to a folder.
///
/// # Errors
/// That they cannot be written.
pub(crate) fn pages(folder: Option<&Path>, output: &mut Output<'_>) -> Result<Status, String> {
    let Some(folder) = folder else {
        let mut page = Vec::new();
        let rendered = Man::new(Arguments::command()).render(&mut page);
        rendered.map_err(|error| error.to_string())?;
        return write(&page, output);
    };
    let written = std::fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(Arguments::command(), folder));
    written.map_err(|error| {
        format!(
            "`{}` cannot be written: {error}",
            crate::render::visible::path(folder)
        )
    })?;
    Ok(Status::Clean)
}

fn write(text: &[u8], output: &mut Output<'_>) -> Result<Status, String> {
    let text = String::from_utf8_lossy(text);
    output.write(&text).map_err(|error| error.to_string())?;
    Ok(Status::Clean)
}
