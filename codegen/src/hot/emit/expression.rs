//! Formulas as Rust expressions.

use std::cmp::Ordering;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::formula::{Atom, Formula};

/// The answers, a bit for each.
pub(super) fn bits(asks: &[Formula], atom: &dyn Fn(&Atom) -> TokenStream) -> TokenStream {
    // What is asked more than once is found out once.
    let mut masks: Vec<(&Formula, u64)> = Vec::new();
    for (bit, ask) in asks.iter().enumerate() {
        match masks.iter_mut().find(|(known, _)| *known == ask) {
            Some((_, mask)) => *mask |= 1 << bit,
            None => masks.push((ask, 1 << bit)),
        }
    }
    let terms: Vec<_> = masks
        .into_iter()
        .filter(|(ask, _)| **ask != Formula::False)
        .map(|(ask, mask)| match ask {
            Formula::True => quote!(#mask),
            ask => {
                let ask = expression(ask, atom);
                quote!(if #ask { #mask } else { 0_u64 })
            }
        })
        .collect();
    match terms.as_slice() {
        [] => quote!(0_u64),
        [term] => term.clone(),
        terms => quote!(#((#terms))|*),
    }
}

/// A formula as an expression of type `bool`.
pub(super) fn expression(formula: &Formula, atom: &dyn Fn(&Atom) -> TokenStream) -> TokenStream {
    // As an operand: connectives stand in parentheses.
    let operand = |formula: &Formula| {
        let tokens = expression(formula, atom);
        if matches!(formula, Formula::And(_) | Formula::Or(_) | Formula::One(_)) {
            quote!((#tokens))
        } else {
            tokens
        }
    };
    match formula {
        Formula::True => quote!(true),
        Formula::False => quote!(false),
        Formula::Atom(found) => atom(found),
        Formula::Not(formula) => {
            let formula = expression(formula, atom);
            quote!(!(#formula))
        }
        Formula::And(formulas) => {
            let is_seen = |formula: &Formula| matches!(formula, Formula::Atom(Atom::Seen(_)));
            let runs = formulas.chunk_by(|left, right| is_seen(left) && is_seen(right));
            let operands = runs.map(|run| match run {
                [formula] => operand(formula),
                run => atom(&all_seen(run)),
            });
            quote!(#(#operands)&&*)
        }
        Formula::Or(formulas) => {
            let formulas = formulas.iter().map(operand);
            quote!(#(#formulas)||*)
        }
        Formula::One(formulas) => {
            let formulas = formulas.iter().map(|formula| expression(formula, atom));
            quote!(v::is_one(&[#(#formulas),*]))
        }
    }
}

/// Members that are asked for one by one, at once.
fn all_seen(formulas: &[Formula]) -> Atom {
    let names = formulas.iter().filter_map(|formula| match formula {
        Formula::Atom(Atom::Seen(name)) => Some(name.clone()),
        _ => None,
    });
    Atom::AllSeen(names.collect())
}

/// What a value tells by itself.
pub(super) fn scalar(atom: &Atom) -> TokenStream {
    let number = |text: &String| {
        let integer = text.parse::<i128>().ok();
        let integer = integer.map_or_else(|| quote!(v::None), |integer| quote!(v::Some(#integer)));
        quote!(#text, #integer)
    };
    match atom {
        Atom::Engine(node) => {
            let node = node.0;
            quote!(__c.holds(#node, __at, __end, __mark))
        }
        Atom::TextIs(known) => quote!(__text.is(#known)),
        // A list, since a chain of operators nests with each text, and a formatter that follows it exhausts its stack.
        Atom::TextIsAmong(texts) => quote!(__text.is_among(&[#(#texts),*])),
        Atom::MinLength(min) => {
            let min = usize::try_from(*min).unwrap_or(usize::MAX);
            quote!(__text.has_at_least(#min))
        }
        Atom::MaxLength(max) => {
            let max = usize::try_from(*max).unwrap_or(usize::MAX);
            quote!(__text.has_at_most(#max))
        }
        Atom::Pattern(pattern) => quote!(__c.matches(#pattern, __text)),
        Atom::Class(pattern, class) => {
            let class = crate::program::class(class);
            quote!({
                static CLASS: v::Class = v::Class::new(#class);
                __c.is_of_class(#pattern, &CLASS, __text)
            })
        }
        Atom::Format(format) => {
            let variant = format_ident!("{format:?}");
            quote!(__c.is_of_format(v::Format::#variant, __text))
        }
        Atom::NumberIs(known) => {
            let known = number(known);
            quote!(__number.is(#known))
        }
        Atom::Integer => quote!(__number.is_integer()),
        Atom::WrittenAsInteger => quote!(__number.is_written_as_integer()),
        Atom::Bound(bound, orders) => {
            let is = match orders {
                [Ordering::Equal, Ordering::Greater] => quote!(is_ge),
                [Ordering::Equal, Ordering::Less] => quote!(is_le),
                [Ordering::Greater] => quote!(is_gt),
                _ => quote!(is_lt),
            };
            let bound = number(bound);
            quote!(__number.order(#bound).#is())
        }
        Atom::MultipleOf(divisor) => {
            let divisor = number(divisor);
            quote!(__number.is_multiple_of(#divisor))
        }
        // The others are of containers, and told by what is inside.
        _ => quote!(true),
    }
}
