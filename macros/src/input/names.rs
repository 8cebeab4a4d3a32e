//! What fields and variants are called on the wire, in both directions.

use proc_macro2::Span;
use syn::{Ident, LitStr};

use super::attributes::Field;
use super::case::Case;

/// One thing for reading, one for writing.
#[derive(Clone)]
pub(super) struct Directed<T> {
    pub(super) read: Option<T>,
    pub(super) written: Option<T>,
}

impl<T> Default for Directed<T> {
    fn default() -> Self {
        Self {
            read: None,
            written: None,
        }
    }
}

impl<T: Copy> Directed<T> {
    /// This, or else the other.
    pub(super) fn or(&self, other: &Self) -> Self {
        Self {
            read: self.read.or(other.read),
            written: self.written.or(other.written),
        }
    }
}

/// The names of a field or variant.
pub(crate) struct Names {
    /// The one that is read, unless it is not read at all.
    pub(crate) read: Option<String>,
    /// Others that are read, and where they stand in the source.
    pub(crate) aliases: Vec<(String, Span)>,
    /// The one that is written, unless it is not written at all.
    pub(crate) written: Option<String>,
}

impl Names {
    /// The names of a field or variant, for which `convert` does what a rule of `rename_all` says.
    pub(super) fn of(
        ident: &str,
        attributes: &Field,
        rule: &Directed<Case>,
        convert: impl Fn(Case, &str) -> String,
    ) -> Self {
        let property = attributes.property.as_ref().map(LitStr::value);
        let name = |renamed: &Option<String>, rule: Option<Case>| {
            let renamed = property.clone().or_else(|| renamed.clone());
            renamed.unwrap_or_else(|| {
                rule.map_or_else(|| ident.to_owned(), |rule| convert(rule, ident))
            })
        };
        let read = name(&attributes.rename.read, rule.read);
        let written = name(&attributes.rename.written, rule.written);
        let aliases = attributes.aliases.iter();
        let aliases = aliases
            .map(|alias| (alias.value(), alias.span()))
            .filter(|(alias, _)| *alias != read && !attributes.unread);
        Self {
            aliases: aliases.collect(),
            read: (!attributes.unread).then_some(read),
            written: (!attributes.unwritten).then_some(written),
        }
    }

    /// All of them, the one that is read first, each once.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        let written = self
            .written
            .as_deref()
            .filter(|name| !self.all_read().any(|read| read == *name));
        self.all_read().chain(written)
    }

    /// Those that are read.
    pub(crate) fn all_read(&self) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.iter().map(|(alias, _)| alias.as_str());
        self.read.as_deref().into_iter().chain(aliases)
    }
}

/// An identifier without the mark that makes a keyword one.
pub(super) fn unraw(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
}
