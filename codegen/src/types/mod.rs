//! Types from schemas: the recipe.
//!
//! ```text
//! files ─compile─▶ programs ─plan─▶ model ─boxes─▶ model ─settle─▶ model ─emit─▶ tokens
//! ```

mod boxes;
mod emit;
mod model;
mod names;
mod options;
mod plan;
mod settle;
mod source;

use proc_macro2::TokenStream;

pub use model::Left;
pub(crate) use options::Options;
pub(crate) use source::Source;

use emit::Owner;
pub(crate) use emit::imports;
use plan::{Entry, Wanted};

/// What was generated.
pub(crate) struct Planned {
    /// The items.
    pub(crate) tokens: TokenStream,
    /// What the types leave to the validator.
    pub(crate) left: Vec<Left>,
    /// The names that the types would have without a word of the user.
    pub(crate) names: Vec<String>,
    /// The formats of strings and numbers.
    pub(crate) formats: Vec<String>,
    /// A message for each rename that would not compile.
    pub(crate) problems: Vec<String>,
}

/// Types for some schemas, which share what they refer to.
pub(crate) fn generate(sources: &[Source], options: &Options, krate: &TokenStream) -> Planned {
    let names = source::names(sources);
    let wanted: Vec<Wanted<'_>> = sources
        .iter()
        .zip(&names)
        .map(|(source, names)| Wanted {
            parts: source.described.parts(),
            entries: source
                .entries
                .iter()
                .zip(names)
                .map(|(entry, names)| Entry {
                    node: entry.node,
                    names,
                })
                .collect(),
        })
        .collect();
    let mut model = plan::plan(&wanted, options);
    boxes::break_circles(&mut model);
    let problems = settle::settle(&mut model, sources.len(), options);
    let programs: Vec<Owner<'_>> = sources
        .iter()
        .map(|source| match options.owner(&source.path) {
            Some(path) => Owner::Elsewhere(path),
            None => Owner::Written(source.program.parts()),
        })
        .collect();
    Planned {
        tokens: emit::tokens(&model, &programs, krate),
        names: model
            .types
            .iter()
            .map(|one| one.planned_name.clone())
            .collect(),
        left: model.left,
        formats: model.formats.into_iter().collect(),
        problems,
    }
}
