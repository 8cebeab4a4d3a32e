//! The operations that are known: built-in ones, or those of an OpenAPI document.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use vouchsafe::{Operation, Part, Program, Violation};
use vouchsafe_compiler::{self as compiler, Compiler, Diagnostics, OperationSchemas, Parameter};

/// An operation.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) id: String,
    /// In capitals.
    pub(crate) method: String,
    /// The path with `{names}` for its parameters.
    pub(crate) template: String,
    /// What may stand before it; anything, if there is nothing here.
    pub(crate) base_paths: Vec<String>,
    /// What it does.
    pub(crate) summary: String,
    /// What to say about its being deprecated.
    pub(crate) deprecated: Option<String>,
    /// How its parameters are written; those that are not among them as usual.
    pub(crate) parameters: Vec<Parameter>,
    /// For each part with parameters the schema of an object of them.
    pub(crate) programs: Vec<(Part, Program)>,
    pub(crate) body: Option<Body>,
    pub(crate) responses: Vec<Response>,
}

/// The body of a request.
#[derive(Debug)]
pub(crate) struct Body {
    /// Whether a request must have it.
    pub(crate) required: bool,
    pub(crate) contents: Vec<Content>,
}

/// A body in one media type.
#[derive(Debug)]
pub(crate) struct Content {
    /// A media type or a range of them, in lower case.
    pub(crate) media_type: String,
    pub(crate) program: Option<Program>,
    /// How members of a form are written that are not written as usual.
    pub(crate) encoding: Vec<Parameter>,
}

/// What comes back.
#[derive(Debug)]
pub(crate) struct Response {
    /// A status code, a range of them such as `2XX`, or `default`.
    pub(crate) status: String,
    pub(crate) contents: Vec<Content>,
    /// How its header fields are written, and the schema of an object of them.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) headers: Option<Program>,
}

impl Content {
    /// JSON of a schema.
    fn json(program: &Program) -> Self {
        Self {
            media_type: "application/json".to_owned(),
            program: Some(program.clone()),
            encoding: Vec::new(),
        }
    }

    fn of(content: compiler::Content) -> Self {
        Self {
            media_type: content.media_type,
            program: content.schema.map(|compiled| compiled.program),
            encoding: content.encoding,
        }
    }
}

impl Known {
    /// All schemas.
    pub(crate) fn programs(&self) -> impl Iterator<Item = &Program> {
        let parameters = self.programs.iter().map(|(_, program)| program);
        let body = self.body.iter().flat_map(|body| &body.contents);
        let responses = self.responses.iter();
        let answers = responses.clone().flat_map(|response| &response.contents);
        let contents = body.chain(answers);
        parameters
            .chain(contents.filter_map(|content| content.program.as_ref()))
            .chain(responses.filter_map(|response| response.headers.as_ref()))
    }

    /// The parts that are JSON.
    pub(crate) fn parts(&self) -> Vec<(Part, &Program)> {
        let parameters = self.programs.iter().map(|(part, program)| (*part, program));
        let body = self.body.as_ref().and_then(|body| json(&body.contents));
        let mut successes = self
            .responses
            .iter()
            .filter(|response| response.status.starts_with('2'));
        let response = successes.find_map(|response| json(&response.contents));
        parameters
            .chain(body.map(|program| (Part::Body, program)))
            .chain(response.map(|program| (Part::Response, program)))
            .collect()
    }

    /// The schema of a part.
    ///
    /// # Errors
    /// That there is none, and what there is.
    pub(super) fn part(&self, part: Part) -> Result<&Program, String> {
        let parts = self.parts();
        let found = parts.iter().find(|(known, _)| *known == part);
        found.map(|(_, program)| *program).ok_or_else(|| {
            no_part(
                &self.id,
                part,
                parts.iter().map(|(part, _)| *part).collect(),
            )
        })
    }

    /// The finding that it is deprecated, if it is.
    pub(super) fn deprecation(&self, part: Part) -> Option<Violation> {
        let words = self.deprecated.as_deref()?;
        Some(Operation::deprecated_violation(words, part))
    }

    fn built_in(operation: &Operation) -> Self {
        let mut known = Self {
            id: operation.id.to_owned(),
            method: operation.method.to_owned(),
            template: operation.path_template.to_owned(),
            base_paths: Vec::new(),
            summary: operation.summary.to_owned(),
            deprecated: operation.deprecated.map(str::to_owned),
            parameters: Vec::new(),
            programs: Vec::new(),
            body: None,
            responses: Vec::new(),
        };
        for part in operation.parts {
            match part.part {
                Part::Body => {
                    known.body = Some(Body {
                        required: part.required,
                        contents: vec![Content::json(part.program)],
                    });
                }
                Part::Response => known.responses = success(part.program),
                parameters => known.programs.push((parameters, part.program.clone())),
            }
        }
        known
    }

