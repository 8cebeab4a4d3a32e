//! The implementation of `Validate`: what the derive and generated types have in common.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use vouchsafe_core::program::Parts;

use crate::program::function_body;

/// The type that `Validate` is implemented for.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Head {
    /// What stands after `impl`: its generics, with their bounds.
    pub generics: TokenStream,
    /// Its name, with its arguments.
    pub ty: TokenStream,
    /// Its `where` clause.
    pub conditions: TokenStream,
    /// What stands in the method before the program, such as comparisons that mention a parameter.
    pub first: TokenStream,
    /// The name by which the items around know `vouchsafe::__private`.
    library: Ident,
    /// The path of that module.
    private: TokenStream,
}

impl Head {
    /// A type without generics, among items that know `vouchsafe::__private`, which has this path, as `library`.
    pub fn of(ident: &Ident, library: Ident, private: TokenStream) -> Self {
        let none = TokenStream::new();
        Self::new(&none, ident, &none, library, private)
    }

    /// A type with generics.
    pub fn new(
        generics: impl ToTokens,
        ty: impl ToTokens,
        conditions: impl ToTokens,
        library: Ident,
        private: TokenStream,
    ) -> Self {
        Self {
            library,
            private,
            generics: generics.into_token_stream(),
            ty: ty.into_token_stream(),
            conditions: conditions.into_token_stream(),
            first: TokenStream::new(),
        }
    }

    /// The same with something that stands in the method before the program.
    #[must_use]
    pub fn first(mut self, tokens: TokenStream) -> Self {
        self.first = tokens;
        self
    }
}

/// The implementation of `Validate` by a program. Types of the user stand only where the library has the name that
/// the head says, so that it hides nothing of theirs; the program itself calls it `v`.
///
/// Expands to:
///
/// ```text
/// impl __v::Validate for Order {
///     fn program() -> &'static __v::Program {
///         use ::vouchsafe::__private as v;
///         static PROGRAM: v::ManuallyDrop<v::Program> = …;
///         &PROGRAM
///     }
/// }
/// ```
pub fn validate_tokens(head: &Head, parts: &Parts) -> TokenStream {
    let Head {
        generics,
        ty,
        conditions,
        first,
        library,
        private,
    } = head;
    let program = function_body(parts);
    // Where no type of the user stands, the name is known already.
    let import = (*library != "v").then(|| quote!(use #private as v;));
    quote! {
        #[automatically_derived]
        impl #generics #library::Validate for #ty #conditions {
            fn program() -> &'static #library::Program {
                #first
                {
                    #import
                    #program
                }
            }
        }
    }
}
