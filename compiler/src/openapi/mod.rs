//! Operations of an OpenAPI document, 3.0 to 3.2, or of one of Swagger 2.0: how the parts of a request and of its responses are written, and
//! which schemas they have.
//!
//! In: the path of a document, in JSON or YAML. Out: for each operation its parameters with a schema for those of the
//! path, query, header and cookies, the contents of its body, and its responses. Parameters are put together to one
//! object by name; one of the path or query that the document does not declare is a lint there.
//!
//! A document is read to its outline first. A schema is compiled when it is asked for, so a document costs what reading
//! it costs, and a fault stops only what needs the faulty part.
//!
//! What it does **not** do: read requests (that is the command's part).

mod components;
mod content;
mod document;
mod operation;
mod outline;
mod parameter;
mod schema;
mod security;
mod server;
mod swagger;
mod version;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use vouchsafe_core::Part;
use vouchsafe_core::json::Position;

use crate::compiler::Compiler;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::file_uri;
pub use content::{Body, Content, Response};
pub use document::Fault;
use document::Reader;
pub use parameter::{Parameter, Style};
pub use schema::PartSchema;
pub use security::{Credential, CredentialKind};
pub use server::{Server, ServerVariable};

/// An operation with the schemas of its parts.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct OperationSchemas {
    /// The `operationId`, or method and path where there is none: `GET /orders/{id}`. Of two operations with the same
    /// `operationId`, the second is called by method and path.
    pub id: String,
    /// The HTTP method, in capitals.
    pub method: String,
    /// The path with `{names}` for its parameters. For a webhook it is its name, for a callback its expression.
    pub path_template: String,
    /// Who calls whom.
    pub kind: OperationKind,
    /// The servers, to stand before it; one at `/` if the document names none.
    pub servers: Vec<Server>,
    /// The credentials that it asks for: one of several lists, and all that the list names. None are needed where a list
    /// is empty, or where there is no list.
    pub security: Vec<Vec<Credential>>,
    /// What it does.
    pub summary: String,
    /// What to say about its being deprecated, if it is.
    pub deprecated: Option<String>,
    /// How its parameters are written.
    pub parameters: Vec<Parameter>,
    /// For each part with parameters the schema of an object of them.
    pub programs: Vec<(Part, PartSchema)>,
    /// The request body, if there may be one.
    pub body: Option<Body>,
    /// The responses, in the order of the document.
    pub responses: Vec<Response>,
    /// What is wrong with the description of its parts, beside the faults of their schemas.
    pub faults: Vec<Fault>,
    /// The file that it is described in.
    pub file: String,
    /// Where its description begins.
    pub start: Position,
}

/// Which way the requests of an operation go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum OperationKind {
    /// To the API, at one of its paths.
    Path,
    /// From the API, to a place that was agreed upon elsewhere.
    Webhook,
    /// From the API, to a place that an earlier request has named.
    Callback,
}

impl OperationSchemas {
    /// All schemas: of the parameters, the body, the responses and their headers.
    pub fn schemas(&self) -> impl Iterator<Item = &PartSchema> {
        let parameters = self.programs.iter().map(|(_, program)| program);
        let body = self.body.iter().flat_map(|body| &body.contents);
        let answers = self.responses.iter().flat_map(|answer| &answer.contents);
        let contents = body.chain(answers);
        let headers = self.responses.iter();
        parameters
            .chain(contents.flat_map(|content| content.schema.iter().chain(&content.items)))
            .chain(headers.filter_map(|answer| answer.headers.as_ref()))
    }

    /// The parts that are JSON, each with whether a request must have it: parameters, the JSON content of the body, and
    /// that of the first response that tells of success.
    pub fn parts(&self) -> Vec<(Part, bool, &PartSchema)> {
        let parameters = self
            .programs
            .iter()
            .map(|(part, program)| (*part, true, program));
        let body = self.body.as_ref().and_then(|body| {
            let json = content::json(&body.contents)?;
            Some((Part::Body, body.required, json))
        });
        let mut successes = self
            .responses
            .iter()
            .filter(|response| response.is_success());
        let response = successes.find_map(|response| {
            let json = content::json(&response.contents)?;
            Some((Part::Response, !response.optional, json))
        });
        parameters.chain(body).chain(response).collect()
    }

    /// Every reason why a part of it cannot be used, each with the part. All its schemas are compiled for that.
    pub fn all_faults(&self) -> Vec<Fault> {
        let mut faults = self.faults.clone();
        let mut add = |part: Part, schema: &PartSchema| {
            for diagnostic in schema.faults() {
                let fault = Fault {
                    part: Some(part),
                    diagnostic: diagnostic.clone(),
                };
                if !faults.contains(&fault) {
                    faults.push(fault);
                }
            }
        };
        for (part, schema) in &self.programs {
            add(*part, schema);
        }
        let body = self.body.iter().flat_map(|body| &body.contents);
        for schema in body.filter_map(|content| content.schema.as_ref()) {
            add(Part::Body, schema);
        }
        for response in &self.responses {
            let contents = response.contents.iter();
            let schemas = contents.filter_map(|content| content.schema.as_ref());
            for schema in schemas.chain(&response.headers) {
                add(Part::Response, schema);
            }
        }
        faults
    }
}

