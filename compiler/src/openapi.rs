//! Operations of an OpenAPI 3.1 document: which schemas the parts of a request have.
//!
//! In: the path of a document. Out: for each operation a program for its path, query, header, body and
//! response, as far as it has them. Parameters are put together to one object from name to text; a
//! parameter of the path or query that the document does not declare is a lint there.
//!
//! What it does **not** do yet: parameters with `content` or with a style other than the default one,
//! and media types other than JSON; they are faults, not ignored.

use std::path::Path;

use vouchsafe_core::json::{Span, Value};
use vouchsafe_core::{Part, codes as core_codes};

use crate::codes;
use crate::compiler::{Compiled, Compiler};
use crate::diagnostic::{Complaint, Diagnostic, Diagnostics};
use crate::library::push_token;

/// An operation with the schemas of its parts.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct OperationSchemas {
    /// The `operationId`, or method and path where there is none.
    pub id: String,
    /// The HTTP method, in capitals.
    pub method: String,
    /// The path with `{names}` for its parameters.
    pub path_template: String,
    /// What it does.
    pub summary: String,
    /// What to say about its being deprecated, if it is.
    pub deprecated: Option<String>,
    /// Its parts: which one, whether a request must have it, and its program.
    pub parts: Vec<(Part, bool, Compiled)>,
}

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

impl Compiler {
    /// Compiles the parts of every operation of an OpenAPI 3.1 document (JSON).
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
        let source = self.read_document(root, path)?;
        let document = Reader {
            compiler: self,
            root,
            path,
            root_value: source.document().root(),
        };
        let mut faults = Vec::new();
        let mut operations = Vec::new();
        let version = document
            .root_value
            .member("openapi")
            .and_then(Value::as_str);
        if !version.is_some_and(|version| version.to_lossy().starts_with("3.1")) {
            let words = "this is not an OpenAPI 3.1 document: `openapi` must be `3.1.…`";
            faults.push(Complaint::new(&codes::UNSUPPORTED_DIALECT, words).at(
                path,
                &source.text,
                Span::new(0, 0),
            ));
        }
        for (template, item) in document
            .root_value
            .member("paths")
            .into_iter()
            .flat_map(Value::members)
        {
            for method in METHODS {
                if let Some(operation) = item.member(method) {
                    match document.operation(&template.to_lossy(), method, item, operation) {
                        Ok(operation) => operations.push(operation),
                        Err(more) => faults.extend(more),
                    }
                }
            }
        }
        if faults.is_empty() {
            Ok(operations)
        } else {
            Err(Diagnostics::new(faults))
        }
    }
}

struct Reader<'a> {
    compiler: &'a Compiler,
    root: &'a Path,
    path: &'a str,
    root_value: Value<'a>,
}

/// A parameter of an operation.
struct Parameter<'a> {
    name: String,
    required: bool,
    /// The JSON Pointer to its schema.
    schema: String,
    value: Value<'a>,
}

