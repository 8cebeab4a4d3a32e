//! The Rust type as the derive sees it: what it reads and writes on the wire, by serde's attributes.

mod attributes;
mod body;
mod case;
#[cfg(test)]
mod differential;
mod names;
mod types;

use syn::{DeriveInput, Error, Generics, Ident, LitStr, Path, Result};

pub(crate) use attributes::Container;
pub(crate) use body::{Body, Enum, Field, Fields, Holds, Place, Tagging, Variant, Written};
pub(crate) use types::{mentions, names_parameter, text};

/// A type with `#[derive(Validate)]`.
pub(crate) struct Input<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) generics: &'a Generics,
    /// The path of the schema.
    pub(crate) schema: LitStr,
    /// The path of the facade crate, where it is given.
    pub(crate) krate: Option<Path>,
    /// The type need not have a field for each property.
    pub(crate) partial: bool,
    /// Patterns of the schema may look around and refer back.
    #[cfg(feature = "backtracking")]
    pub(crate) allow_backtracking: bool,
    /// The schema may have keywords that its dialect does not have.
    pub(crate) allow_unknown_keywords: bool,
    pub(crate) body: Body,
    /// What is written in its place.
    pub(crate) into: Option<Place>,
}

impl<'a> Input<'a> {
    /// Reads a type, and complains about everything in it that cannot be compared with a schema.
    pub(crate) fn read(tokens: &'a DeriveInput) -> Result<Self> {
        let attributes = Container::read(&tokens.attrs)?;
        let Some(schema) = attributes.schema.clone() else {
            let words =
                "the schema is missing: add `#[vouchsafe(schema = \"path/to/schema.json\")]`";
            return Err(Error::new_spanned(&tokens.ident, words));
        };
        let body = body::read(tokens, &attributes)?;
        let into = attributes
            .into
            .as_ref()
            .map(|ty| Place::of(ty, tokens, false));
        Ok(Self {
            ident: &tokens.ident,
            generics: &tokens.generics,
            schema,
            krate: attributes.krate,
            partial: attributes.partial,
            #[cfg(feature = "backtracking")]
            allow_backtracking: attributes.allow_backtracking,
            allow_unknown_keywords: attributes.allow_unknown_keywords,
            body,
            into,
        })
    }
}

/// All the values, or all the errors in one.
pub(crate) fn collect<T>(items: impl Iterator<Item = Result<T>>) -> Result<Vec<T>> {
    let mut values = Vec::new();
    let mut errors: Option<Error> = None;
    for item in items {
        match (item, &mut errors) {
            (Ok(value), _) => values.push(value),
            (Err(error), Some(errors)) => errors.combine(error),
            (Err(error), None) => errors = Some(error),
        }
    }
    errors.map_or(Ok(values), Err)
}
