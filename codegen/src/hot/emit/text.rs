//! How a string is read, and which of the texts it is that schemas compare it with.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use vouchsafe_core::hot::{Quoted, place};
use vouchsafe_core::json;

use super::super::formula::Atom;
use super::super::place::{Arm, Blame};
use super::{finish, quoted, scalar};

/// The code for a string, and its tables.
pub(super) fn read(arm: &Arm, tables: &mut TokenStream) -> TokenStream {
    // One text is mostly the one that comes.
    let texts = Some(texts(arm)).filter(|texts| texts.len() > 1);
    let known = texts.and_then(|texts| Some((Table::of(&texts)?, texts)));
    let which = known.as_ref().map(|(table, texts)| {
        tables.extend(table.tokens(texts));
        quote!(let __which = __c.which(__at, __text, &TEXTS);)
    });
    let reading = quote! {
        let v::Some(__text) = __c.text(__at) else { return v::Read::STOPPED };
        let __end = __text.end();
        #which
    };
    finish(arm, &reading, &|atom| {
        let bit = match (atom, &known) {
            (Atom::TextIs(text), Some((_, texts))) => texts.iter().position(|known| known == text),
            _ => None,
        };
        bit.map_or_else(
            || scalar(atom),
            |bit| {
                let mask = 1_u64 << bit;
                quote!(__which & #mask != 0)
            },
        )
    })
}

/// How many texts are told apart: a bit for each.
const MOST_TEXTS: usize = 64;

/// The texts that the string is compared with, as far as they are short.
fn texts(arm: &Arm) -> Vec<&str> {
    let parts = match &arm.blame {
        Blame::Nodes(_) => &[],
        Blame::Parts(parts) => parts.as_slice(),
    };
    let doubts = arm.doubts.iter().flat_map(|doubt| &doubt.parts);
    let parts = parts.iter().chain(doubts).map(|part| &part.formula);
    let mut texts: Vec<&str> = Vec::new();
    for formula in arm.asks.iter().chain([&arm.must]).chain(parts) {
        formula.atoms(&mut |atom| {
            if let Atom::TextIs(text) = atom
                && json::quoted(text).len() <= Quoted::NEAR
                && texts.len() < MOST_TEXTS
                && !texts.contains(&text.as_str())
            {
                texts.push(text);
            }
        });
    }
    texts
}

/// Where each text is found, by its length and one of its bytes.
struct Table {
    byte: usize,
    factor: usize,
    indices: Vec<u8>,
}

impl Table {
    /// What no text has for its index.
    const NONE: u8 = u8::MAX;

    /// The first table in which they do not meet, if there is one.
    fn of(texts: &[&str]) -> Option<Self> {
        let quoted: Vec<String> = texts.iter().map(|text| json::quoted(text)).collect();
        let shortest = quoted.iter().map(String::len).min()?;
        let sizes = [8, 16, 32, 64, 128].into_iter();
        sizes
            .filter(|size| *size >= texts.len())
            .flat_map(|size| (1..shortest).map(move |byte| (size, byte)))
            .flat_map(|(size, byte)| (0..size).map(move |factor| (size, byte, factor)))
            .find_map(|(size, byte, factor)| {
                let mut indices = vec![Self::NONE; size];
                for (index, text) in (0..).zip(&quoted) {
                    let place = place(text.as_bytes()[byte], text.len(), factor, size);
                    if std::mem::replace(&mut indices[place], index) != Self::NONE {
                        return None;
                    }
                }
                Some(Self {
                    byte,
                    factor,
                    indices,
                })
            })
    }

    fn tokens(&self, texts: &[&str]) -> TokenStream {
        let Self {
            byte,
            factor,
            indices,
        } = self;
        let quoted = texts
            .iter()
            .map(|text| quoted(text, &json::quoted(text), 0));
        let (count, len) = (texts.len(), indices.len());
        let table = indices.iter().map(|index| Literal::u8_unsuffixed(*index));
        quote! {
            static TEXTS: v::Texts<#count, #len> =
                v::Texts { texts: v::Quoted::all([#(#quoted),*]), table: [#(#table),*], byte: #byte, factor: #factor };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_told_apart_where_their_lengths_and_one_byte_differ() {
        for texts in [
            &["pull", "push", "two-way"][..],
            &["none", "gzip", "snappy", "lz4", "zstd"],
            &[",", ";", "|", "\n", "\\n", "", "NULL"],
            &[
                "yyyy",
                "yyyy/MM",
                "yyyy/MM/dd",
                "yyyy/MM/dd/HH",
                "yyyy/MM/dd/HH/mm",
            ],
        ] {
            let table = Table::of(texts).unwrap();
            for (index, text) in (0..).zip(texts) {
                let quoted = json::quoted(text);
                let byte = quoted.as_bytes()[table.byte];
                let place = place(byte, quoted.len(), table.factor, table.indices.len());
                assert_eq!(table.indices[place], index, "{text}");
            }
        }
        // One byte does not tell all of these apart.
        assert!(Table::of(&["aa", "ab", "ba", "bb"]).is_none());
    }
}
