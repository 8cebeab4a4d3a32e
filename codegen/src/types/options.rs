//! What users ask of generated types.

use std::collections::BTreeMap;

/// What users ask of generated types.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    /// Numbers without bounds are kept as they are written.
    pub(crate) exact_numbers: bool,
    /// Derives of every type.
    pub(crate) derives: Vec<String>,
    /// Structs have builders.
    pub(crate) without_builders: bool,
    escapes: BTreeMap<String, Escapes>,
    /// Types that have the programs of schemas already.
    owners: BTreeMap<String, String>,
    /// Types for the formats of strings and numbers.
    formats: BTreeMap<String, Foreign>,
}

/// A type of the user for a format.
#[derive(Debug, Clone)]
struct Foreign {
    path: String,
    /// It is one of several that were asked for together.
    is_preset: bool,
}

/// What users ask of one type, by the name that it would have.
#[derive(Debug, Clone, Default)]
pub(crate) struct Escapes {
    pub(crate) renamed: Option<String>,
    pub(crate) replaced: Option<String>,
    pub(crate) derives: Vec<String>,
    pub(crate) attributes: Vec<String>,
}

impl Options {
    /// The type that has the program of a schema already.
    pub(crate) fn owner(&self, schema: &str) -> Option<&str> {
        self.owners.get(schema).map(String::as_str)
    }

    pub(crate) fn set_owner(&mut self, schema: &str, path: &str) {
        self.owners.insert(schema.to_owned(), path.to_owned());
    }

    /// The schemas of which a type has the program.
    pub(crate) fn owned(&self) -> impl Iterator<Item = &str> {
        self.owners.keys().map(String::as_str)
    }

    /// The type that stands for a format.
    pub(crate) fn format(&self, name: &str) -> Option<&str> {
        self.formats.get(name).map(|foreign| &*foreign.path)
    }

    /// Lets a type stand for a format. One that was asked for alone counts, whatever is asked for together.
    pub(crate) fn set_format(&mut self, name: &str, path: &str, is_preset: bool) {
        let known = self.formats.get(name);
        if known.is_some_and(|known| is_preset && !known.is_preset) {
            return;
        }
        let path = path.to_owned();
        self.formats
            .insert(name.to_owned(), Foreign { path, is_preset });
    }

    /// The formats that a type was asked for by name.
    pub(crate) fn named_formats(&self) -> impl Iterator<Item = &str> {
        let named = self
            .formats
            .iter()
            .filter(|(_, foreign)| !foreign.is_preset);
        named.map(|(name, _)| name.as_str())
    }

    pub(crate) fn escapes(&self, name: &str) -> Option<&Escapes> {
        self.escapes.get(name)
    }

    pub(crate) fn escapes_mut(&mut self, name: &str) -> &mut Escapes {
        self.escapes.entry(name.to_owned()).or_default()
    }

    /// The names of the types that something is asked of.
    pub(crate) fn escaped(&self) -> impl Iterator<Item = &str> {
        self.escapes.keys().map(String::as_str)
    }

    /// The derives of a type beside those that it always has.
    pub(crate) fn derives(&self, name: &str) -> Vec<String> {
        let own = self.escapes(name).map(|escapes| escapes.derives.as_slice());
        let all = self.derives.iter().chain(own.unwrap_or_default());
        all.cloned().collect()
    }
}
