//! Parameters: how each is written, and the schema of all of one part together.

use std::fmt::Write as _;

use vouchsafe_core::Part;
use vouchsafe_core::json::Kind;

use super::content::{essence, is_json};
use super::document::{Reader, complaint};
use super::schema::PartSchema;
use crate::dialect::Dialect;
use crate::library::Spot;
use crate::options::Direction;
use crate::suggest::closest;

/// A parameter as it is written in a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub part: Part,
    /// How arrays and objects are written.
    pub style: Style,
    /// Whether each item or member is written as a parameter of its own.
    pub explode: bool,
    /// The media type of its text, if that is one.
    pub media_type: Option<String>,
    /// Whether it may be there without a value.
    pub allow_empty_value: bool,
}

impl Parameter {
    /// A parameter as it is written where nothing is said about it.
    pub fn new(name: impl Into<String>, part: Part) -> Self {
        let style = Style::usual(part);
        Self {
            name: name.into(),
            part,
            style,
            explode: style == Style::Form,
            media_type: None,
            allow_empty_value: false,
        }
    }

    /// Whether its text is JSON.
    pub fn is_json(&self) -> bool {
        self.media_type.as_deref().is_some_and(is_json)
    }

    /// Whether it is written as where nothing is said about it.
    pub fn is_usual(&self) -> bool {
        *self == Self::new(&*self.name, self.part)
    }
}

/// How arrays and objects are written in the text of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// `;color=blue`, in a path.
    Matrix,
    /// `.blue`, in a path.
    Label,
    /// `blue,black`, in a path or header.
    Simple,
    /// `color=blue&color=black`, in a query or cookies.
    Form,
    /// `color=blue%20black`, in a query.
    SpaceDelimited,
    /// `color=blue|black`, in a query.
    PipeDelimited,
    /// `color=blue%09black`, in a query: `tsv` of Swagger 2.0.
    TabDelimited,
    /// `color[R]=100&color[G]=200`, in a query.
    DeepObject,
}

impl Style {
    const ALL: [(Self, &'static str, &'static [Part]); 8] = [
        (Self::Matrix, "matrix", &[Part::Path]),
        (Self::Label, "label", &[Part::Path]),
        (Self::Simple, "simple", &[Part::Path, Part::Header]),
        (Self::Form, "form", &[Part::Query, Part::Cookie, Part::Body]),
        (
            Self::SpaceDelimited,
            "spaceDelimited",
            &[Part::Query, Part::Body],
        ),
        (
            Self::PipeDelimited,
            "pipeDelimited",
            &[Part::Query, Part::Body],
        ),
        (Self::DeepObject, "deepObject", &[Part::Query, Part::Body]),
        (Self::TabDelimited, "tsv", &[]),
    ];

    /// What documents call it.
    pub fn name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(style, ..)| *style == self);
        found.map_or("", |(_, name, _)| name)
    }

    /// The one of a name, where a part may have it.
    fn of(name: &str, part: Part) -> Option<Self> {
        // 3.2 calls it so where nothing in it is percent-encoded.
        if name == "cookie" && part == Part::Cookie {
            return Some(Self::Form);
        }
        let found = Self::names(part).find(|(_, known)| *known == name);
        found.map(|(style, _)| style)
    }

    fn names(part: Part) -> impl Iterator<Item = (Self, &'static str)> {
        let of_part = Self::ALL
            .iter()
            .filter(move |(.., parts)| parts.contains(&part));
        of_part.map(|(style, name, _)| (*style, *name))
    }

    fn usual(part: Part) -> Self {
        if matches!(part, Part::Path | Part::Header) {
            Self::Simple
        } else {
            Self::Form
        }
    }
}

/// A parameter of an operation, or a header field of a response, with its schema.
pub(super) struct Declared {
    pub(super) parameter: Parameter,
    pub(super) role: Role,
    pub(super) required: bool,
    deprecated: bool,
    secret: bool,
    /// Any value will do where there is none.
    pub(super) schema: Option<Spot>,
    pub(super) at: Spot,
}

/// What a parameter describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Parameter,
    /// The whole query, as a form (3.2, `in: querystring`).
    WholeQuery,
    /// The body, in Swagger 2.0.
    Body,
    /// A field of a form in the body, in Swagger 2.0.
    Field,
}

impl Declared {
    /// A parameter of which the document says nothing but that it is there.
    pub(super) fn anything(name: &str, part: Part, at: Spot) -> Self {
        Self {
            parameter: Parameter::new(name, part),
            role: Role::Parameter,
            required: part == Part::Path,
            deprecated: false,
            secret: false,
            schema: None,
            at,
        }
    }

