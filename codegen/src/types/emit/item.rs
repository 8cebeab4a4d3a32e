//! One type.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::{Context, docs, ident};
use crate::types::model::{
    Alternative, Content, Definition, Docs, Group, Kind, Place, Struct, Test, Text, Type, TypeId,
};

impl Context<'_> {
    /// The definition of a type and what it can do; nothing, if the user has one in its place.
    pub(super) fn item(&self, id: TypeId) -> TokenStream {
        let Some(definition) = self.model.types.get(id.0) else {
            return TokenStream::new();
        };
        if definition.replaced.is_some() {
            return TokenStream::new();
        }
        let item = match &definition.kind {
            Kind::Struct(object) => self.object(id, definition, object),
            Kind::Strings(variants) => strings(definition, variants),
            Kind::Newtype(inner) => self.newtype(definition, inner),
            Kind::Wrapper(inner) => self.wrapper(id, definition, inner),
            Kind::Choice(variants) => self.choice(id, definition, variants),
            Kind::Group(group) => self.group(id, definition, group),
        };
        let part = definition
            .place
            .as_ref()
            .map(|place| self.part(definition, place));
        quote!(#item #part)
    }

    fn derives_of(&self, id: TypeId) -> Vec<&'static str> {
        let mut derives = vec!["Debug", "Clone", "PartialEq"];
        if self.is_eq(&Type::Named(id)) {
            derives.push("Eq");
        }
        derives
    }

    fn part(&self, definition: &Definition, place: &Place) -> TokenStream {
        let name = ident(&definition.name);
        let Some(owner) = self.model.owners.get(place.root) else {
            return TokenStream::new();
        };
        let owner = ident(owner);
        let nodes = place
            .nodes
            .iter()
            .map(|node| Literal::u32_unsuffixed(node.0));
        quote!(v::part!(#name, #owner, [#(#nodes),*]);)
    }

    fn object(&self, id: TypeId, definition: &Definition, object: &Struct) -> TokenStream {
        let name = ident(&definition.name);
        let mut derives = self.derives_of(id);
        let is_optional = object.fields.iter().all(|field| !field.required)
            && object.groups.iter().all(|group| !group.required);
        if is_optional {
            derives.push("Default");
        }
        let head = head(definition, &derives);
        let fields = object.fields.iter().map(|field| {
            let (docs, name) = (docs::attributes(&field.docs), ident(&field.name));
            let ty = self.field_type(&field.ty, field.required);
            quote!(#docs pub #name: #ty)
        });
        let groups = object.groups.iter().map(|field| {
            let (docs, name) = (docs::attributes(&field.docs), ident(&field.name));
            let ty = self.field_type(&field.ty, field.required);
            quote!(#docs pub #name: #ty)
        });
        let rest = object.rest.iter().map(|(name, ty)| {
            let (name, ty) = (ident(name), self.ty(&Type::Map(Box::new(ty.clone()))));
            quote! {
                #[doc = " Further members, by their names."]
                pub #name: #ty
            }
        });
        let required = pairs(object, true);
        let optional = pairs(object, false);
        let fixed = fixed(object);
        let group = |required: bool| {
            let fields = object.groups.iter();
            let fields = fields.filter(move |field| field.required == required);
            let fields = fields.map(|field| {
                let (name, ty) = (ident(&field.name), self.ty(unboxed(&field.ty)));
                quote!(#name: #ty)
            });
            fields.collect::<Vec<_>>()
        };
        let (always, sometimes) = (group(true), group(false));
        let rest_name = object.rest.iter().map(|(name, _)| ident(name));
        let shape = definition
            .place
            .as_ref()
            .map(|place| shape(definition, place));
        let builder = definition.builder.as_ref();
        let builder = builder.map(|name| self.builder(definition, object, name));
        quote! {
            #head
            pub struct #name {
                #(#fields,)*
                #(#groups,)*
                #(#rest,)*
            }
            v::object!(#name {
                required { #(#required),* }
                optional { #(#optional),* }
                fixed { #(#fixed),* }
                groups { #(#always),* }
                optional_groups { #(#sometimes),* }
                rest { #(#rest_name)* }
            });
            #shape
            #builder
        }
    }

    pub(super) fn field_type(&self, ty: &Type, required: bool) -> TokenStream {
        let ty = self.ty(ty);
        if required { ty } else { quote!(Option<#ty>) }
    }

    fn newtype(&self, definition: &Definition, inner: &Type) -> TokenStream {
        let name = ident(&definition.name);
        let (kind, more): (&str, &[&str]) = match inner {
            Type::String => ("text", &["Eq", "PartialOrd", "Ord", "Hash"]),
            Type::Secret => ("secret", &["Eq"]),
            Type::Integer(_) | Type::Bool => {
                ("copied", &["Copy", "Eq", "PartialOrd", "Ord", "Hash"])
            }
            Type::Float => ("copied", &["Copy", "PartialOrd"]),
            _ => ("plain", &["Eq"]),
        };
        let derives: Vec<&str> = ["Debug", "Clone", "PartialEq"]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
        let head = head(definition, &derives);
        let (inner, kind) = (self.ty(inner), format_ident!("{kind}"));
        quote! {
            #head
            pub struct #name(#inner);
            v::newtype!(#name(#inner), #kind);
        }
    }

    fn wrapper(&self, id: TypeId, definition: &Definition, inner: &Type) -> TokenStream {
        let name = ident(&definition.name);
        let head = head(definition, &self.derives_of(id));
        let inner = self.ty(inner);
        quote! {
            #head
            pub struct #name(pub #inner);
            v::wrapper!(#name(#inner));
            impl v::Shape for #name {
                const SHAPE: v::TypeShape = v::TypeShape::of(v::Types::ALL);
            }
        }
    }

    fn choice(&self, id: TypeId, definition: &Definition, variants: &[Alternative]) -> TokenStream {
        let name = ident(&definition.name);
        let head = head(definition, &self.derives_of(id));
        let named = variants.iter().map(|variant| {
            let (docs, name) = (docs::attributes(&variant.docs), ident(&variant.name));
            let ty = self.ty(&variant.ty);
            quote!(#docs #name(#ty))
        });
        let tests = variants.iter().map(|variant| {
            let (name, test) = (ident(&variant.name), self.test(&variant.test));
            quote!(#name: #test)
        });
        quote! {
            #head
            pub enum #name {
                #(#named,)*
            }
            v::choice!(#name(json) { #(#tests),* });
            impl v::Shape for #name {
                const SHAPE: v::TypeShape = v::TypeShape::of(v::Types::ALL);
            }
        }
    }

    fn test(&self, test: &Test) -> TokenStream {
        match test {
            Test::Kinds(kinds) => {
                let kinds = Literal::u8_unsuffixed(*kinds);
                quote!(json.is_of(v::Types(#kinds)))
            }
            Test::Tag(member, values) => quote!(json.has_tag(#member, &[#(#values),*])),
            Test::Satisfies { root, node } => {
                let owner = self.model.owners.get(*root).map(|owner| ident(owner));
                let node = Literal::u32_unsuffixed(node.0);
                quote!(v::satisfies!(json, #owner, #node))
            }
            Test::Otherwise => quote!(true),
        }
    }

    fn group(&self, id: TypeId, definition: &Definition, group: &Group) -> TokenStream {
        let name = ident(&definition.name);
        let head = head(definition, &self.derives_of(id));
        let variants = group.variants.iter().map(|variant| {
            let name = ident(&variant.name);
            let mut said = variant.docs.clone();
            said.notes
                .insert(0, format!("`{}` is {}.", group.tag, code(&variant.value)));
            let docs = docs::attributes(&said);
            match &variant.content {
                Content::Unit => quote!(#docs #name),
                Content::Member(_, ty) | Content::Members(ty) => {
                    let ty = self.ty(ty);
                    quote!(#docs #name(#ty))
                }
            }
        });
        let (mut unit, mut member, mut members) = (Vec::new(), Vec::new(), Vec::new());
        for variant in &group.variants {
            let (name, value) = (ident(&variant.name), &variant.value);
            match &variant.content {
                Content::Unit => unit.push(quote!(#name: #value)),
                Content::Member(only, _) => member.push(quote!(#name: #value => #only)),
                Content::Members(_) => members.push(quote!(#name: #value)),
            }
        }
        let (tag, names) = (&group.tag, &group.members);
        quote! {
            #head
            pub enum #name {
                #(#variants,)*
            }
            v::group!(#name, #tag, [#(#names),*] {
                unit { #(#unit),* }
                member { #(#member),* }
                members { #(#members),* }
            });
        }
    }
}

/// The field and the member of each field that is required, or of each that is not.
pub(super) fn pairs(object: &Struct, required: bool) -> Vec<TokenStream> {
    let fields = object.fields.iter();
    let fields = fields.filter(|field| field.required == required);
    let pairs = fields.map(|field| {
        let (name, member) = (ident(&field.name), &field.member);
        quote!(#name: #member)
    });
    pairs.collect()
}

/// The members that have one value each.
pub(super) fn fixed(object: &Struct) -> impl Iterator<Item = TokenStream> {
    let fixed = object.fixed.iter();
    fixed.map(|(member, value)| quote!(#member: #value))
}

/// The type inside a box.
pub(super) fn unboxed(ty: &Type) -> &Type {
    match ty {
        Type::Boxed(inner) => inner,
        ty => ty,
    }
}

fn shape(definition: &Definition, place: &Place) -> TokenStream {
    let (name, schema) = (ident(&definition.name), &place.schema);
    quote! {
        impl v::Shape for #name {
            const SHAPE: v::TypeShape = v::TypeShape::of(v::Types::OBJECT).with_schema(#schema);
        }
    }
}

/// A text as code in a comment.
fn code(text: &str) -> String {
    let shown = format!("{text:?}");
    let inner = shown.trim_matches('"');
    // Without the quotes, where they are not needed to see what is there.
    if inner == text && !text.is_empty() && !text.contains(['`', ' ']) {
        format!("`{text}`")
    } else {
        format!("`{}`", shown.replace('`', "'"))
    }
}

/// Comments, derives and attributes.
fn head(definition: &Definition, derives: &[&str]) -> TokenStream {
    let docs = docs::attributes(&definition.docs);
    let mut all: Vec<String> = derives.iter().map(|derive| (*derive).to_owned()).collect();
    for derive in &definition.derives {
        if !all.contains(derive) {
            all.push(derive.clone());
        }
    }
    // Derives and attributes of users have been read when they were given.
    let derives = all
        .iter()
        .filter_map(|derive| derive.parse::<TokenStream>().ok());
    let attributes = definition.attributes.iter();
    let attributes = attributes.filter_map(|text| text.parse::<TokenStream>().ok());
    quote!(#docs #[derive(#(#derives),*)] #(#attributes)*)
}

fn strings(definition: &Definition, variants: &[Text]) -> TokenStream {
    let name = ident(&definition.name);
    let derives = [
        "Debug",
        "Clone",
        "Copy",
        "PartialEq",
        "Eq",
        "PartialOrd",
        "Ord",
        "Hash",
    ];
    let head = head(definition, &derives);
    let named = variants.iter().map(|variant| {
        let name = ident(&variant.name);
        // What nothing is said of is called by its text.
        let docs = if variant.docs == Docs::default() {
            let doc = format!(" {}", code(&variant.value));
            quote!(#[doc = #doc])
        } else {
            docs::attributes(&variant.docs)
        };
        quote!(#docs #name)
    });
    let pairs = variants.iter().map(|variant| {
        let (name, text) = (ident(&variant.name), &variant.value);
        quote!(#name = #text)
    });
    quote! {
        #head
        pub enum #name {
            #(#named,)*
        }
        v::strings!(#name { #(#pairs),* });
    }
}
