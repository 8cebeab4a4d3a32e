//! The operations that are known: built-in ones, or those of an OpenAPI document.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use vouchsafe::{Operation, Part, Program, Violation};
use vouchsafe_compiler::{
    self as compiler, Compiler, Credential, Diagnostic, Diagnostics, Document, Fault,
    OperationKind, OperationSchemas, Parameter,
};

use super::schema::Schema;
use super::server::Server;

/// An operation.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) id: String,
    /// In capitals.
    pub(crate) method: String,
    /// The path with `{names}` for its parameters.
    pub(crate) template: String,
    /// Which way its requests go.
    pub(crate) kind: OperationKind,
    /// Where it is served: anything may stand before the path, if there is nothing here.
    pub(crate) servers: Vec<Server>,
    /// The credentials that it asks for: one of several lists, and all that the list names.
    pub(crate) security: Vec<Vec<Credential>>,
    /// What it does.
    pub(crate) summary: String,
    /// What to say about its being deprecated.
    pub(crate) deprecated: Option<String>,
    /// How its parameters are written; those that are not among them as usual.
    pub(crate) parameters: Vec<Parameter>,
    /// For each part with parameters the schema of an object of them.
    pub(crate) programs: Vec<(Part, Schema)>,
    pub(crate) body: Option<Body>,
    pub(crate) responses: Vec<Response>,
    /// What is wrong with the description of its parts, beside the faults of their schemas.
    pub(crate) faults: Vec<Fault>,
    /// The file, the line and the column where it is described, if a document does so.
    pub(crate) place: Option<(String, usize, usize)>,
    /// The description in the document.
    described: Option<OperationSchemas>,
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
    /// The parameters of the media type: the names in lower case.
    pub(crate) media_parameters: Vec<(String, String)>,
    pub(crate) schema: Option<Schema>,
    /// Whether the document describes it as a sequence of items.
    pub(crate) is_sequence: bool,
    /// How members of a form are written that are not written as usual.
    pub(crate) encoding: Vec<Parameter>,
}

/// What comes back.
#[derive(Debug)]
pub(crate) struct Response {
    /// A status code, a range of them such as `2XX`, or `default`.
    pub(crate) status: String,
    pub(crate) contents: Vec<Content>,
    /// Whether it may come without a body.
    pub(crate) optional: bool,
    /// How its header fields are written, and the schema of an object of them.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) headers: Option<Schema>,
}

impl Content {
    /// The media type with its parameters.
    pub(crate) fn name(&self) -> String {
        let parameters = self.media_parameters.iter();
        let parameters = parameters.map(|(name, value)| match &**value {
            "" => format!(";{name}"),
            value => format!(";{name}={value}"),
        });
        self.media_type.clone() + &parameters.collect::<String>()
    }

    /// JSON of a schema.
    fn json(program: &Program) -> Self {
        Self {
            media_type: "application/json".to_owned(),
            media_parameters: Vec::new(),
            schema: Some(program.into()),
            is_sequence: false,
            encoding: Vec::new(),
        }
    }

    fn of(content: compiler::Content) -> Self {
        Self {
            media_type: content.media_type,
            media_parameters: content.media_parameters,
            schema: content.schema.map(Schema::Asked),
            is_sequence: content.items.is_some(),
            encoding: content.encoding,
        }
    }
}

impl Known {
    /// All schemas.
    pub(crate) fn schemas(&self) -> impl Iterator<Item = &Schema> {
        let parameters = self.programs.iter().map(|(_, schema)| schema);
        let body = self.body.iter().flat_map(|body| &body.contents);
        let responses = self.responses.iter();
        let answers = responses.clone().flat_map(|response| &response.contents);
        let contents = body.chain(answers);
        parameters
            .chain(contents.filter_map(|content| content.schema.as_ref()))
            .chain(responses.filter_map(|response| response.headers.as_ref()))
    }

    /// Every reason why a part cannot be checked. All schemas are compiled for that.
    pub(crate) fn all_faults(&self) -> Vec<Fault> {
        let described = self.described.as_ref();
        described.map_or_else(Vec::new, OperationSchemas::all_faults)
    }

    /// The patterns that are left out of the schemas that have been compiled, each once.
    pub(crate) fn left_out(&self) -> impl Iterator<Item = &Diagnostic> {
        let mut seen = BTreeSet::new();
        let all = self.schemas().flat_map(Schema::unchecked);
        all.filter(move |found| seen.insert((&found.file, found.span)))
    }

