//! Writes the implementation: the static program, and constants that compare types with the schema.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{DeriveInput, Error, Path};
use vouchsafe_codegen::{Admitted, Head, Member, validate_tokens};
use vouchsafe_core::program::Types;

use crate::attributes;
use crate::input::{Body, Field, Input};
use crate::schema::Schema;
use crate::types::suggested;

/// The implementation.
///
/// Expands to:
///
/// ```text
/// const _: () = {
///     use ::vouchsafe::__private as v;
///     const _: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/order.json"));
///     impl v::Validate for Order {
///         fn program() -> &'static v::Program { static PROGRAM: v::Program = …; &PROGRAM }
///     }
///     impl v::Shape for Order { const SHAPE: v::TypeShape = …; }
///     const _: () = { let shape = <u16 as v::Shape>::SHAPE; if !shape.holds_integers(…) { panic!("…") } };
/// };
/// ```
pub(crate) fn implementation(input: &Input<'_>, schema: &Schema) -> TokenStream {
    let ident = input.ident;
    let (generics, arguments, conditions) = input.generics.split_for_impl();
    let private = private(input.krate.as_ref());
    let head = Head::new(&generics, quote!(#ident #arguments), &conditions);
    let validate = validate_tokens(&head, schema.parts());
    let shape = shape(input, schema);
    let comparisons = comparisons(input, schema);
    let files = tracked(&schema.files);
    quote! {
        const _: () = {
            use #private as v;
            #files
            #validate
            #[automatically_derived]
            impl #generics v::Shape for #ident #arguments #conditions {
                const SHAPE: v::TypeShape = #shape;
            }
            #comparisons
        };
    }
}

/// The errors, and an implementation that keeps further ones from arising.
pub(crate) fn fallback(tokens: &DeriveInput, error: Error) -> TokenStream {
    let ident = &tokens.ident;
    let (generics, arguments, conditions) = tokens.generics.split_for_impl();
    let krate = attributes::Container::read(&tokens.attrs)
        .ok()
        .and_then(|attributes| attributes.krate);
    let private = private(krate.as_ref());
    let error = error.into_compile_error();
    quote! {
        #error
        const _: () = {
            use #private as v;
            #[automatically_derived]
            impl #generics v::Validate for #ident #arguments #conditions {
                fn program() -> &'static v::Program {
                    static PROGRAM: v::Program = v::Program::accept_all();
                    &PROGRAM
                }
            }
            #[automatically_derived]
            impl #generics v::Shape for #ident #arguments #conditions {
                const SHAPE: v::TypeShape = v::TypeShape::ANYTHING;
            }
        };
    }
}

/// Includes the files, so that the compiler runs the macro again when one of them changes.
pub(crate) fn tracked(files: &[String]) -> TokenStream {
    let paths = files.iter().map(|file| format!("/{file}"));
    quote! {
        #(const _: &[u8] = ::core::include_bytes!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #paths));)*
    }
}