    fn of(operation: OperationSchemas) -> Self {
        let OperationSchemas {
            id,
            method,
            path_template,
            base_paths,
            summary,
            deprecated,
            parameters,
            programs,
            body,
            responses,
            ..
        } = operation;
        let contents =
            |contents: Vec<compiler::Content>| contents.into_iter().map(Content::of).collect();
        let programs = programs.into_iter();
        let responses = responses.into_iter().map(|response| Response {
            contents: contents(response.contents),
            headers: response.headers.map(|compiled| compiled.program),
            parameters: response.parameters,
            status: response.status,
        });
        Self {
            template: path_template,
            programs: programs
                .map(|(part, compiled)| (part, compiled.program))
                .collect(),
            body: body.map(|body| Body {
                required: body.required,
                contents: contents(body.contents),
            }),
            responses: responses.collect(),
            id,
            method,
            base_paths,
            summary,
            deprecated,
            parameters,
        }
    }
}

/// The responses where only success is described.
fn success(program: &Program) -> Vec<Response> {
    let response = |status: &str, contents| Response {
        status: status.to_owned(),
        contents,
        parameters: Vec::new(),
        headers: None,
    };
    vec![
        response("2XX", vec![Content::json(program)]),
        response("default", Vec::new()),
    ]
}

/// The schema of what is JSON by its name, or else of what may be.
fn json(contents: &[Content]) -> Option<&Program> {
    let json = contents.iter().filter(|content| {
        let name = &*content.media_type;
        name == "application/json"
            || name.ends_with("+json")
            || name == "*/*"
            || name == "application/*"
    });
    let json = json.min_by_key(|content| content.media_type.ends_with('*'))?;
    json.program.as_ref()
}

/// Those that are built in.
pub(crate) fn built_in() -> Vec<Known> {
    let operations = vouchsafe_schemas::operations::OPERATIONS.iter();
    operations
        .map(|operation| Known::built_in(operation))
        .collect()
}

/// Those of an OpenAPI document.
///
/// # Errors
/// Every fault of the document.
pub(super) fn from_document(
    compiler: &Compiler,
    root: &Path,
    document: &Path,
    note: &mut dyn FnMut(PathBuf),
) -> Result<Vec<Known>, Diagnostics> {
    let path = document.to_string_lossy();
    let operations = compiler.compile_openapi(root, &path)?;
    for operation in &operations {
        for (_, compiled) in &operation.programs {
            compiled.files.iter().cloned().for_each(&mut *note);
        }
    }
    Ok(operations.into_iter().map(Known::of).collect())
}

/// The one of that ID.
///
/// # Errors
/// That there is none, and which may have been meant.
pub(super) fn one<'a>(id: &str, known: &'a [Arc<Known>]) -> Result<&'a Arc<Known>, String> {
    if let Some(found) = known.iter().find(|operation| operation.id == id) {
        return Ok(found);
    }
    let ids: Vec<&str> = known.iter().map(|operation| &*operation.id).collect();
    Err(unknown(id, &ids))
}

fn unknown(id: &str, known: &[&str]) -> String {
    let help = match meant(id, known) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!(
            "known are {}",
            known
                .iter()
                .map(|id| format!("`{id}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    };
    format!("there is no operation `{id}`\n  help: {help}")
}

/// The operation that was probably meant: one that begins or ends with what was written, or else the one of
/// the fewest slips, with or without what stands before the first point. Of two that are as near, none.
fn meant<'a>(id: &str, known: &[&'a str]) -> Option<&'a str> {
    let part = |candidate: &&str| candidate.ends_with(id) || candidate.starts_with(id);
    if let Some(meant) = known.iter().copied().find(part).filter(|_| !id.is_empty()) {
        return Some(meant);
    }
    // One slip in five letters; nobody mistypes more than a line of them, and comparing takes quadratic time.
    let most = (id.len() <= 100).then_some((id.chars().count() / 5).clamp(1, 4))?;
    let written = id.to_lowercase();
    let slips = |candidate: &str| {
        let name = candidate.to_lowercase();
        let short = name.split_once('.').map_or(&*name, |(_, short)| short);
        let apart = |name| strsim::damerau_levenshtein(&written, name);
        apart(&name).min(apart(short))
    };
    let mut near: Vec<(usize, &str)> = known.iter().map(|name| (slips(name), *name)).collect();
    near.retain(|(slips, _)| *slips <= most);
    near.sort_unstable();
    match near[..] {
        [(least, name), ref rest @ ..] if rest.iter().all(|(slips, _)| *slips > least) => {
            Some(name)
        }
        _ => None,
    }
}

fn no_part(id: &str, part: Part, parts: Vec<Part>) -> String {
    let parts: Vec<&str> = parts.into_iter().map(Part::word).collect();
    format!(
        "operation `{id}` describes no {part}\n  help: it describes: {}",
        parts.join(", ")
    )
}
