//! A whole request: path, query, header and body, checked together.

use crate::codes::names;
use crate::options::Options;
use crate::part::Part;
use crate::program::{Program, Reading};
use crate::report::{Report, Severity, Violation, Warnings};

/// An operation of an API with the compiled schemas of its parts: usually a `static` that the macro
/// `operations!` has made from an OpenAPI document.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Operation {
    /// The `operationId`.
    pub id: &'static str,
    /// The HTTP method, in capitals.
    pub method: &'static str,
    /// The path with `{names}` for its parameters.
    pub path_template: &'static str,
    /// What it does, in one line.
    pub summary: &'static str,
    /// What to say about its being deprecated, if it is.
    pub deprecated: Option<&'static str>,
    /// The parts that have a schema.
    pub parts: &'static [OperationPart],
}

/// One part of an operation.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct OperationPart {
    /// Which part it is.
    pub part: Part,
    /// Whether a message must have it (a body, the content of a response) or may leave it out.
    pub required: bool,
    /// The schema. That of a path, query or header is one of an object from name to text.
    pub program: &'static Program,
}

impl OperationPart {
    /// A part with its schema.
    pub const fn new(part: Part, required: bool, program: &'static Program) -> Self {
        Self {
            part,
            required,
            program,
        }
    }
}

/// A request in pieces, as an HTTP library hands them over: already percent-decoded, the body raw.
///
/// ```
/// use vouchsafe_core::Request;
///
/// let request = Request::new(br#"{"task_name": "daily"}"#)
///     .path(&[("project_id", "0a1b")])
///     .headers(&[("X-Auth-Token", "…")]);
/// assert!(request.body.is_some());
/// ```
#[derive(Clone, Copy, Default)]
#[non_exhaustive]
pub struct Request<'a> {
    /// The parameters of the path, by name.
    pub path: &'a [(&'a str, &'a str)],
    /// The parameters of the query, by name.
    pub query: &'a [(&'a str, &'a str)],
    /// The header fields; the case of their names does not matter. Cookies are taken from them.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body; `None` where there is none.
    pub body: Option<&'a [u8]>,
}