impl<'a> Reader<'a> {
    fn operation(
        &self,
        template: &str,
        method: &str,
        item: Value<'a>,
        operation: Value<'a>,
    ) -> Result<OperationSchemas, Vec<Diagnostic>> {
        let text = |name: &str| {
            operation
                .member(name)
                .and_then(Value::as_str)
                .map(|text| text.to_lossy().into_owned())
        };
        let id =
            text("operationId").unwrap_or_else(|| format!("{} {template}", method.to_uppercase()));
        let is_deprecated = operation.member("deprecated").and_then(Value::as_bool) == Some(true);
        let deprecated = is_deprecated.then(|| {
            text("x-deprecated-message").unwrap_or_else(|| format!("`{id}` is deprecated"))
        });
        let mut faults = Vec::new();
        let mut parts = Vec::new();
        let mut keep = |part: Part, required: bool, compiled: Result<Compiled, Vec<Diagnostic>>| {
            match compiled {
                Ok(compiled) => parts.push((part, required, compiled)),
                Err(more) => faults.extend(more),
            }
        };
        let pointer = {
            let mut pointer = String::from("/paths");
            push_token(&mut pointer, template);
            pointer
        };
        for part in [Part::Path, Part::Query, Part::Header] {
            let mut parameters = self
                .parameters(item, &pointer, part)
                .unwrap_or_else(|more| {
                    keep(part, true, Err(more));
                    Vec::new()
                });
            let own = self
                .parameters(operation, &format!("{pointer}/{method}"), part)
                .unwrap_or_else(|more| {
                    keep(part, true, Err(more));
                    Vec::new()
                });
            // A parameter of the operation takes the place of one of the path with the same name.
            parameters.retain(|parameter| own.iter().all(|other| other.name != parameter.name));
            parameters.extend(own);
            if !parameters.is_empty() {
                keep(part, true, self.compile_parameters(&id, part, &parameters));
            }
        }
        if let Some(body) = operation.member("requestBody") {
            let (body, pointer) = self.follow(body, format!("{pointer}/{method}/requestBody"));
            let required = body.member("required").and_then(Value::as_bool) == Some(true);
            match self.json_schema(body, &pointer) {
                Ok(Some(pointer)) => keep(Part::Body, required, self.compile(&pointer)),
                Ok(None) => {}
                Err(fault) => keep(Part::Body, required, Err(vec![*fault])),
            }
        }
        let success = operation
            .member("responses")
            .into_iter()
            .flat_map(Value::members);
        for (status, response) in success.filter(|(status, _)| status.to_lossy().starts_with('2')) {
            let mut at = format!("{pointer}/{method}/responses");
            push_token(&mut at, &status.to_lossy());
            let (response, at) = self.follow(response, at);
            if let Ok(Some(pointer)) = self.json_schema(response, &at) {
                keep(Part::Response, false, self.compile(&pointer));
                break;
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(OperationSchemas {
            summary: text("summary").unwrap_or_default(),
            id,
            method: method.to_uppercase(),
            path_template: template.to_owned(),
            deprecated,
            parts,
        })
    }

    /// The parameters of one part that an operation or path item lists.
    fn parameters(
        &self,
        owner: Value<'a>,
        at: &str,
        part: Part,
    ) -> Result<Vec<Parameter<'a>>, Vec<Diagnostic>> {
        let mut parameters = Vec::new();
        let mut faults = Vec::new();
        let listed = owner
            .member("parameters")
            .into_iter()
            .flat_map(Value::items)
            .enumerate();
        for (index, value) in listed {
            let (value, pointer) = self.follow(value, format!("{at}/parameters/{index}"));
            let text = |name: &str| {
                value
                    .member(name)
                    .and_then(Value::as_str)
                    .map(|text| text.to_lossy().into_owned())
            };
            if text("in").as_deref() != Some(part.word()) {
                continue;
            }
            let name = text("name").unwrap_or_default();
            // Described elsewhere in the document (OpenAPI 3.1, section 4.8.12.2.1).
            let elsewhere = ["accept", "content-type", "authorization"];
            if part == Part::Header && elsewhere.contains(&name.to_ascii_lowercase().as_str()) {
                continue;
            }
            let usual = if part == Part::Query {
                "form"
            } else {
                "simple"
            };
            if value.member("schema").is_none() || text("style").is_some_and(|style| style != usual)
            {
                let words =
                    format!("parameter `{name}` has no `schema`, or a style that is not supported");
                faults.push(self.fault(value, &codes::INVALID_KEYWORD_VALUE, words));
                continue;
            }
            let required = value.member("required").and_then(Value::as_bool) == Some(true);
            parameters.push(Parameter {
                name,
                required,
                schema: format!("{pointer}/schema"),
                value,
            });
        }
        if faults.is_empty() {
            Ok(parameters)
        } else {
            Err(faults)
        }
    }

    /// Compiles parameters as the members of one object.
    fn compile_parameters(
        &self,
        id: &str,
        part: Part,
        parameters: &[Parameter<'_>],
    ) -> Result<Compiled, Vec<Diagnostic>> {
        let document = Compiler::uri_of(self.root, self.path);
        let mut properties = Vec::new();
        for Parameter {
            name,
            schema,
            value,
            ..
        } in parameters
        {
            let reference = quote(&format!("{document}#{}", encode(schema)));
            let deprecated = value.member("deprecated").and_then(Value::as_bool) == Some(true);
            let deprecated = if deprecated {
                ",\"deprecated\":true"
            } else {
                ""
            };
            properties.push(format!(
                "{}:{{\"$ref\":{reference}{deprecated}}}",
                quote(name)
            ));
        }
        let required = parameters
            .iter()
            .filter(|parameter| parameter.required)
            .map(|parameter| quote(&parameter.name));
        let required: Vec<String> = required.collect();
        // Header fields that nobody declared are the business of every proxy on the way.
        let lints = if part == Part::Header {
            ""
        } else {
            r#","x-lints":[{"code":"unknown-field","schema":{"unevaluatedProperties":false}}]"#
        };
        let text = format!(
            r#"{{"type":"object","properties":{{{}}},"required":[{}]{lints}}}"#,
            properties.join(","),
            required.join(","),
        );
        let name = format!("{id}/{part}");
        let uri = format!("memory:///{}", encode(&name));
        let compiled = self
            .compiler
            .clone()
            .resource(uri.clone(), text)
            .compile_uri_beside(self.root, &uri, &name);
        compiled.map_err(|faults| faults.into_iter().collect())
    }

    fn compile(&self, pointer: &str) -> Result<Compiled, Vec<Diagnostic>> {
        let compiled = self
            .compiler
            .compile_file(self.root, &format!("{}#{}", self.path, encode(pointer)));
        compiled.map_err(|faults| faults.into_iter().collect())
    }

    /// The pointer to the schema of the JSON content of a body or response.
    fn json_schema(
        &self,
        owner: Value<'a>,
        pointer: &str,
    ) -> Result<Option<String>, Box<Diagnostic>> {
        let Some(content) = owner.member("content") else {
            return Ok(None);
        };
        let is_json =
            |media: &str| media == "application/json" || media.ends_with("+json") || media == "*/*";
        for (media, value) in content.members() {
            let media = media.to_lossy();
            if is_json(media.split(';').next().unwrap_or_default().trim())
                && value.member("schema").is_some()
            {
                let mut pointer = format!("{pointer}/content");
                push_token(&mut pointer, &media);
                return Ok(Some(pointer + "/schema"));
            }
        }
        let words = "the content has no JSON schema, and other media types are not supported";
        Err(Box::new(self.fault(
            content,
            &codes::INVALID_KEYWORD_VALUE,
            words.to_owned(),
        )))
    }

    /// The object behind a `$ref` into the same document, or the object itself.
    fn follow(&self, value: Value<'a>, pointer: String) -> (Value<'a>, String) {
        let reference = value
            .member("$ref")
            .and_then(Value::as_str)
            .map(|text| text.to_lossy().into_owned());
        let Some(target) = reference.as_deref().and_then(|text| text.strip_prefix('#')) else {
            return (value, pointer);
        };
        let found = target
            .split('/')
            .skip(1)
            .try_fold(self.root_value, |value, token| {
                value.member(
                    &crate::load::decode(token)
                        .replace("~1", "/")
                        .replace("~0", "~"),
                )
            });
        found.map_or((value, pointer), |found| (found, target.to_owned()))
    }

    fn fault(
        &self,
        value: Value<'_>,
        code: &'static core_codes::Code,
        words: String,
    ) -> Diagnostic {
        Complaint::new(code, words).at(self.path, value.document().bytes(), value.span())
    }
}

/// Text as a JSON string.
fn quote(text: &str) -> String {
    use std::fmt::Write as _;
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

/// Text as a fragment of a URI.
fn encode(text: &str) -> String {
    use std::fmt::Write as _;
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
