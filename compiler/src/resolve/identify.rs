//! What a schema says about itself: its URI, its dialect, its anchors, and where it refers to.

use vouchsafe_core::json::{Document, Tape, Value, scan};

use super::{MAX_DEPTH, Resolver};
use crate::codes;
use crate::diagnostic::Complaint;
use crate::dialect::{Dialect, Language};
use crate::library::{Spot, spot};
use crate::load::{Purpose, decode};
use crate::uri::{absolute, split};

impl Resolver<'_> {
    /// The resource that the schema at `at` belongs to, its own if it has an `$id`, and the language that it is written
    /// in; `around` is that of the schema around it.
    pub(super) fn identify(
        &mut self,
        at: Spot,
        outer: usize,
        around: Language,
    ) -> (usize, Language) {
        let language = self.language_at(at, around);
        if let Some(&known) = self.library.inner.get(&at) {
            return (known, language);
        }
        (self.identified(at, outer, language), language)
    }

    fn identified(&mut self, at: Spot, outer: usize, language: Language) -> usize {
        let is_root = self.library.resources[outer].root == at;
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
            let known = *self.library.by_uri.entry(uri.to_owned()).or_insert(outer);
            self.note_repeated(at, id_spot, self.library.resources[known].root);
            outer
        } else {
            let resource = self.add_resource(at, uri.to_owned(), language, true);
            self.library.inner.insert(at, resource);
            let known = self.library.by_uri[uri];
            self.note_repeated(at, id_spot, self.library.resources[known].root);
            resource
        };
        if !fragment.is_empty() {
            let anchors = &mut self.library.anchors;
            let known = *anchors.entry((resource, decode(fragment))).or_insert(at);
            self.note_repeated(at, id_spot, known);
        }
        resource
    }

    /// Notes that a schema has a name that another one has already: which of them is meant is not defined (2020-12 core,
    /// sections 8.2.1 and 8.2.2), so it is a fault where schemas are checked rather than used.
    fn note_repeated(&mut self, at: Spot, name: Spot, known: Spot) {
        if known != at && self.options.refuse_contradictions {
            self.repeated.push((at, name, known));
        }
    }

    /// Complains about names that two schemas have: at the later one of the two, where both are in one document.
    pub(super) fn complain_about_repeated(&mut self) {
        let mut repeated = std::mem::take(&mut self.repeated);
        repeated.sort_unstable();
        for (at, name, known) in repeated {
            let keyword = self.library.value(name);
            let written = keyword.name().and_then(Value::as_str);
            let written = written.map(|text| text.to_lossy().into_owned());
            let written = written.unwrap_or_default();
            let is_later = (at.document, at.index) > (known.document, known.index);
            let other = self.library.value(known).member(&written);
            let other = other.map(|value| spot(known.document, value));
            // The two may have the name by different keywords.
            let (place, before) = match (is_later, other) {
                (false, Some(other)) => (other, at),
                _ => (name, known),
            };
            let source = &self.library.sources[before.document];
            let line = source.line(self.library.value(before).span().start);
            let whose = if before.document == place.document {
                format!("the schema at line {line}")
            } else {
                format!("the schema at line {line} of `{}`", source.name)
            };
            let text = self.library.value(place).as_str();
            let text = text.map(|text| text.to_lossy().into_owned());
            let text = text.unwrap_or_default();
            let message = format!("`{written}` is `{text}`, which is the name of {whose} already");
            let help = "rename one of them: a reference to it could mean either".to_owned();
            let complaint = Complaint::new(&codes::INVALID_KEYWORD_VALUE, message);
            self.complain(place, complaint.help(help));
        }
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
        if Dialect::is_unversioned(&uri) {
            self.note_unversioned(named, &uri, around);
            return around;
        }
        let old = Dialect::is_too_old(&uri);
        match self.language_of(&uri, 0) {
            // A schema of OpenAPI has its annotations also where it names the dialect.
            Ok(mut language) => {
                language.openapi = around.openapi.filter(|version| version.is_modern());
                language
            }
            Err(why) => {
                let mut message = match old {
                    Some(old) => format!("`{uri}` is {old}, which is too old to be supported"),
                    None => format!("`{uri}` is not a supported dialect of JSON Schema"),
                };
                if let Some(why) = why {
                    message = format!("{message}: {why}");
                }
                let newest = Dialect::default().uri();
                let help = match old {
                    Some(_) => format!("move the schema to a later draft, such as `{newest}`"),
                    None => format!("use `{newest}`, or provide the meta-schema as a resource"),
                };
                let complaint = Complaint::new(&codes::UNSUPPORTED_DIALECT, message);
                self.complain(named, complaint.help(help));
                around
            }
        }
    }

    /// Notes that a `$schema` leaves open which version is meant.
    fn note_unversioned(&mut self, named: Spot, uri: &str, around: Language) {
        let (name, dialect) = (around.name(), around.dialect);
        let message = format!("`{uri}` names no version of JSON Schema: it is read as {name}");
        let help = format!("write `{}` if that is meant", dialect.uri());
        let complaint = Complaint::new(&codes::UNSUPPORTED_DIALECT, message).help(help);
        self.notes.add(format!("$schema {uri}"), named, complaint);
    }

    /// What a URI in `$schema` stands for. A meta-schema that is not one of the standard may leave
    /// vocabularies out (section 8.1.2); the fault is what is wrong with it, where it is there at all.
    pub(super) fn language_of(&self, uri: &str, depth: usize) -> Result<Language, Option<String>> {
        /// The length of a chain of meta-schemas, each written in the next one's language.
        const LONGEST: usize = 8;
        if let Some(language) = Language::from_uri(uri) {
            return Ok(language);
        }
        if depth == LONGEST {
            return Err(Some("its meta-schemas refer to each other".into()));
        }
        let loaded = self.loader.load(split(uri).0, Purpose::Referred);
        let loaded = loaded.map_err(|_| None)?;
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
    pub(super) fn note_names(&mut self, at: Spot, resource: usize, language: Language) {
        let document = at.document;
        let value = self.library.value(at);
        let mut references = Vec::new();
        for (name, value) in value.members() {
            let name = name.to_lossy();
            if !language.has(&name) || value.as_str().is_none() {
                continue;
            }
            match &*name {
                "$ref" => references.push((spot(document, value), false)),
                "$dynamicRef" | "$recursiveRef" => references.push((spot(document, value), true)),
                _ => {}
            }
        }
        self.pending.extend(references);
        self.note_anchors(at, resource, language);
    }

    /// Notes the anchors of one schema object.
    pub(super) fn note_anchors(&mut self, at: Spot, resource: usize, language: Language) {
        let document = at.document;
        let root = self.library.resources[resource].root;
        let value = self.library.value(at);
        let mut anchors = Vec::new();
        for (name, value) in value.members() {
            let name = name.to_lossy();
            let text = value.as_str().map(|text| text.to_lossy().into_owned());
            if !language.has(&name) {
                continue;
            }
            match (&*name, text) {
                ("$anchor", Some(text)) => anchors.push((text, value, false)),
                ("$dynamicAnchor", Some(text)) => anchors.push((text, value, true)),
                ("$recursiveAnchor", _) if root == at && value.as_bool() == Some(true) => {
                    anchors.push((String::new(), value, true));
                }
                _ => {}
            }
        }
        let anchors = anchors.into_iter();
        let anchors: Vec<(String, Spot, bool)> = anchors
            .map(|(name, value, dynamic)| (name, spot(document, value), dynamic))
            .collect();
        for (name, written, dynamic) in anchors {
            if dynamic {
                self.library
                    .dynamic_anchors
                    .entry((resource, name.clone()))
                    .or_insert(at);
            }
            let anchors = &mut self.library.anchors;
            let known = *anchors.entry((resource, name)).or_insert(at);
            self.note_repeated(at, written, known);
        }
    }
}