// Headers and bodies carry secrets.
impl std::fmt::Debug for Request<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = |pairs: &[(&'_ str, &str)]| {
            pairs
                .iter()
                .map(|(name, _)| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        f.debug_struct("Request")
            .field("path", &names(self.path))
            .field("query", &names(self.query))
            .field("headers", &names(self.headers))
            .field("body", &self.body.map(<[u8]>::len))
            .finish()
    }
}

impl<'a> Request<'a> {
    /// A request with a body.
    pub fn new(body: &'a [u8]) -> Self {
        Self {
            body: Some(body),
            ..Self::default()
        }
    }

    /// A request without a body.
    pub fn without_body() -> Self {
        Self::default()
    }

    /// Sets the parameters of the path.
    #[must_use]
    pub fn path(self, path: &'a [(&'a str, &'a str)]) -> Self {
        Self { path, ..self }
    }

    /// Sets the parameters of the query.
    #[must_use]
    pub fn query(self, query: &'a [(&'a str, &'a str)]) -> Self {
        Self { query, ..self }
    }

    /// Sets the header fields.
    #[must_use]
    pub fn headers(self, headers: &'a [(&'a str, &'a str)]) -> Self {
        Self { headers, ..self }
    }
}

impl Operation {
    /// Describes an operation.
    pub const fn new(
        id: &'static str,
        (method, path_template): (&'static str, &'static str),
        summary: &'static str,
        deprecated: Option<&'static str>,
        parts: &'static [OperationPart],
    ) -> Self {
        Self {
            id,
            method,
            path_template,
            summary,
            deprecated,
            parts,
        }
    }

    /// The schema of a part, if the part has one.
    pub fn part(&self, part: Part) -> Option<&'static Program> {
        self.parts
            .iter()
            .find(|candidate| candidate.part == part)
            .map(|found| found.program)
    }

    /// Checks all parts of a request: the lints if they are accepted, else every fault of every part.
    ///
    /// # Errors
    /// The [`Report`] has the violations part by part: path, query, header, cookies, body. Those of path,
    /// query, header and cookies have no span: their text is not JSON. Their instance location begins
    /// with the parameter's name.
    pub fn check(&self, request: &Request<'_>) -> Result<Warnings, Report> {
        self.check_with(request, &Options::default())
    }

    /// The same with options, whose `part` is of no account.
    ///
    /// # Errors
    /// As [`Operation::check`].
    pub fn check_with(&self, request: &Request<'_>, options: &Options) -> Result<Warnings, Report> {
        let mut whole = Warnings::NONE.into_report();
        // It is said of the request as a whole, so before anything in it.
        whole.extend(self.deprecation(Part::Path));
        let cookies = cookies(request.headers);
        for part in self.parts {
            let options = options.clone().part(part.part);
            let pairs = match part.part {
                Part::Path => request.path,
                Part::Query => request.query,
                Part::Header => request.headers,
                Part::Cookie => &cookies,
                Part::Body => {
                    match request.body {
                        Some(body) => whole.merge(settle(part.program.check_with(body, &options))),
                        None if part.required => {
                            // What an empty body has to say is what a missing one has.
                            whole.merge(
                                settle(part.program.check_with(b"", &options)).without_text(),
                            );
                        }
                        None => {}
                    }
                    continue;
                }
                Part::Response => continue,
            };
            let text = object_of(part.program, pairs, &options);
            whole.merge(settle(part.program.check_with(&text, &options)).without_text());
        }
        whole.into_result()
    }

    /// The lint that the operation is deprecated, if it is; `part` is the part that is being checked.
    pub fn deprecation(&self, part: Part) -> Option<Violation> {
        self.deprecated
            .map(|words| Self::deprecated_violation(words, part))
    }

    /// The lint that an operation is deprecated, in the words of its description.
    #[doc(hidden)]
    pub fn deprecated_violation(words: &str, part: Part) -> Violation {
        Violation::without_place(names::DEPRECATED_API, Severity::Warning, words, part)
    }
}

fn settle(result: Result<Warnings, Report>) -> Report {
    result.map_or_else(|report| report, Warnings::into_report)
}

/// The cookies that the header fields carry (RFC 6265, section 4.2.1).
fn cookies<'a>(headers: &[(&str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let fields = headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("cookie"));
    let pairs = fields.flat_map(|(_, value)| value.split(';'));
    pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .collect()
}

/// Parameters as the JSON object that their schema describes.
///
/// The text of a parameter is a string, or the number, Boolean or `null` that it is by itself, whichever its schema
/// admits; where it admits both, the reading that satisfies it.
fn object_of(program: &Program, pairs: &[(&str, &str)], options: &Options) -> Vec<u8> {
    let admitted = program.untyped();
    let readings = pairs.iter().map(|(name, value)| {
        let admitted = admitted.member(name, options.ignore_case_of_names);
        admitted.reading(value)
    });
    let readings: Vec<Reading> = readings.collect();
    let mut make = |chosen: &[bool]| {
        let mut chosen = chosen.iter();
        let mut text = vec![b'{'];
        for ((name, value), reading) in pairs.iter().zip(&readings) {
            if text.len() > 1 {
                text.push(b',');
            }
            // Writing a string to memory does not fail.
            text.extend(serde_json::to_vec(name).unwrap_or_default());
            text.push(b':');
            let is_bare = match reading {
                Reading::Text => false,
                Reading::Bare => true,
                Reading::Either => chosen.next().copied().unwrap_or_default(),
            };
            if is_bare {
                text.extend_from_slice(value.as_bytes());
            } else {
                text.extend(serde_json::to_vec(value).unwrap_or_default());
            }
        }
        text.push(b'}');
        text
    };
    let open = readings
        .iter()
        .filter(|reading| **reading == Reading::Either);
    let chosen = program.readings(open.count(), options, &mut make);
    make(&chosen)
}
