//! What Swagger 2.0 says in another way than OpenAPI 3: bodies are parameters, media types stand apart from schemas, and
//! a parameter is its own schema.

use vouchsafe_core::Part;
use vouchsafe_core::json::{Kind, Value};

use super::content::{Body, Content, Response, essence, parameters};
use super::document::{ROOT, Reader, complaint};
use super::parameter::{Declared, Parameter, Role, Style};
use super::schema::PartSchema;
use super::server::Server;
use crate::library::Spot;
use crate::options::Direction;

const RESPONSE_FIELDS: [&str; 5] = ["description", "schema", "headers", "examples", "$ref"];

/// The fields of a document.
pub(super) const FIELDS: [&str; 15] = [
    "swagger",
    "info",
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "paths",
    "definitions",
    "parameters",
    "responses",
    "securityDefinitions",
    "security",
    "tags",
    "externalDocs",
];

/// The fields of an operation.
pub(super) const OPERATION_FIELDS: [&str; 12] = [
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "consumes",
    "produces",
    "parameters",
    "responses",
    "schemes",
    "deprecated",
    "security",
];

/// The formats of arrays in the text of a parameter, each with its style and whether items stand apart.
const COLLECTIONS: [(&str, Option<Style>, bool); 5] = [
    ("csv", None, false),
    ("ssv", Some(Style::SpaceDelimited), false),
    ("tsv", Some(Style::TabDelimited), false),
    ("pipes", Some(Style::PipeDelimited), false),
    ("multi", Some(Style::Form), true),
];

