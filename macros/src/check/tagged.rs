//! Enums whose variants are told apart by a member: internally and adjacently tagged ones.
//!
//! For each variant the schema is read as it is where the tag has the variant's name: the branches of
//! `oneOf` and `anyOf` that have another one do not apply, and neither do the conditions that ask for
//! another one.

use std::collections::BTreeSet;

use proc_macro2::Span;
use syn::LitStr;
use vouchsafe_codegen::{Admitted, Given, Member};
use vouchsafe_core::program::Types;

use super::fields::{Scope, compare as compare_fields, compare_as_flattened};
use super::plain::compare_names;
use super::similar::{help, meant};
use super::{Findings, expectation, sequence};
use crate::comparison::Test;
use crate::input::{Enum, Fields, Holds, Input, Variant};
use crate::schema::Schema;

/// An enum with its tag among the members of each variant.
pub(super) fn compare_internal(
    input: &Input<'_>,
    schema: &Schema,
    variants: &Enum,
    tag: &LitStr,
    findings: &mut Findings,
) {
    let name = tag.value();
    let Some(allowed) = tags(input, schema, variants, tag, findings) else {
        return;
    };
    for (variant, given) in told_apart(variants, &name, &allowed) {
        let scope = Scope {
            owner: variant.span,
            partial: input.partial,
            ..scope_of(schema, given)
        };
        match &variant.holds {
            Holds::Nothing => compare_fields(&scope, &NOTHING, findings),
            Holds::Fields(fields) => compare_fields(&scope, fields, findings),
            Holds::One(place) => compare_as_flattened(&scope, place, findings),
            // serde itself refuses it.
            Holds::Several(_) => {}
        }
    }
}

/// An enum with its tag beside its content.
pub(super) fn compare_adjacent(
    input: &Input<'_>,
    schema: &Schema,
    variants: &Enum,
    (tag, content): (&LitStr, &LitStr),
    findings: &mut Findings,
) {
    let (name, content_name) = (tag.value(), content.value());
    let Some(allowed) = tags(input, schema, variants, tag, findings) else {
        return;
    };
    let whole = Scope::new(schema, schema.root(), None);
    let others = || {
        let members = whole.object.members.iter();
        members.filter(|member| member.name != name && member.name != content_name)
    };
    // A content whose name differs by a slip is one fault, told at the variants.
    let slip = whole.object.member(&content_name).is_none();
    let slip = slip.then(|| meant(&content_name, others().map(|member| member.name.as_str())));
    for member in others().filter(|member| slip.flatten() != Some(member.name.as_str())) {
        if !input.partial {
            let words = format!(
                "{}: property `{}` is neither the tag `{name}` nor the content `{content_name}`, and nothing else is read",
                member.location, member.name
            );
            findings.error(input.ident.span(), words);
        }
    }
    if variants.deny_unknown && whole.is_open() {
        let words = format!(
            "{}: the schema admits members beside `{name}` and `{content_name}`, which `#[serde(deny_unknown_fields)]` refuses; remove the attribute, or say `\"additionalProperties\": false`",
            whole.at
        );
        findings.error(input.ident.span(), words);
    }
    for (variant, given) in told_apart(variants, &name, &allowed) {
        let scope = scope_of(schema, given);
        let member = scope.object.member(&content_name);
        let clause = format!(" where `{name}` is {:?}", given.value);
        match (&variant.holds, member) {
            (Holds::Nothing, None) => {}
            (Holds::Nothing, Some(member)) => {
                let words = format!(
                    "{}: property `{content_name}` has no place{clause}; give the variant a field",
                    member.location
                );
                findings.error(variant.span, words);
            }
            (_, None) => {
                let others = scope
                    .object
                    .members
                    .iter()
                    .map(|member| member.name.as_str());
                let meant = meant(&content_name, others.filter(|other| *other != name));
                let words = format!(
                    "{}: the schema has no property `{content_name}`{clause}{}",
                    scope.at,
                    help(meant)
                );
                findings.error(variant.span, words);
            }
            (holds, Some(member)) => {
                compare_content(input, schema, variant.span, (holds, member), findings);
            }
        }
    }
}

/// The value of the content against what a variant holds.
fn compare_content(
    input: &Input<'_>,
    schema: &Schema,
    owner: Span,
    (holds, member): (&Holds, &Member),
    findings: &mut Findings,
) {
    if let Holds::One(place) = holds {
        if place.is_known() {
            let test = Test::Member {
                place: place.clone(),
                expectation: expectation(schema, &member.location, &member.name, &member.demand),
                required: member.required,
                default: false,
            };
            findings.compare(place.span(), test);
        }
        return;
    }
    let subject = format!("{}: `{}`", member.location, member.name);
    if !member.required {
        let words = format!("{subject} is not required, and the variant cannot do without it");
        findings.error(owner, words);
    }
    let admitted = Admitted::of(schema.parts(), &member.demand);
    compare_holds(input, schema, owner, (holds, member), &admitted, findings);
}

