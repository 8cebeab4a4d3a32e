//! From the model to Rust.
//!
//! A definition is written out, for people to read; how it is read and written as JSON is a line that calls a macro
//! of `vouchsafe_core::types`. Types are spelled through `v`, the module `vouchsafe::__private`.

mod builder;
mod docs;
mod item;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use vouchsafe_core::program::Parts;

use super::model::{Kind, Model, Type, TypeId};
use super::names;
use crate::implementation::{Head, validate_tokens};

/// What the code refers to.
#[derive(Debug, Clone)]
pub(crate) struct Context<'a> {
    pub(super) model: &'a Model,
}

/// Where the program of a schema is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Owner<'a> {
    /// It is written beside the types.
    Written(&'a Parts),
    /// A type of the user has it.
    Elsewhere(&'a str),
}

/// All types, and a program for each schema that was asked for, to stand beside [`imports`].
///
/// Expands to:
///
/// ```text
/// use ::vouchsafe::__private as v;
/// use self::v::prelude::*;
///
/// /// A new task …
/// #[derive(Debug, Clone, PartialEq, Eq)]
/// pub struct Task { pub task_name: TaskName, pub note: Option<String>, … }
/// v::object!(Task { required { task_name: "task_name" } optional { note: "note" } … });
/// v::part!(Task, Schema0, [0]);
/// …
/// struct Schema0;
/// impl v::Validate for Schema0 { fn program() -> &'static v::Program { … } }
/// ```
pub(crate) fn tokens(model: &Model, programs: &[Owner<'_>], krate: &TokenStream) -> TokenStream {
    let context = Context { model };
    let items = (0..model.types.len()).map(|index| context.item(TypeId(index)));
    let aliases = model.roots.iter().filter_map(|root| {
        let name = root.alias.as_ref()?;
        let (name, ty) = (ident(name), context.ty(&Type::Named(root.id)));
        let doc = format!(" The same schema as [`{}`].", context.name(root.id));
        Some(quote!(#[doc = #doc] pub type #name = #ty;))
    });
    let owners = model.owners.iter().zip(programs).map(|(owner, program)| {
        let owner = ident(owner);
        let parts = match program {
            Owner::Written(parts) => parts,
            // The type has been read as one when it was named.
            Owner::Elsewhere(path) => {
                let path = path.parse::<TokenStream>().unwrap_or_default();
                return quote!(type #owner = #path;);
            }
        };
        let head = Head::of(&owner, format_ident!("v"), quote!(#krate::__private));
        let validate = validate_tokens(&head, parts);
        quote! {
            struct #owner;
            #[allow(unused, clippy::all, clippy::pedantic, reason = "the program of the schema, which is not written for readers")]
            #validate
        }
    });
    quote! {
        #(#items)*
        #(#aliases)*
        #(#owners)*
    }
}

/// The names that the types use: the library as `v`, and short ones, which mean what they mean everywhere, also where
/// a crate has no prelude.
pub(crate) fn imports(library: &TokenStream) -> TokenStream {
    quote! {
        #library
        #[allow(unused_imports, reason = "not every schema needs one of them")]
        use self::v::prelude::*;
    }
}

impl Context<'_> {
    fn name(&self, id: TypeId) -> &str {
        self.model
            .types
            .get(id.0)
            .map_or("", |definition| &definition.name)
    }

    /// A type where it is used.
    fn ty(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::Unit => quote!(()),
            Type::Bool => quote!(bool),
            Type::Integer(name) => {
                let name = ident(name);
                quote!(#name)
            }
            Type::Float => quote!(f64),
            Type::Number => quote!(v::Number),
            Type::String => quote!(String),
            Type::Secret => quote!(v::Secret),
            Type::Json => quote!(v::Json),
            // It has been read as a type when it was given.
            Type::Foreign(path) => path.parse::<TokenStream>().unwrap_or_default(),
            Type::Option(inner) => {
                let inner = self.ty(inner);
                quote!(Option<#inner>)
            }
            Type::Vec(inner) => {
                let inner = self.ty(inner);
                quote!(Vec<#inner>)
            }
            Type::Array(inner, len) => {
                let inner = self.ty(inner);
                let len = proc_macro2::Literal::u64_unsuffixed(*len);
                quote!([#inner; #len])
            }
            Type::Tuple(items) => {
                let items = items.iter().map(|item| self.ty(item));
                quote!((#(#items,)*))
            }
            Type::Map(inner) => {
                let inner = self.ty(inner);
                quote!(BTreeMap<String, #inner>)
            }
            Type::Named(id) => self.path(*id),
            Type::Boxed(inner) => {
                let inner = self.ty(inner);
                quote!(Box<#inner>)
            }
        }
    }

    fn path(&self, id: TypeId) -> TokenStream {
        let Some(definition) = self.model.types.get(id.0) else {
            return quote!(());
        };
        let replaced = definition.replaced.as_deref();
        // A path has been read when it was given.
        let replaced = replaced.and_then(|path| path.parse::<TokenStream>().ok());
        replaced.unwrap_or_else(|| {
            let name = ident(&definition.name);
            quote!(#name)
        })
    }

    /// Whether values of a type can be compared by `Eq`.
    fn is_eq(&self, ty: &Type) -> bool {
        self.is_eq_within(ty, &mut Vec::new())
    }

    fn is_eq_within(&self, ty: &Type, seen: &mut Vec<TypeId>) -> bool {
        match ty {
            // Of a type of the user it is not known.
            Type::Float | Type::Foreign(_) => false,
            Type::Option(inner)
            | Type::Vec(inner)
            | Type::Array(inner, _)
            | Type::Map(inner)
            | Type::Boxed(inner) => self.is_eq_within(inner, seen),
            Type::Tuple(items) => items.iter().all(|item| self.is_eq_within(item, seen)),
            Type::Named(id) => {
                if seen.contains(id) {
                    return true;
                }
                seen.push(*id);
                let Some(definition) = self.model.types.get(id.0) else {
                    return false;
                };
                // Nobody knows it of a type of the user.
                definition.replaced.is_none()
                    && definition
                        .kind
                        .clone()
                        .types_mut()
                        .into_iter()
                        .all(|ty| self.is_eq_within(ty, seen))
            }
            _ => true,
        }
    }

    /// What a builder takes for a type: the inside of a newtype, since all is checked in the end.
    fn loose(&self, ty: &Type) -> Type {
        match ty {
            Type::Named(id) => match self.model.types.get(id.0) {
                Some(definition) if definition.replaced.is_none() => match &definition.kind {
                    Kind::Newtype(inner) => inner.clone(),
                    _ => ty.clone(),
                },
                _ => ty.clone(),
            },
            Type::Option(inner) => Type::Option(Box::new(self.loose(inner))),
            _ => ty.clone(),
        }
    }
}

/// A name as it is written, raw where it is a word of the language.
fn ident(name: &str) -> Ident {
    if names::is_keyword(name) {
        format_ident!("r#{name}")
    } else {
        Ident::new(name, Span::call_site())
    }
}
