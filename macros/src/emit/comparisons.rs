//! The constants that compare types with the schema: each fails to evaluate if the type cannot hold
//! what the schema admits.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use vouchsafe_core::shape::Flag;

use super::expected::{expected, member};
use super::facts::Facts;
use super::usual::usual;
use crate::comparison::{Comparison, Shape, Test};
use crate::input::{Place, text};

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
    let mut constants: Vec<Constant> = Vec::new();
    let mut groups: HashMap<Key, usize> = HashMap::new();
    for comparison in known {
        let Some((key, group)) = Group::new(comparison, &mut facts) else {
            let (span, call) = call(comparison, Within::Outside);
            constants.push(Constant::Other(quote_spanned!(span=> const _: () = #call;)));
            continue;
        };
        match groups.entry(key) {
            Entry::Occupied(known) => {
                if let Constant::Group(known) = &mut constants[*known.get()] {
                    known.records.extend(group.records);
                }
            }
            Entry::Vacant(entry) => {
                entry.insert(constants.len());
                constants.push(Constant::Group(group));
            }
        }
    }
    let facts = facts.constant();
    let constants = constants.iter().map(|constant| match constant {
        Constant::Group(group) => group.constant(),
        Constant::Other(tokens) => tokens.clone(),
    });
    quote!(#facts #(#constants)*)
}

enum Constant {
    Group(Group),
    Other(TokenStream),
}

/// What comparisons share of which one answers for all: the type, and what is said of the member.
type Key = (String, Vec<u8>);

/// What most comparisons are: a type with the record of a member. Those of which one answers for all are a constant
/// together, at the first of them: the compiler takes longer for a constant than for what is in it.
struct Group {
    span: Span,
    shape: TokenStream,
    /// What usually has the name of the type, if that fits.
    usual: Option<TokenStream>,
    /// The offsets of the records.
    records: Vec<usize>,
    /// The strings that the members may be, where they are listed.
    choices: Vec<String>,
}

impl Group {
    /// One comparison.
    fn new(comparison: &Comparison, facts: &mut Facts) -> Option<(Key, Self)> {
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
        let added = facts.add(expectation, &presence)?;
        let usual = usual(&place.outside)
            .filter(|usual| added.choices.is_empty() && facts.fits(added.at, &usual.shape))
            .map(|usual| usual.path);
        // Whether a name means what it usually does is the same whatever it is compared with.
        let content = if usual.is_some() {
            Vec::new()
        } else {
            added.content
        };
        let span = span_of(comparison);
        let group = Self {
            span,
            shape: constant(place, Within::Outside, span, "SHAPE"),
            usual,
            records: vec![added.at],
            choices: added.choices,
        };
        Some(((text(&place.outside), content), group))
    }

    /// Expands to one of these:
    ///
    /// ```text
    /// const _: () = FACTS.compare(17, <u16 as v::Shape>::SHAPE);
    /// const _: () = FACTS.compare_choices(17, <Kind as v::Shape>::SHAPE, &["large", "small"]);
    /// const _: () = FACTS.compare_alike([17, 40], <Order as v::Shape>::SHAPE, &[]);
    /// const _: () = FACTS.compare_usual([17, 40], <u16 as v::Shape>::SHAPE, <::core::primitive::u16 as v::Shape>::SHAPE);
    /// ```
    fn constant(&self) -> TokenStream {
        let Self {
            shape,
            records,
            choices,
            ..
        } = self;
        let span = self.span;
        // What stands behind a `&` is a constant of its own to the compiler, so there is none where it can be done
        // without.
        let call = match (&records[..], &self.usual) {
            ([at], _) if choices.is_empty() => quote_spanned!(span=> compare(#at, #shape)),
            ([at], _) => {
                quote_spanned!(span=> compare_choices(#at, #shape, &[#(#choices),*]))
            }
            (_, Some(usual)) => {
                let usual = quote_spanned!(span=> <#usual as __v::Shape>::SHAPE);
                quote_spanned!(span=> compare_usual([#(#records),*], #shape, #usual))
            }
            (_, None) => {
                quote_spanned!(span=> compare_alike([#(#records),*], #shape, &[#(#choices),*]))
            }
        };
        quote_spanned!(span=> const _: () = FACTS.#call;)
    }
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
                __v::compare_member(&#shape, &#expected, __v::Presence {
                    required: #required,
                    default: #default,
                    converted: #converted,
                })
            }
        }
        Test::Value { place, expectation } => {
            let (shape, expected) = (shape(place), expected(expectation));
            quote_spanned!(span=> __v::compare_value(&#shape, &#expected))
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
                || quote!(__v::None),
                |others| {
                    let others = expected(others);
                    quote!(__v::Some(&#others))
                },
            );
            let (place, beside) = (members(place), beside.iter().map(members));
            quote_spanned! {span=>
                __v::compare_flattened(
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
                __v::compare_covered(&[#(#flattened),*], &[#(#expected_members),*])
            }
        }
        Test::Union {
            variants,
            expectation,
        } => {
            let expected = expected(expectation);
            let variants = variants.iter().map(|variant| match variant {
                Shape::Null => quote!(__v::TypeShape::of(__v::Types::NULL)),
                Shape::Of(place) => shape(place),
                Shape::Tuple(places) => {
                    let places = places.iter().map(shape);
                    quote!(__v::TypeShape::tuple(&[#(&#places),*]))
                }
            });
            quote_spanned!(span=> __v::compare_union(&[#(&#variants),*], &#expected))
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
    quote_spanned!(span=> <#ty as __v::Shape>::#name)
}
