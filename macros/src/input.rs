//! The Rust type as the derive sees it.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit_mut::{VisitMut, visit_type_mut};
use syn::{Data, DeriveInput, Error, Fields, Generics, Ident, LitStr, Path, Result, Type};

use crate::attributes;

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
    pub(crate) body: Body,
}

/// What a type consists of.
pub(crate) enum Body {
    Struct(Vec<Field>),
    Enum(Vec<Variant>),
}

/// A named field.
pub(crate) struct Field {
    /// Its name on the wire.
    pub(crate) name: String,
    /// Its type, with every lifetime `'static`, so that it can be named in a constant.
    pub(crate) ty: Type,
    pub(crate) span: Span,
    /// It may be absent without being an `Option`.
    pub(crate) default: bool,
    /// Its type does not tell what it holds.
    pub(crate) converted: bool,
}

/// A unit variant.
pub(crate) struct Variant {
    /// Its name on the wire.
    pub(crate) name: String,
    pub(crate) span: Span,
}

impl<'a> Input<'a> {
    /// Reads a type, and complains about everything in it that cannot be compared with a schema.
    pub(crate) fn read(tokens: &'a DeriveInput) -> Result<Self> {
        let attributes = attributes::Container::read(&tokens.attrs)?;
        let Some(schema) = attributes.schema.clone() else {
            let words =
                "the schema is missing: add `#[vouchsafe(schema = \"path/to/schema.json\")]`";
            return Err(Error::new_spanned(&tokens.ident, words));
        };
        let mut parameters = tokens
            .generics
            .type_params()
            .map(|parameter| &parameter.ident);
        if let Some(parameter) = parameters.next() {
            let words = "a type with type parameters cannot be compared with a schema yet";
            return Err(Error::new_spanned(parameter, words));
        }
        let body = match &tokens.data {
            Data::Struct(data) => Body::Struct(fields(&data.fields, &attributes, &tokens.ident)?),
            Data::Enum(data) => Body::Enum(collect(
                data.variants.iter().map(|item| variant(item, &attributes)),
            )?),
            Data::Union(data) => {
                let words = "a union cannot be compared with a schema: JSON would not say which field is meant";
                return Err(Error::new_spanned(data.union_token, words));
            }
        };
        #[cfg(feature = "backtracking")]
        let allow_backtracking = attributes.allow_backtracking;
        let attributes::Container { krate, partial, .. } = attributes;
        Ok(Self {
            ident: &tokens.ident,
            generics: &tokens.generics,
            schema,
            krate,
            partial,
            #[cfg(feature = "backtracking")]
            allow_backtracking,
            body,
        })
    }
}

fn fields(fields: &Fields, container: &attributes::Container, owner: &Ident) -> Result<Vec<Field>> {
    let Fields::Named(named) = fields else {
        let words = "only a struct with named fields can be compared with a schema of an object";
        return Err(Error::new_spanned(owner, words));
    };
    let read = named.named.iter().map(|field| {
        let attributes = attributes::Field::read(&field.attrs)?;
        if attributes.skip {
            return Ok(None);
        }
        let ident = field.ident.as_ref().map(unraw).unwrap_or_default();
        let name = attributes
            .rename
            .unwrap_or_else(|| match container.rename_all {
                Some(case) => case.of_field(&ident),
                None => ident,
            });
        let mut ty = field.ty.clone();
        StaticLifetimes.visit_type_mut(&mut ty);
        let span = field
            .ident
            .as_ref()
            .map_or_else(|| field.span(), Ident::span);
        let default = attributes.default || container.default;
        Ok(Some(Field {
            name,
            ty,
            span,
            default,
            converted: attributes.converted,
        }))
    });
    Ok(collect(read)?.into_iter().flatten().collect())
}

fn variant(variant: &syn::Variant, container: &attributes::Container) -> Result<Variant> {
    let attributes = attributes::Field::read(&variant.attrs)?;
    if !matches!(variant.fields, Fields::Unit) {
        let words = "only variants without fields can be compared with a schema yet";
        return Err(Error::new_spanned(variant, words));
    }
    let ident = unraw(&variant.ident);
    let name = attributes
        .rename
        .unwrap_or_else(|| match container.rename_all {
            Some(case) => case.of_variant(&ident),
            None => ident,
        });
    Ok(Variant {
        name,
        span: variant.ident.span(),
    })
}

fn unraw(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
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

/// Makes every lifetime of a type `'static`.
struct StaticLifetimes;

impl VisitMut for StaticLifetimes {
    fn visit_lifetime_mut(&mut self, lifetime: &mut syn::Lifetime) {
        *lifetime = syn::Lifetime::new("'static", lifetime.span());
    }

    fn visit_type_mut(&mut self, ty: &mut Type) {
        if let Type::Reference(reference) = ty {
            reference
                .lifetime
                .get_or_insert_with(|| syn::Lifetime::new("'static", Span::call_site()));
        }
        visit_type_mut(self, ty);
    }
}
