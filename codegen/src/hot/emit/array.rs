//! How an array is read: item by item.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::super::formula::Atom;
use super::super::place::{Arm, Inner};
use super::{assumption, finish, read_inner, scalar};

/// The code for an array whose first items are looked at one by one.
pub(super) fn read(arm: &Arm, first: &[Inner], rest: &Inner) -> TokenStream {
    // Each thing that is asked has a variable: whether it holds so far, or how often it did.
    let mut asked: Vec<Atom> = Vec::new();
    for formula in arm.asks.iter().chain([&arm.must]) {
        formula.atoms(&mut |atom| {
            let asks = matches!(atom, Atom::Item(..) | Atom::Rest(..) | Atom::Count { .. });
            if asks && !asked.contains(atom) {
                asked.push(atom.clone());
            }
        });
    }
    let declarations = asked.iter().enumerate().map(|(number, atom)| {
        let variable = format_ident!("__asked_{number}");
        if matches!(atom, Atom::Count { .. }) {
            quote!(let mut #variable = 0_u64;)
        } else {
            quote!(let mut #variable = true;)
        }
    });
    let item = |index: usize, inner: &Inner| {
        let read = read_inner(inner);
        let updates = asked.iter().enumerate().filter_map(|(number, atom)| {
            let variable = format_ident!("__asked_{number}");
            let node = match atom {
                Atom::Item(at, node) if *at == index => node,
                Atom::Rest(from, node) if index >= *from => node,
                Atom::Count { node, .. } => node,
                _ => return None,
            };
            let holds = inner.goals.bit(*node).map_or_else(
                || quote!(true),
                |bit| {
                    let mask = 1_u64 << bit;
                    quote!(__read.bits & #mask != 0)
                },
            );
            Some(if matches!(atom, Atom::Count { .. }) {
                quote!(if #holds { #variable += 1; })
            } else {
                quote!(#variable &= #holds;)
            })
        });
        let updates: Vec<_> = updates.collect();
        if updates.is_empty() {
            read
        } else {
            quote!({ let __read = #read; #(#updates)* __read })
        }
    };
    let arms = first.iter().enumerate().map(|(index, inner)| {
        let (pattern, item) = (Literal::usize_unsuffixed(index), item(index, inner));
        quote!(#pattern => #item)
    });
    let others = item(first.len(), rest);
    let mut counts = false;
    for formula in arm.asks.iter().chain([&arm.must]) {
        formula.atoms(&mut |atom| counts |= matches!(atom, Atom::MinItems(_) | Atom::MaxItems(_)));
    }
    let declare_count = counts.then(|| quote!(let __count = __array.count();));
    let all_inners = || first.iter().chain([rest]);
    let assumes = asked.iter().any(|atom| match atom {
        Atom::Item(_, node) | Atom::Rest(_, node) | Atom::Count { node, .. } => {
            all_inners().any(|inner| inner.goals.bit(*node).is_none())
        }
        _ => false,
    });
    let (begin, assume) = assumption(assumes);
    let reading = quote! {
        #begin
        let v::Some((mut __array, mut __next)) = __c.array(__at) else { return v::Read::STOPPED };
        #(#declarations)*
        loop {
            let __step = __c.item(&mut __array, __next);
            let __read = match __step.slot {
                #(#arms,)*
                v::END => { __next = __step.at; break; }
                v::STOP => return v::Read::STOPPED,
                _ => #others,
            };
            if __read.at == v::STOP { return v::Read::STOPPED; }
            __next = __read.at;
        }
        let __end = __c.close_array(&__array, __next);
        #assume
        #declare_count
    };
    finish(arm, &reading, &|atom| {
        let number = asked.iter().position(|known| known == atom);
        let variable = number.map(|number| format_ident!("__asked_{number}"));
        match (atom, variable) {
            (Atom::Count { min, max, .. }, Some(variable)) => {
                if *max == u64::MAX {
                    quote!(#variable >= #min)
                } else {
                    quote!((#min..=#max).contains(&#variable))
                }
            }
            (_, Some(variable)) => quote!(#variable),
            (Atom::MinItems(min), None) => quote!(__count >= #min),
            (Atom::MaxItems(max), None) => quote!(__count <= #max),
            (atom, None) => scalar(atom),
        }
    })
}
