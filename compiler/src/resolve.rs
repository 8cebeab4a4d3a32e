//! From an entry point to a [`Library`]: finds every schema that it can lead to.
//!
//! In: a loader and a URI. Out: all documents that are referred to, their resources (`$id`), anchors,
//! and where each reference leads. What it does **not** do: look at what keywords demand.

use fluent_uri::{Uri, UriRef};
use vouchsafe_core::json::{
    Irregularity, Kind, Span, SyntaxError, SyntaxErrorKind, Tape, Value, scan,
};

use crate::codes;
use crate::diagnostic::{Complaint, Diagnostic};
use crate::dialect::{Dialect, Holds};
use crate::library::{Library, Place, Resource, Source, Spot, Target, push_token, spot};
use crate::load::{Loader, decode};
use crate::options::SchemaOptions;
use crate::suggest::closest;

/// How deep schemas may nest in a document.
const MAX_DEPTH: usize = 256;

/// What was found, also where there are faults: later steps may find more.
pub(crate) struct Resolved {
    pub(crate) library: Library,
    /// The schema that was asked for, if it is there.
    pub(crate) entry: Option<Spot>,
    pub(crate) faults: Vec<Diagnostic>,
}

/// Reads the document at `uri` and all that it refers to. `name` is what messages call the first one.
pub(crate) fn resolve(loader: &Loader, options: &SchemaOptions, uri: &str, name: &str) -> Resolved {
    let mut resolver = Resolver::new(loader, options);
    let (document, fragment) = split(uri);
    let read = resolver.document(document, Some(name));
    let read = read.map_err(|problem| problem.into_diagnostics(name));
    let entry = read.and_then(|document| resolver.entry(document, fragment));
    let Resolver {
        library,
        mut faults,
        ..
    } = resolver;
    let entry = entry.map_err(|more| faults.extend(more)).ok();
    Resolved {
        library,
        entry,
        faults,
    }
}

/// Reads one document and nothing that it refers to.
pub(crate) fn read_alone(
    loader: &Loader,
    options: &SchemaOptions,
    uri: &str,
    name: &str,
) -> Result<Source, Vec<Diagnostic>> {
    let mut resolver = Resolver::new(loader, options);
    let read = resolver
        .read(uri, Some(name))
        .map_err(|problem| problem.into_diagnostics(name))?;
    if resolver.faults.is_empty() {
        Ok(read)
    } else {
        Err(resolver.faults)
    }
}

/// Why a document cannot be used.
pub(crate) enum Problem {
    /// It cannot be read.
    Unreadable(String),
    /// It is not JSON; that has been reported.
    Reported(Vec<Diagnostic>),
}

impl Problem {
    fn into_diagnostics(self, name: &str) -> Vec<Diagnostic> {
        match self {
            Self::Unreadable(why) => {
                let complaint = Complaint::new(
                    &codes::SCHEMA_NOT_FOUND,
                    format!("the schema cannot be read: {why}"),
                );
                vec![complaint.at(name, b"", Span::new(0, 0))]
            }
            Self::Reported(faults) => faults,
        }
    }
}

