//! `vouchsafe generate docs`

use vouchsafe_codegen::Tables;

use super::deliver;
use crate::args::GenerateDocs;
use crate::output::Output;
use crate::status::Status;

/// Writes the tables of schemas as Markdown.
///
/// # Errors
/// Every fault of the schemas.
pub(super) fn run(arguments: &GenerateDocs, output: &mut Output<'_>) -> Result<Status, String> {
    let mut tables = Tables::new().root(".");
    for (prefix, folder) in &arguments.map {
        tables = tables.map(prefix, folder);
    }
    let text = tables.generate(&arguments.schemas);
    let text = text.map_err(|error| error.to_string())?;
    deliver(&text, &arguments.written, output)
}