impl Reader<'_> {
    /// A parameter, which is its own schema; that of a body has one.
    pub(super) fn swagger_parameter(
        &mut self,
        at: Spot,
        name: &str,
        place: &str,
    ) -> Option<Declared> {
        let (part, role) = match place {
            "path" => (Part::Path, Role::Parameter),
            "query" => (Part::Query, Role::Parameter),
            "header" => (Part::Header, Role::Parameter),
            "body" => (Part::Body, Role::Body),
            "formData" => (Part::Body, Role::Field),
            _ => {
                let words = "`in` must be `path`, `query`, `header`, `body` or `formData`";
                let at = self.member(at, "in").unwrap_or(at);
                self.complain(at, complaint(words));
                return None;
            }
        };
        Some(self.within(part, |reader| {
            let required = reader.flag(at, "required") == Some(true);
            let allow_empty_value = reader.flag(at, "allowEmptyValue") == Some(true);
            let schema = match role {
                Role::Body => reader.member(at, "schema"),
                _ => Some(at),
            };
            let mut declared = Declared::anything(name, part, at);
            if role == Role::Body && schema.is_none() {
                reader.complain(at, complaint("a body must have a `schema`"));
            }
            reader.collection(at, &mut declared.parameter);
            declared.parameter.allow_empty_value = allow_empty_value;
            declared.role = role;
            declared.of_schema(schema, required || part == Part::Path)
        }))
    }

    /// A header field of a response.
    fn swagger_header(&mut self, name: &str, at: Spot) -> Declared {
        let mut declared = Declared::anything(name, Part::Header, at);
        self.collection(at, &mut declared.parameter);
        declared.of_schema(Some(at), false)
    }

    /// Reads `collectionFormat`. Where it says nothing, items stand in one text with commas between them.
    fn collection(&mut self, at: Spot, parameter: &mut Parameter) {
        parameter.explode = false;
        let Some(name) = self.text(at, "collectionFormat") else {
            return;
        };
        let Some((_, style, explode)) = COLLECTIONS.iter().find(|(known, ..)| *known == name)
        else {
            let words = format!("there is no `collectionFormat` `{name}`");
            let names: Vec<&str> = COLLECTIONS.iter().map(|(name, ..)| *name).collect();
            let help = format!("it is one of `{}`", names.join("`, `"));
            let at = self.member(at, "collectionFormat").unwrap_or(at);
            self.complain(at, complaint(words).help(help));
            return;
        };
        parameter.style = style.unwrap_or(parameter.style);
        parameter.explode = *explode;
    }

    /// The body that the parameters of an operation describe.
    pub(super) fn swagger_body(
        &mut self,
        operation: Spot,
        id: &str,
        declared: &[Declared],
    ) -> Option<Body> {
        let first = declared.first()?;
        let consumes = self.media_types(operation, "consumes");
        if let Some(whole) = declared.iter().find(|one| one.role == Role::Body) {
            let schema = whole.schema.map(|at| self.schema(at, Direction::Request));
            let consumes = or_json(consumes);
            return Some(Body {
                required: whole.required,
                contents: contents(consumes, schema.as_ref(), &[]),
            });
        }
        let has_files = declared.iter().any(|field| {
            let kind = self.value(field.at).member("type");
            kind.and_then(Value::as_str)
                .is_some_and(|kind| kind.is("file"))
        });
        let consumes = consumes.unwrap_or_else(|| {
            let usual = if has_files {
                "multipart/form-data"
            } else {
                "application/x-www-form-urlencoded"
            };
            vec![usual.to_owned()]
        });
        let fields: Vec<&Declared> = declared.iter().collect();
        let name = format!("{id}/{}", first.parameter.part);
        let schema = self.schema_of_parameters(&name, Part::Body, &fields, Direction::Request);
        let encoding: Vec<Parameter> = declared
            .iter()
            .map(|field| field.parameter.clone())
            .collect();
        Some(Body {
            required: declared.iter().any(|field| field.required),
            contents: contents(consumes, Some(&schema), &encoding),
        })
    }

    /// A response of an operation, or of the document; `id` is what the operation is called.
    pub(super) fn swagger_response(&mut self, status: &str, at: Spot, id: &str) -> Response {
        self.know_fields(at, "a response", &RESPONSE_FIELDS);
        let headers = self.member_of(at, "headers", Kind::Object);
        let headers = headers.map_or_else(Vec::new, |headers| self.members(headers));
        let mut declared = Vec::new();
        for (name, header) in headers {
            if !name.eq_ignore_ascii_case("content-type") {
                declared.push(self.swagger_header(&name, header));
            }
        }
        let fields: Vec<&Declared> = declared.iter().collect();
        let name = format!("{id}/{status}/header");
        let headers = (!fields.is_empty())
            .then(|| self.schema_of_parameters(&name, Part::Header, &fields, Direction::Response));
        let schema = self.member(at, "schema");
        let schema = schema.map(|schema| self.schema(schema, Direction::Response));
        let produces = self.produces.clone();
        Response {
            status: status.to_owned(),
            contents: match &schema {
                Some(schema) => contents(or_json(produces), Some(schema), &[]),
                None => Vec::new(),
            },
            optional: false,
            parameters: declared.into_iter().map(|field| field.parameter).collect(),
            headers,
        }
    }

    /// The media types that an operation, or else the document, names.
    pub(super) fn media_types(&mut self, operation: Spot, field: &str) -> Option<Vec<String>> {
        let list = match self.member_of(operation, field, Kind::Array) {
            Some(list) => list,
            None => self.member_of(ROOT, field, Kind::Array)?,
        };
        let mut names = Vec::new();
        for item in self.items(list) {
            let text = self.value(item).as_str();
            let name = text.map(|text| text.to_lossy().into_owned());
            if let Some(name) = name.filter(|name| name.contains('/')) {
                names.push(name);
            } else {
                let words = format!("`{field}` lists what is no media type");
                self.warn(item, complaint(words));
            }
        }
        (!names.is_empty()).then_some(names)
    }

    /// The servers that `schemes`, `host` and `basePath` name; `None` if they say nothing of where it is served.
    pub(super) fn swagger_servers(&mut self, operation: Spot) -> Option<Vec<Server>> {
        let host = self.text(ROOT, "host");
        let base = self.text(ROOT, "basePath");
        if base.is_none() && host.is_none() {
            return None;
        }
        let base = base.unwrap_or_default();
        let base = base.trim_matches('/');
        let Some(host) = host else {
            return Some(vec![Server::new(format!("/{base}"))]);
        };
        let schemes = match self.member_of(operation, "schemes", Kind::Array) {
            Some(list) => Some(list),
            None => self.member_of(ROOT, "schemes", Kind::Array),
        };
        let schemes = schemes.map_or_else(Vec::new, |list| self.items(list));
        let schemes = schemes.into_iter().filter_map(|item| {
            let scheme = self.value(item).as_str()?;
            Some(format!("{}:", scheme.to_lossy()))
        });
        let mut schemes: Vec<String> = schemes.collect();
        // Without any, that of the document itself counts, which is not known.
        if schemes.is_empty() {
            schemes.push(String::new());
        }
        let urls = schemes.into_iter();
        let urls = urls.map(|scheme| format!("{scheme}//{host}/{base}"));
        Some(urls.map(Server::new).collect())
    }
}

/// JSON, where no media type is named.
fn or_json(media_types: Option<Vec<String>>) -> Vec<String> {
    media_types.unwrap_or_else(|| vec!["application/json".to_owned()])
}

/// The same schema in each of some media types.
fn contents(
    media_types: Vec<String>,
    schema: Option<&PartSchema>,
    encoding: &[Parameter],
) -> Vec<Content> {
    let contents = media_types.into_iter().map(|media_type| Content {
        media_parameters: parameters(&media_type),
        media_type: essence(&media_type),
        items: None,
        schema: schema.cloned(),
        encoding: encoding.to_vec(),
    });
    contents.collect()
}
