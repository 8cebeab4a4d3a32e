//! A program as Rust source: its pools as a string of bytes, which is read when it is first used.
//!
//! Everything is spelled through the path of `vouchsafe::__private`, which generated code calls `v`.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use vouchsafe_core::program::{CharClass, Image, Matcher, Parts, Pattern, StepCost, Text};

use crate::hot::hot_tokens;

/// The program as items and a constant expression of type `&'static Program`, to stand in a block in which
/// `v` is the module `vouchsafe::__private`. Equal programs give equal tokens.
///
/// Expands to:
///
/// ```text
/// static PATTERNS: [v::Pattern; 1] = [v::Pattern::of_static(…)];
/// static PROGRAM: v::Program = v::Program::from_image(v::Image { pools: b"…", … });
/// &PROGRAM
/// ```
pub fn program_tokens(parts: &Parts) -> TokenStream {
    let (items, program) = items_and_program(parts);
    quote! {
        #items
        static PROGRAM: v::Program = #program;
        &PROGRAM
    }
}

/// The same as the body of a function.
pub(crate) fn function_body(parts: &Parts) -> TokenStream {
    let (items, program) = items_and_program(parts);
    // What drops the type of a static is compiled with it, though it never runs: here a thousand lines.
    quote! {
        #items
        static PROGRAM: v::ManuallyDrop<v::Program> = v::ManuallyDrop::new(#program);
        &PROGRAM
    }
}

fn items_and_program(parts: &Parts) -> (TokenStream, TokenStream) {
    let text = &*parts.text;
    let pools = Literal::byte_string(&Image::pools_of(parts));
    // A pattern is made ready in place when it is first needed, so the pool is a static of its own.
    let count = parts.patterns.len();
    let patterns = parts.patterns.iter().map(Quote::quote);
    let is_of_format = parts
        .is_of_format
        .map_or_else(|| quote!(v::None), |_| quote!(v::Some(v::Format::is_valid)));
    let (functions, hot) = hot_tokens(parts).unzip();
    let with_hot = hot.map(|hot| quote!(.with_hot(&#hot)));
    // Each static is a body of its own to the compiler, so there are none without content.
    let (patterns, all) = if count == 0 {
        (None, quote!(&[]))
    } else {
        let patterns = quote!(static PATTERNS: [v::Pattern; #count] = [#(#patterns),*];);
        (Some(patterns), quote!(&PATTERNS))
    };
    let program = quote! {
        v::Program::from_image(v::Image {
            text: #text,
            patterns: #all,
            is_of_format: #is_of_format,
            pools: #pools,
        })#with_hot
    };
    (quote!(#functions #patterns), program)
}

/// A part of a pattern as a Rust expression.
trait Quote {
    fn quote(&self) -> TokenStream;
}

impl Quote for Text {
    fn quote(&self) -> TokenStream {
        let Self { start, len } = self;
        quote!(v::Text { start: #start, len: #len })
    }
}

/// `Variant(value)`
fn tuple(variant: &str, value: &impl Quote) -> TokenStream {
    let variant = proc_macro2::Ident::new(variant, proc_macro2::Span::call_site());
    let value = value.quote();
    quote!(#variant(#value))
}

impl Quote for Pattern {
    fn quote(&self) -> TokenStream {
        let (source, regex, matcher) = (
            self.source.quote(),
            self.regex.quote(),
            self.matcher.quote(),
        );
        quote!(v::Pattern::of_static(#source, #regex, #matcher))
    }
}

impl Quote for Matcher {
    fn quote(&self) -> TokenStream {
        let variant = match self {
            Self::Class(class) => tuple("Class", class),
            Self::Literal { text, at } => {
                let (text, at) = (text.quote(), format_ident!("{at:?}"));
                quote!(Literal { text: #text, at: v::LiteralAt::#at })
            }
            Self::Automaton(bytes) => {
                let bytes = Literal::byte_string(bytes);
                quote!(Automaton(v::Cow::Borrowed(#bytes)))
            }
            Self::Counting(bytes) => {
                let bytes = Literal::byte_string(bytes);
                quote!(Counting(v::Cow::Borrowed(#bytes)))
            }
            Self::Regex => quote!(Regex),
            Self::Backtracking {
                with_stand_ins,
                cost,
            } => {
                let (with_stand_ins, cost) = (with_stand_ins.quote(), cost.quote());
                quote!(Backtracking { with_stand_ins: #with_stand_ins, cost: #cost })
            }
        };
        quote!(v::Matcher::#variant)
    }
}

impl Quote for StepCost {
    fn quote(&self) -> TokenStream {
        match self {
            Self::Constant => quote!(v::StepCost::Constant),
            Self::Comparison => quote!(v::StepCost::Comparison),
            Self::Power(power) => quote!(v::StepCost::Power(#power)),
        }
    }
}

impl Quote for CharClass {
    fn quote(&self) -> TokenStream {
        let Self { allowed, min, max } = self;
        quote!(v::CharClass { allowed: #allowed, min: #min, max: #max })
    }
}

/// A class of characters as an expression.
pub(crate) fn class(class: &CharClass) -> TokenStream {
    class.quote()
}
