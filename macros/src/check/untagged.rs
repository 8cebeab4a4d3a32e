//! Untagged enums: serde tries one variant after the other, so each branch of the schema needs one
//! that holds all of it.

use vouchsafe_codegen::{Admitted, Demand, Object, branches, source_location};
use vouchsafe_core::program::{NodeId, Types};

use super::Findings;
use super::fields::{Scope, compare as compare_fields};
use crate::comparison::{Expectation, Shape, Test};
use crate::input::{Enum, Fields, Holds, Input, Place, Variant};
use crate::schema::Schema;

/// A branch of the schema.
struct Branch {
    node: NodeId,
    admitted: Admitted,
    object: Object,
    /// A variant with named fields is for it.
    taken: bool,
}

/// An enum without tags, against the alternatives of a schema.
pub(super) fn compare(
    input: &Input<'_>,
    schema: &Schema,
    variants: &Enum,
    findings: &mut Findings,
) {
    let parts = schema.parts();
    let nodes = branches(parts, parts.root).into_iter();
    let mut branches: Vec<Branch> = nodes
        .map(|node| Branch {
            node,
            admitted: Admitted::by(parts, node),
            object: Object::by(parts, &Demand::Node(node), None),
            taken: false,
        })
        .collect();
    for variant in &variants.variants {
        if let Holds::Fields(fields) = &variant.holds {
            compare_struct(input, schema, (variant, fields), &mut branches, findings);
        }
    }
    // What a function reads may be anything.
    let known = |variant: &Variant| match &variant.holds {
        Holds::One(place) => place.is_known(),
        Holds::Several(places) => places.iter().all(Place::is_known),
        Holds::Nothing | Holds::Fields(_) => true,
    };
    if !variants.variants.iter().all(known) {
        return;
    }
    for branch in branches.into_iter().filter(|branch| !branch.taken) {
        let shapes = variants
            .variants
            .iter()
            .filter_map(|variant| match &variant.holds {
                Holds::Nothing => Some(Shape::Null),
                Holds::One(place) => Some(Shape::Of(place.clone())),
                Holds::Several(places) => Some(Shape::Tuple(places.clone())),
                Holds::Fields(_) => None,
            });
        let expectation = Expectation {
            subject: format!("{}: the schema", source_location(parts, branch.node)),
            admitted: branch.admitted,
        };
        let variants = shapes.collect();
        let test = Test::Union {
            variants,
            expectation,
        };
        findings.compare(input.ident.span(), test);
    }
}

/// Compares a variant with named fields with the branch that it is for: the one that has most of its
/// names, of which none is taken yet.
fn compare_struct(
    input: &Input<'_>,
    schema: &Schema,
    (variant, fields): (&Variant, &Fields),
    branches: &mut [Branch],
    findings: &mut Findings,
) {
    let names: Vec<&str> = fields
        .named
        .iter()
        .flat_map(|field| field.names.all_read())
        .collect();
    let candidates = branches
        .iter_mut()
        .filter(|branch| branch.admitted.types == Types::OBJECT && !branch.taken);
    let best = candidates.max_by_key(|branch| {
        let members = &branch.object.members;
        let shared = members
            .iter()
            .filter(|member| names.contains(&member.name.as_str()));
        let shared = shared.count();
        let lacking = members
            .iter()
            .filter(|member| member.required && !names.contains(&member.name.as_str()));
        // Of equals the first, which `max_by_key` would not choose by itself.
        (
            shared,
            std::cmp::Reverse(lacking.count() + names.len() - shared),
            std::cmp::Reverse(branch.node),
        )
    });
    let Some(branch) = best else {
        let words = format!(
            "{}: the schema has no branch of objects for this variant; remove it, or add a branch with `\"type\": \"object\"`",
            schema.location
        );
        return findings.error(variant.span, words);
    };
    branch.taken = true;
    let scope = Scope {
        at: source_location(schema.parts(), branch.node),
        owner: variant.span,
        partial: input.partial,
        ..Scope::new(schema, Demand::Node(branch.node), None)
    };
    compare_fields(&scope, fields, findings);
}