pub(crate) struct Resolver<'a> {
    loader: &'a Loader,
    options: &'a SchemaOptions,
    pub(crate) library: Library,
    pub(crate) faults: Vec<Diagnostic>,
    /// References whose targets are still to be found: the value of the keyword.
    pending: Vec<(Spot, bool)>,
    failed: std::collections::HashSet<String>,
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(loader: &'a Loader, options: &'a SchemaOptions) -> Self {
        Self {
            loader,
            options,
            library: Library::default(),
            faults: Vec::new(),
            pending: Vec::new(),
            failed: std::collections::HashSet::new(),
        }
    }

    /// Finds the schema at a fragment of a document, and all that it leads to.
    pub(crate) fn entry(
        &mut self,
        document: usize,
        fragment: &str,
    ) -> Result<Spot, Vec<Diagnostic>> {
        let root = Spot { document, index: 0 };
        let resource = self.library.resource_of(root);
        let entry = match self.target_in(resource, fragment) {
            Ok(spot) => spot,
            Err(complaint) => {
                let source = &self.library.sources[document];
                return Err(vec![complaint.at(
                    &source.name,
                    &source.text,
                    Span::new(0, 0),
                )]);
            }
        };
        self.visit_target(entry);
        self.finish();
        Ok(entry)
    }

    /// Follows references until none is left.
    pub(crate) fn finish(&mut self) {
        while let Some((reference, dynamic)) = self.pending.pop() {
            if let Err(complaint) = self.follow(reference, dynamic) {
                self.complain(reference, complaint);
            }
        }
    }

    pub(crate) fn complain(&mut self, at: Spot, complaint: Complaint) {
        let source = &self.library.sources[at.document];
        let span = source.document().value_at(at.index).span();
        self.faults
            .push(complaint.at(&source.name, &source.text, span));
    }

    /// The index of the document at an absolute URI, which is read if it has not been.
    pub(crate) fn document(&mut self, uri: &str, name: Option<&str>) -> Result<usize, Problem> {
        if let Some(index) = self
            .library
            .sources
            .iter()
            .position(|source| source.uri == uri)
        {
            return Ok(index);
        }
        if self.failed.contains(uri) {
            return Err(Problem::Reported(Vec::new()));
        }
        let source = self.read(uri, name)?;
        let index = self.library.sources.len();
        self.library.sources.push(source);
        self.visit_document(index);
        Ok(index)
    }

    /// Reads and parses the document at an absolute URI.
    fn read(&mut self, uri: &str, name: Option<&str>) -> Result<Source, Problem> {
        let loaded = self.loader.load(uri).map_err(Problem::Unreadable)?;
        let name = name.map_or_else(|| self.options.display(uri), str::to_owned);
        let mut tape = Tape::default();
        if let Err(error) = scan(&loaded.bytes, &mut tape, MAX_DEPTH) {
            self.failed.insert(uri.to_owned());
            return Err(Problem::Reported(vec![syntax(error).at(
                &name,
                &loaded.bytes,
                error.span,
            )]));
        }
        let source = Source::new(uri.to_owned(), name, loaded.bytes, tape, loaded.path);
        self.report_irregularities(&source);
        Ok(source)
    }

    fn report_irregularities(&mut self, source: &Source) {
        for irregularity in source.tape.irregularities() {
            let (message, span) = match *irregularity {
                Irregularity::DuplicateMember { again, .. } => {
                    let name = source.document().value_at(again);
                    let text = name
                        .as_str()
                        .map(|text| text.to_lossy().into_owned())
                        .unwrap_or_default();
                    (
                        format!("`{text}` stands twice in the same object"),
                        name.span(),
                    )
                }
                Irregularity::LoneSurrogate { escape, .. } => (
                    "half of a surrogate pair is no character".to_owned(),
                    escape,
                ),
                _ => continue,
            };
            self.faults
                .push(Complaint::new(&codes::SCHEMA_SYNTAX, message).at(
                    &source.name,
                    &source.text,
                    span,
                ));
        }
    }

    /// Registers a document as a resource and walks through its schemas, if it is one itself.
    fn visit_document(&mut self, document: usize) {
        let root = Spot { document, index: 0 };
        let uri = self.library.sources[document].uri.clone();
        let resource = self.add_resource(root, uri, self.options.dialect, false);
        // The root of an OpenAPI document is no schema; what is referred to in it is visited then.
        if !self.library.sources[document].openapi {
            self.visit(root, resource, String::new());
        }
    }

    fn add_resource(&mut self, root: Spot, uri: String, dialect: Dialect, named: bool) -> usize {
        let index = self.library.resources.len();
        self.library.by_uri.entry(uri.clone()).or_insert(index);
        self.library.resources.push(Resource {
            root,
            uri,
            dialect,
            named,
        });
        index
    }

    /// Walks through a schema and all that stand in it.
    fn visit(&mut self, start: Spot, resource: usize, pointer: String) {
        let mut todo = vec![(start, resource, pointer)];
        while let Some((at, outer, pointer)) = todo.pop() {
            if self.library.schemas.contains_key(&at) {
                continue;
            }
            let resource = self.identify(at, outer);
            let pointer = if self.library.resources[resource].root == at {
                String::new()
            } else {
                pointer
            };
            self.library.schemas.insert(
                at,
                Place {
                    resource,
                    pointer: pointer.clone(),
                },
            );
            self.note_names(at, resource);
            let dialect = self.library.resources[resource].dialect;
            let document = at.document;
            let value = self.library.value(at);
            let mut found: Vec<(String, Value<'_>)> = Vec::new();
            for (name, value) in value.members() {
                let name = name.to_lossy();
                let mut inner = pointer.clone();
                push_token(&mut inner, &name);
                let below = |token: &str, tail: &str| {
                    let mut pointer = inner.clone();
                    push_token(&mut pointer, token);
                    pointer + tail
                };
                let items = || value.items().enumerate();
                match dialect.holds(&name).unwrap_or(Holds::None) {
                    Holds::None => {}
                    Holds::Schema => found.push((inner, value)),
                    Holds::Array => {
                        found.extend(items().map(|(n, item)| (below(&n.to_string(), ""), item)));
                    }
                    Holds::Map => {
                        found.extend(
                            value
                                .members()
                                .map(|(name, value)| (below(&name.to_lossy(), ""), value)),
                        );
                    }
                    Holds::Lints => found.extend(items().filter_map(|(n, lint)| {
                        Some((below(&n.to_string(), "/schema"), lint.member("schema")?))
                    })),
                }
            }
            let found = found.into_iter().filter(|(_, value)| is_schema(*value));
            todo.extend(found.map(|(pointer, value)| (spot(document, value), resource, pointer)));
        }
    }

    /// The resource that the schema at `at` belongs to: its own if it has an `$id`.
    fn identify(&mut self, at: Spot, outer: usize) -> usize {
        let value = self.library.value(at);
        let is_root = self.library.resources[outer].root == at;
        let dialect = match value.member("$schema").and_then(Value::as_str) {
            Some(uri) => {
                if let Some(dialect) = Dialect::from_uri(&uri.to_lossy()) {
                    dialect
                } else {
                    let schema = value
                        .member("$schema")
                        .map_or(at, |value| spot(at.document, value));
                    let shown = uri.to_lossy().into_owned();
                    let message = format!("`{shown}` is not a supported dialect of JSON Schema");
                    let help = "use `https://json-schema.org/draft/2020-12/schema`".to_owned();
                    self.complain(
                        schema,
                        Complaint::new(&codes::UNSUPPORTED_DIALECT, message).help(help),
                    );
                    self.options.dialect
                }
            }
            None => self.library.resources[outer].dialect,
        };
        let value = self.library.value(at);
        let Some(id) = value.member("$id") else {
            if is_root {
                self.library.resources[outer].dialect = dialect;
            }
            return outer;
        };
        let id_spot = spot(at.document, id);
        let text = id.as_str().map(|text| text.to_lossy().into_owned());
        let base = self.library.resources[outer].uri.clone();
        let uri = text.as_deref().and_then(|text| absolute(&base, text));
        let Some(uri) = uri.filter(|uri| split(uri).1.is_empty()) else {
            let message = "`$id` must be a URI reference without a fragment";
            self.complain(
                id_spot,
                Complaint::new(&codes::INVALID_KEYWORD_VALUE, message),
            );
            return outer;
        };
        let uri = split(&uri).0.to_owned();
        if is_root {
            let resource = &mut self.library.resources[outer];
            resource.dialect = dialect;
            resource.named = true;
            resource.uri.clone_from(&uri);
            self.library.by_uri.entry(uri).or_insert(outer);
            return outer;
        }
        self.add_resource(at, uri, dialect, true)
    }

    /// Notes the anchors and references of one schema object.
    fn note_names(&mut self, at: Spot, resource: usize) {
        let document = at.document;
        let value = self.library.value(at);
        let mut anchors = Vec::new();
        let mut references = Vec::new();
        for (name, value) in value.members() {
            let text = value.as_str().map(|text| text.to_lossy().into_owned());
            match (&*name.to_lossy(), text) {
                ("$anchor", Some(text)) => anchors.push((text, false)),
                ("$dynamicAnchor", Some(text)) => anchors.push((text, true)),
                ("$ref", Some(_)) => references.push((spot(document, value), false)),
                ("$dynamicRef", Some(_)) => references.push((spot(document, value), true)),
                _ => {}
            }
        }
        for (name, dynamic) in anchors {
            self.library
                .anchors
                .entry((resource, name.clone()))
                .or_insert(at);
            if dynamic {
                self.library
                    .dynamic_anchors
                    .entry((resource, name))
                    .or_insert(at);
            }
        }
        self.pending.extend(references);
    }

    /// Finds where a reference leads, and makes sure that the place is visited.
    fn follow(&mut self, reference: Spot, dynamic: bool) -> Result<(), Complaint> {
        let value = self.library.value(reference);
        let text = value
            .as_str()
            .map(|text| text.to_lossy().into_owned())
            .unwrap_or_default();
        let owner = self.library.resource_of(reference);
        let base = self.library.resources[owner].uri.clone();
        let uri = absolute(&base, &text).ok_or_else(|| {
            Complaint::new(
                &codes::UNRESOLVED_REFERENCE,
                format!("`{text}` is not a URI reference"),
            )
        })?;
        let (document, fragment) = split(&uri);
        let resource = match self.library.by_uri.get(document) {
            Some(&resource) => resource,
            None => self.resource_at(document, &text)?,
        };
        let spot = self.target_in(resource, fragment)?;
        let name = decode(fragment);
        let owner = self.library.resource_of(spot);
        let bookend = self.library.dynamic_anchors.get(&(owner, name.clone())) == Some(&spot);
        let target = Target {
            spot,
            dynamic: (dynamic && bookend).then_some(name),
        };
        self.library.targets.insert(reference, target);
        self.visit_target(spot);
        Ok(())
    }

    /// The resource at a URI that no `$id` declares: a document that is still to be read.
    fn resource_at(&mut self, uri: &str, text: &str) -> Result<usize, Complaint> {
        match self.document(uri, None) {
            Ok(document) => {
                let root = Spot { document, index: 0 };
                let found = self
                    .library
                    .resources
                    .iter()
                    .position(|resource| resource.root == root);
                let found = found.unwrap_or(0);
                self.library.by_uri.entry(uri.to_owned()).or_insert(found);
                Ok(found)
            }
            Err(Problem::Unreadable(why)) => {
                let shown = self.options.display(uri);
                let message = format!("`{text}` leads to `{shown}`, which cannot be read: {why}");
                Err(Complaint::new(&codes::UNRESOLVED_REFERENCE, message))
            }
            Err(Problem::Reported(faults)) => {
                self.faults.extend(faults);
                let message = format!("`{text}` leads to a document that is not JSON");
                Err(Complaint::new(&codes::UNRESOLVED_REFERENCE, message))
            }
        }
    }

    /// The place that a fragment names in a resource.
    fn target_in(&self, resource: usize, fragment: &str) -> Result<Spot, Complaint> {
        let Resource {
            root, uri, named, ..
        } = &self.library.resources[resource];
        let fragment = decode(fragment);
        let shown = if *named {
            self.options.display(uri)
        } else {
            self.library.sources[root.document].name.clone()
        };
        if fragment.is_empty() {
            return Ok(*root);
        }
        if !fragment.starts_with('/') {
            let found = self
                .library
                .anchors
                .get(&(resource, fragment.clone()))
                .copied();
            return found.ok_or_else(|| {
                let anchors = self
                    .library
                    .anchors
                    .keys()
                    .filter(|(owner, _)| *owner == resource);
                let mut names: Vec<&str> = anchors.map(|(_, name)| name.as_str()).collect();
                names.sort_unstable();
                let message = format!("`{shown}` has no anchor `{fragment}`");
                let help = closest(&fragment, names.into_iter())
                    .map(|name| format!("did you mean `#{name}`?"));
                Complaint::new(&codes::UNRESOLVED_REFERENCE, message).help(help)
            });
        }
        let mut value = self.library.value(*root);
        for token in fragment[1..].split('/') {
            let token = token.replace("~1", "/").replace("~0", "~");
            let next = match value.kind() {
                Kind::Object => value.member(&token),
                Kind::Array => {
                    let canonical =
                        token == "0" || !token.starts_with('0') && !token.starts_with('+');
                    token
                        .parse()
                        .ok()
                        .filter(|_| canonical)
                        .and_then(|index: usize| value.items().nth(index))
                }
                _ => None,
            };
            value = next.ok_or_else(|| {
                let names: Vec<String> = value
                    .members()
                    .map(|(name, _)| name.to_lossy().into_owned())
                    .collect();
                let message =
                    format!("`{shown}` has nothing at `{fragment}`: there is no `{token}`");
                let help = closest(&token, names.iter().map(String::as_str))
                    .map(|name| format!("did you mean `{name}`?"));
                Complaint::new(&codes::UNRESOLVED_REFERENCE, message).help(help)
            })?;
        }
        Ok(spot(root.document, value))
    }

    /// Visits a place that a reference or the caller says is a schema.
    pub(crate) fn visit_target(&mut self, at: Spot) {
        if !self.library.schemas.contains_key(&at) {
            let resource = self.library.resource_of(at);
            let pointer = self.library.pointer(at);
            self.visit(at, resource, pointer);
        }
    }
}

