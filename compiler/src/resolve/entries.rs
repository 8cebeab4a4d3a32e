//! The schemas that compiling a document begins with: the one that was asked for, and definitions beside it.

use vouchsafe_core::json::Value;

use super::{Resolver, is_schema};
use crate::diagnostic::Diagnostic;
use crate::dialect::{Dialect, Holds, OpenApi, Vocabulary};
use crate::library::{Spot, push_token, spot};
use crate::options::Definitions;

/// A schema that compiling begins with.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Its fragment: as the caller wrote it, or a JSON Pointer.
    pub(crate) fragment: String,
    pub(crate) spot: Spot,
}

impl Resolver<'_> {
    /// Finds the schema at a fragment of a document, the definitions that the options ask for, and all that they lead
    /// to. Returns at least one schema.
    ///
    /// # Errors
    /// That the fragment leads nowhere.
    pub(super) fn entries(
        &mut self,
        document: usize,
        fragment: &str,
    ) -> Result<Vec<Entry>, Vec<Diagnostic>> {
        let mut entries = if fragment.is_empty() {
            self.definitions(document)
        } else {
            Vec::new()
        };
        for entry in &entries {
            self.visit_target(entry.spot);
        }
        if entries.is_empty() || !self.begins_with_definitions(document) {
            let spot = self.begin(document, fragment)?;
            let fragment = fragment.to_owned();
            entries.insert(0, Entry { fragment, spot });
        }
        self.finish();
        Ok(entries)
    }

    /// The definitions of a document that are asked for.
    fn definitions(&self, document: usize) -> Vec<Entry> {
        let is_asked = match self.options.definitions {
            Definitions::Referenced => false,
            Definitions::WithoutRoot => !self.asserts_more_than_type(document),
            Definitions::All => true,
        };
        if !is_asked {
            return Vec::new();
        }
        let homes: &[&[&str]] = match self.library.sources[document].openapi {
            None => &[&["$defs"], &["definitions"]],
            Some(OpenApi::V20) => &[&["definitions"]],
            Some(_) => &[&["components", "schemas"]],
        };
        let root = self.library.value(Spot { document, index: 0 });
        let mut entries = Vec::new();
        for home in homes {
            let mut fragment = String::new();
            let found = home.iter().try_fold(root, |value, name| {
                push_token(&mut fragment, name);
                value.member(name)
            });
            let found = found.into_iter().flat_map(Value::members);
            for (name, value) in found.filter(|(_, value)| is_schema(*value)) {
                let mut fragment = fragment.clone();
                push_token(&mut fragment, &name.to_lossy());
                entries.push(Entry {
                    fragment,
                    spot: spot(document, value),
                });
            }
        }
        entries
    }

    /// Whether the root of a document is no schema, or one that every value satisfies.
    fn begins_with_definitions(&self, document: usize) -> bool {
        let root = self.library.value(Spot { document, index: 0 });
        self.library.sources[document].openapi.is_some()
            || !self.asserts_more_than_type(document) && root.member("type").is_none()
    }

    /// Whether the root of a document is a schema that says more of a value than that it is an object.
    fn asserts_more_than_type(&self, document: usize) -> bool {
        let root = Spot { document, index: 0 };
        if self.library.sources[document].openapi.is_some() {
            return false;
        }
        let language = self.library.language_of(root);
        self.library.value(root).members().any(|(name, value)| {
            let name = name.to_lossy();
            if !language.has(&name) || matches!(&*name, "$defs" | "definitions") {
                return false;
            }
            if name == "type" {
                return value
                    .as_str()
                    .is_none_or(|text| text.to_lossy() != "object");
            }
            let has_schemas = language
                .holds(&name)
                .is_some_and(|holds| holds != Holds::None);
            let vocabulary = Dialect::of_keyword(&name).map(|(_, _, vocabulary)| vocabulary);
            let is_reference = matches!(&*name, "$ref" | "$dynamicRef" | "$recursiveRef");
            has_schemas
                || is_reference
                || !matches!(vocabulary, Some(Vocabulary::Core | Vocabulary::MetaData))
        })
    }
}
