//! The constants that compare types with the schema: each fails to evaluate if the type cannot hold
//! what the schema admits.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use vouchsafe_core::shape::Flag;

use super::expected::{expected, member};
use super::facts::Facts;
use crate::comparison::{Comparison, Shape, Test};
use crate::input::Place;

/// Where the types of a comparison are named.
#[derive(Clone, Copy)]
enum Within {
    /// In a method of the type, where its parameters are known.
    Method,
    /// Beside the `impl`.
    Outside,
}

/// The comparisons that can be made without knowing parameters, as constants.
pub(super) fn constants(comparisons: &[Comparison]) -> TokenStream {
    let known = comparisons
        .iter()
        .filter(|comparison| !comparison.test.is_generic());
    let mut facts = Facts::default();
    let constants: TokenStream = known
        .map(|comparison| {
            let brief = brief(comparison, &mut facts);
            let (span, call) = brief.unwrap_or_else(|| call(comparison, Within::Outside));
            quote_spanned!(span=> const _: () = #call;)
        })
        .collect();
    let facts = facts.constant();
    quote!(#facts #constants)
}

/// What most comparisons are: a type with the record of a member. Expands to
///
/// ```text
/// FACTS.compare(17, <u16 as v::Shape>::SHAPE)
/// ```
fn brief(comparison: &Comparison, facts: &mut Facts) -> Option<(Span, TokenStream)> {
    let Test::Member {
        place,
        expectation,
        required,
        default,
    } = &comparison.test
    else {
        return None;
    };
    let presence = [
        (*required, Flag::REQUIRED),
        (*default, Flag::DEFAULT),
        (place.converted, Flag::CONVERTED),
    ];
    let (at, choices) = facts.add(expectation, &presence)?;
    let span = span_of(comparison);
    let shape = constant(place, Within::Outside, span, "SHAPE");
    // What stands behind a `&` is a constant of its own to the compiler, so there is none where it can be done without.
    let call = if choices.is_empty() {
        quote_spanned!(span=> FACTS.compare(#at, #shape))
    } else {
        quote_spanned!(span=> FACTS.compare_choices(#at, #shape, &[#(#choices),*]))
    };
    Some((span, call))
}

/// At the type, but marked as generated, so that lints about the code of users leave it alone.
fn span_of(comparison: &Comparison) -> Span {
    Span::mixed_site().located_at(comparison.span)
}

/// The others, as blocks of a method: they are evaluated where the type is used.
pub(super) fn blocks(comparisons: &[Comparison]) -> TokenStream {
    let generic = comparisons
        .iter()
        .filter(|comparison| comparison.test.is_generic());
    let blocks = generic.map(|comparison| {
        let (span, call) = call(comparison, Within::Method);
        quote_spanned!(span=> const { #call };)
    });
    blocks.collect()
}

/// Expands to:
///
/// ```text
/// v::compare_member(&<u16 as v::Shape>::SHAPE, &v::Expected { … }, v::Presence { … })
/// ```
fn call(comparison: &Comparison, within: Within) -> (Span, TokenStream) {
    let span = span_of(comparison);
    let shape = |place: &Place| constant(place, within, span, "SHAPE");
    let members = |place: &Place| constant(place, within, span, "MEMBERS");
    let call = match &comparison.test {
        Test::Member {
            place,
            expectation,
            required,
            default,
        } => {
            let (shape, expected, converted) =
                (shape(place), expected(expectation), place.converted);
            quote_spanned! {span=>
                v::compare_member(&#shape, &#expected, v::Presence {
                    required: #required,
                    default: #default,
                    converted: #converted,
                })
            }
        }
        Test::Value { place, expectation } => {
            let (shape, expected) = (shape(place), expected(expectation));
            quote_spanned!(span=> v::compare_value(&#shape, &#expected))
        }
        Test::Flattened {
            place,
            members: expected_members,
            others,
            own,
            beside,
            subject,
        } => {
            let expected_members = expected_members.iter().map(member);
            let others = others.as_ref().map_or_else(
                || quote!(None),
                |others| {
                    let others = expected(others);
                    quote!(Some(&#others))
                },
            );
            let (place, beside) = (members(place), beside.iter().map(members));
            quote_spanned! {span=>
                v::compare_flattened(
                    &#place, &[#(#expected_members),*], #others, &[#(#own),*], &[#(#beside),*], #subject,
                )
            }
        }
        Test::Covered {
            flattened,
            members: expected_members,
        } => {
            let (flattened, expected_members) = (
                flattened.iter().map(members),
                expected_members.iter().map(member),
            );
            quote_spanned! {span=>
                v::compare_covered(&[#(#flattened),*], &[#(#expected_members),*])
            }
        }
        Test::Union {
            variants,
            expectation,
        } => {
            let expected = expected(expectation);
            let variants = variants.iter().map(|variant| match variant {
                Shape::Null => quote!(v::TypeShape::of(v::Types::NULL)),
                Shape::Of(place) => shape(place),
                Shape::Tuple(places) => {
                    let places = places.iter().map(shape);
                    quote!(v::TypeShape::tuple(&[#(&#places),*]))
                }
            });
            quote_spanned!(span=> v::compare_union(&[#(&#variants),*], &#expected))
        }
    };
    (span, call)
}

/// An associated constant of a type.
fn constant(place: &Place, within: Within, span: Span, name: &str) -> TokenStream {
    let ty = match within {
        Within::Method => place.ty.to_token_stream(),
        Within::Outside => place.outside.to_token_stream(),
    };
    let name = syn::Ident::new(name, span);
    quote_spanned!(span=> <#ty as v::Shape>::#name)
}
