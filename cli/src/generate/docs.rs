//! `vouchsafe generate docs`

use vouchsafe_codegen::{Error, Tables};

use crate::args::{GenerateDocs, Written};

/// Makes the tables of schemas as Markdown.
///
/// # Errors
/// Every fault of the schemas.
pub(super) fn make(arguments: &GenerateDocs) -> Result<(String, &Written), Error> {
    let mut tables = Tables::new().root(".");
    for (prefix, folder) in &arguments.map {
        tables = tables.map(prefix, folder);
    }
    let text = tables.generate(&arguments.schemas)?;
    Ok((text, &arguments.written))
}
