//! Builders: structs in which nothing is required until the whole is checked.

use proc_macro2::TokenStream;
use quote::quote;

use super::item::fixed;
use super::{Context, docs, ident};
use crate::types::model::{Definition, Struct, Type};
use crate::types::names::Names;

impl Context<'_> {
    /// The builder of a struct, and the function that makes one.
    pub(super) fn builder(
        &self,
        definition: &Definition,
        object: &Struct,
        builder: &str,
    ) -> TokenStream {
        let (name, builder) = (ident(&definition.name), ident(builder));
        let last = last_word(object);
        let mut fields = Vec::new();
        let mut setters = Vec::new();
        let mut pairs = Vec::new();
        for field in &object.fields {
            let (own, member) = (ident(&field.name), &field.member);
            let ty = self.ty(&self.loose(&field.ty));
            fields.push(quote!(#own: Option<#ty>));
            pairs.push(quote!(#own: #member));
            let docs = docs::attributes(&field.docs);
            setters.push(setter((&field.name, &last), &ty, &docs));
        }
        let mut groups = Vec::new();
        for group in &object.groups {
            let (own, ty) = (ident(&group.name), self.ty(&group.ty));
            fields.push(quote!(#own: Option<#ty>));
            groups.push(quote!(#own));
            let docs = docs::attributes(&group.docs);
            setters.push(setter((&group.name, &last), &ty, &docs));
        }
        let rest = object.rest.as_ref().map(|(rest, ty)| {
            let (own, loose) = (ident(rest), self.loose(ty));
            let map = self.ty(&Type::Map(Box::new(loose.clone())));
            let ty = self.ty(&loose);
            fields.push(quote!(#own: #map));
            setters.push(quote! {
                #[doc = " Sets a further member."]
                pub fn #own(mut self, name: impl Into<String>, value: impl Into<#ty>) -> Self {
                    self.#own.insert(name.into(), value.into());
                    self
                }
            });
            own
        });
        let rest = rest.iter();
        let fixed = fixed(object);
        let made = format!(
            " Collects what a value of [`{}`] consists of; `build` says what is missing or wrong.",
            definition.name
        );
        let begin = format!(
            " A builder of [`{}`] in which nothing is set yet.",
            definition.name
        );
        quote! {
            impl #name {
                #[doc = #begin]
                pub fn builder() -> #builder {
                    <#builder as Default>::default()
                }
            }
            #[doc = #made]
            #[derive(Debug, Clone, Default)]
            #[must_use]
            pub struct #builder {
                #(#fields,)*
            }
            v::members!(#builder {
                required {}
                optional { #(#pairs),* }
                fixed { #(#fixed),* }
                groups { #(#groups),* }
                rest { #(#rest)* }
            });
            impl #builder {
                #(#setters)*
                /// The whole, checked against the schema.
                ///
                /// # Errors
                /// Everything that is missing or wrong.
                pub fn build(self) -> Result<#name, v::Report> {
                    v::build(&self)
                }
            }
        }
    }
}

/// What the setter of a member `build` is called: the builder has a method of that name itself.
fn last_word(object: &Struct) -> String {
    let fields = object.fields.iter().map(|field| &field.name);
    let groups = object.groups.iter().map(|group| &group.name);
    let rest = object.rest.iter().map(|(name, _)| name);
    let mut names = Names::default();
    for name in fields.chain(groups).chain(rest) {
        names.take(std::slice::from_ref(name));
    }
    names.take(&["build_".to_owned()])
}

fn setter((name, last): (&str, &str), ty: &TokenStream, docs: &TokenStream) -> TokenStream {
    let field = ident(name);
    let method = ident(if name == "build" { last } else { name });
    quote! {
        #docs
        pub fn #method(mut self, value: impl Into<#ty>) -> Self {
            self.#field = Some(value.into());
            self
        }
    }
}