/// The path of `vouchsafe::__private`, under whatever name the crate depends on the facade.
pub(crate) fn private(krate: Option<&Path>) -> TokenStream {
    let facade = facade(krate);
    quote!(#facade::__private)
}

/// The path of the facade.
pub(crate) fn facade(krate: Option<&Path>) -> TokenStream {
    if let Some(path) = krate {
        return quote!(#path);
    }
    let found = proc_macro_crate::crate_name("vouchsafe");
    if let Ok(proc_macro_crate::FoundCrate::Name(name)) = found {
        let name = format_ident!("{name}");
        return quote!(::#name);
    }
    // The facade itself calls itself by its name, also in its tests and examples.
    quote!(::vouchsafe)
}

fn shape(input: &Input<'_>, schema: &Schema) -> TokenStream {
    match &input.body {
        Body::Struct(_) => {
            let shape = quote!(v::TypeShape::of(v::Types::OBJECT));
            let name = &schema.admitted.schema;
            if schema.nameless {
                shape
            } else {
                quote!(#shape.with_schema(#name))
            }
        }
        Body::Enum(variants) => {
            let names = variants.iter().map(|variant| &variant.name);
            quote!(v::TypeShape::variants(&[#(#names),*]))
        }
    }
}

/// One constant for each field: it fails to evaluate if the type cannot hold what the schema admits.
fn comparisons(input: &Input<'_>, schema: &Schema) -> TokenStream {
    let Body::Struct(fields) = &input.body else {
        return TokenStream::new();
    };
    let pairs = fields
        .iter()
        .filter(|field| !field.converted)
        .filter_map(|field| {
            let member = schema
                .members
                .iter()
                .find(|member| member.name == field.name)?;
            Some(comparison(field, member, schema))
        });
    pairs.collect()
}

fn comparison(field: &Field, member: &Member, schema: &Schema) -> TokenStream {
    let Field { ty, .. } = field;
    // At the type, but marked as generated, so that lints about the code of users leave it alone.
    let span = Span::mixed_site().located_at(ty.span());
    let admitted = Admitted::by(schema.parts(), member.node);
    let subject = format!("{}: `{}`", member.location, member.name);
    let is_nullable = admitted.types.contains(Types::NULL);
    let mut tests = Vec::new();
    if !member.required && !field.default {
        let words = format!(
            "{subject} is not required, so the field must be an `Option` or have `#[serde(default)]`"
        );
        tests.push(fail_unless(span, &quote!(shape.optional), &words));
    }
    if member.required && !is_nullable {
        let words =
            format!("{subject} is required and never `null`, so the field must not be an `Option`");
        tests.push(fail_unless(span, &quote!(!shape.optional), &words));
    }
    if is_nullable {
        let words = format!("{subject} may be `null`, so the field must be an `Option`");
        tests.push(fail_unless(span, &quote!(shape.holds_null()), &words));
    }
    tests.push(value_tests(span, &admitted, &subject));
    // Named at the call site: the tests, whose tokens have another span, must see it.
    let shape = format_ident!("shape");
    quote_spanned! {span=>
        const _: () = {
            let #shape = <#ty as v::Shape>::SHAPE;
            #(#tests)*
        };
    }
}

/// Tests that a type holds the values that a schema admits, `null` and absence apart.
fn value_tests(span: Span, admitted: &Admitted, subject: &str) -> TokenStream {
    let mut tests = Vec::new();
    let types = Types(admitted.types.0 & !Types::NULL.0);
    let bits = types.0;
    let words = format!(
        "{subject} may be {}, which the type of the field cannot hold; `{}` can",
        kinds(types),
        suggested(admitted, types),
    );
    tests.push(fail_unless(
        span,
        &quote!(shape.holds_kinds(v::Types(#bits))),
        &words,
    ));
    if types.contains(Types::INTEGER) {
        let bound =
            |bound: Option<i128>| bound.map_or_else(|| quote!(None), |bound| quote!(Some(#bound)));
        let (low, high) = (bound(admitted.integers.0), bound(admitted.integers.1));
        let range = match admitted.integers {
            (Some(low), Some(high)) => format!("integers from {low} to {high}"),
            (Some(low), None) => format!("integers from {low} on"),
            (None, Some(high)) => format!("integers up to {high}"),
            (None, None) => "integers of any size".to_owned(),
        };
        let fits = admitted.smallest_integer();
        let words = format!(
            "{subject} admits {range}, which the type of the field cannot hold; the smallest that can is `{fits}`"
        );
        tests.push(fail_unless(
            span,
            &quote!(shape.holds_integers(#low, #high)),
            &words,
        ));
    }
    if let Some(strings) = &admitted.strings {
        for text in strings {
            let words = format!(
                "{subject} admits {text:?}, for which the type of the field has no variant"
            );
            tests.push(fail_unless(
                span,
                &quote!(shape.holds_string(#text)),
                &words,
            ));
        }
        let list: Vec<String> = strings.iter().map(|text| format!("{text:?}")).collect();
        let words = format!(
            "{subject} admits only {}, and the type of the field has other variants",
            list.join(", ")
        );
        tests.push(fail_unless(
            span,
            &quote!(shape.holds_only(&[#(#strings),*])),
            &words,
        ));
    } else if types.contains(Types::STRING) {
        let words = format!("{subject} is any string, which an enum cannot hold");
        tests.push(fail_unless(span, &quote!(shape.variants.is_none()), &words));
    }
    if types.contains(Types::OBJECT) {
        let name = &admitted.schema;
        let words = format!(
            "{subject} is described by `{name}`, and the type of the field by another schema"
        );
        tests.push(fail_unless(
            span,
            &quote!(!shape.is_of_other_schema(#name)),
            &words,
        ));
    }
    if let Some(items) = &admitted.items
        && types.contains(Types::ARRAY)
    {
        tests.push(inner_tests(
            span,
            &format_ident!("items"),
            items,
            &format!("{subject}: each item"),
        ));
    }
    if let Some(values) = &admitted.values
        && types.contains(Types::OBJECT)
        && !admitted.has_members
    {
        tests.push(inner_tests(
            span,
            &format_ident!("values"),
            values,
            &format!("{subject}: each value"),
        ));
    }
    tests.into_iter().collect()
}

fn inner_tests(span: Span, member: &syn::Ident, admitted: &Admitted, subject: &str) -> TokenStream {
    let mut tests = Vec::new();
    if admitted.types.contains(Types::NULL) {
        let words = format!("{subject} may be `null`, so it must be an `Option`");
        tests.push(fail_unless(span, &quote!(shape.holds_null()), &words));
    }
    tests.push(value_tests(span, admitted, subject));
    let shape = format_ident!("shape");
    quote_spanned! {span=>
        if let Some(#shape) = #shape.#member {
            #(#tests)*
        }
    }
}

fn fail_unless(span: Span, condition: &TokenStream, words: &str) -> TokenStream {
    quote_spanned! {span=>
        if !(#condition) {
            ::core::panic!(#words);
        }
    }
}

fn kinds(types: Types) -> String {
    let mut rest = types;
    let mut words = Vec::new();
    for (one, word) in Types::WORDS {
        if rest.contains(one) {
            words.push(word);
            rest = Types(rest.0 & !one.0);
        }
    }
    words.join(" or ")
}
