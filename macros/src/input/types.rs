//! Types as they can be named outside of what they stand in.

use proc_macro2::Span;
use quote::ToTokens;
use syn::visit_mut::{VisitMut, visit_path_mut, visit_type_mut};
use syn::{
    GenericArgument, GenericParam, Generics, Ident, Lifetime, Path, PathArguments, Type, TypePath,
};

/// The type as a constant beside the `impl` can name it: with every lifetime `'static`, and without
/// `Self`.
pub(super) fn outside(ty: &Type, owner: &Ident, generics: &Generics) -> Type {
    let mut ty = ty.clone();
    let lifetimes = generics.lifetimes().map(|_| static_lifetime());
    let owner: Path = syn::parse_quote!(#owner<#(#lifetimes),*>);
    Outside { owner }.visit_type_mut(&mut ty);
    ty
}

/// The type as text: the same for types that are written alike.
pub(crate) fn text(ty: &Type) -> String {
    let mut text = String::new();
    if write_path(ty, &mut text).is_none() {
        // It takes a macro as long to print tokens as all the rest that it does for a field.
        text = ty.to_token_stream().to_string();
    }
    text
}

/// Writes a type that is a path of names, which may have such types as parameters.
fn write_path(ty: &Type, text: &mut String) -> Option<()> {
    let Type::Path(TypePath {
        qself: None, path, ..
    }) = ty
    else {
        return None;
    };
    if path.leading_colon.is_some() {
        text.push_str("::");
    }
    for (index, segment) in path.segments.iter().enumerate() {
        if index > 0 {
            text.push_str("::");
        }
        text.push_str(&segment.ident.to_string());
        match &segment.arguments {
            PathArguments::None => {}
            PathArguments::AngleBracketed(arguments) => {
                text.push('<');
                for argument in &arguments.args {
                    let GenericArgument::Type(inner) = argument else {
                        return None;
                    };
                    write_path(inner, text)?;
                    text.push(',');
                }
                text.push('>');
            }
            PathArguments::Parenthesized(_) => return None,
        }
    }
    Some(())
}

/// Whether a type mentions a type or constant parameter of its owner, so that it is known only where
/// the owner is used.
pub(super) fn is_generic(ty: &Type, generics: &Generics) -> bool {
    let names: Vec<&Ident> = generics
        .params
        .iter()
        .filter_map(|parameter| match parameter {
            GenericParam::Type(parameter) => Some(&parameter.ident),
            GenericParam::Const(parameter) => Some(&parameter.ident),
            GenericParam::Lifetime(_) => None,
        })
        .collect();
    // `Self` has the parameters in it.
    !names.is_empty() && mentions(ty, |ident| ident == "Self" || names.contains(&ident))
}

/// Whether an identifier of that kind occurs in a type.
pub(crate) fn mentions(ty: &Type, is_it: impl Fn(&Ident) -> bool) -> bool {
    any_ident(ty.to_token_stream(), &is_it)
}

fn any_ident(tokens: proc_macro2::TokenStream, is_it: &impl Fn(&Ident) -> bool) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(ident) => is_it(&ident),
        proc_macro2::TokenTree::Group(group) => any_ident(group.stream(), is_it),
        _ => false,
    })
}

/// The types in a type that begin with a type parameter: `T::Item`.
pub(super) fn associated(ty: &Type, generics: &Generics) -> Vec<Type> {
    let mut found = Associated {
        parameters: generics
            .type_params()
            .map(|one| one.ident.clone())
            .collect(),
        types: Vec::new(),
    };
    found.visit_type_mut(&mut ty.clone());
    found.types
}

/// Whether a type names a parameter as a type of its own, not only for what it brings along.
pub(crate) fn names_parameter(ty: &Type, parameter: &Ident) -> bool {
    let mut named = Named {
        parameter,
        found: false,
    };
    named.visit_type_mut(&mut ty.clone());
    named.found
}

struct Named<'a> {
    parameter: &'a Ident,
    found: bool,
}

impl VisitMut for Named<'_> {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        self.found |= matches!(ty, Type::Path(path) if path.qself.is_none() && path.path.is_ident(self.parameter));
        visit_type_mut(self, ty);
    }
}

struct Associated {
    parameters: Vec<Ident>,
    types: Vec<Type>,
}

impl VisitMut for Associated {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        if let Type::Path(path) = ty
            && path.qself.is_none()
            && path.path.segments.len() > 1
            && let Some(first) = path.path.segments.first()
            && self.parameters.contains(&first.ident)
        {
            self.types.push(ty.clone());
        }
        visit_type_mut(self, ty);
    }
}

fn static_lifetime() -> Lifetime {
    Lifetime::new("'static", Span::call_site())
}

struct Outside {
    /// What stands for `Self`.
    owner: Path,
}

impl VisitMut for Outside {
    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        *lifetime = Lifetime::new("'static", lifetime.span());
    }

    fn visit_path_mut(&mut self, path: &mut Path) {
        if path.is_ident("Self") {
            *path = self.owner.clone();
        }
        visit_path_mut(self, path);
    }

    fn visit_type_mut(&mut self, ty: &mut Type) {
        if let Type::Reference(reference) = ty {
            reference.lifetime.get_or_insert_with(static_lifetime);
        }
        visit_type_mut(self, ty);
    }
}
