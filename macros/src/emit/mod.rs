//! Writes the implementation: the static program, and constants that compare types with the schema.

mod comparisons;
mod expected;
mod facade;
mod facts;
mod shape;
mod usual;

pub(crate) use facade::{facade, private};
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{DeriveInput, Error, GenericParam, Generics};
use vouchsafe_codegen::{Head, validate_tokens};

use crate::comparison::Comparison;
use crate::input::{Body, Container, Field, Holds, Input, Place, names_parameter, text};
use crate::schema::Schema;

/// The implementation.
///
/// Expands to:
///
/// ```text
/// const _: () = {
///     use ::vouchsafe::__private as __v;
///     const _: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/order.json"));
///     impl __v::Validate for Order {
///         fn program() -> &'static __v::Program { static PROGRAM: __v::Program = …; &PROGRAM }
///     }
///     impl __v::Shape for Order { const SHAPE: __v::TypeShape = …; const MEMBERS: __v::Members = …; }
///     const _: () = __v::compare_member(&<u16 as __v::Shape>::SHAPE, &__v::Expected { … }, …);
/// };
/// ```
///
/// Comparisons that mention a parameter of the type stand in the method, in `const` blocks.
pub(crate) fn implementation(
    input: &Input<'_>,
    schema: &Schema,
    comparisons: &[Comparison],
) -> TokenStream {
    let ident = input.ident;
    let bounded = with_shapes(input);
    let (generics, arguments, conditions) = bounded.split_for_impl();
    let private = private(input.krate.as_ref());
    let shape = shape::constants(input, schema);
    let constants = comparisons::constants(comparisons);
    let ty = quote!(#ident #arguments);
    let library = quote::format_ident!("__v");
    let head = Head::new(&generics, ty, conditions, library, private.clone())
        .first(comparisons::blocks(comparisons));
    let validate = validate_tokens(&head, schema.parts());
    let files = tracked(&schema.files);
    quote! {
        const _: () = {
            use #private as __v;
            #files
            #validate
            #[automatically_derived]
            impl #generics __v::Shape for #ident #arguments #conditions {
                #shape
            }
            #constants
        };
    }
}

/// The errors, the comparisons that can be made beside them, and an implementation that keeps further
/// errors from arising.
pub(crate) fn fallback(
    tokens: &DeriveInput,
    error: Error,
    comparisons: &[Comparison],
) -> TokenStream {
    let ident = &tokens.ident;
    let (generics, arguments, conditions) = tokens.generics.split_for_impl();
    let krate = Container::read(&tokens.attrs)
        .ok()
        .and_then(|attributes| attributes.krate);
    let private = private(krate.as_ref());
    let constants = comparisons::constants(comparisons);
    let error = error.into_compile_error();
    quote! {
        #error
        const _: () = {
            use #private as __v;
            #[automatically_derived]
            impl #generics __v::Validate for #ident #arguments #conditions {
                fn program() -> &'static __v::Program {
                    static PROGRAM: __v::Program = __v::Program::accept_all();
                    &PROGRAM
                }
            }
            #[automatically_derived]
            impl #generics __v::Shape for #ident #arguments #conditions {
                const SHAPE: __v::TypeShape = __v::TypeShape::ANYTHING;
            }
            #constants
        };
    }
}

/// Includes the files, so that the compiler runs the macro again when one of them changes.
pub(crate) fn tracked(files: &[String]) -> TokenStream {
    let paths = files.iter().map(|file| format!("/{file}"));
    // By the rules of our own edition: in that of 2015, a crate may have a module `core`.
    quote_spanned! {Span::mixed_site()=>
        #(const _: &[::core::primitive::u8] = ::core::include_bytes!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #paths));)*
    }
}

/// The parameters of the type, where those that its fields mention have a shape.
fn with_shapes(input: &Input<'_>) -> Generics {
    let mut generics = input.generics.clone();
    let places = places(input);
    for parameter in &mut generics.params {
        if let GenericParam::Type(parameter) = parameter {
            let name = parameter.ident.clone();
            let is_used = |place: &&Place| place.is_known() && names_parameter(&place.ty, &name);
            if places.iter().any(is_used) {
                parameter.bounds.push(syn::parse_quote!(__v::Shape));
            }
        }
    }
    // What a parameter brings along has one of its own: `T::Item`.
    let mut seen = Vec::new();
    let types = places.iter();
    for ty in types.flat_map(|place| place.associated(input.generics)) {
        let text = text(&ty);
        if !seen.contains(&text) {
            seen.push(text);
            let conditions = generics.make_where_clause();
            conditions
                .predicates
                .push(syn::parse_quote!(#ty: __v::Shape));
        }
    }
    generics
}

/// The types of all fields that are compared.
fn places<'a>(input: &'a Input<'_>) -> Vec<&'a Place> {
    let of_fields = |fields: &'a [Field]| {
        let compared = fields.iter().filter(|field| !field.uncompared);
        compared.map(|field| &field.place).collect::<Vec<_>>()
    };
    let mut places = match &input.body {
        Body::Struct(fields) => of_fields(&fields.named),
        Body::Tuple(places) => places.iter().collect(),
        Body::Same(place) => vec![place],
        Body::Unit => Vec::new(),
        Body::Enum(body) => {
            let variants = body.variants.iter();
            let inside = variants.flat_map(|variant| match &variant.holds {
                Holds::Nothing => Vec::new(),
                Holds::One(place) => vec![place],
                Holds::Several(places) => places.iter().collect(),
                Holds::Fields(fields) => of_fields(&fields.named),
            });
            inside.collect()
        }
    };
    places.extend(&input.into);
    places
}