    /// The same with a schema.
    pub(super) fn of_schema(self, schema: Option<Spot>, required: bool) -> Self {
        Self {
            required,
            schema,
            ..self
        }
    }

    /// A key of a security scheme.
    pub(super) fn key(name: &str, part: Part, at: Spot) -> Self {
        Self {
            secret: true,
            ..Self::anything(name, part, at)
        }
    }

    pub(super) fn is(&self, name: &str, part: Part) -> bool {
        let own = &self.parameter;
        let same = if part == Part::Header {
            own.name.eq_ignore_ascii_case(name)
        } else {
            own.name == name
        };
        own.part == part && same
    }
}

/// Header fields that are described elsewhere in the document (3.1, section 4.8.12.2.1; 4.8.17.1).
const ELSEWHERE: [&str; 3] = ["accept", "content-type", "authorization"];

const FIELDS: [&str; 14] = [
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "example",
    "examples",
    "content",
    "$ref",
];

impl Reader<'_> {
    /// The parameters that an operation or a path item lists.
    pub(super) fn parameters(&mut self, owner: Spot) -> Vec<Declared> {
        let Some(list) = self.member_of(owner, "parameters", Kind::Array) else {
            return Vec::new();
        };
        let mut parameters: Vec<Declared> = Vec::new();
        for item in self.items(list) {
            let Some(declared) = self.parameter(item) else {
                continue;
            };
            let Parameter { name, part, .. } = &declared.parameter;
            if parameters.iter().any(|other| other.is(name, *part)) {
                let words = format!("the parameter `{name}` of the {part} is listed twice");
                self.warn(item, complaint(words));
                continue;
            }
            parameters.push(declared);
        }
        parameters
    }

    /// The parameter that an object describes, or what it refers to.
    pub(super) fn parameter(&mut self, item: Spot) -> Option<Declared> {
        let at = self.follow(item, "parameters")?;
        // In Swagger 2.0 a parameter has the fields of a schema as well, which knows them.
        if !self.is_swagger() {
            self.know_fields(at, "a parameter", &FIELDS);
        }
        let name = self.text(at, "name");
        let place = self.text(at, "in");
        let (Some(name), Some(place)) = (name, place) else {
            if self.member(at, "name").is_none() || self.member(at, "in").is_none() {
                self.complain(at, complaint("a parameter must have a `name` and an `in`"));
            }
            return None;
        };
        if self.is_swagger() {
            return self.swagger_parameter(at, &name, &place);
        }
        if self.is_32() && place == "querystring" {
            return self.within(Part::Query, |reader| reader.whole_query(at, &name));
        }
        let part = match &*place {
            "path" => Part::Path,
            "query" => Part::Query,
            "header" => Part::Header,
            "cookie" => Part::Cookie,
            _ => {
                let words = "`in` must be `path`, `query`, `header` or `cookie`";
                let at = self.member(at, "in").unwrap_or(at);
                self.complain(at, complaint(words));
                return None;
            }
        };
        if part == Part::Header && ELSEWHERE.contains(&&*name.to_ascii_lowercase()) {
            return None;
        }
        let usual = Declared::anything(&name, part, at);
        // What is wrong with its description is no reason to take it for a parameter that nobody declared.
        Some(self.within(part, |reader| {
            reader.declared(at, name, part).unwrap_or(usual)
        }))
    }

    /// A parameter that is the whole query.
    fn whole_query(&mut self, at: Spot, name: &str) -> Option<Declared> {
        let mut declared = Declared::anything(name, Part::Query, at);
        declared.role = Role::WholeQuery;
        let content = self.member_of(at, "content", Kind::Object);
        let Some(content) = content else {
            let words = format!("`{name}` is the whole query and must have a `content`");
            self.complain(at, complaint(words));
            return Some(declared);
        };
        let media_type = self.only_content(content, &mut declared.parameter)?;
        let is_form = declared.parameter.media_type.as_deref().map(essence);
        if is_form.as_deref() != Some("application/x-www-form-urlencoded") {
            let words = format!("`{name}` is the whole query, and no form: it is not read");
            self.complain(content, complaint(words));
            return Some(declared);
        }
        declared.parameter.media_type = None;
        let required = self.flag(at, "required") == Some(true);
        let schema = self.member(media_type, "schema");
        Some(declared.of_schema(schema, required))
    }

    /// A header field of a response: a parameter without name and place.
    pub(super) fn header(&mut self, name: String, at: Spot) -> Option<Declared> {
        let at = self.follow(at, "headers")?;
        self.know_fields(at, "a header", &FIELDS[2..]);
        let is_described = name.eq_ignore_ascii_case("content-type");
        (!is_described).then(|| self.declared(at, name, Part::Header))?
    }

    fn declared(&mut self, at: Spot, name: String, part: Part) -> Option<Declared> {
        let mut parameter = Parameter::new(name, part);
        self.style(at, &mut parameter)?;
        parameter.allow_empty_value =
            part == Part::Query && self.flag(at, "allowEmptyValue") == Some(true);
        let schema = match (
            self.member(at, "schema"),
            self.member_of(at, "content", Kind::Object),
        ) {
            (Some(schema), None) => Some(schema),
            (None, Some(content)) => {
                let media_type = self.only_content(content, &mut parameter)?;
                // What is written in another way is not looked into.
                self.member(media_type, "schema")
                    .filter(|_| parameter.is_json())
            }
            (schema, _) => {
                let name = &parameter.name;
                let words = if schema.is_some() {
                    format!("`{name}` must have a `schema` or a `content`, not both")
                } else {
                    format!("`{name}` must have a `schema` or a `content`")
                };
                self.complain(at, complaint(words));
                return None;
            }
        };
        Some(Declared {
            role: Role::Parameter,
            required: self.flag(at, "required") == Some(true) || part == Part::Path,
            deprecated: self.flag(at, "deprecated") == Some(true),
            secret: false,
            parameter,
            schema,
            at,
        })
    }

    /// Reads `style` and `explode`.
    pub(super) fn style(&mut self, at: Spot, parameter: &mut Parameter) -> Option<()> {
        let part = parameter.part;
        if let Some(name) = self.text(at, "style") {
            let Some(style) = Style::of(&name, part) else {
                let names: Vec<&str> = Style::names(part).map(|(_, name)| name).collect();
                let words = format!("a parameter of the {part} cannot have the style `{name}`");
                let help = match closest(&name, names.iter().copied()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("the styles there are `{}`", names.join("`, `")),
                };
                let at = self.member(at, "style").unwrap_or(at);
                self.complain(at, complaint(words).help(help));
                return None;
            };
            parameter.style = style;
        }
        let explode = self.flag(at, "explode");
        parameter.explode = explode.unwrap_or(parameter.style == Style::Form);
        Some(())
    }

    /// The only media type of a `content`, which the parameter is written in.
    fn only_content(&mut self, content: Spot, parameter: &mut Parameter) -> Option<Spot> {
        let media_types = self.members(content);
        let [(name, media_type)] = &media_types[..] else {
            let words = "the `content` of a parameter must have just one media type";
            self.complain(content, complaint(words));
            return None;
        };
        parameter.media_type = Some(name.clone());
        self.follow(*media_type, "mediaTypes")
    }

    /// The schema of the parameters of one part as the members of one object.
    pub(super) fn schema_of_parameters(
        &self,
        name: &str,
        part: Part,
        parameters: &[&Declared],
        direction: Direction,
    ) -> PartSchema {
        let (mut properties, mut required) = (Vec::new(), Vec::new());
        let mut whole = String::new();
        for declared in parameters {
            if declared.role == Role::WholeQuery {
                let schema = declared.schema.map(|schema| quote(&self.uri_of(schema)));
                whole = schema.map_or_else(String::new, |uri| format!(r#","$ref":{uri}"#));
                continue;
            }
            let name = quote(&declared.parameter.name);
            properties.push(format!("{name}:{}", self.property(declared)));
            if declared.required {
                required.push(name);
            }
        }
        // Header fields and cookies that nobody declared are the business of every proxy and page on the way.
        let lints = if matches!(part, Part::Header | Part::Cookie) {
            ""
        } else {
            r#","x-lints":[{"code":"unknown-field","schema":{"unevaluatedProperties":false}}]"#
        };
        let text = format!(
            r#"{{"$schema":"{}","type":"object","properties":{{{}}},"required":[{}]{whole}{lints}}}"#,
            Dialect::Draft2020.uri(),
            properties.join(","),
            required.join(","),
        );
        self.schema_of_text(name, text, direction)
    }

    /// The schema of one of them.
    fn property(&self, declared: &Declared) -> String {
        let mut keywords = Vec::new();
        if let Some(schema) = declared.schema {
            let reference = format!("\"$ref\":{}", quote(&self.uri_of(schema)));
            keywords.push(if declared.parameter.allow_empty_value {
                format!(r#""if":{{"const":""}},"else":{{{reference}}}"#)
            } else {
                reference
            });
        }
        if declared.deprecated {
            keywords.push("\"deprecated\":true".to_owned());
        }
        if declared.secret {
            keywords.push("\"x-secret\":true".to_owned());
        }
        format!("{{{}}}", keywords.join(","))
    }
}

/// Text as a JSON string.
fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            control if control.is_control() => {
                let mut units = [0; 2];
                for unit in control.encode_utf16(&mut units) {
                    let _ = write!(quoted, "\\u{unit:04x}");
                }
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
