//! What a schema says about itself: its URI, its dialect, its anchors, and where it refers to.

use vouchsafe_core::json::{Document, Tape, Value, scan};

use super::{MAX_DEPTH, Resolver, absolute, split};
use crate::codes;
use crate::diagnostic::Complaint;
use crate::dialect::{Dialect, Language, OpenApi};
use crate::library::{Resource, Spot, spot};
use crate::load::decode;

impl Resolver<'_> {
    /// The resource that the schema at `at` belongs to: its own if it has an `$id`.
    pub(super) fn identify(&mut self, at: Spot, outer: usize) -> usize {
        let is_root = self.library.resources[outer].root == at;
        let language = self.language_at(at, self.library.resources[outer].language);
        let dialect = language.dialect;
        if is_root {
            self.library.resources[outer].language = language;
        }
        let value = self.library.value(at);
        let is_void = dialect.is_old() && value.member("$ref").is_some();
        let keyword = language.id().filter(|_| !is_void);
        let Some(id) = keyword.and_then(|keyword| value.member(keyword)) else {
            return outer;
        };
        let id_spot = spot(at.document, id);
        let text = id.as_str().map(|text| text.to_lossy().into_owned());
        let base = self.library.resources[outer].uri.clone();
        let uri = text.as_deref().and_then(|text| absolute(&base, text));
        let uri = uri.filter(|uri| dialect.is_old() || split(uri).1.is_empty());
        let (Some(uri), Some(text)) = (uri, text) else {
            let without = if dialect.is_old() {
                ""
            } else {
                " without a fragment"
            };
            let message = format!("`{}` must be a URI reference{without}", dialect.id());
            self.complain(
                id_spot,
                Complaint::new(&codes::INVALID_KEYWORD_VALUE, message),
            );
            return outer;
        };
        let (uri, fragment) = split(&uri);
        let resource = if text.starts_with('#') {
            outer
        } else if is_root {
            let resource = &mut self.library.resources[outer];
            resource.named = true;
            uri.clone_into(&mut resource.uri);
            self.library.by_uri.entry(uri.to_owned()).or_insert(outer);
            outer
        } else {
            self.add_resource(at, uri.to_owned(), language, true)
        };
        if !fragment.is_empty() {
            let anchors = &mut self.library.anchors;
            anchors.entry((resource, decode(fragment))).or_insert(at);
        }
        resource
    }

    /// The language of the schema at `at`: what its `$schema` names, or that of the schema around it.
    pub(super) fn language_at(&mut self, at: Spot, around: Language) -> Language {
        match self.library.value(at).member("$schema") {
            Some(named) if !around.is_openapi_30() || self.is_document(at) => {
                self.language_named(spot(at.document, named), around)
            }
            _ => around,
        }
    }

    /// Whether a schema is a document by itself, which may be in another language than those that refer to it.
    fn is_document(&self, at: Spot) -> bool {
        at.index == 0 && self.library.sources[at.document].openapi.is_none()
    }

    /// The language that a string names.
    pub(super) fn language_named(&mut self, named: Spot, around: Language) -> Language {
        let Some(uri) = self.library.value(named).as_str() else {
            return around;
        };
        let uri = uri.to_lossy().into_owned();
        match self.language_of(&uri, 0) {
            // A schema of OpenAPI has its annotations also where it names the dialect.
            Ok(mut language) => {
                language.openapi = around.openapi.filter(|version| *version == OpenApi::V31);
                language
            }
            Err(why) => {
                let mut message = format!("`{uri}` is not a supported dialect of JSON Schema");
                if let Some(why) = why {
                    message = format!("{message}: {why}");
                }
                let help = format!(
                    "use `{}`, or provide the meta-schema as a resource",
                    Dialect::default().uri()
                );
                let complaint = Complaint::new(&codes::UNSUPPORTED_DIALECT, message);
                self.complain(named, complaint.help(help));
                around
            }
        }
    }

    /// What a URI in `$schema` stands for. A meta-schema that is not one of the standard may leave
    /// vocabularies out (section 8.1.2); the fault is what is wrong with it, where it is there at all.
    pub(super) fn language_of(&self, uri: &str, depth: usize) -> Result<Language, Option<String>> {
        /// The length of a chain of meta-schemas, each written in the next one's language.
        const LONGEST: usize = 8;
        if let Some(dialect) = Dialect::from_uri(uri) {
            return Ok(dialect.into());
        }
        if depth == LONGEST {
            return Err(Some("its meta-schemas refer to each other".into()));
        }
        let loaded = self.loader.load(split(uri).0).map_err(|_| None)?;
        let mut tape = Tape::default();
        let meta = scan(&loaded.bytes, &mut tape, MAX_DEPTH)
            .map(|()| Document::new(&loaded.bytes, &tape).root())
            .map_err(|_| Some("the meta-schema is not JSON".to_owned()))?;
        let base = meta.member("$schema").and_then(Value::as_str);
        let base = base.map_or(Ok(self.options.dialect.into()), |base| {
            self.language_of(&base.to_lossy(), depth + 1)
        })?;
        let Some(vocabularies) = meta.member("$vocabulary") else {
            return Ok(base);
        };
        let vocabularies = vocabularies.members().map(|(name, required)| {
            (
                name.to_lossy().into_owned(),
                required.as_bool() == Some(true),
            )
        });
        Language::of_vocabularies(base.dialect, vocabularies).map_err(|unknown| {
            Some(format!(
                "it requires the vocabulary `{unknown}`, which is not known"
            ))
        })
    }

    /// Notes the anchors and references of one schema object.
    pub(super) fn note_names(&mut self, at: Spot, resource: usize) {
        let document = at.document;
        let Resource { root, language, .. } = self.library.resources[resource];
        let value = self.library.value(at);
        let mut anchors = Vec::new();
        let mut references = Vec::new();
        for (name, value) in value.members() {
            let name = name.to_lossy();
            let text = value.as_str().map(|text| text.to_lossy().into_owned());
            if !language.has(&name) {
                continue;
            }
            match (&*name, text) {
                ("$anchor", Some(text)) => anchors.push((text, false)),
                ("$dynamicAnchor", Some(text)) => anchors.push((text, true)),
                ("$recursiveAnchor", _) if root == at && value.as_bool() == Some(true) => {
                    anchors.push((String::new(), true));
                }
                ("$ref", Some(_)) => references.push((spot(document, value), false)),
                ("$dynamicRef" | "$recursiveRef", Some(_)) => {
                    references.push((spot(document, value), true));
                }
                _ => {}
            }
        }
        for (name, dynamic) in anchors {
            if dynamic {
                self.library
                    .dynamic_anchors
                    .entry((resource, name.clone()))
                    .or_insert(at);
            }
            self.library.anchors.entry((resource, name)).or_insert(at);
        }
        self.pending.extend(references);
    }
}
