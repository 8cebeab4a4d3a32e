//! The list for programs.

use serde::Serialize;
use vouchsafe_compiler::{Diagnostic, Diagnostics};

use crate::target::{Content, Known};

#[derive(Serialize)]
struct List<'a> {
    operations: Vec<Operation<'a>>,
    /// What is wrong with the document and stops no operation.
    warnings: Vec<Fault>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Operation<'a> {
    id: &'a str,
    method: &'a str,
    path: &'a str,
    /// `path`, `webhook` or `callback`.
    kind: &'static str,
    /// The URLs of the servers, as the document writes them.
    servers: Vec<&'a str>,
    summary: &'a str,
    /// What to say about its being deprecated.
    deprecated: Option<&'a str>,
    parts: Vec<Part<'a>>,
    /// Whether everything that it describes can be checked.
    usable: bool,
    faults: Vec<Fault>,
    /// The patterns that cannot be run and are left out.
    left_out: Vec<Fault>,
    /// Where it is described; absent for built-in operations.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Source<'a>>,
}

#[derive(Serialize)]
struct Source<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Part<'a> {
    #[serde(rename = "part")]
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    required: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    media_types: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameters: Option<Vec<&'a str>>,
}

#[derive(Serialize)]
struct Fault {
    /// The part of the operation; absent where it concerns none, or more than one.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'static str>,
    code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    file: String,
    line: usize,
    column: usize,
}

/// All operations, with what is wrong with the document.
///
/// # Errors
/// That it cannot be written as JSON.
pub(super) fn list(operations: &[Known], warnings: Option<&Diagnostics>) -> Result<String, String> {
    let warnings = warnings.into_iter().flatten();
    let list = List {
        operations: operations.iter().map(operation).collect(),
        warnings: warnings.map(|found| fault(None, found)).collect(),
    };
    let text = serde_json::to_string_pretty(&list).map_err(|error| error.to_string())?;
    Ok(text + "\n")
}

fn operation(known: &Known) -> Operation<'_> {
    let faults = known.all_faults();
    let faults: Vec<Fault> = faults
        .iter()
        .map(|found| fault(found.part.map(vouchsafe::Part::word), &found.diagnostic))
        .collect();
    let mut servers: Vec<&str> = known.servers.iter().map(|server| &*server.url).collect();
    // One server may stand for several, by the values of its variables.
    servers.dedup();
    Operation {
        id: &known.id,
        method: &known.method,
        path: &known.template,
        kind: known.kind_word(),
        servers,
        summary: &known.summary,
        deprecated: known.deprecated.as_deref(),
        parts: parts(known),
        usable: faults.is_empty(),
        faults,
        left_out: known.left_out().map(|found| fault(None, found)).collect(),
        source: known.place.as_ref().map(|(file, line, column)| Source {
            file,
            line: *line,
            column: *column,
        }),
    }
}

fn parts(known: &Known) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    for (part, schema) in &known.programs {
        let declared = known.parameters.iter().filter(|known| known.part == *part);
        let mut names: Vec<&str> = declared.map(|known| &*known.name).collect();
        // Built-in operations know their parameters by the schema alone.
        if names.is_empty() {
            let program = schema.program().ok();
            names = program.map_or_else(Vec::new, |program| program.untyped().names());
        }
        parts.push(Part {
            name: part.word(),
            status: None,
            required: None,
            media_types: None,
            parameters: Some(names),
        });
    }
    parts.extend(known.body.as_ref().map(|body| Part {
        name: vouchsafe::Part::Body.word(),
        status: None,
        required: Some(body.required),
        media_types: Some(media_types(&body.contents)),
        parameters: None,
    }));
    let responses = known.responses.iter();
    parts.extend(responses.map(|response| Part {
        name: vouchsafe::Part::Response.word(),
        status: Some(&response.status),
        required: None,
        media_types: Some(media_types(&response.contents)),
        parameters: None,
    }));
    parts
}

/// The media types of what a body or a response may be.
fn media_types(contents: &[Content]) -> Vec<&str> {
    let contents = contents.iter();
    contents.map(|content| &*content.media_type).collect()
}

fn fault(part: Option<&'static str>, found: &Diagnostic) -> Fault {
    Fault {
        part,
        code: found.code,
        message: found.message.clone(),
        help: found.help.clone(),
        file: found.file.clone(),
        line: found.start.line,
        column: found.start.column,
    }
}