    /// What its kind is called.
    pub(crate) fn kind_word(&self) -> &'static str {
        match self.kind {
            OperationKind::Webhook => "webhook",
            OperationKind::Callback => "callback",
            _ => "path",
        }
    }

    /// The parts that are JSON.
    pub(crate) fn parts(&self) -> Vec<(Part, &Schema)> {
        let parameters = self.programs.iter().map(|(part, schema)| (*part, schema));
        let body = self.body.as_ref().and_then(|body| json(&body.contents));
        let response = self.success().map(|(_, schema)| schema);
        parameters
            .chain(body.map(|schema| (Part::Body, schema)))
            .chain(response.map(|schema| (Part::Response, schema)))
            .collect()
    }

    /// The first response that tells of success and has a schema.
    fn success(&self) -> Option<(&Response, &Schema)> {
        let responses = self.responses.iter();
        let mut successes = responses.filter(|response| response.status.starts_with('2'));
        successes.find_map(|response| Some((response, json(&response.contents)?)))
    }

    /// Whether a part is a response that may come without a body. An empty file of a request is
    /// always a fault: what was to write it has failed.
    pub(super) fn is_optional(&self, part: Part) -> bool {
        let success = self.success().filter(|_| part == Part::Response);
        success.is_some_and(|(response, _)| response.optional)
    }

    /// The schema of a part.
    ///
    /// # Errors
    /// That there is none, and what there is; or why it cannot be used.
    pub(super) fn part(&self, part: Part) -> Result<&Schema, String> {
        let parts = self.parts();
        let found = parts.iter().find(|(known, _)| *known == part);
        let unusable = |faults: Vec<String>| {
            let id = &self.id;
            let faults = faults.join("\n");
            format!("the {part} of `{id}` cannot be checked\n{faults}")
        };
        let own = self.faults.iter().filter(|fault| fault.part == Some(part));
        let own: Vec<String> = own.map(|fault| fault.diagnostic.to_string()).collect();
        if !own.is_empty() {
            return Err(unusable(own));
        }
        let (_, schema) = found.ok_or_else(|| {
            no_part(
                &self.id,
                part,
                parts.iter().map(|(part, _)| *part).collect(),
            )
        })?;
        match schema.program() {
            Ok(_) => Ok(schema),
            Err(faults) => Err(unusable(faults.iter().map(ToString::to_string).collect())),
        }
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
            kind: OperationKind::Path,
            servers: Vec::new(),
            security: Vec::new(),
            summary: operation.summary.to_owned(),
            deprecated: operation.deprecated.map(str::to_owned),
            parameters: Vec::new(),
            programs: Vec::new(),
            body: None,
            responses: Vec::new(),
            faults: Vec::new(),
            place: None,
            described: None,
        };
        for part in operation.parts {
            match part.part {
                Part::Body => {
                    known.body = Some(Body {
                        required: part.required,
                        contents: vec![Content::json(part.program)],
                    });
                }
                Part::Response => known.responses = success(part.program, part.required),
                parameters => known.programs.push((parameters, part.program.into())),
            }
        }
        known
    }

    /// An operation of a document.
    pub(super) fn of(operation: OperationSchemas) -> Self {
        let described = Some(operation.clone());
        let OperationSchemas {
            id,
            method,
            path_template,
            kind,
            servers,
            security,
            summary,
            deprecated,
            parameters,
            programs,
            body,
            responses,
            faults,
            file,
            start,
            ..
        } = operation;
        let contents =
            |contents: Vec<compiler::Content>| contents.into_iter().map(Content::of).collect();
        let programs = programs.into_iter();
        let responses = responses.into_iter().map(|response| Response {
            contents: contents(response.contents),
            optional: response.optional,
            headers: response.headers.map(Schema::Asked),
            parameters: response.parameters,
            status: response.status,
        });
        Self {
            template: path_template,
            programs: programs
                .map(|(part, schema)| (part, Schema::Asked(schema)))
                .collect(),
            body: body.map(|body| Body {
                required: body.required,
                contents: contents(body.contents),
            }),
            responses: responses.collect(),
            place: Some((file, start.line, start.column)),
            described,
            id,
            method,
            kind,
            servers: servers.iter().flat_map(Server::of).collect(),
            security,
            summary,
            deprecated,
            parameters,
            faults,
        }
    }
}

/// The responses where only success is described.
fn success(program: &Program, required: bool) -> Vec<Response> {
    let response = |status: &str, contents| Response {
        status: status.to_owned(),
        contents,
        optional: !required,
        parameters: Vec::new(),
        headers: None,
    };
    vec![
        response("2XX", vec![Content::json(program)]),
        response("default", Vec::new()),
    ]
}

/// The schema of what is JSON by its name, or else of what may be.
fn json(contents: &[Content]) -> Option<&Schema> {
    let json = contents.iter().filter(|content| {
        let name = &*content.media_type;
        name == "application/json"
            || name.ends_with("+json")
            || name == "*/*"
            || name == "application/*"
    });
    let json = json.min_by_key(|content| content.media_type.ends_with('*'))?;
    json.schema.as_ref()
}

/// Those that are built in.
pub(crate) fn built_in() -> Vec<Known> {
    let operations = vouchsafe_schemas::operations::OPERATIONS.iter();
    operations
        .map(|operation| Known::built_in(operation))
        .collect()
}

/// An OpenAPI document. A strict caller wants it without any fault.
///
/// # Errors
/// That it cannot be read; for a strict caller, every fault of it.
pub(crate) fn open(
    compiler: &Compiler,
    root: &Path,
    document: &Path,
    strict: bool,
) -> Result<Document, Diagnostics> {
    let path = document.to_string_lossy();
    if strict {
        compiler.compile_openapi(root, &path)?;
    }
    compiler.open_openapi(root, &path)
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
