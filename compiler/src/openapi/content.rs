//! Bodies and responses: their media types, and the schema of each.

use vouchsafe_core::Part;
use vouchsafe_core::json::Kind;

use super::document::{Reader, complaint};
use super::parameter::{Declared, Parameter};
use super::schema::PartSchema;
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
    /// The parameters of the media type, such as `version=1`: the names in lower case.
    pub media_parameters: Vec<(String, String)>,
    /// What it must be, if that is said.
    pub schema: Option<PartSchema>,
    /// What each item must be where the body is a sequence of them, such as lines of JSON (3.2, `itemSchema`).
    pub items: Option<PartSchema>,
    /// How members of a form are written that are not written as usual.
    pub encoding: Vec<Parameter>,
}

/// What a response says that may come without the body that it describes. OpenAPI says so of requests alone.
const OPTIONAL_CONTENT: &str = "x-optional-content";

/// What comes back.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Response {
    /// A status code, a range of them such as `2XX`, or `default`.
    pub status: String,
    /// What its body may be.
    pub contents: Vec<Content>,
    /// Whether it may come without a body, by the extension `x-optional-content`.
    pub optional: bool,
    /// How its header fields are written.
    pub parameters: Vec<Parameter>,
    /// The program of an object of them, if some are declared.
    pub headers: Option<PartSchema>,
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
pub(super) fn json(contents: &[Content]) -> Option<&PartSchema> {
    let json = contents
        .iter()
        .filter(|content| is_json(&content.media_type));
    // What is JSON by its name comes before what may be.
    let json = json.min_by_key(|content| content.media_type.ends_with('*'))?;
    json.schema.as_ref()
}

/// A media type without its parameters, in lower case.
pub(super) fn essence(media_type: &str) -> String {
    let name = media_type.split(';').next().unwrap_or_default();
    name.trim().to_ascii_lowercase()
}

/// The parameters of a media type; one without a value has an empty one.
pub(super) fn parameters(media_type: &str) -> Vec<(String, String)> {
    let parameters = media_type.split(';').skip(1).map(|parameter| {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        let value = value.trim().trim_matches('"');
        (name.trim().to_ascii_lowercase(), value.to_owned())
    });
    parameters.filter(|(name, _)| !name.is_empty()).collect()
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
/// What 3.2 adds to media types and encodings.
const CONTENT_FIELDS_32: [&str; 4] = ["itemSchema", "itemEncoding", "prefixEncoding", "$ref"];
const ENCODING_FIELDS_32: [&str; 3] = ["encoding", "itemEncoding", "prefixEncoding"];
const RESPONSE_FIELDS: [&str; 5] = ["description", "headers", "content", "links", "$ref"];

impl Reader<'_> {
    /// The body that an operation asks for.
    pub(super) fn body(&mut self, operation: Spot) -> Option<Body> {
        let body = self.member(operation, "requestBody")?;
        self.body_at(body)
    }

    /// The body that an object describes, or what it refers to.
    pub(super) fn body_at(&mut self, body: Spot) -> Option<Body> {
        let body = self.follow(body, "requestBodies")?;
        self.know_fields(body, "a request body", &BODY_FIELDS);
        if self.member(body, "content").is_none() {
            self.warn(body, complaint("a request body must have a `content`"));
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
                self.warn(self.name_of(at), complaint(words).help(help.to_owned()));
                continue;
            }
            found.extend(self.response(&status, at, id));
        }
        found
    }

    /// The response that an object describes, or what it refers to.
    pub(super) fn response(&mut self, status: &str, at: Spot, id: &str) -> Option<Response> {
        let at = self.follow(at, "responses")?;
        if self.is_swagger() {
            return Some(self.swagger_response(status, at, id));
        }
        self.know_fields_and(at, "a response", &RESPONSE_FIELDS, &["summary"]);
        let declared = self.headers(at);
        let fields: Vec<&Declared> = declared.iter().collect();
        let name = format!("{id}/{status}/header");
        let headers = (!fields.is_empty())
            .then(|| self.schema_of_parameters(&name, Part::Header, &fields, Direction::Response));
        Some(Response {
            contents: self.contents(at, Direction::Response),
            optional: self.flag(at, OPTIONAL_CONTENT) == Some(true),
            parameters: declared.into_iter().map(|field| field.parameter).collect(),
            headers,
            status: status.to_owned(),
        })
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
                self.warn(self.name_of(at), complaint(words));
                continue;
            }
            let Some(at) = self.follow(at, "mediaTypes") else {
                continue;
            };
            self.know_fields_and(at, "a media type", &CONTENT_FIELDS, &CONTENT_FIELDS_32);
            let schema = self.member(at, "schema");
            let items = self.member(at, "itemSchema").filter(|_| self.is_32());
            contents.push(Content {
                items: items.map(|items| self.schema(items, direction)),
                schema: schema.map(|schema| self.schema(schema, direction)),
                encoding: self.encoding(at),
                media_parameters: parameters(&name),
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
            self.know_fields_and(at, "an encoding", &ENCODING_FIELDS, &ENCODING_FIELDS_32);
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
pub(super) fn is_status(name: &str) -> bool {
    match name.as_bytes() {
        b"default" => true,
        [b'1'..=b'5', rest @ ..] => {
            rest == b"XX" || rest.len() == 2 && rest.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}
