//! The places as Rust functions.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use std::cmp::Ordering;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use vouchsafe_core::json::{Kind, name_hash};

use super::formula::{Atom, Formula};
use super::place::{Arm, Blame, Inner, Inside, KINDS, Place};

/// The functions of the places that can be reached, with the tables that they need.
pub(super) fn functions(places: &[Place]) -> TokenStream {
    let mut reached = vec![false; places.len()];
    let mut todo = vec![0];
    while let Some(place) = todo.pop() {
        if !std::mem::replace(&mut reached[place], true) {
            todo.extend(places[place].inners());
        }
    }
    let functions = places
        .iter()
        .enumerate()
        .filter(|(index, _)| reached[*index]);
    functions
        .map(|(index, place)| function(index, place))
        .collect()
}

/// The name of the function of a place.
pub(super) fn name(place: usize) -> Ident {
    format_ident!("place_{place}")
}

fn function(index: usize, place: &Place) -> TokenStream {
    let name = name(index);
    let mut tables = TokenStream::new();
    let mut arms: Vec<(TokenStream, Body)> = Vec::new();
    for (kind, arm) in KINDS.into_iter().zip(&place.arms) {
        let body = body(kind, arm, &mut tables);
        let bytes = first_bytes(kind);
        // Kinds that are read alike share an arm.
        match arms.iter_mut().find(|(_, known)| known.is_same(&body)) {
            Some((pattern, _)) => *pattern = quote!(#pattern | #bytes),
            None => arms.push((bytes, body)),
        }
    }
    // One of them also takes what begins no value: those which read generically stop there.
    let other = arms
        .iter()
        .position(|(_, body)| !matches!(body, Body::Own(_)))
        .map_or_else(|| quote!(v::Read::STOPPED), |at| arms.remove(at).1.tokens());
    let arms = arms.into_iter().map(|(pattern, body)| {
        let body = body.tokens();
        quote!(#pattern => #body)
    });
    quote! {
        fn #name<R: v::Record>(c: &mut v::Cursor<'_, R>, at: usize) -> v::Read {
            #tables
            match c.byte(at) {
                #(#arms,)*
                _ => #other,
            }
        }
    }
}

/// The bytes that a value of the kind begins with.
fn first_bytes(kind: Kind) -> TokenStream {
    match kind {
        Kind::Object => quote!(b'{'),
        Kind::Array => quote!(b'['),
        Kind::String => quote!(b'"'),
        Kind::Number => quote!(b'-' | b'0'..=b'9'),
        Kind::True => quote!(b't'),
        Kind::False => quote!(b'f'),
        Kind::Null => quote!(b'n'),
    }
}

/// How the values of one kind are read.
enum Body {
    /// Whatever they are: they are refused by these nodes, and these are the answers about them.
    Refuse(Vec<u32>, u64),
    /// Whatever they are: they are skipped, and these are the answers about them.
    Skip(u64),
    /// By code of their own.
    Own(TokenStream),
}

impl Body {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Refuse(nodes, bits), Self::Refuse(other_nodes, other_bits)) => {
                (nodes, bits) == (other_nodes, other_bits)
            }
            (Self::Skip(bits), Self::Skip(others)) => bits == others,
            _ => false,
        }
    }

    fn tokens(self) -> TokenStream {
        match self {
            Self::Refuse(nodes, bits) => quote!(c.refuse_value(at, &[#(#nodes),*], #bits)),
            Self::Skip(bits) => quote!(v::Read { at: c.skip(at), bits: #bits }),
            Self::Own(tokens) => tokens,
        }
    }
}

fn body(kind: Kind, arm: &Arm, tables: &mut TokenStream) -> Body {
    let is_constant = |formula: &Formula| matches!(formula, Formula::True | Formula::False);
    let constant = arm.asks.iter().all(is_constant);
    let asks = (0..).zip(&arm.asks);
    let bits = asks.map(|(bit, ask)| u64::from(*ask == Formula::True) << bit);
    if let (Formula::False, Blame::Nodes(nodes)) = (&arm.must, &arm.blame) {
        // Answers that depend on the value are not looked for once it is refused, so that nobody may blame them.
        let nodes = nodes.iter().filter(|_| constant).map(|node| node.0);
        return Body::Refuse(nodes.collect(), bits.sum());
    }
    let nothing_asked = arm.inside == Inside::Nothing && is_constant(&arm.must) && constant;
    if nothing_asked && !matches!(kind, Kind::String | Kind::Number) {
        return Body::Skip(bits.sum());
    }
    Body::Own(own_body(kind, arm, tables))
}

fn own_body(kind: Kind, arm: &Arm, tables: &mut TokenStream) -> TokenStream {
    match (&arm.inside, kind) {
        (
            Inside::Members {
                names,
                unknown,
                none_unknown,
            },
            _,
        ) => object(arm, (names, unknown, *none_unknown), tables),
        (Inside::Items { first, rest }, _) => array(arm, first, rest),
        (Inside::Nothing, Kind::String) => {
            let reading = quote! {
                let Some(text) = c.text(at) else { return v::Read::STOPPED };
                let end = text.end();
            };
            finish(arm, &reading, &scalar)
        }
        (Inside::Nothing, Kind::Number) => {
            let reading = quote! {
                let Some(number) = c.digits(at) else { return v::Read::STOPPED };
                let end = number.end();
            };
            finish(arm, &reading, &scalar)
        }
        (Inside::Nothing, _) => {
            let reading = quote! {
                let end = c.skip(at);
                if end == v::STOP { return v::Read::STOPPED; }
            };
            finish(arm, &reading, &scalar)
        }
    }
}

/// Reads a value, judges it and answers.
fn finish(arm: &Arm, reading: &TokenStream, atom: &dyn Fn(&Atom) -> TokenStream) -> TokenStream {
    let asks_engine = arm.must.asks_engine() || arm.asks.iter().any(Formula::asks_engine);
    let needs_mark = asks_engine || arm.must != Formula::True;
    let mark = needs_mark.then(|| quote!(let mark = c.mark();));
    let verdict = verdict(arm, atom);
    let bits = bits(&arm.asks, atom);
    quote!({
        #mark
        #reading
        #verdict
        v::Read { at: end, bits: #bits }
    })
}

/// Refuses a value for which something does not hold that must, and says who is to be looked at.
fn verdict(arm: &Arm, atom: &dyn Fn(&Atom) -> TokenStream) -> TokenStream {
    if arm.must == Formula::True {
        return TokenStream::new();
    }
    let must = expression(&arm.must, atom);
    let suspects = match &arm.blame {
        Blame::Nodes(nodes) => {
            let nodes = nodes.iter().map(|node| node.0);
            quote!(c.suspect(mark, &[#(#nodes),*]);)
        }
        Blame::Clauses(clauses) => {
            let clauses = clauses.iter().map(|clause| {
                let node = clause.node.0;
                let suspect = match clause.keyword {
                    None => quote!(c.suspect(mark, &[#node]);),
                    Some(keyword) => quote!(c.suspect_keyword(mark, #node, #keyword);),
                };
                let formula = expression(&clause.formula, atom);
                quote!(if !(#formula) { #suspect })
            });
            quote!(#(#clauses)*)
        }
    };
    quote!(if !(#must) {
        if c.refuse() { return v::Read::STOPPED; }
        #suspects
    })
}

/// The answers, a bit for each.
fn bits(asks: &[Formula], atom: &dyn Fn(&Atom) -> TokenStream) -> TokenStream {
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
fn expression(formula: &Formula, atom: &dyn Fn(&Atom) -> TokenStream) -> TokenStream {
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
            let formulas = formulas.iter().map(operand);
            quote!(#(#formulas)&&*)
        }
        Formula::Or(formulas) => {
            let formulas = formulas.iter().map(operand);
            quote!(#(#formulas)||*)
        }
        Formula::One(formulas) => {
            let formulas = formulas.iter().map(|formula| expression(formula, atom));
            quote!(0_usize #(+ usize::from(#formulas))* == 1)
        }
    }
}

/// What a value tells by itself.
fn scalar(atom: &Atom) -> TokenStream {
    let number = |text: &String| {
        let integer = text.parse::<i128>().ok();
        let integer = integer.map_or_else(|| quote!(None), |integer| quote!(Some(#integer)));
        quote!(#text, #integer)
    };
    match atom {
        Atom::Engine(node) => {
            let node = node.0;
            quote!(c.holds(#node, at, end, mark))
        }
        Atom::TextIs(known) => quote!(text.is(#known)),
        Atom::TextIsAmong(texts) => quote!([#(#texts),*].iter().any(|known| text.is(known))),
        Atom::MinLength(min) => {
            let min = usize::try_from(*min).unwrap_or(usize::MAX);
            quote!(text.has_at_least(#min))
        }
        Atom::MaxLength(max) => {
            let max = usize::try_from(*max).unwrap_or(usize::MAX);
            quote!(text.has_at_most(#max))
        }
        Atom::Pattern(pattern) => quote!(c.matches(#pattern, text)),
        Atom::Class(pattern, class) => {
            let class = crate::program::class(class);
            quote!({
                static CLASS: v::Class = v::Class::new(#class);
                c.is_of_class(#pattern, &CLASS, text)
            })
        }
        Atom::Format(format) => {
            let variant = format_ident!("{format:?}");
            quote!(c.is_of_format(v::Format::#variant, text))
        }
        Atom::NumberIs(known) => {
            let known = number(known);
            quote!(number.is(#known))
        }
        Atom::Integer => quote!(number.is_integer()),
        Atom::WrittenAsInteger => quote!(number.is_written_as_integer()),
        Atom::Bound(bound, orders) => {
            let is = match orders {
                [Ordering::Equal, Ordering::Greater] => quote!(is_ge),
                [Ordering::Equal, Ordering::Less] => quote!(is_le),
                [Ordering::Greater] => quote!(is_gt),
                _ => quote!(is_lt),
            };
            let bound = number(bound);
            quote!(number.order(#bound).#is())
        }
        Atom::MultipleOf(divisor) => {
            let divisor = number(divisor);
            quote!(number.is_multiple_of(#divisor))
        }
        // The others are of containers, and told by what is inside.
        _ => quote!(true),
    }
}

/// How a place inside is read.
fn read(inner: &Inner) -> TokenStream {
    inner.place.map_or_else(
        || {
            quote!(v::Read {
                at: c.skip(step.at),
                bits: 0
            })
        },
        |place| {
            let place = name(place);
            quote!(#place(c, step.at))
        },
    )
}

fn object(
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
    let (quoted, table) = (names.iter().map(|(name, _)| quoted(name)), table(names));
    let guesses = Literal::usize_unsuffixed(guesses(names));
    tables.extend(quote! {
        static NAMES: v::Names = v::Names { names: &[#(#quoted),*], table: &[#(#table),*], guesses: #guesses };
    });

    // Members that are read alike share an arm.
    let mut shared: BTreeMap<Option<usize>, usize> = BTreeMap::new();
    let mut arms: Vec<(Vec<Literal>, TokenStream)> = Vec::new();
    let mut variables = Vec::new();
    for (slot, (_, inner)) in names.iter().enumerate() {
        let pattern = Literal::usize_unsuffixed(slot);
        let read = read(inner);
        if has_answers(inner) {
            let variable = answers(slot);
            arms.push((
                vec![pattern],
                quote!({ let read = #read; #variable = read.bits; read }),
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
    let read_unknown = read(unknown);
    let refuse_unknown = none_unknown.then(|| {
        quote!(if c.refuse() {
            return v::Read::STOPPED;
        })
    });
    let note_unknown = counts_unknown.then(|| quote!(unknown = true;));
    let answer_unknown = asks_unknown.then(|| quote!(others &= read.bits;));
    let declare_unknown = counts_unknown.then(|| quote!(let mut unknown = false;));
    let declare_others = asks_unknown.then(|| quote!(let mut others = !0_u64;));
    let declare_count = mentions(|atom| matches!(atom, Atom::MinMembers(_) | Atom::MaxMembers(_)))
        .then(|| quote!(let count = object.count();));
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
        quote!(let #variable = object.seen(#word);)
    });
    let (begin, assume) = assumption(assumes);
    let arms = arms
        .iter()
        .map(|(patterns, read)| quote!(#(#patterns)|* => #read));
    let reading = quote! {
        #begin
        let Some((mut object, mut next)) = c.object::<#words>(at) else { return v::Read::STOPPED };
        #(let mut #variables = !0_u64;)*
        #declare_unknown
        #declare_others
        loop {
            let step = c.member(&mut object, next, &NAMES);
            let read = match step.slot {
                #(#arms,)*
                v::END => { next = step.at; break; }
                v::STOP => return v::Read::STOPPED,
                _ => {
                    #refuse_unknown
                    #note_unknown
                    let read = #read_unknown;
                    #answer_unknown
                    read
                }
            };
            if read.at == v::STOP { return v::Read::STOPPED; }
            next = read.at;
        }
        let end = c.close_object(&object, next);
        if end == v::STOP { return v::Read::STOPPED; }
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
    finish(arm, &reading, &|atom| match atom {
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
        Atom::Unknown(node) => bit(&format_ident!("others"), unknown.goals.bit(*node)),
        Atom::NoUnknown => quote!(!unknown),
        Atom::MinMembers(min) => quote!(count >= #min),
        Atom::MaxMembers(max) => quote!(count <= #max),
        atom => scalar(atom),
    })
}

/// What must hold of the values inside is taken as seen to hold, once the pass goes on. Where a fault inside makes
/// that wrong, and something is concluded from it, nobody knows which keywords find faults.
fn assumption(assumes: bool) -> (Option<TokenStream>, Option<TokenStream>) {
    let begin = assumes.then(|| quote!(let refusals = c.refusals();));
    let end = assumes.then(|| quote!(c.assume_no_refusal_since(refusals);));
    (begin, end)
}

/// Whether something is asked about the values of a place, beside what must hold.
fn has_answers(inner: &Inner) -> bool {
    inner.goals.asks()
}

/// The variable of the answers about a member.
fn answers(slot: usize) -> Ident {
    format_ident!("member_{slot}")
}

/// The variable of the names that were seen.
fn seen(word: usize) -> Ident {
    format_ident!("seen_{word}")
}

fn quoted(name: &str) -> TokenStream {
    let plain = !name
        .chars()
        .any(|char| char == '"' || char == '\\' || char < ' ');
    let text = if plain {
        format!("\"{name}\"")
    } else {
        String::new()
    };
    quote!(v::Quoted::new(#name, #text))
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
        let mut place = name_hash(name.as_bytes()) as usize & (len - 1);
        while table[place] != 0 {
            place = (place + 1) & (len - 1);
        }
        table[place] = slot;
    }
    table.into_iter().map(Literal::u16_unsuffixed).collect()
}

fn array(arm: &Arm, first: &[Inner], rest: &Inner) -> TokenStream {
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
        let read = read(inner);
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
