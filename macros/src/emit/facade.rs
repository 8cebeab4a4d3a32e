//! Under which name a crate knows vouchsafe.

use std::path::Path;

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

/// The path of `vouchsafe::__private`, under whatever name the crate depends on the facade.
pub(crate) fn private(krate: Option<&syn::Path>) -> TokenStream {
    let facade = facade(krate);
    quote!(#facade::__private)
}

/// The path of the facade.
pub(crate) fn facade(krate: Option<&syn::Path>) -> TokenStream {
    if let Some(path) = krate {
        return quote!(#path);
    }
    // To read a manifest as TOML, and the one of the workspace too, takes the macro as long as a schema of a hundred
    // members.
    if !manifest().is_some_and(|manifest| has_plain_dependency(&manifest))
        && let Ok(proc_macro_crate::FoundCrate::Name(name)) =
            proc_macro_crate::crate_name("vouchsafe")
    {
        let name = format_ident!("{name}", span = Span::mixed_site());
        return quote_spanned!(Span::mixed_site()=> ::#name);
    }
    // The facade itself calls itself by its name, also in its tests and examples.
    quote_spanned!(Span::mixed_site()=> ::vouchsafe)
}

/// The manifest of the crate that is being compiled.
#[expect(
    clippy::disallowed_methods,
    reason = "cargo tells a macro where it is, and the manifest is no schema"
)]
fn manifest() -> Option<String> {
    let root = std::env::var("CARGO_MANIFEST_DIR").ok()?;
    std::fs::read_to_string(Path::new(&root).join("Cargo.toml")).ok()
}

/// Whether a line of the manifest says that the crate depends on vouchsafe by that name. Where none does, it may do so
/// in other words.
fn has_plain_dependency(manifest: &str) -> bool {
    let mut is_inside = false;
    manifest.lines().any(|line| {
        let line = line.trim();
        if line.starts_with('[') {
            is_inside = matches!(line, "[dependencies]" | "[dev-dependencies]");
        }
        let rest = line.strip_prefix("vouchsafe").map(str::trim_start);
        is_inside
            && rest.is_some_and(|rest| rest.starts_with(['=', '.']) && !rest.contains("package"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_plain_is_taken_to_be() {
        for plain in [
            "[dependencies]\nvouchsafe = \"0.1\"",
            "[package]\nname = \"a\"\n[dependencies]\nserde = \"1\"\n vouchsafe={ path = \"..\" }",
            "[dev-dependencies]\nvouchsafe.workspace = true",
        ] {
            assert!(has_plain_dependency(plain), "{plain}");
        }
        for other in [
            "",
            "[dependencies]\nchecked = { package = \"vouchsafe\", version = \"0.1\" }",
            "[dependencies]\nvouchsafe = { package = \"another\", version = \"0.1\" }",
            "[dependencies]\nvouchsafe-schemas = \"0.1\"",
            "[dependencies]\n# vouchsafe = \"0.1\"",
            "[dependencies.vouchsafe]\nversion = \"0.1\"\npackage = \"another\"",
            "[workspace.dependencies]\nvouchsafe = \"0.1\"\n[dependencies]\nchecked.workspace = true",
            "[build-dependencies]\nvouchsafe = \"0.1\"",
        ] {
            assert!(!has_plain_dependency(other), "{other}");
        }
    }
}
