//! Bodies and responses: their media types, and the schema of each.

use vouchsafe_core::Part;
use vouchsafe_core::json::Kind;

use super::document::{Reader, complaint};
use super::parameter::{Declared, Parameter};
use crate::compiler::Compiled;
use crate::library::Spot;
use crate::options::Direction;

/// The body of a request.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Body {
    /// Whether a request must have it.
    pub required: bool,
    /// What it may be, in the order of the document.
    pub contents: Vec<Content>,
}

/// A body in one media type.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Content {
    /// The media type, or a range of them such as `image/*`, without parameters and in lower case.
    pub media_type: String,
    /// What it must be, if that is said.
    pub schema: Option<Compiled>,
    /// How members of a form are written that are not written as usual.
    pub encoding: Vec<Parameter>,
}

/// What comes back.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Response {
    /// A status code, a range of them such as `2XX`, or `default`.
    pub status: String,
    /// What its body may be.
    pub contents: Vec<Content>,
    /// How its header fields are written.
    pub parameters: Vec<Parameter>,
    /// The program of an object of them, if some are declared.
    pub headers: Option<Compiled>,
}

impl Response {
    /// Whether it tells of success.
    pub(super) fn is_success(&self) -> bool {
        self.status.starts_with('2')
    }
}

/// Whether a media type, or a range of them, is JSON or may be.
pub(super) fn is_json(media_type: &str) -> bool {
    let name = essence(media_type);
    name == "application/json"
        || name.ends_with("+json")
        || name == "*/*"
        || name == "application/*"
}

/// The program of what is JSON.
pub(super) fn json(contents: &[Content]) -> Option<&Compiled> {
    let json = contents
        .iter()
        .filter(|content| is_json(&content.media_type));
    // What is JSON by its name comes before what may be.
    let json = json.min_by_key(|content| content.media_type.ends_with('*'))?;
    json.schema.as_ref()
}

/// A media type without its parameters, in lower case.
fn essence(media_type: &str) -> String {
    let name = media_type.split(';').next().unwrap_or_default();
    name.trim().to_ascii_lowercase()
}

const BODY_FIELDS: [&str; 4] = ["description", "content", "required", "$ref"];
const CONTENT_FIELDS: [&str; 4] = ["schema", "example", "examples", "encoding"];
const ENCODING_FIELDS: [&str; 5] = [
    "contentType",
    "headers",
    "style",
    "explode",
    "allowReserved",
];
const RESPONSE_FIELDS: [&str; 5] = ["description", "headers", "content", "links", "$ref"];

impl Reader<'_> {
    /// The body that an operation asks for.
    pub(super) fn body(&mut self, operation: Spot) -> Option<Body> {
        let body = self.member(operation, "requestBody")?;
        let body = self.follow(body)?;
        self.know_fields(body, "a request body", &BODY_FIELDS);
        if self.member(body, "content").is_none() {
            self.complain(body, complaint("a request body must have a `content`"));
        }
        Some(Body {
            required: self.flag(body, "required") == Some(true),
            contents: self.contents(body, Direction::Request),
        })
    }

    /// The responses of an operation; `id` is what it is called.
    pub(super) fn responses(&mut self, operation: Spot, id: &str) -> Vec<Response> {
        let Some(responses) = self.member_of(operation, "responses", Kind::Object) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (status, at) in self.members(responses) {
            if status.starts_with("x-") {
                continue;
            }
            if !is_status(&status) {
                let words = format!("`{status}` is no status code");
                let help = "say a code such as `404`, a range such as `4XX`, or `default`";
                self.complain(self.name_of(at), complaint(words).help(help.to_owned()));
                continue;
            }
            let Some(at) = self.follow(at) else { continue };
            self.know_fields(at, "a response", &RESPONSE_FIELDS);
            let declared = self.headers(at);
            let fields: Vec<&Declared> = declared.iter().collect();
            let name = format!("{id}/{status}/header");
            let headers = (!fields.is_empty()).then(|| {
                self.compile_parameters(&name, Part::Header, &fields, Direction::Response)
            });
            found.push(Response {
                contents: self.contents(at, Direction::Response),
                parameters: declared.into_iter().map(|field| field.parameter).collect(),
                headers: headers.flatten(),
                status,
            });
        }
        found
    }

    fn headers(&mut self, response: Spot) -> Vec<Declared> {
        let Some(headers) = self.member_of(response, "headers", Kind::Object) else {
            return Vec::new();
        };
        let headers = self.members(headers).into_iter();
        headers
            .filter_map(|(name, at)| self.header(name, at))
            .collect()
    }

    fn contents(&mut self, owner: Spot, direction: Direction) -> Vec<Content> {
        let Some(content) = self.member_of(owner, "content", Kind::Object) else {
            return Vec::new();
        };
        let mut contents = Vec::new();
        for (name, at) in self.members(content) {
            let media_type = essence(&name);
            if !media_type.contains('/') {
                let words = format!("`{name}` is no media type; one is `application/json`");
                self.complain(self.name_of(at), complaint(words));
                continue;
            }
            let Some(at) = self.follow(at) else { continue };
            self.know_fields(at, "a media type", &CONTENT_FIELDS);
            let schema = self.member(at, "schema");
            contents.push(Content {
                schema: schema.and_then(|schema| self.compile(schema, direction)),
                encoding: self.encoding(at),
                media_type,
            });
        }
        contents
    }

    fn encoding(&mut self, media_type: Spot) -> Vec<Parameter> {
        let Some(encoding) = self.member_of(media_type, "encoding", Kind::Object) else {
            return Vec::new();
        };
        let mut parameters = Vec::new();
        for (name, at) in self.members(encoding) {
            self.know_fields(at, "an encoding", &ENCODING_FIELDS);
            let mut parameter = Parameter::new(name, Part::Body);
            let says = ["style", "explode", "allowReserved"];
            let is_styled = says.iter().any(|field| self.member(at, field).is_some());
            if is_styled {
                if self.style(at, &mut parameter).is_some() {
                    parameters.push(parameter);
                }
            } else if let Some(content_type) = self.text(at, "contentType") {
                parameter.media_type = Some(content_type);
                parameters.push(parameter);
            }
        }
        parameters
    }
}

/// Whether a name stands for one status, several, or all.
fn is_status(name: &str) -> bool {
    match name.as_bytes() {
        b"default" => true,
        [b'1'..=b'5', rest @ ..] => {
            rest == b"XX" || rest.len() == 2 && rest.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}
