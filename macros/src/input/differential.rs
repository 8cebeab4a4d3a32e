//! Names on the wire, compared with what serde's own derive makes of the same source: random names and attributes.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proptest::prelude::*;
use serde_derive_internals::ast::{Container as Theirs, Data};
use serde_derive_internals::{Ctxt, Derive};
use syn::DeriveInput;

use super::names::Names;
use super::{Body, Container, Holds, body};

/// The names of one field or variant: those that are read, and the one that is written.
type Said = (BTreeSet<String>, String);

const RULES: &[&str] = &[
    "lowercase",
    "UPPERCASE",
    "PascalCase",
    "camelCase",
    "snake_case",
    "SCREAMING_SNAKE_CASE",
    "kebab-case",
    "SCREAMING-KEBAB-CASE",
];

/// An identifier, raw where it must be. serde panics on names of which it would cut a letter in two.
fn name() -> impl Strategy<Value = String> {
    let names = "[a-zA-Z][a-zA-Z0-9_äÄßéÉйЙñÑİıǅ]{0,8}";
    prop_oneof![
        names,
        prop::sample::select(vec![
            "r#type", "r#fn", "r#Match", "a__b", "A1B", "ABCd", "x_", "aB_Cd"
        ])
        .prop_map(str::to_owned),
    ]
    .prop_filter("a word of the language", |name| {
        syn::parse_str::<syn::Ident>(name).is_ok()
    })
}

/// `key = "…"`, or one for each direction, or one for one direction, or nothing.
fn directed(key: &'static str, value: BoxedStrategy<String>) -> BoxedStrategy<String> {
    prop_oneof![
        3 => Just(String::new()),
        2 => value.clone().prop_map(move |one| format!("{key} = {one:?}, ")),
        1 => (value.clone(), value.clone())
            .prop_map(move |(one, other)| format!("{key}(serialize = {one:?}, deserialize = {other:?}), ")),
        1 => value.clone().prop_map(move |one| format!("{key}(serialize = {one:?}), ")),
        1 => value.prop_map(move |one| format!("{key}(deserialize = {one:?}), ")),
    ]
    .boxed()
}

fn rules(key: &'static str) -> BoxedStrategy<String> {
    directed(
        key,
        prop::sample::select(RULES).prop_map(str::to_owned).boxed(),
    )
}

/// The attributes that name a field or variant.
fn naming() -> BoxedStrategy<String> {
    let aliases = prop::collection::vec("[a-zA-ZÄ ]{1,4}", 0..3);
    (directed("rename", "[a-zÄ \"-]{1,6}".boxed()), aliases)
        .prop_map(|(rename, aliases)| {
            let mut text = rename;
            for alias in aliases {
                let _ = write!(text, "alias = {alias:?}, ");
            }
            text
        })
        .boxed()
}

fn fields() -> BoxedStrategy<String> {
    let one = (naming(), name());
    let list = prop::collection::vec(one, 1..4);
    list.prop_map(|fields| {
        let mut seen = BTreeSet::new();
        let fields = fields
            .into_iter()
            .filter(|(_, name)| seen.insert(name.clone()));
        fields
            .map(|(naming, name)| format!("#[serde({naming})] {name}: u8, "))
            .collect::<Vec<_>>()
            .concat()
    })
    .boxed()
}

fn source() -> impl Strategy<Value = String> {
    let a_struct = (rules("rename_all"), fields())
        .prop_map(|(rules, fields)| format!("#[serde({rules})] struct S {{ {fields} }}"));
    let inside = prop_oneof![
        Just(String::new()),
        fields().prop_map(|fields| format!("{{ {fields} }}"))
    ];
    let variant = (rules("rename_all"), naming(), name(), inside);
    let variants = prop::collection::vec(variant, 1..4).prop_map(|variants| {
        let mut seen = BTreeSet::new();
        let variants = variants
            .into_iter()
            .filter(|(_, _, name, _)| seen.insert(name.clone()));
        variants
            .map(|(rules, naming, name, inside)| {
                format!("#[serde({rules}{naming})] {name} {inside}, ")
            })
            .collect::<Vec<_>>()
            .concat()
    });
    let an_enum = (rules("rename_all"), rules("rename_all_fields"), variants).prop_map(
        |(all, fields, variants)| format!("#[serde({all}{fields})] enum E {{ {variants} }}"),
    );
    prop_oneof![a_struct, an_enum]
}

fn ours(tokens: &DeriveInput) -> Vec<Said> {
    let said = |names: &Names| {
        let read = names.all_read().map(str::to_owned).collect();
        (read, names.written.clone().unwrap())
    };
    let container = Container::read(&tokens.attrs).unwrap();
    match body::read(tokens, &container).unwrap() {
        Body::Struct(fields) => fields
            .named
            .iter()
            .map(|field| said(&field.names))
            .collect(),
        Body::Enum(body) => {
            let mut all = Vec::new();
            for variant in &body.variants {
                all.push(said(&variant.names));
                if let Holds::Fields(fields) = &variant.holds {
                    all.extend(fields.named.iter().map(|field| said(&field.names)));
                }
            }
            all
        }
        _ => Vec::new(),
    }
}

/// What serde makes of it; `None` if it refuses the source.
fn theirs(tokens: &DeriveInput) -> Option<Vec<Said>> {
    let context = Ctxt::new();
    let private = quote::format_ident!("private");
    let container = Theirs::from_ast(&context, tokens, Derive::Deserialize, &private);
    let all = container.map(|container| {
        let mut all = Vec::new();
        let mut add = |aliases: &BTreeSet<serde_derive_internals::name::Name>, written: &str| {
            let read = aliases.iter().map(|name| name.value.clone()).collect();
            all.push((read, written.to_owned()));
        };
        match &container.data {
            Data::Struct(_, fields) => {
                for field in fields {
                    add(
                        field.attrs.aliases(),
                        &field.attrs.name().serialize_name().value,
                    );
                }
            }
            Data::Enum(variants) => {
                for variant in variants {
                    add(
                        variant.attrs.aliases(),
                        &variant.attrs.name().serialize_name().value,
                    );
                    for field in &variant.fields {
                        add(
                            field.attrs.aliases(),
                            &field.attrs.name().serialize_name().value,
                        );
                    }
                }
            }
        }
        all
    });
    context.check().ok().and(all)
}

proptest! {
    #[test]
    fn names_are_those_of_serde(source in source()) {
        let tokens: DeriveInput = syn::parse_str(&source).unwrap();
        if let Some(theirs) = theirs(&tokens) {
            prop_assert_eq!(ours(&tokens), theirs, "{}", source);
        }
    }
}

#[test]
fn capitals_outside_of_ascii_stay() {
    let source = "#[serde(rename_all = \"snake_case\")] enum E { ÄrgerHaus, BÄr }";
    let tokens: DeriveInput = syn::parse_str(source).unwrap();
    let written: Vec<String> = ours(&tokens)
        .into_iter()
        .map(|(_, written)| written)
        .collect();
    assert_eq!(written, ["Ärger_haus", "b_Är"]);
}