/// A value of its own against several fields of a variant.
pub(super) fn compare_holds(
    input: &Input<'_>,
    schema: &Schema,
    owner: Span,
    (holds, member): (&Holds, &Member),
    admitted: &Admitted,
    findings: &mut Findings,
) {
    let subject = format!("{}: `{}`", member.location, member.name);
    match holds {
        Holds::Several(places) => sequence::compare(places, admitted, &subject, owner, findings),
        Holds::Fields(_) if admitted.types != Types::OBJECT => {
            let words =
                format!("{subject} admits more than objects, and fields with names are an object");
            findings.error(owner, words);
        }
        Holds::Fields(fields) => {
            let scope = Scope {
                at: member.location.clone(),
                owner,
                partial: input.partial,
                ..Scope::new(schema, member.demand.clone(), None)
            };
            compare_fields(&scope, fields, findings);
        }
        Holds::Nothing | Holds::One(_) => {}
    }
}

/// The tag that serde writes for a struct, and does not read.
pub(super) fn compare_tag_of_struct(
    scope: &Scope<'_>,
    tag: &LitStr,
    name: &str,
    findings: &mut Findings,
) {
    let Some(member) = tag_member(scope, tag, findings) else {
        return;
    };
    let admitted = Admitted::of(scope.schema.parts(), &member.demand);
    let only = admitted
        .strings
        .is_some_and(|strings| strings.iter().eq([name]));
    if admitted.types != Types::STRING || !only {
        let words = format!(
            "{}: `{}` admits more or other than {name:?}, which `#[serde(tag)]` always writes; say `\"const\": {name:?}`, or use a field",
            member.location, member.name
        );
        findings.error(tag.span(), words);
    }
}

/// What the schema allows for the tag: some strings, or any. If that tells no variants apart, there is
/// nothing to go on with.
fn tags(
    input: &Input<'_>,
    schema: &Schema,
    variants: &Enum,
    tag: &LitStr,
    findings: &mut Findings,
) -> Option<Allowed> {
    if schema.admitted.types != Types::OBJECT {
        let words = format!(
            "{}: the schema does not say `\"type\": \"object\"`, so a tagged enum cannot hold all that it admits",
            schema.location
        );
        findings.error(input.schema.span(), words);
        return None;
    }
    let scope = Scope::new(schema, schema.root(), None);
    let member = tag_member(&scope, tag, findings)?;
    let subject = format!("{}: `{}`", member.location, member.name);
    if !member.required {
        let words =
            format!("{subject} is not required, and serde needs it to tell the variants apart");
        findings.error(tag.span(), words);
    }
    let admitted = Admitted::of(schema.parts(), &member.demand);
    match admitted.strings {
        Some(allowed) if admitted.types == Types::STRING => {
            let at = &member.location;
            compare_names(
                &variants.variants,
                &allowed,
                at,
                input.ident.span(),
                findings,
            );
            Some(Allowed(Some(allowed)))
        }
        None if admitted.types == Types::STRING
            && variants.variants.iter().any(|variant| variant.other) =>
        {
            Some(Allowed(None))
        }
        _ => {
            let words = format!(
                "{subject} tells the variants apart, but does not list their names; do so with `const` in each branch, or with `enum`"
            );
            findings.error(tag.span(), words);
            None
        }
    }
}

fn tag_member<'s>(
    scope: &'s Scope<'_>,
    tag: &LitStr,
    findings: &mut Findings,
) -> Option<&'s Member> {
    let name = tag.value();
    let member = scope.object.member(&name);
    if member.is_none() {
        let names = scope
            .object
            .members
            .iter()
            .map(|member| member.name.as_str());
        let words = format!(
            "{}: the schema has no property `{name}`, which is the tag{}",
            scope.at,
            help(meant(&name, names))
        );
        findings.error(tag.span(), words);
    }
    member
}

/// The tags that a schema allows; none are listed where every string is one.
struct Allowed(Option<BTreeSet<String>>);

/// The variants, each with the tags for which it is read.
fn told_apart<'a>(
    variants: &'a Enum,
    tag: &'a str,
    allowed: &'a Allowed,
) -> impl Iterator<Item = (&'a Variant, Given<'a>)> {
    let variants = variants.variants.iter().filter(|variant| !variant.other);
    variants.flat_map(move |variant| {
        let names = variant.names.all_read();
        // The others have been told.
        let is_allowed = |name: &&str| allowed.0.as_ref().is_none_or(|all| all.contains(*name));
        let names = names.filter(is_allowed);
        names.map(move |value| (variant, Given { member: tag, value }))
    })
}

/// The object where the tag is known. Its place is the one where the tag is fixed.
fn scope_of<'a>(schema: &'a Schema, given: Given<'a>) -> Scope<'a> {
    let scope = Scope::new(schema, schema.root(), Some(given));
    let tag = scope.object.member(given.member);
    Scope {
        at: tag.map_or_else(|| schema.location.clone(), |tag| tag.location.clone()),
        ..scope
    }
}

/// The fields of a variant that has none. serde ignores what stands beside its tag.
const NOTHING: Fields = Fields {
    named: Vec::new(),
    deny_unknown: false,
    tag: None,
};
