//! The places as Rust functions.

mod array;
mod expression;
mod object;
mod text;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use vouchsafe_core::hot::{Charge, Quoted, What};
use vouchsafe_core::json::Kind;
use vouchsafe_core::program::{NodeId, Slot};

use self::expression::{bits, expression, scalar};
use super::clause::Part;
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
            Some((pattern, known)) => {
                *pattern = quote!(#pattern | #bytes);
                known.add(&body);
            }
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
        fn #name<R: v::Record>(__c: &mut v::Cursor<'_, R>, __at: v::usize) -> v::Read {
            #tables
            match __c.byte(__at) {
                #(#arms,)*
                _ => #other,
            }
        }
    }
}

/// What `v::Quoted::all` is given of a name or text, which stands in JSON like that, or never does.
fn quoted(name: &str, text: &str, hash: u32) -> TokenStream {
    let mut near = [0; Quoted::NEAR];
    if let Some(begin) = near.get_mut(..text.len()) {
        begin.copy_from_slice(text.as_bytes());
    }
    // Filled up here: the compiler would do that step by step.
    let near = Literal::byte_string(&near);
    let (len, hash) = (
        Literal::usize_unsuffixed(text.len()),
        Literal::u32_unsuffixed(hash),
    );
    quote!((#name, #near, #len, #hash))
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

const fn is_boolean(kind: Kind) -> bool {
    matches!(kind, Kind::True | Kind::False)
}

/// Skips a value, which may be known to be a Boolean if it is any.
fn skip(is_boolean: bool) -> TokenStream {
    if is_boolean {
        quote!(__c.boolean(__at))
    } else {
        quote!(__c.skip(__at))
    }
}

/// How the values of one kind are read.
enum Body {
    /// Whatever they are: they are refused, for that is what they are charged with, and these are the answers about
    /// them.
    Refuse(Vec<Charge>, u64),
    /// Whatever they are: they are skipped, and these are the answers about them.
    Skip { bits: u64, all_booleans: bool },
    /// By code of their own.
    Own(TokenStream),
}

impl Body {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Refuse(charges, bits), Self::Refuse(other_charges, other_bits)) => {
                (charges, bits) == (other_charges, other_bits)
            }
            (Self::Skip { bits, .. }, Self::Skip { bits: others, .. }) => bits == others,
            _ => false,
        }
    }

    /// Takes the values of another kind too, which are read alike.
    fn add(&mut self, other: &Self) {
        if let (
            Self::Skip { all_booleans, .. },
            Self::Skip {
                all_booleans: others,
                ..
            },
        ) = (self, other)
        {
            *all_booleans &= others;
        }
    }

    fn tokens(self) -> TokenStream {
        match self {
            Self::Refuse(charges, bits) => {
                if let Some(keywords) = keywords(&charges) {
                    return quote!(__c.refuse_value(__at, #keywords, #bits));
                }
                let nodes = charges.iter().map(|charge| charge.node.0);
                quote!(__c.refuse_for_nodes(__at, &[#(#nodes),*], #bits))
            }
            Self::Skip { bits, all_booleans } => {
                let skip = skip(all_booleans);
                quote!(v::Read { at: #skip, bits: #bits })
            }
            Self::Own(tokens) => tokens,
        }
    }
}

fn body(kind: Kind, arm: &Arm, tables: &mut TokenStream) -> Body {
    let is_constant = |formula: &Formula| matches!(formula, Formula::True | Formula::False);
    let constant = arm.asks.iter().all(is_constant);
    let asks = (0..).zip(&arm.asks);
    let bits = asks.map(|(bit, ask)| u64::from(*ask == Formula::True) << bit);
    if arm.must == Formula::False {
        let charges = match &arm.blame {
            // Answers that depend on the value are not looked for once it is refused, so that nobody may blame them.
            _ if !constant => Vec::new(),
            Blame::Nodes(nodes) => {
                let whole = |node: &NodeId| Part::new(Formula::False, *node, What::Node).charge;
                nodes.iter().map(whole).collect()
            }
            Blame::Parts(parts) => parts.iter().map(|part| part.charge).collect(),
        };
        return Body::Refuse(charges, bits.sum());
    }
    let nothing_asked = arm.inside == Inside::Nothing && is_constant(&arm.must) && constant;
    if nothing_asked && !matches!(kind, Kind::String | Kind::Number) {
        return Body::Skip {
            bits: bits.sum(),
            all_booleans: is_boolean(kind),
        };
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
        ) => object::read(arm, (names, unknown, *none_unknown), tables),
        (Inside::Items { first, rest }, _) => array::read(arm, first, rest),
        (Inside::Nothing, Kind::String) => text::read(arm, tables),
        (Inside::Nothing, Kind::Number) => {
            let reading = quote! {
                let v::Some(__number) = __c.digits(__at) else { return v::Read::STOPPED };
                let __end = __number.end();
            };
            finish(arm, &reading, &scalar)
        }
        (Inside::Nothing, _) => {
            let skip = skip(is_boolean(kind));
            let reading = quote! {
                let __end = #skip;
                if __end == v::STOP { return v::Read::STOPPED; }
            };
            finish(arm, &reading, &scalar)
        }
    }
}

/// Reads a value, judges it and answers.
fn finish(arm: &Arm, reading: &TokenStream, atom: &dyn Fn(&Atom) -> TokenStream) -> TokenStream {
    finish_object(arm, reading, &|_| None, atom)
}

/// The same of an object whose members have these slots.
fn finish_object(
    arm: &Arm,
    reading: &TokenStream,
    slot_of: &dyn Fn(&str) -> Option<usize>,
    atom: &dyn Fn(&Atom) -> TokenStream,
) -> TokenStream {
    let asks_engine = arm.must.asks_engine() || arm.asks.iter().any(Formula::asks_engine);
    let verdict = verdict(arm, slot_of, atom);
    let (bits, doubts) = (bits(&arm.asks, atom), doubts(arm, atom));
    let needs_mark = asks_engine || arm.must != Formula::True || doubts.is_some();
    let mark = needs_mark.then(|| quote!(let __mark = __c.mark();));
    let answer = if doubts.is_some() {
        quote! {
            let __bits = #bits;
            #doubts
            v::Read { at: __end, bits: __bits }
        }
    } else {
        quote!(v::Read { at: __end, bits: #bits })
    };
    quote!({
        #mark
        #reading
        #verdict
        #answer
    })
}

/// Refuses a value for which something does not hold that must, and says who is to be looked at.
fn verdict(
    arm: &Arm,
    slot_of: &dyn Fn(&str) -> Option<usize>,
    atom: &dyn Fn(&Atom) -> TokenStream,
) -> TokenStream {
    if arm.must == Formula::True {
        return TokenStream::new();
    }
    let must = expression(&arm.must, atom);
    let suspects = match &arm.blame {
        Blame::Nodes(nodes) => {
            let nodes = nodes.iter().map(|node| node.0);
            quote!(__c.suspect(__mark, &[#(#nodes),*]);)
        }
        Blame::Parts(parts) => match parts.as_slice() {
            // What is refused for one reason is refused for that.
            [part] => {
                if let (NodeId(node), 0, What::Plain(keyword)) =
                    (part.charge.node, part.charge.depth, part.charge.what)
                {
                    return quote! {
                        if !(#must) && __c.refuse_keyword(__mark, #node, #keyword) {
                            return v::Read::STOPPED;
                        }
                    };
                }
                let charge = charge(part.charge);
                quote!(__c.charge(__mark, &[#charge], 1);)
            }
            parts => blame(parts, slot_of, atom),
        },
    };
    quote!(if !(#must) {
        if __c.refuse() { return v::Read::STOPPED; }
        #suspects
    })
}

/// How many parts there are at once: a bit for each.
const MOST_PARTS: usize = 64;

/// Charges a value with the parts that do not hold, in their order.
fn blame(
    parts: &[Part],
    slot_of: &dyn Fn(&str) -> Option<usize>,
    atom: &dyn Fn(&Atom) -> TokenStream,
) -> TokenStream {
    let mut tokens = TokenStream::new();
    let mut rest = parts;
    while !rest.is_empty() {
        // A table of the members is less to compile than an expression for each.
        let members = missing(rest, slot_of);
        if members.len() > 1 {
            let ((node, depth, keyword), _) = members[0];
            let table = members.iter().map(|(_, (member, slot))| {
                let member = Literal::usize_unsuffixed(*member);
                let slot = Literal::u32_unsuffixed(*slot);
                quote!((#member, #slot))
            });
            tokens.extend(quote! {
                __c.charge_missing(__mark, &__object, (#node, #depth, #keyword), &[#(#table),*]);
            });
            rest = &rest[members.len()..];
            continue;
        }
        let is_end = |at: &usize| missing(&rest[*at..][..2], slot_of).len() > 1;
        let end = (1..rest.len() - 1).find(is_end).unwrap_or(rest.len());
        let (group, others) = rest.split_at(end.min(MOST_PARTS));
        let which = which(group, atom);
        let plain: Vec<Charge> = group.iter().map(|part| part.charge).collect();
        tokens.extend(keywords(&plain).map_or_else(
            || {
                let charges = charges(group);
                quote!(let __which = #which; __c.charge(__mark, #charges, __which);)
            },
            |keywords| quote!(let __which = #which; __c.charge_keywords(__mark, #keywords, __which);),
        ));
        rest = others;
    }
    tokens
}

/// A member that is asked for: who charges the object where it is missing (a node, at a depth, by a keyword), its index
/// among the names of the place, and its slot.
type Missing = ((u32, u32, u32), (usize, u32));

/// The first parts that ask for members of the same keyword.
fn missing(parts: &[Part], slot_of: &dyn Fn(&str) -> Option<usize>) -> Vec<Missing> {
    let member = |part: &Part| match (&part.formula, part.charge.what) {
        (Formula::Atom(Atom::Seen(name)), What::Missing(keyword, Slot(slot))) => {
            let charge = (part.charge.node.0, part.charge.depth, keyword);
            Some((charge, (slot_of(name)?, slot)))
        }
        _ => None,
    };
    let members = parts.iter().map_while(member);
    let mut members: Vec<Missing> = members.collect();
    let same = members.iter().take_while(|other| other.0 == members[0].0);
    let count = same.count();
    members.truncate(count);
    members
}

/// The charges of some parts.
fn charges(parts: &[Part]) -> TokenStream {
    let table = parts.iter().map(|part| charge(part.charge));
    quote!(&[#(#table),*])
}

/// A bit for each of some parts: whether it does not hold.
fn which(parts: &[Part], atom: &dyn Fn(&Atom) -> TokenStream) -> TokenStream {
    let formulas = parts.iter().map(|part| expression(&part.formula, atom));
    quote!(v::which_fail([#(#formulas),*]))
}

/// Charges that are plain, each as its node and keyword: fewer words to compile.
fn keywords(charges: &[Charge]) -> Option<TokenStream> {
    let pairs = charges.iter().map(|charge| match *charge {
        Charge {
            node: NodeId(node),
            depth: 0,
            what: What::Plain(index),
        } => Some(quote!((#node, #index))),
        _ => None,
    });
    let pairs: Vec<_> = pairs.collect::<Option<_>>()?;
    Some(quote!(&[#(#pairs),*]))
}

fn charge(charge: Charge) -> TokenStream {
    let (node, depth) = (charge.node.0, charge.depth);
    let what = match charge.what {
        What::Node => quote!(v::What::Node),
        What::Keyword(index) => quote!(v::What::Keyword(#index)),
        What::Member(Slot(slot), NodeId(node)) => {
            quote!(v::What::Member(v::Slot(#slot), v::NodeId(#node)))
        }
        What::Missing(index, Slot(slot)) => quote!(v::What::Missing(#index, v::Slot(#slot))),
        What::Plain(index) => quote!(v::What::Plain(#index)),
        What::Several(index) => quote!(v::What::Several(#index)),
    };
    quote!(v::Charge { node: v::NodeId(#node), depth: #depth, what: #what })
}

/// Says why schemas do not hold that may have to, once more of the instance is known. Who asks the engine for an
/// answer asks it for the reasons as well.
fn doubts(arm: &Arm, atom: &dyn Fn(&Atom) -> TokenStream) -> Option<TokenStream> {
    let doubts = arm.doubts.iter().filter(|doubt| {
        (1..=MOST_PARTS).contains(&doubt.parts.len())
            && !doubt.parts.iter().any(|part| part.formula.asks_engine())
    });
    let doubts = doubts.map(|doubt| {
        let (mask, node) = (1_u64 << doubt.bit, doubt.node.0);
        let (charges, which) = (charges(&doubt.parts), which(&doubt.parts, atom));
        quote!(if __bits & #mask == 0 { let __which = #which; __c.doubt(__mark, #node, #charges, __which); })
    });
    let doubts: Vec<_> = doubts.collect();
    (!doubts.is_empty()).then(|| quote!(if !R::STOPS { #(#doubts)* }))
}

/// How a place inside is read.
fn read_inner(inner: &Inner) -> TokenStream {
    inner.place.map_or_else(
        || {
            quote!(v::Read {
                at: __c.skip(__step.at),
                bits: 0
            })
        },
        |place| {
            let place = name(place);
            quote!(#place(__c, __step.at))
        },
    )
}

/// What must hold of the values inside is taken as seen to hold, once the pass goes on. Where a fault inside makes
/// that wrong, and something is concluded from it, nobody knows which keywords find faults.
fn assumption(assumes: bool) -> (Option<TokenStream>, Option<TokenStream>) {
    let begin = assumes.then(|| quote!(let __refusals = __c.refusals();));
    let end = assumes.then(|| quote!(__c.assume_no_refusal_since(__refusals);));
    (begin, end)
}