/// An OpenAPI document, read to its outline.
///
/// ```
/// use vouchsafe_compiler::Compiler;
///
/// let text = r##"{"openapi": "3.1.1", "paths": {
///     "/orders": {"post": {"operationId": "order", "requestBody": {"content": {"application/json": {
///         "schema": {"required": ["item"]}}}}}},
///     "/broken": {"get": {"parameters": [{"$ref": "#/nowhere"}]}}
/// }}"##;
/// let document = Compiler::new().overlay("/", "api.json", text).open_openapi("/", "api.json")?;
/// let order = document.operation("order").unwrap();
/// let (_, _, schema) = order.parts()[0];
/// assert!(!schema.program().unwrap().is_valid(b"{}"));
/// assert_eq!(document.operation("GET /broken").unwrap().faults.len(), 1);
/// # Ok::<(), vouchsafe_compiler::Diagnostics>(())
/// ```
#[derive(Debug, Clone)]
pub struct Document {
    compiler: Arc<Compiler>,
    operations: Vec<OperationSchemas>,
    /// Schemas of components, where those are looked at that no operation needs.
    others: Vec<PartSchema>,
    warnings: Diagnostics,
}

impl Document {
    /// The operations, in the order of the document: those of paths, each with its callbacks behind it, then those of
    /// webhooks.
    pub fn operations(&self) -> &[OperationSchemas] {
        &self.operations
    }

    /// The operation of an ID.
    pub fn operation(&self, id: &str) -> Option<&OperationSchemas> {
        self.operations.iter().find(|operation| operation.id == id)
    }

    /// What is wrong with the document and stops no operation.
    pub const fn warnings(&self) -> &Diagnostics {
        &self.warnings
    }

    /// The files that were read so far: the document, and those that it and the schemas that were asked for refer to.
    pub fn files(&self) -> Vec<PathBuf> {
        self.compiler.files()
    }

    /// The operations, to take them along.
    pub fn into_operations(self) -> Vec<OperationSchemas> {
        self.operations
    }

    /// Looks at all schemas, to find out which of them have faults. That costs far less than to compile each.
    pub fn look_at_all(&self) -> Vec<Diagnostic> {
        let operations = self.operations.iter();
        let schemas = operations.flat_map(OperationSchemas::schemas);
        let schemas: Vec<&PartSchema> = schemas.chain(&self.others).collect();
        PartSchema::look_at(&schemas)
    }

    /// Everything that is wrong with the document, be it harmless or not.
    pub fn all_faults(&self) -> Diagnostics {
        let looked_at = self.look_at_all();
        let operations = self.operations.iter();
        let faults = operations.flat_map(OperationSchemas::all_faults);
        let faults = faults.map(|fault| fault.diagnostic);
        let all = faults.chain(self.warnings.iter().cloned()).chain(looked_at);
        Diagnostics::new(all.collect())
    }
}

impl Compiler {
    /// Reads an OpenAPI document, 3.0 to 3.2 or Swagger 2.0, to its outline; JSON, or YAML where the feature `yaml` is on.
    /// What is wrong in it stops the parts that need it, and no others.
    ///
    /// `root` is the folder from which messages name files; `path` is relative to it, or absolute.
    ///
    /// # Errors
    /// That the document cannot be read, or is none.
    pub fn open_openapi(
        &self,
        root: impl AsRef<Path>,
        path: &str,
    ) -> Result<Document, Diagnostics> {
        let root = root.as_ref();
        let compiler = Arc::new(self.for_openapi(root).skip_unrunnable());
        open(&compiler, root, path, false)
    }

    /// Every fault of an OpenAPI document, also of components that no operation needs.
    pub(crate) fn faults_of_openapi(&self, root: &Path, path: &str) -> Vec<Diagnostic> {
        let opened = open(&Arc::new(self.for_openapi(root)), root, path, true);
        let faults = opened.map_or_else(|faults| faults, |document| document.all_faults());
        faults.into_errors().into_iter().collect()
    }

    /// Compiles the parts of every operation of an OpenAPI document. Any fault of the document is an error.
    ///
    /// # Errors
    /// Every fault of the document and of the schemas that it refers to.
    pub fn compile_openapi(
        &self,
        root: impl AsRef<Path>,
        path: &str,
    ) -> Result<Vec<OperationSchemas>, Diagnostics> {
        let root = root.as_ref();
        let document = open(&Arc::new(self.for_openapi(root)), root, path, false)?;
        let faults = document.all_faults();
        if faults.is_empty() {
            Ok(document.operations)
        } else {
            Err(faults.into_errors())
        }
    }
}

fn open(
    compiler: &Arc<Compiler>,
    root: &Path,
    path: &str,
    with_components: bool,
) -> Result<Document, Diagnostics> {
    let uri = file_uri(&root.join(path));
    let mut reader = Reader::open(compiler, &uri, path).map_err(Diagnostics::new)?;
    let operations = reader.outline();
    let others = if with_components {
        reader.components()
    } else {
        Vec::new()
    };
    Ok(Document {
        compiler: Arc::clone(compiler),
        operations,
        others,
        warnings: Diagnostics::new(reader.into_warnings()),
    })
}
