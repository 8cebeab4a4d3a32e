//! Compares names: fields with properties, variants with the listed strings.
//!
//! What needs the types of fields is checked by constants in the emitted code.

use std::collections::BTreeSet;

use syn::{Error, Result};
use vouchsafe_codegen::Admitted;
use vouchsafe_core::program::Types;

use crate::input::{Body, Field, Input, Variant, collect};
use crate::schema::Schema;
use crate::types::field_type;

/// All mismatches of names at once.
pub(crate) fn names(input: &Input<'_>, schema: &Schema) -> Result<()> {
    let faults = match &input.body {
        Body::Struct(fields) => of_struct(input, schema, fields),
        Body::Enum(variants) => of_enum(input, schema, variants),
    };
    collect(faults.into_iter().map(Err::<(), _>)).map(drop)
}

fn of_struct(input: &Input<'_>, schema: &Schema, fields: &[Field]) -> Vec<Error> {
    let mut faults = Vec::new();
    let at = &schema.location;
    if schema.admitted.types != Types::OBJECT {
        let words = format!(
            "{at}: the schema does not say `\"type\": \"object\"`, so a struct cannot hold all that it admits"
        );
        faults.push(Error::new(input.schema.span(), words));
        return faults;
    }
    // A field and a property that differ by a slip are one fault.
    let mut meant_by_a_field = BTreeSet::new();
    for field in fields {
        if schema
            .members
            .iter()
            .any(|member| member.name == field.name)
        {
            continue;
        }
        let unused = schema.members.iter().map(|member| member.name.as_str());
        let unused = unused.filter(|name| fields.iter().all(|field| field.name != *name));
        let meant = meant(&field.name, unused);
        meant_by_a_field.extend(meant);
        let help = meant
            .map(|name| format!("; did you mean `{name}`?"))
            .unwrap_or_default();
        let words = format!("{at}: the schema has no property `{}`{help}", field.name);
        faults.push(Error::new(field.span, words));
    }
    if input.partial {
        return faults;
    }
    for member in &schema.members {
        let name = &member.name;
        let has_field = fields.iter().any(|field| field.name == *name);
        if has_field || meant_by_a_field.contains(name.as_str()) {
            continue;
        }
        let admitted = Admitted::by(schema.parts(), member.node);
        let words = format!(
            "{}: property `{name}` has no field; add a field `{}: {}`, or `partial` to the attribute",
            member.location,
            identifier(name),
            field_type(&admitted, member.required),
        );
        faults.push(Error::new(input.ident.span(), words));
    }
    faults
}

fn of_enum(input: &Input<'_>, schema: &Schema, variants: &[Variant]) -> Vec<Error> {
    let at = &schema.location;
    let (Some(allowed), Types::STRING) = (&schema.admitted.strings, schema.admitted.types) else {
        let words = format!(
            "{at}: the schema is no `enum` of strings, so an enum cannot hold all that it admits"
        );
        return vec![Error::new(input.schema.span(), words)];
    };
    let mut faults = Vec::new();
    let known: BTreeSet<&str> = variants
        .iter()
        .map(|variant| variant.name.as_str())
        .collect();
    let mut meant_by_a_variant = BTreeSet::new();
    for variant in variants
        .iter()
        .filter(|variant| !allowed.contains(&variant.name))
    {
        let unused = allowed
            .iter()
            .map(String::as_str)
            .filter(|name| !known.contains(name));
        let meant = meant(&variant.name, unused);
        meant_by_a_variant.extend(meant);
        let help = meant
            .map(|name| format!("; did you mean {name:?}?"))
            .unwrap_or_default();
        let words = format!("{at}: the schema does not allow {:?}{help}", variant.name);
        faults.push(Error::new(variant.span, words));
    }
    for value in allowed.iter().map(String::as_str) {
        if !known.contains(value) && !meant_by_a_variant.contains(value) {
            let words = format!("{at}: the schema allows {value:?}, for which there is no variant");
            faults.push(Error::new(input.ident.span(), words));
        }
    }
    faults
}

/// The candidate that was probably meant.
fn meant<'a>(written: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |name: &str| name.replace(['_', '-'], "").to_lowercase();
    let longest = (written.chars().count() / 3).max(1);
    let distances = candidates.map(|name| {
        (
            strsim::damerau_levenshtein(&plain(written), &plain(name)),
            name,
        )
    });
    distances
        .filter(|(distance, _)| *distance <= longest)
        .min()
        .map(|(_, name)| name)
}

/// A property's name as a field could be called.
fn identifier(name: &str) -> String {
    name.chars()
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                '_'
            }
        })
        .collect()
}
