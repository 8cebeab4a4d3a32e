//! Names of variants against the strings that a schema lists.

use std::collections::BTreeSet;

use proc_macro2::Span;
use vouchsafe_core::program::Types;

use super::Findings;
use super::similar::meant;
use crate::input::{Enum, Input, Variant};
use crate::schema::Schema;

/// An enum that is nothing but names, against an `enum` of strings.
pub(super) fn compare(
    input: &Input<'_>,
    schema: &Schema,
    variants: &Enum,
    findings: &mut Findings,
) {
    let at = &schema.location;
    let takes_others = variants.variants.iter().any(|variant| variant.other);
    match (&schema.admitted.strings, schema.admitted.types) {
        (Some(allowed), Types::STRING) => {
            compare_names(
                &variants.variants,
                allowed,
                at,
                input.ident.span(),
                findings,
            );
        }
        (None, Types::STRING) if takes_others => {}
        _ => {
            let words = format!(
                "{at}: the schema is no `enum` of strings, so an enum cannot hold all that it admits"
            );
            findings.error(input.schema.span(), words);
        }
    }
}

/// Each variant's name must be allowed, and each allowed name have a variant.
pub(super) fn compare_names(
    variants: &[Variant],
    allowed: &BTreeSet<String>,
    at: &str,
    owner: Span,
    findings: &mut Findings,
) {
    let read: BTreeSet<&str> = variants
        .iter()
        .flat_map(|variant| variant.names.all_read())
        .collect();
    let takes_others = variants.iter().any(|variant| variant.other);
    let mut meant_by_a_variant = BTreeSet::new();
    // What stands for all other names need not be one itself.
    for variant in variants.iter().filter(|variant| !variant.other) {
        for name in variant.names.all() {
            if allowed.contains(name) {
                continue;
            }
            let unused = allowed.iter().map(String::as_str);
            let meant = meant(name, unused.filter(|name| !read.contains(name)));
            meant_by_a_variant.extend(meant);
            let help = meant
                .map(|name| format!("; did you mean {name:?}?"))
                .unwrap_or_default();
            let alias = variant
                .names
                .aliases
                .iter()
                .find(|(alias, _)| alias == name);
            let (span, role) = match alias {
                Some((_, span)) => (*span, ", which is an alias"),
                None if variant.names.read.as_deref() == Some(name) => (variant.span, ""),
                None => (variant.span, ", which is written"),
            };
            let words = format!("{at}: the schema does not allow {name:?}{role}{help}");
            findings.error(span, words);
        }
    }
    if takes_others {
        return;
    }
    for value in allowed.iter().map(String::as_str) {
        if !read.contains(value) && !meant_by_a_variant.contains(value) {
            let words = format!("{at}: the schema allows {value:?}, for which there is no variant");
            findings.error(owner, words);
        }
    }
}