fn is_schema(value: Value<'_>) -> bool {
    // Other kinds are reported when the keyword is lowered.
    matches!(value.kind(), Kind::Object | Kind::True | Kind::False)
}

/// The parts of a URI before and after the `#`.
pub(crate) fn split(uri: &str) -> (&str, &str) {
    uri.split_once('#').unwrap_or((uri, ""))
}

/// Resolves a reference against an absolute URI (RFC 3986, section 5).
pub(crate) fn absolute(base: &str, reference: &str) -> Option<String> {
    // A fragment alone stays in the same document, also where the base (a `urn:`) is opaque.
    if let Some(fragment) = reference.strip_prefix('#') {
        UriRef::parse(reference).ok()?;
        return Some(format!("{}#{fragment}", split(base).0));
    }
    let reference = UriRef::parse(reference).ok()?;
    let base = Uri::parse(split(base).0).ok()?;
    reference
        .resolve_against(&base)
        .ok()
        .map(|uri| uri.normalize().to_string())
}

fn syntax(error: SyntaxError) -> Complaint {
    let words = match error.kind {
        SyntaxErrorKind::Empty => "the schema is empty",
        SyntaxErrorKind::ByteOrderMark => "the schema begins with a byte order mark",
        SyntaxErrorKind::InvalidUtf8 => "the schema is not UTF-8",
        SyntaxErrorKind::UnexpectedEnd => "the schema ends too early",
        SyntaxErrorKind::ExpectedName => "expected a member name in double quotes",
        SyntaxErrorKind::ExpectedColon => "expected `:` after the member name",
        SyntaxErrorKind::ExpectedCommaOrBracket => "expected `,` or `]` after the item",
        SyntaxErrorKind::ExpectedCommaOrBrace => "expected `,` or `}` after the member",
        SyntaxErrorKind::TrailingComma => "a comma must be followed by another item or member",
        SyntaxErrorKind::TrailingText => "the schema is complete, but more text follows",
        SyntaxErrorKind::InvalidNumber => "this is not a JSON number",
        SyntaxErrorKind::InvalidEscape => "a backslash must begin one of JSON's escapes",
        SyntaxErrorKind::ControlCharacter => "a control character inside a string must be escaped",
        SyntaxErrorKind::TooDeep => "arrays and objects nest too deep",
        SyntaxErrorKind::TooLarge => "the schema is larger than 4 GiB",
        _ => "expected a value",
    };
    Complaint::new(&codes::SCHEMA_SYNTAX, words)
}
