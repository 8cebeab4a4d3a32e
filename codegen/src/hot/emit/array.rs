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
        let variable = format_ident!("asked_{number}");
        if matches!(atom, Atom::Count { .. }) {
            quote!(let mut #variable = 0_u64;)
        } else {
            quote!(let mut #variable = true;)
        }
    });
    let item = |index: usize, inner: &Inner| {
        let read = read_inner(inner);
        let updates = asked.iter().enumerate().filter_map(|(number, atom)| {
            let variable = format_ident!("asked_{number}");
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
                    quote!(read.bits & #mask != 0)
                },
            );
            Some(if matches!(atom, Atom::Count { .. }) {
                quote!(#variable += u64::from(#holds);)
            } else {
                quote!(#variable &= #holds;)
            })
        });
        let updates: Vec<_> = updates.collect();
        if updates.is_empty() {
            read
        } else {
            quote!({ let read = #read; #(#updates)* read })
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
    let declare_count = counts.then(|| quote!(let count = array.count();));
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
        let Some((mut array, mut next)) = c.array(at) else { return v::Read::STOPPED };
        #(#declarations)*
        loop {
            let step = c.item(&mut array, next);
            let read = match step.slot {
                #(#arms,)*
                v::END => { next = step.at; break; }
                v::STOP => return v::Read::STOPPED,
                _ => #others,
            };
            if read.at == v::STOP { return v::Read::STOPPED; }
            next = read.at;
        }
        let end = c.close_array(&array, next);
        #assume
        #declare_count
    };
    finish(arm, &reading, &|atom| {
        let number = asked.iter().position(|known| known == atom);
        let variable = number.map(|number| format_ident!("asked_{number}"));
        match (atom, variable) {
            (Atom::Count { min, max, .. }, Some(variable)) => {
                if *max == u64::MAX {
                    quote!(#variable >= #min)
                } else {
                    quote!((#min..=#max).contains(&#variable))
                }
            }
            (_, Some(variable)) => quote!(#variable),
            (Atom::MinItems(min), None) => quote!(count >= #min),
            (Atom::MaxItems(max), None) => quote!(count <= #max),
            (atom, None) => scalar(atom),
        }
    })
}
