//! The macros of vouchsafe, which users reach through the facade crate.
//!
//! The recipe of the derive: `input` reads the Rust type, `schema` compiles its schema, `check`
//! compares the two, `emit` writes the code. Whatever goes wrong on the way, an implementation is
//! emitted, so that one fault shows one error and not the many that follow from it.

mod check;
mod comparison;
mod emit;
mod in_place;
mod input;
mod operations;
mod schema;
mod types;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

use crate::input::Input;

/// Ties a Rust type to a JSON Schema: compiles the schema, checks the type against it while compiling,
/// and implements `vouchsafe::Validate` and `vouchsafe::Shape`.
///
/// See the documentation of the trait [`Validate`](https://docs.rs/vouchsafe/latest/vouchsafe/trait.Validate.html).
#[proc_macro_derive(Validate, attributes(vouchsafe))]
pub fn derive_validate(tokens: TokenStream) -> TokenStream {
    derive(&parse_macro_input!(tokens as DeriveInput)).into()
}

/// Makes `static`s of type `vouchsafe::Operation` from an OpenAPI 3.1 document.
///
/// ```text
/// vouchsafe::operations!("openapi.json");
/// ```
///
/// For each operation there is one `static`, named after its `operationId` in capitals, and
/// `OPERATIONS` lists them all. The path is relative to the folder of `Cargo.toml`.
#[proc_macro]
pub fn operations(tokens: TokenStream) -> TokenStream {
    operations::expand(tokens.into())
        .unwrap_or_else(syn::Error::into_compile_error)
        .into()
}

/// Makes Rust types of a JSON Schema, where it stands: structs, enums, newtypes and builders.
///
/// ```text
/// vouchsafe::schema!("schemas/order.json");
/// vouchsafe::schema!("schemas/order.json", derive(Hash), rename(Order => PurchaseOrder), exact_numbers);
/// ```
///
/// The path is relative to the folder of `Cargo.toml`. Build scripts have the same as `vouchsafe_codegen::Config`. The
/// keys are:
///
/// * `derive(Trait, …)` for every type; `rename(Type => Name)`, where a variant stands after a point
///   (`Source.KafkaReplicator`); `replace(Type => path)`; `attribute(Type => #[…])`;
/// * `format("date-time" => jiff::Timestamp)`, a type for strings that have a format; `formats(jiff, uuid)`, those of
///   some crates: `std`, `jiff`, `chrono`, `uuid` and `url`;
/// * `exact_numbers`, which keeps numbers as they are written; `without_builders`; `all_definitions`, types for all
///   definitions of the file;
/// * `lenient`, for schemas that others wrote: keywords that do not exist are annotations, and contradictions are no
///   faults; `assert_formats`; `allow_backtracking`, for patterns that look around;
///   `map("https://example.com/" => "folder")`, a folder for all URIs that begin so.
#[proc_macro]
pub fn schema(tokens: TokenStream) -> TokenStream {
    in_place::expand(tokens.into())
        .unwrap_or_else(syn::Error::into_compile_error)
        .into()
}

/// The whole derive.
fn derive(tokens: &DeriveInput) -> proc_macro2::TokenStream {
    let input = match Input::read(tokens) {
        Ok(input) => input,
        Err(error) => return emit::fallback(tokens, error, &[]),
    };
    let schema = match schema::load(&input) {
        Ok(schema) => schema,
        Err(error) => return emit::fallback(tokens, error, &[]),
    };
    let (names, comparisons) = check::compare(&input, &schema).into_result();
    match names {
        Ok(()) => emit::implementation(&input, &schema, &comparisons),
        Err(error) => emit::fallback(tokens, error, &comparisons),
    }
}
