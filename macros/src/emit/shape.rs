//! What the type itself is like, for types that have it in a field.

use std::collections::HashMap;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::input::{Body, Enum, Fields, Holds, Input, Place, Tagging, mentions, text};
use crate::schema::Schema;

/// The constants of `impl Shape`.
pub(super) fn constants(input: &Input<'_>, schema: &Schema) -> TokenStream {
    let shape = shape(input, schema);
    let named = if schema.nameless {
        shape
    } else {
        let name = &schema.admitted.schema;
        quote!(#shape.with_schema(#name))
    };
    let members = members(input);
    quote! {
        const SHAPE: __v::TypeShape = #named;
        const MEMBERS: __v::Members = #members;
    }
}

fn shape(input: &Input<'_>, schema: &Schema) -> TokenStream {
    // It holds all that its schema admits, or it would not compile.
    let bits = schema.admitted.types.0;
    let by_schema = quote!(__v::TypeShape::of(__v::Types(#bits)));
    match &input.body {
        Body::Struct(_) => quote!(__v::TypeShape::of(__v::Types::OBJECT)),
        Body::Tuple(places) if places.iter().all(|place| is_plain(input, place)) => {
            let shapes = places.iter().map(shape_of);
            quote!(__v::TypeShape::tuple(&[#(&#shapes),*]))
        }
        Body::Same(place) if is_plain(input, place) => shape_of(place),
        Body::Unit => quote!(__v::TypeShape::of(__v::Types::NULL)),
        Body::Enum(body) if body.is_plain() && !takes_others(body) => {
            let names = body.variants.iter().flat_map(|variant| variant.names.all());
            quote!(__v::TypeShape::variants(&[#(#names),*]))
        }
        Body::Tuple(_) | Body::Same(_) | Body::Enum(_) => by_schema,
    }
}

/// Whether a type's shape is known without knowing the input's own.
fn is_plain(input: &Input<'_>, place: &Place) -> bool {
    place.is_known() && !mentions(&place.ty, |ident| ident == "Self" || ident == input.ident)
}

fn takes_others(body: &Enum) -> bool {
    body.variants.iter().any(|variant| variant.other)
}

fn shape_of(place: &Place) -> TokenStream {
    let ty = &place.ty;
    if place.is_known() {
        quote!(<#ty as __v::Shape>::SHAPE)
    } else {
        quote!(__v::TypeShape::ANYTHING)
    }
}

fn members_of(place: &Place) -> TokenStream {
    let ty = &place.ty;
    if place.is_known() {
        quote!(<#ty as __v::Shape>::MEMBERS)
    } else {
        quote!(__v::Members::UNKNOWN)
    }
}

fn members(input: &Input<'_>) -> TokenStream {
    match &input.body {
        Body::Struct(fields) => of_fields(fields, false),
        Body::Same(place) if is_plain(input, place) => members_of(place),
        Body::Enum(body) => of_enum(body),
        Body::Same(_) | Body::Tuple(_) | Body::Unit => quote!(__v::Members::UNKNOWN),
    }
}

/// The members of named fields; `optional` ones are those of a variant, which another one need not have.
fn of_fields(fields: &Fields, optional: bool) -> TokenStream {
    let mut listed = Listed::default();
    if let Some((tag, name)) = &fields.tag {
        let shape = listed.shape(
            "of the tag".to_owned(),
            || quote!(__v::TypeShape::variants(&[#name])),
        );
        listed.add(quote!(#tag), shape, true);
    }
    for field in fields.named.iter().filter(|field| !field.flatten) {
        let shape = if field.uncompared || !field.place.is_known() {
            listed.shape("of anything".to_owned(), || {
                quote!(__v::TypeShape::ANYTHING)
            })
        } else {
            listed.shape(text(&field.place.ty), || shape_of(&field.place))
        };
        let all: Vec<&str> = field.names.all().collect();
        // Of several names no single one must be there.
        let may_be_absent = field.default || optional || all.len() > 1;
        for name in all {
            listed.add(quote!(#name), shape, may_be_absent);
        }
    }
    let listed = listed.tokens();
    let flattened = fields.named.iter().filter(|field| field.flatten);
    let flattened: Vec<TokenStream> = flattened.map(|field| members_of(&field.place)).collect();
    if flattened.is_empty() {
        listed
    } else {
        quote!(#listed.and_flattened(&[#(#flattened),*]))
    }
}

/// Members in lists. Each shape is written once: the compiler takes longer for one than for all the rest that is said of
/// a member.
#[derive(Default)]
struct Listed {
    names: Vec<TokenStream>,
    shapes: Vec<TokenStream>,
    known: HashMap<String, usize>,
    facts: Vec<u8>,
}

impl Listed {
    /// The index of the shape that is known by that name, or else is this one.
    fn shape(&mut self, name: String, shape: impl FnOnce() -> TokenStream) -> usize {
        *self.known.entry(name).or_insert_with(|| {
            self.shapes.push(shape());
            self.shapes.len() - 1
        })
    }

    fn add(&mut self, name: TokenStream, shape: usize, may_be_absent: bool) {
        self.names.push(name);
        let [low, high, ..] = shape.to_le_bytes();
        self.facts.extend([low, high, u8::from(may_be_absent)]);
    }

    fn tokens(&self) -> TokenStream {
        let Self {
            names,
            shapes,
            facts,
            ..
        } = self;
        if u16::try_from(shapes.len()).is_err() {
            return quote!(__v::Members::UNKNOWN);
        }
        let facts = Literal::byte_string(facts);
        quote!(__v::Members::listed(&[#(#names),*], &[#(#shapes),*], #facts))
    }
}

/// The members that one variant or another has.
fn of_enum(body: &Enum) -> TokenStream {
    let names = body.variants.iter().flat_map(|variant| variant.names.all());
    let tags = if takes_others(body) {
        quote!(__v::TypeShape::of(__v::Types::STRING))
    } else {
        quote!(__v::TypeShape::variants(&[#(#names),*]))
    };
    let anything = quote!(__v::TypeShape::ANYTHING);
    let inside = || {
        let variants = body.variants.iter();
        variants.filter_map(|variant| match &variant.holds {
            Holds::Fields(fields) => Some(of_fields(fields, true)),
            Holds::One(place) => {
                let members = members_of(place);
                Some(quote!(#members.or_none()))
            }
            Holds::Nothing | Holds::Several(_) => None,
        })
    };
    match &body.tagging {
        Tagging::Internal(tag) => {
            let inside = inside();
            quote! {
                __v::Members::named(&[__v::Member::of(#tag, &#tags)]).and_flattened(&[#(#inside),*])
            }
        }
        Tagging::Adjacent(tag, content) => quote! {
            __v::Members::named(&[
                __v::Member::of(#tag, &#tags),
                __v::Member::of(#content, &#anything).or_default(),
            ])
        },
        Tagging::External => {
            let names = body.variants.iter().flat_map(|variant| variant.names.all());
            quote!(__v::Members::named(&[#(__v::Member::of(#names, &#anything).or_default()),*]))
        }
        Tagging::Untagged => {
            let inside = inside();
            quote!(__v::Members::NONE.and_flattened(&[#(#inside),*]))
        }
    }
}
