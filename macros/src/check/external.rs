//! Externally tagged enums: a string for a variant without fields, an object of one member for others.

use std::collections::{BTreeMap, BTreeSet};

use vouchsafe_codegen::{Admitted, Demand, Member, Object, branches, source_location};
use vouchsafe_core::program::{Check, NodeId, Types};

use super::Findings;
use super::plain::compare_names;
use super::tagged::compare_holds;
use crate::comparison::{Expectation, Shape, Test};
use crate::input::{Enum, Holds, Input, Variant};
use crate::schema::Schema;
use crate::types::field_type;

/// What a schema admits, as serde tells variants apart.
#[derive(Default)]
struct Union {
    /// The strings.
    names: BTreeSet<String>,
    /// The objects of one member, by its name.
    members: BTreeMap<String, Member>,
}

/// An enum of variants with and without fields, against alternatives of strings and objects.
pub(super) fn compare(
    input: &Input<'_>,
    schema: &Schema,
    variants: &Enum,
    findings: &mut Findings,
) {
    let tried = variants.variants.iter().filter(|variant| variant.untagged);
    let tried: Vec<Shape> = tried.filter_map(shape).collect();
    let mut union = Union::default();
    for branch in branches(schema.parts(), schema.parts().root) {
        add_branch(input, schema, branch, &tried, &mut union, findings);
    }
    let tagged = || variants.variants.iter().filter(|variant| !variant.untagged);
    let mut names = union.names.clone();
    names.extend(union.members.keys().cloned());
    if tried.is_empty() {
        let at = &schema.location;
        let span = input.ident.span();
        compare_names(&variants.variants, &names, at, span, findings);
    }
    for variant in tagged() {
        for name in variant.names.all_read() {
            compare_variant(input, schema, (variant, name), &union, findings);
        }
    }
}

fn shape(variant: &Variant) -> Option<Shape> {
    match &variant.holds {
        Holds::One(place) if place.is_known() => Some(Shape::Of(place.clone())),
        _ => None,
    }
}

/// Adds what a branch admits, or tells why serde could not read it.
fn add_branch(
    input: &Input<'_>,
    schema: &Schema,
    branch: NodeId,
    tried: &[Shape],
    union: &mut Union,
    findings: &mut Findings,
) {
    let parts = schema.parts();
    let at = source_location(parts, branch);
    let admitted = Admitted::by(parts, branch);
    let listed = admitted.strings.as_ref();
    match (admitted.types, listed) {
        (Types::STRING, Some(listed)) if !listed.is_empty() => {
            union.names.extend(listed.iter().cloned());
        }
        (Types::OBJECT, _) if tried.is_empty() || is_of_one(schema, branch) => {
            let object = Object::by(parts, &Demand::Node(branch), None);
            if !is_of_one(schema, branch) {
                let words = format!(
                    "{at}: the schema admits other objects than those of one member that it names, and serde reads no others as a variant; say `\"required\"` and `\"additionalProperties\": false`"
                );
                findings.error(input.schema.span(), words);
            }
            let members = object.members.into_iter();
            union
                .members
                .extend(members.map(|member| (member.name.clone(), member)));
        }
        _ if !tried.is_empty() => {
            let subject = format!("{at}: the schema");
            let variants = tried.iter().map(Shape::clone).collect();
            let expectation = Expectation { subject, admitted };
            let test = Test::Union {
                variants,
                expectation,
            };
            findings.compare(input.ident.span(), test);
        }
        _ => {
            let words = format!(
                "{at}: the schema admits more than listed strings and objects of one member, which is how serde writes an enum; list them, or use `#[serde(tag)]` or `#[serde(untagged)]`"
            );
            findings.error(input.schema.span(), words);
        }
    }
}

/// Whether every object that satisfies the branch has exactly one member, of which the name is known.
fn is_of_one(schema: &Schema, branch: NodeId) -> bool {
    let parts = schema.parts();
    let object = Object::by(parts, &Demand::Node(branch), None);
    let closed = Admitted::of(parts, &object.others).types.is_empty();
    let counted = || {
        let keywords = parts.run(parts.node(branch).keywords);
        let has = |is_it: fn(&Check) -> bool| keywords.iter().any(|keyword| is_it(&keyword.check));
        has(|check| matches!(check, Check::MinProperties(1)))
            && has(|check| matches!(check, Check::MaxProperties(1)))
    };
    let of_one = match &object.members[..] {
        [only] => only.required || counted(),
        _ => counted(),
    };
    closed && of_one
}

fn compare_variant(
    input: &Input<'_>,
    schema: &Schema,
    (variant, name): (&Variant, &str),
    union: &Union,
    findings: &mut Findings,
) {
    let Some(member) = union.members.get(name) else {
        // Where the name is not in the schema at all, that has been told.
        if union.names.contains(name) && !matches!(variant.holds, Holds::Nothing) {
            let words = format!(
                "{}: the schema admits the string {name:?}, and a variant with fields is an object; remove the fields",
                schema.location
            );
            findings.error(variant.span, words);
        }
        return;
    };
    let subject = format!("{}: `{name}`", member.location);
    let admitted = Admitted::of(schema.parts(), &member.demand);
    match &variant.holds {
        // serde reads `null` there, and writes the string.
        Holds::Nothing if admitted.types == Types::NULL && union.names.contains(name) => {}
        Holds::Nothing => {
            let words = format!(
                "{subject} is a member with a value, and a variant without fields is a string; give it a field `{}`",
                field_type(&admitted, true)
            );
            findings.error(variant.span, words);
        }
        Holds::One(place) => findings.value(place, subject, admitted),
        holds => {
            let holds = (holds, member);
            compare_holds(input, schema, variant.span, holds, &admitted, findings);
        }
    }
}
