//! `vouchsafe operations`

use std::fmt::Write as _;

use crate::output::Output;
use crate::status::Status;

/// Lists the built-in operations with their requests and parts.
///
/// # Errors
/// That the list cannot be written.
pub(crate) fn run(output: &mut Output<'_>) -> Result<Status, String> {
    let mut list = String::new();
    for operation in vouchsafe_schemas::operations::OPERATIONS {
        let parts: Vec<&str> = operation
            .parts
            .iter()
            .map(|part| part.part.word())
            .collect();
        let deprecated = if operation.deprecated.is_some() {
            " (deprecated)"
        } else {
            ""
        };
        let _ = write!(
            list,
            "{}{deprecated}\n  {}\n  {} {}\n  parts: {}\n",
            operation.id,
            operation.summary,
            operation.method,
            operation.path_template,
            parts.join(", "),
        );
    }
    output.write(&list).map_err(|error| error.to_string())?;
    Ok(Status::Clean)
}
