//! How an object is read: member by member, by the names that the schema knows.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use vouchsafe_core::json::{name_hash, places_of};

use super::super::formula::Atom;
use super::super::place::{Arm, Inner};
use super::{assumption, finish_object, quoted, read_inner, scalar};

/// The code for an object whose members are those of `names`, and its tables.
pub(super) fn read(
    arm: &Arm,
    (names, unknown, none_unknown): (&[(String, Inner)], &Inner, bool),
    tables: &mut TokenStream,
) -> TokenStream {
    let words = names.len().div_ceil(64);
    let slots: HashMap<&str, usize> = (0..)
        .zip(names)
        .map(|(slot, (name, _))| (name.as_str(), slot))
        .collect();
    let slot_of = |name: &str| slots.get(name).copied();
    let (quoted, table) = (
        names.iter().map(|(name, _)| quoted_name(name)),
        table(names),
    );
    let guesses = Literal::usize_unsuffixed(guesses(names));
    tables.extend(quote! {
        static NAMES: v::Names = v::Names { names: &v::Quoted::all([#(#quoted),*]), table: &[#(#table),*], guesses: #guesses };
    });

    // Members that are read alike share an arm.
    let mut shared: BTreeMap<Option<usize>, usize> = BTreeMap::new();
    let mut arms: Vec<(Vec<Literal>, TokenStream)> = Vec::new();
    let mut variables = Vec::new();
    for (slot, (_, inner)) in names.iter().enumerate() {
        let pattern = Literal::usize_unsuffixed(slot);
        let read = read_inner(inner);
        if has_answers(inner) {
            let variable = answers(slot);
            arms.push((
                vec![pattern],
                quote!({ let __read = #read; #variable = __read.bits; __read }),
            ));
            variables.push(variable);
            continue;
        }
        match shared.entry(inner.place) {
            Entry::Occupied(arm) => arms[*arm.get()].0.push(pattern),
            Entry::Vacant(arm) => {
                arm.insert(arms.len());
                arms.push((vec![pattern], read));
            }
        }
    }
    let mentions = |is: fn(&Atom) -> bool| {
        let mut found = false;
        for formula in arm.asks.iter().chain([&arm.must]) {
            formula.atoms(&mut |atom| found |= is(atom));
        }
        found
    };
    let asks_unknown = has_answers(unknown);
    let counts_unknown = mentions(|atom| matches!(atom, Atom::NoUnknown));
    let read_unknown = read_inner(unknown);
    let refuse_unknown = none_unknown.then(|| {
        quote!(if __c.refuse() {
            return v::Read::STOPPED;
        })
    });
    let note_unknown = counts_unknown.then(|| quote!(__unknown = true;));
    let answer_unknown = asks_unknown.then(|| quote!(__others &= __read.bits;));
    let declare_unknown = counts_unknown.then(|| quote!(let mut __unknown = false;));
    let declare_others = asks_unknown.then(|| quote!(let mut __others = !0_u64;));
    let declare_count = mentions(|atom| matches!(atom, Atom::MinMembers(_) | Atom::MaxMembers(_)))
        .then(|| quote!(let __count = __object.count();));
    let mut words_seen = BTreeSet::new();
    let mut assumes = false;
    for formula in arm.asks.iter().chain([&arm.must]) {
        formula.atoms(&mut |atom| match atom {
            Atom::Seen(name) => words_seen.extend(slot_of(name).map(|slot| slot / 64)),
            Atom::Member(name, node) => {
                assumes |=
                    slot_of(name).is_some_and(|slot| names[slot].1.goals.bit(*node).is_none());
            }
            Atom::Unknown(node) => assumes |= unknown.goals.bit(*node).is_none(),
            _ => {}
        });
    }
    let declare_seen = words_seen.into_iter().map(|word| {
        let variable = seen(word);
        quote!(let #variable = __object.seen(#word);)
    });
    let (begin, assume) = assumption(assumes);
    let arms = arms
        .iter()
        .map(|(patterns, read)| quote!(#(#patterns)|* => #read));
    let reading = quote! {
        #begin
        let v::Some((mut __object, mut __next)) = __c.object::<#words>(__at) else { return v::Read::STOPPED };
        #(let mut #variables = !0_u64;)*
        #declare_unknown
        #declare_others
        loop {
            let __step = __c.member(&mut __object, __next, &NAMES);
            let __read = match __step.slot {
                #(#arms,)*
                v::END => { __next = __step.at; break; }
                v::STOP => return v::Read::STOPPED,
                _ => {
                    #refuse_unknown
                    #note_unknown
                    let __read = #read_unknown;
                    #answer_unknown
                    __read
                }
            };
            if __read.at == v::STOP { return v::Read::STOPPED; }
            __next = __read.at;
        }
        let __end = __c.close_object(&__object, __next);
        if __end == v::STOP { return v::Read::STOPPED; }
        #assume
        #(#declare_seen)*
        #declare_count
    };
    let bit = |variable: &Ident, bit: Option<usize>| {
        // What must hold has been seen to hold.
        bit.map_or_else(
            || quote!(true),
            |bit| {
                let mask = 1_u64 << bit;
                quote!(#variable & #mask != 0)
            },
        )
    };
    finish_object(arm, &reading, &slot_of, &|atom| match atom {
        Atom::AllSeen(names) => {
            let mut masks: BTreeMap<Option<usize>, u64> = BTreeMap::new();
            for slot in names.iter().map(|name| slot_of(name)) {
                let bit = slot.map_or(0, |slot| 1 << (slot % 64));
                *masks.entry(slot.map(|slot| slot / 64)).or_default() |= bit;
            }
            let words = masks.into_iter().map(|(word, mask)| {
                let Some(variable) = word.map(seen) else {
                    return quote!(false);
                };
                quote!(#variable & #mask == #mask)
            });
            quote!(#(#words)&&*)
        }
        Atom::Seen(name) => slot_of(name).map_or_else(
            || quote!(false),
            |slot| {
                let (variable, mask) = (seen(slot / 64), 1_u64 << (slot % 64));
                quote!(#variable & #mask != 0)
            },
        ),
        Atom::Member(name, node) => slot_of(name).map_or_else(
            || quote!(true),
            |slot| bit(&answers(slot), names[slot].1.goals.bit(*node)),
        ),
        Atom::Unknown(node) => bit(&format_ident!("__others"), unknown.goals.bit(*node)),
        Atom::NoUnknown => quote!(!__unknown),
        Atom::MinMembers(min) => quote!(__count >= #min),
        Atom::MaxMembers(max) => quote!(__count <= #max),
        atom => scalar(atom),
    })
}

/// Whether something is asked about the values of a place, beside what must hold.
fn has_answers(inner: &Inner) -> bool {
    inner.goals.asks()
}

/// The variable of the answers about a member.
fn answers(slot: usize) -> Ident {
    format_ident!("__member_{slot}")
}

/// The variable of the names that were seen.
fn seen(word: usize) -> Ident {
    format_ident!("__seen_{word}")
}

fn quoted_name(name: &str) -> TokenStream {
    let plain = !name
        .chars()
        .any(|char| char == '"' || char == '\\' || char < ' ');
    let text = if plain {
        format!("\"{name}\"")
    } else {
        String::new()
    };
    quoted(name, &text, name_hash(name.as_bytes()))
}

/// Where the guesses about the names are kept: a number that depends on all of them.
fn guesses(names: &[(String, Inner)]) -> usize {
    let mixed = names.iter().fold(0_u32, |mixed, (name, _)| {
        mixed.rotate_left(5) ^ name_hash(name.as_bytes())
    });
    (mixed % 1021) as usize
}

/// The hash table of the names: half of it or more stays empty.
fn table(names: &[(String, Inner)]) -> Vec<Literal> {
    let len = (2 * names.len()).next_power_of_two().max(2);
    let mut table = vec![0_u16; len];
    for (slot, (name, _)) in (1..).zip(names) {
        let mut places = places_of(name_hash(name.as_bytes()), len);
        if let Some(place) = places.find(|place| table[*place] == 0) {
            table[place] = slot;
        }
    }
    table.into_iter().map(Literal::u16_unsuffixed).collect()
}
