//! `vouchsafe explain CODE`, and `vouchsafe explain --list`

use std::fmt::Write as _;

use vouchsafe::codes::Code;

use crate::catalogue::{all, find, kinds, unknown};
use crate::output::Output;
use crate::status::Status;

/// Prints what is known about a code, or all codes.
///
/// # Errors
/// That there is no such code.
pub(crate) fn run(name: Option<&str>, output: &mut Output<'_>) -> Result<Status, String> {
    let text = match name {
        Some(name) => page(find(name).ok_or_else(|| unknown(name))?),
        None => list(),
    };
    output.write(&text).map_err(|error| error.to_string())?;
    Ok(Status::Clean)
}

/// A line for each code, with those of its kind.
fn list() -> String {
    let width = all().map(|code| code.name.len()).max().unwrap_or(0);
    let mut list = String::new();
    for (kind, codes) in kinds() {
        let _ = writeln!(list, "{kind}:");
        for Code { name, summary, .. } in codes {
            let _ = writeln!(list, "  {name:width$}  {summary}");
        }
        list.push('\n');
    }
    list + "for more about a code, try `vouchsafe explain CODE`\n"
}

fn page(code: &Code) -> String {
    let Code {
        name,
        summary,
        explanation,
        example,
        schemas,
        ..
    } = code;
    let mut page = format!("{name}: {summary}\n\n{}\n", wrap(explanation));
    let instances = example.map(|example| {
        vec![
            ("schema", example.schema),
            ("refused", example.bad),
            ("accepted", example.good),
        ]
    });
    let schemas =
        schemas.map(|schemas| vec![("reported", schemas.bad), ("in order", schemas.good)]);
    if let Some(rows) = instances.or(schemas) {
        page.push('\n');
        for (label, text) in rows {
            let _ = writeln!(page, "  {label:<9} {text}");
        }
    }
    page
}

/// Breaks a paragraph into lines of at most 88 characters.
fn wrap(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().map_or(0, |line| line.chars().count());
        if line > 0 && line + 1 + word.chars().count() > 88 {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join("\n")
}
