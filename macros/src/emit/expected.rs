//! What a schema admits, as the constants that types are compared with.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use vouchsafe_codegen::{Admitted, smallest_integer};
use vouchsafe_core::program::Types;

use crate::comparison::{Expectation, Expected};
use crate::types::{counted, kinds, range, suggested};

/// What is admitted, as a `v::Expected`.
pub(super) fn expected(expectation: &Expectation) -> TokenStream {
    value(&expectation.admitted, &expectation.subject)
}

/// A member, as a `v::ExpectedMember`.
pub(super) fn member(member: &Expected) -> TokenStream {
    let Expected {
        name,
        required,
        missing,
        ..
    } = member;
    let value = expected(&member.value);
    quote!(__v::ExpectedMember { name: #name, required: #required, value: #value, missing: #missing })
}

/// Strings in words.
pub(super) fn choices(strings: &BTreeSet<String>) -> String {
    let words: Vec<String> = strings.iter().map(|text| format!("{text:?}")).collect();
    words.join(", ")
}

/// The types that are asked for.
pub(super) fn types(admitted: &Admitted) -> Types {
    if admitted.types == Types::ALL && admitted.recursive {
        // Nothing is known, so nothing is asked for.
        return Types::default();
    }
    admitted.types
}

fn value(admitted: &Admitted, subject: &str) -> TokenStream {
    let known = !admitted.recursive;
    let types = types(admitted);
    let plain = Types(types.0 & !Types::NULL.0);
    let (bits, kinds, suggested) = (types.0, kinds(plain), suggested(admitted, plain));
    let mut fields = quote! {
        subject: #subject,
        types: __v::Types(#bits),
        kinds: #kinds,
        suggested: #suggested,
    };
    let schema = &admitted.schema;
    if !schema.is_empty() {
        fields.extend(quote!(schema: #schema,));
    }
    if admitted.is_integer() {
        let (min, max) = (bound(admitted.integers.0), bound(admitted.integers.1));
        let integers = integers(
            (&min, &max),
            admitted.admits_zero(),
            &range(admitted.integers),
            admitted.smallest_integer(),
        );
        fields.extend(quote!(integers: #integers,));
    }
    if types.contains(Types::STRING) {
        fields.extend(strings(admitted));
    }
    if types.contains(Types::ARRAY) && known {
        let items = items(admitted, subject);
        fields.extend(quote!(items: __v::Some(&#items),));
    }
    if types.contains(Types::OBJECT) && known {
        let object = object(admitted, subject);
        fields.extend(quote!(object: __v::Some(&#object),));
    }
    quote!(__v::Expected { #fields ..__v::Expected::ANYTHING })
}

fn bound(bound: Option<i128>) -> TokenStream {
    bound.map_or_else(|| quote!(__v::None), |bound| quote!(__v::Some(#bound)))
}

fn integers(
    (min, max): (&TokenStream, &TokenStream),
    zero: bool,
    words: &str,
    fits: &str,
) -> TokenStream {
    quote! {
        __v::Some(__v::ExpectedInteger { min: #min, max: #max, zero: #zero, words: #words, fits: #fits })
    }
}

fn strings(admitted: &Admitted) -> TokenStream {
    let mut fields = TokenStream::new();
    if let Some(strings) = &admitted.strings {
        let all = strings.iter();
        let words = choices(strings);
        fields.extend(quote! {
            strings: __v::Some(__v::ExpectedStrings { all: &[#(#all),*], words: #words }),
        });
    }
    let (least, most) = admitted.characters;
    if (least, most) != (0, u64::MAX) {
        fields.extend(quote!(characters: (#least, #most),));
    }
    fields
}

fn items(admitted: &Admitted, subject: &str) -> TokenStream {
    let (least, most) = admitted.counts;
    let (words, unique) = (counted(admitted.counts), admitted.unique);
    let prefix = admitted.prefix.iter().enumerate();
    let prefix = prefix.map(|(index, item)| value(item, &format!("{subject}: item {index}")));
    let subject = format!("{subject}: each item");
    let others = match &admitted.items {
        _ if most <= admitted.prefix.len() as u64 => quote!(__v::None),
        Some(items) => {
            let items = value(items, &subject);
            quote!(__v::Some(&#items))
        }
        None => quote!(__v::Some(&__v::Expected { subject: #subject, ..__v::Expected::ANYTHING })),
    };
    quote! {
        __v::ExpectedItems {
            prefix: &[#(#prefix),*],
            others: #others,
            counts: (#least, #most),
            words: #words,
            unique: #unique,
        }
    }
}

/// The members as a map holds them. What no member can have is no value to hold.
fn object(admitted: &Admitted, subject: &str) -> TokenStream {
    let subject_of_names = format!("{subject}: each name");
    let names = match &admitted.names {
        Some(names) => {
            let strings = strings(names);
            let digits = names.digits.map(|(least, most)| {
                let (least, most) = (i128::from(least), i128::from(most));
                let of_digits = (Some(least), Some(most));
                let fits = smallest_integer(of_digits);
                let integers = integers(
                    (&quote!(__v::Some(#least)), &quote!(__v::Some(#most))),
                    least == 0,
                    &range(of_digits),
                    fits,
                );
                quote!(integers: #integers,)
            });
            quote!(#strings #digits)
        }
        None => TokenStream::new(),
    };
    let subject = format!("{subject}: each value");
    let values = match (&admitted.any_named, &admitted.values) {
        (None, None) => {
            Some(quote!(__v::Expected { subject: #subject, ..__v::Expected::ANYTHING }))
        }
        (None, Some(values)) => is_some(values).then(|| value(values, &subject)),
        // An object with named members that says nothing of others is a struct's.
        (Some(named), _) => is_some(named).then(|| value(named, &subject)),
    };
    let values = values.map_or_else(|| quote!(__v::None), |values| quote!(__v::Some(#values)));
    quote! {
        __v::ExpectedObject {
            names: __v::Expected { subject: #subject_of_names, #names ..__v::Expected::ANYTHING },
            values: #values,
        }
    }
}

fn is_some(admitted: &Admitted) -> bool {
    !admitted.types.is_empty()
}
