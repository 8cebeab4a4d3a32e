//! From an entry point to a [`Library`]: finds every schema that it can lead to.
//!
//! In: a loader and a URI. Out: all documents that are referred to, their resources (`$id`), anchors,
//! and where each reference leads. What it does **not** do: look at what keywords demand.

mod declare;
mod entries;
mod follow;
mod hint;
mod identify;
mod read;

use vouchsafe_core::json::{Kind, Span, Value};

pub(crate) use self::entries::Entry;
use crate::codes;
use crate::diagnostic::{Complaint, Diagnostic};
use crate::dialect::{Holds, Language, OpenApi};
use crate::library::{Library, Place, Resource, Spot, push_token, spot};
use crate::load::Loader;
use crate::notes::Notes;
use crate::options::SchemaOptions;
use crate::uri::{self, split};

/// How deep schemas may nest in a document.
const MAX_DEPTH: usize = 256;

/// What was found, also where there are faults: later steps may find more.
pub(crate) struct Resolved {
    pub(crate) library: Library,
    /// The schema that was asked for and the definitions beside it; none where it is not there.
    pub(crate) entries: Vec<Entry>,
    pub(crate) faults: Vec<Diagnostic>,
    /// What is worth a warning.
    pub(crate) notes: Notes,
}

/// Reads the document at `uri` and all that it refers to. `name` is what messages call the first one.
pub(crate) fn resolve(loader: &Loader, options: &SchemaOptions, uri: &str, name: &str) -> Resolved {
    let mut resolver = Resolver::new(loader, options);
    let (document, fragment) = split(uri);
    let read = resolver.document(document, Some(name));
    let read = read.map_err(|problem| problem.into_diagnostics(name));
    let entries = read.and_then(|document| resolver.entries(document, fragment));
    let Resolver {
        library,
        mut faults,
        notes,
        ..
    } = resolver;
    let entries = entries.unwrap_or_else(|more| {
        faults.extend(more);
        Vec::new()
    });
    Resolved {
        library,
        entries,
        faults,
        notes,
    }
}

/// What was found from many schemas on.
pub(crate) struct ResolvedAll {
    pub(crate) library: Library,
    /// The schemas that were asked for, in their order, each with why it is not there.
    pub(crate) entries: Vec<Result<Spot, Vec<Diagnostic>>>,
    pub(crate) faults: Vec<Diagnostic>,
    /// Where faults are, by their indices; not of all of them.
    pub(crate) places: Vec<(Spot, usize)>,
}

