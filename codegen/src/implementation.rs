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
}

impl Head {
    /// A type without generics.
    pub fn of(ident: &Ident) -> Self {
        Self::new(TokenStream::new(), ident, TokenStream::new())
    }

    /// A type with generics.
    pub fn new(generics: impl ToTokens, ty: impl ToTokens, conditions: impl ToTokens) -> Self {
        Self {
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

/// The implementation of `Validate` by a program, to stand where `v` is the module `vouchsafe::__private`.
///
/// Expands to:
///
/// ```text
/// impl v::Validate for Order {
///     fn program() -> &'static v::Program { static PROGRAM: v::ManuallyDrop<v::Program> = …; &PROGRAM }
/// }
/// ```
pub fn validate_tokens(head: &Head, parts: &Parts) -> TokenStream {
    let Head {
        generics,
        ty,
        conditions,
        first,
    } = head;
    let program = function_body(parts);
    quote! {
        #[automatically_derived]
        impl #generics v::Validate for #ty #conditions {
            fn program() -> &'static v::Program {
                #first
                #program
            }
        }
    }
}
