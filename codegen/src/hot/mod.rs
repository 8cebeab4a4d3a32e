//! The hot path: a program as code that reads and checks in one pass over the bytes.
//!
//! ```text
//! program ─expand─▶ formulas ─find─▶ places ─emit─▶ a function for each place
//! ```
//!
//! *Expand* turns the keywords of a schema, and of all schemas that it applies to the same value, into a
//! formula over what one pass can find out. *Find* hands those parts of the formulas that are about members and
//! items on to the places where they stand. *Emit* writes a function for each. What does not fit (dynamic
//! references, `unevaluated…`, `patternProperties`, `propertyNames`, `uniqueItems`, literals with
//! values inside) is asked of the engine, value by value; where that is the whole schema, there is no
//! hot path.

mod clause;
mod depth;
mod emit;
mod expand;
mod find;
mod formula;
mod place;

use proc_macro2::TokenStream;
use quote::quote;
use vouchsafe_core::program::Parts;

/// The functions, and an expression of type `v::Hot`, to stand in a block; `None` where code would be no faster
/// than the engine, or too much of it.
pub(crate) fn hot_tokens(parts: &Parts) -> Option<(TokenStream, TokenStream)> {
    let places = find::places(parts)?;
    let functions = emit::functions(&places);
    let root = emit::name(0);
    // Closures, for each call has a lifetime of its own.
    let hot = quote!(v::Hot { decide: |__c, __at| #root(__c, __at), record: |__c, __at| #root(__c, __at) });
    Some((functions, hot))
}