/// Does as [`resolve`] for many schemas. What several of them lead to is found once.
pub(crate) fn resolve_all<'u>(
    loader: &Loader,
    options: &SchemaOptions,
    wanted: impl Iterator<Item = (&'u str, &'u str)>,
) -> ResolvedAll {
    let mut resolver = Resolver::new(loader, options);
    let mut entries = Vec::new();
    for (uri, name) in wanted {
        let (document, fragment) = split(uri);
        let read = resolver.document(document, Some(name));
        let read = read.map_err(|problem| problem.into_diagnostics(name));
        entries.push(read.and_then(|document| resolver.begin(document, fragment)));
    }
    resolver.finish();
    let Resolver {
        library,
        faults,
        places,
        ..
    } = resolver;
    ResolvedAll {
        library,
        entries,
        faults,
        places,
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
    pub(crate) fn into_diagnostics(self, name: &str) -> Vec<Diagnostic> {
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
    /// Where faults are, by their indices.
    places: Vec<(Spot, usize)>,
    pub(crate) notes: Notes,
    /// References whose targets are still to be found: the value of the keyword.
    pending: Vec<(Spot, bool)>,
    failed: std::collections::HashSet<String>,
    /// Schemas with a name that another one has: the schema, the value of the keyword, and the other schema.
    repeated: Vec<(Spot, Spot, Spot)>,
    /// How many more names are compared to find those that were meant by references that lead nowhere.
    guesses: std::cell::Cell<usize>,
    /// Documents are looked at from outside: none of them is taken for a schema.
    pub(crate) without_schemas: bool,
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(loader: &'a Loader, options: &'a SchemaOptions) -> Self {
        Self {
            loader,
            options,
            library: Library::default(),
            faults: Vec::new(),
            places: Vec::new(),
            notes: Notes::default(),
            pending: Vec::new(),
            failed: std::collections::HashSet::new(),
            repeated: Vec::new(),
            guesses: std::cell::Cell::new(hint::MOST_GUESSES),
            without_schemas: false,
        }
    }

    /// Finds the schema at a fragment of a document.
    fn begin(&mut self, document: usize, fragment: &str) -> Result<Spot, Vec<Diagnostic>> {
        let root = Spot { document, index: 0 };
        let resource = self.library.resource_of(root);
        let entry = match self.target_in(resource, fragment) {
            Ok(spot) => spot,
            Err(complaint) => {
                let source = &self.library.sources[document];
                return Err(vec![source.fault(complaint, Span::new(0, 0))]);
            }
        };
        self.visit_target(entry);
        Ok(entry)
    }

    /// Follows references until none is left.
    pub(crate) fn finish(&mut self) {
        while let Some((reference, dynamic)) = self.pending.pop() {
            let Err(complaint) = self.follow(reference, dynamic) else {
                continue;
            };
            if self.options.unknown_keywords.is_lenient() {
                self.library.dangling.insert(reference, complaint);
            } else {
                self.complain(reference, complaint);
            }
        }
        self.complain_about_repeated();
    }

    pub(crate) fn complain(&mut self, at: Spot, complaint: Complaint) {
        let source = &self.library.sources[at.document];
        let span = source.document().value_at(at.index).span();
        self.places.push((at, self.faults.len()));
        self.faults.push(source.fault(complaint, span));
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

    /// Registers a document as a resource and walks through its schemas, if it is one itself.
    fn visit_document(&mut self, document: usize) {
        let root = Spot { document, index: 0 };
        let uri = self.library.sources[document].uri.clone();
        let version = self.library.sources[document].openapi;
        let language = match version {
            Some(version) => self.language_of_openapi(root, version),
            None => self.options.language(),
        };
        let resource = self.add_resource(root, uri, language, false);
        if version == Some(OpenApi::V32) {
            self.note_self(root, resource);
        }
        // The root of an OpenAPI document is no schema, nor must that of one that it refers to be; what is referred
        // to in it is visited then.
        let value = self.library.value(root);
        let is_schema = self.options.openapi.is_none()
            || ["$schema", "$id"]
                .iter()
                .any(|name| value.member(name).is_some());
        if version.is_some_and(OpenApi::is_modern) && !self.without_schemas {
            self.declare(root, resource);
        }
        if version.is_none() && is_schema && !self.without_schemas {
            self.visit(root, resource, String::new(), language);
        }
    }

    /// Notes the URI that a document gives itself by `$self` (3.2): references may lead to it. Those to files beside
    /// the document are still resolved where it was read.
    fn note_self(&mut self, root: Spot, resource: usize) {
        let named = self.library.value(root).member("$self");
        let named = named.and_then(Value::as_str);
        let base = &self.library.resources[resource].uri;
        let uri = named.and_then(|named| uri::absolute(base, &named.to_lossy()));
        if let Some(uri) = uri {
            let uri = split(&uri).0.to_owned();
            self.library.by_uri.entry(uri).or_insert(resource);
        }
    }

    /// The language of the schemas in an OpenAPI document.
    fn language_of_openapi(&mut self, root: Spot, version: OpenApi) -> Language {
        let language = Language::from(version);
        let named = self.library.value(root).member("jsonSchemaDialect");
        match (version, named) {
            (OpenApi::V31 | OpenApi::V32, Some(named)) => {
                let named = spot(root.document, named);
                self.language_named(named, language)
            }
            _ => language,
        }
    }

    fn add_resource(&mut self, root: Spot, uri: String, language: Language, named: bool) -> usize {
        let index = self.library.resources.len();
        self.library.by_uri.entry(uri.clone()).or_insert(index);
        self.library.resources.push(Resource {
            root,
            uri,
            language,
            named,
        });
        index
    }

    /// Walks through a schema and all that stand in it.
    fn visit(&mut self, start: Spot, resource: usize, pointer: String, around: Language) {
        let mut todo = vec![(start, resource, pointer, around)];
        while let Some((at, outer, pointer, around)) = todo.pop() {
            if self.library.schemas.contains_key(&at) {
                continue;
            }
            let (resource, language) = self.identify(at, outer, around);
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
                    language,
                },
            );
            self.note_names(at, resource, language);
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
                match language.holds(&name).unwrap_or(Holds::None) {
                    Holds::None => {}
                    Holds::Schema if value.kind() != Kind::Array => found.push((inner, value)),
                    Holds::Array | Holds::Schema => {
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
            todo.extend(
                found.map(|(pointer, value)| (spot(document, value), resource, pointer, language)),
            );
        }
    }

    /// Visits a place that a reference or the caller says is a schema.
    pub(crate) fn visit_target(&mut self, at: Spot) {
        if !self.library.schemas.contains_key(&at) {
            let resource = self.library.resource_of(at);
            let pointer = self.library.pointer(at);
            let around = self.language_around(at, resource);
            self.visit(at, resource, pointer, around);
        }
    }
}

fn is_schema(value: Value<'_>) -> bool {
    // Other kinds are reported when the keyword is lowered.
    matches!(value.kind(), Kind::Object | Kind::True | Kind::False)
}
