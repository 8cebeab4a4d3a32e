//! Operations of an OpenAPI document, 3.0 or 3.1: how the parts of a request and of its responses are written, and
//! which schemas they have.
//!
//! In: the path of a document, in JSON or YAML. Out: for each operation its parameters with a program for those of the
//! path, query, header and cookies, the contents of its body, and its responses. Parameters are put together to one
//! object by name; one of the path or query that the document does not declare is a lint there.
//!
//! What it does **not** do: read requests (that is the command's part), or look at `webhooks`, which come from the
//! server.

mod content;
mod document;
mod operation;
mod parameter;
mod server;
mod version;

use std::collections::HashMap;
use std::path::Path;

use vouchsafe_core::Part;
use vouchsafe_core::json::Kind;

use crate::compiler::{Compiled, Compiler};
use crate::diagnostic::Diagnostics;
use crate::library::Spot;
use crate::load::file_uri;
pub use content::{Body, Content, Response};
use document::{ROOT, Reader, complaint};
pub use parameter::{Parameter, Style};

/// An operation with the schemas of its parts.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct OperationSchemas {
    /// The `operationId`, or method and path where there is none: `GET /orders/{id}`.
    pub id: String,
    /// The HTTP method, in capitals.
    pub method: String,
    /// The path with `{names}` for its parameters.
    pub path_template: String,
    /// The paths of the servers, to stand before it, with `{names}` for variables; none if the document names none.
    pub base_paths: Vec<String>,
    /// What it does.
    pub summary: String,
    /// What to say about its being deprecated, if it is.
    pub deprecated: Option<String>,
    /// How its parameters are written.
    pub parameters: Vec<Parameter>,
    /// For each part with parameters the program of an object of them.
    pub programs: Vec<(Part, Compiled)>,
    /// The request body, if there may be one.
    pub body: Option<Body>,
    /// The responses, in the order of the document.
    pub responses: Vec<Response>,
}

impl OperationSchemas {
    /// The parts that are JSON, each with whether a request must have it: parameters, the JSON content of the body, and
    /// that of the first response that tells of success.
    pub fn parts(&self) -> Vec<(Part, bool, &Compiled)> {
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
        let response = successes.find_map(|response| content::json(&response.contents));
        let response = response.map(|json| (Part::Response, false, json));
        parameters.chain(body).chain(response).collect()
    }
}

/// The members of a path item that are operations.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

impl Compiler {
    /// Compiles the parts of every operation of an OpenAPI document, 3.0 or 3.1; JSON, or YAML where the feature `yaml`
    /// is on.
    ///
    /// `root` is the folder from which messages name files; `path` is relative to it, or absolute.
    ///
    /// # Errors
    /// Every fault of the document and of the schemas that it refers to.
    pub fn compile_openapi(
        &self,
        root: impl AsRef<Path>,
        path: &str,
    ) -> Result<Vec<OperationSchemas>, Diagnostics> {
        let root = root.as_ref();
        let compiler = self.for_openapi(root);
        let uri = file_uri(&root.join(path));
        let mut reader = Reader::open(&compiler, &uri, path).map_err(Diagnostics::new)?;
        let operations = reader.operations();
        let faults = reader.into_faults();
        if faults.is_empty() {
            Ok(operations)
        } else {
            Err(Diagnostics::new(faults))
        }
    }
}

impl Reader<'_> {
    fn operations(&mut self) -> Vec<OperationSchemas> {
        self.know_fields(ROOT, "an OpenAPI document", &FIELDS);
        let mut operations: Vec<OperationSchemas> = Vec::new();
        let mut ids = HashMap::new();
        let mut shapes = HashMap::new();
        let paths = self.member_of(ROOT, "paths", Kind::Object);
        for (template, item) in paths.map_or_else(Vec::new, |paths| self.members(paths)) {
            if template.starts_with("x-") {
                continue;
            }
            let name = self.name_of(item);
            if !template.starts_with('/') {
                let words = format!("the path `{template}` must begin with `/`");
                self.complain(name, complaint(words));
            }
            let other = shapes
                .entry(operation::shape(&template))
                .or_insert_with(|| template.clone());
            if *other != template {
                let words = format!("`{template}` is the same path as `{other}`");
                self.complain(name, complaint(words));
            }
            self.refuse_beside_reference(item);
            let Some(item) = self.follow(item) else {
                continue;
            };
            self.know_fields(item, "a path item", &ITEM_FIELDS);
            for method in METHODS {
                let Some(at) = self.member_of(item, method, Kind::Object) else {
                    continue;
                };
                let operation = self.operation(&template, method, item, at);
                let place = self.member(at, "operationId").unwrap_or(at);
                let told = format!("{} {template}", operation.method);
                if let Some(other) = ids.insert(operation.id.clone(), told) {
                    let words = format!(
                        "`{}` is the `operationId` of `{other}` as well",
                        operation.id
                    );
                    self.complain(place, complaint(words));
                }
                operations.push(operation);
            }
        }
        operations
    }
}

impl Reader<'_> {
    /// Complains about what a path item has beside its `$ref`: versions differ in what becomes of it.
    fn refuse_beside_reference(&mut self, item: Spot) {
        if self.member(item, "$ref").is_none() {
            return;
        }
        for (name, beside) in self.members(item) {
            let describes = matches!(&*name, "$ref" | "summary" | "description");
            if !describes && !name.starts_with("x-") {
                let words = format!("`{name}` stands beside `$ref`, where it may be ignored");
                let help = "move it to the path item that is referred to".to_owned();
                self.complain(self.name_of(beside), complaint(words).help(help));
            }
        }
    }
}

/// The fields of a document.
const FIELDS: [&str; 10] = [
    "openapi",
    "info",
    "jsonSchemaDialect",
    "servers",
    "paths",
    "webhooks",
    "components",
    "security",
    "tags",
    "externalDocs",
];

/// The fields of a path item.
const ITEM_FIELDS: [&str; 13] = [
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
    "$ref",
    "summary",
    "description",
    "servers",
    "parameters",
];
