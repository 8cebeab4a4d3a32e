//! `schema!`: types for a schema, where the macro stands.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::{Error, Ident, LitStr, Path, Result, Token, Type, parenthesized};
use vouchsafe_codegen::{Config, Formats, lints};

use crate::{emit, schema};

/// Expands to:
///
/// ```text
/// mod vouchsafe_order { … pub struct Order { … } … const _: &[u8] = include_bytes!("…/order.json"); }
/// pub use vouchsafe_order::*;
/// ```
pub(crate) fn expand(tokens: TokenStream) -> Result<TokenStream> {
    let Arguments { path, keys } = syn::parse2(tokens)?;
    let root = schema::manifest_dir(&path)?;
    let facade = emit::facade(None).to_string();
    let config = Config::new().root(&root).facade(&facade);
    let config = keys
        .into_iter()
        .fold(config, |config, key| key.apply(config, &root));
    let generated = config.generate([path.value()]).map_err(|error| {
        let errors = error.lines().map(|line| Error::new(path.span(), line));
        let all = errors.reduce(|mut all, error| {
            all.combine(error);
            all
        });
        all.unwrap_or_else(|| Error::new(path.span(), "the schema cannot be compiled"))
    })?;
    let files: Vec<String> = generated
        .files
        .iter()
        .map(|file| schema::relative(&root, file))
        .collect();
    let tracked = emit::tracked(&files);
    let (module, lints, items) = (module(&path.value()), lints(), ours(generated.tokens));
    // In whatever edition the crate is, and whatever stands around: the path begins where the macro stands.
    let mut here = module.clone();
    here.set_span(module.span().resolved_at(Span::mixed_site()));
    let reexport = quote!(pub use #here::*;);
    Ok(quote! {
        #[allow(#lints)]
        #[doc(hidden)]
        mod #module {
            #items
            #tracked
        }
        #reexport
    })
}

/// The tokens by the rules of our own edition, and with names for variables that nothing outside can mean.
fn ours(tokens: TokenStream) -> TokenStream {
    let tokens = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let mut inside = Group::new(group.delimiter(), ours(group.stream()));
            inside.set_span(group.span().resolved_at(Span::mixed_site()));
            TokenTree::Group(inside)
        }
        mut token => {
            token.set_span(token.span().resolved_at(Span::mixed_site()));
            token
        }
    });
    tokens.collect()
}

/// A name for the module of a schema, another one for each.
fn module(path: &str) -> Ident {
    let name: String = path
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '_'
            }
        })
        .collect();
    format_ident!("vouchsafe_{name}", span = Span::call_site())
}

/// `"order.json", derive(Hash), rename(Order => PurchaseOrder)`
struct Arguments {
    path: LitStr,
    keys: Vec<Key>,
}

enum Key {
    ExactNumbers,
    WithoutBuilders,
    AllDefinitions,
    AssertFormats,
    Lenient,
    #[cfg(feature = "backtracking")]
    AllowBacktracking,
    Map(LitStr, LitStr),
    Format(LitStr, Box<Type>),
    Formats(Vec<Formats>),
    Derive(Vec<Path>),
    Rename(String, Ident),
    Replace(String, Box<Type>),
    Attribute(String, TokenStream),
}

const KEYS: &str = "expected `exact_numbers`, `without_builders`, `all_definitions`, `assert_formats`, `lenient`, \
                    `allow_backtracking`, `map(\"uri\" => \"folder\")`, `format(\"name\" => path)`, `formats(crate)`, \
                    `derive(Trait)`, `rename(Type => Name)`, `replace(Type => path)` or `attribute(Type => #[…])`";

impl Key {
    fn apply(self, config: Config, root: &std::path::Path) -> Config {
        let text = |tokens: &dyn ToTokens| tokens.to_token_stream().to_string();
        match self {
            Self::ExactNumbers => config.exact_numbers(true),
            Self::WithoutBuilders => config.builders(false),
            Self::AllDefinitions => config.all_definitions(true),
            Self::AssertFormats => config.assert_formats(true),
            Self::Lenient => config.lenient(),
            #[cfg(feature = "backtracking")]
            Self::AllowBacktracking => config.allow_backtracking(true),
            Self::Map(prefix, folder) => config.map(prefix.value(), root.join(folder.value())),
            Self::Format(name, ty) => config.format(&name.value(), &text(&ty)),
            Self::Formats(all) => all.into_iter().fold(config, Config::formats),
            Self::Derive(paths) => paths
                .iter()
                .fold(config, |config, path| config.derive(&text(path))),
            Self::Rename(name, new) => config.rename(&name, &text(&new)),
            Self::Replace(name, ty) => config.replace(&name, &text(&ty)),
            Self::Attribute(name, tokens) => config.attribute(&name, &tokens.to_string()),
        }
    }
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let path = input.parse()?;
        let mut keys = Vec::new();
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if !input.is_empty() {
                keys.push(input.parse()?);
            }
        }
        Ok(Self { path, keys })
    }
}

impl Parse for Key {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let key: Ident = input.parse()?;
        match &*key.to_string() {
            "exact_numbers" => return Ok(Self::ExactNumbers),
            "without_builders" => return Ok(Self::WithoutBuilders),
            "all_definitions" => return Ok(Self::AllDefinitions),
            "assert_formats" => return Ok(Self::AssertFormats),
            "lenient" => return Ok(Self::Lenient),
            #[cfg(feature = "backtracking")]
            "allow_backtracking" => return Ok(Self::AllowBacktracking),
            #[cfg(not(feature = "backtracking"))]
            "allow_backtracking" => {
                let words = "`allow_backtracking` needs the feature `backtracking` of `vouchsafe`";
                return Err(Error::new(key.span(), words));
            }
            "map" | "format" | "formats" | "derive" | "rename" | "replace" | "attribute" => {}
            _ => return Err(Error::new(key.span(), KEYS)),
        }
        let content;
        parenthesized!(content in input);
        if key == "derive" {
            let paths = content.parse_terminated(Path::parse, Token![,])?;
            return Ok(Self::Derive(paths.into_iter().collect()));
        }
        if key == "formats" {
            let names = content.parse_terminated(Ident::parse_any, Token![,])?;
            return names
                .iter()
                .map(preset)
                .collect::<Result<_>>()
                .map(Self::Formats);
        }
        if key == "map" || key == "format" {
            let name: LitStr = content.parse()?;
            content.parse::<Token![=>]>()?;
            return Ok(if key == "map" {
                Self::Map(name, content.parse()?)
            } else {
                Self::Format(name, content.parse()?)
            });
        }
        let mut name = content.parse::<Ident>()?.to_string();
        // A variant stands after a point.
        if content.parse::<Option<Token![.]>>()?.is_some() {
            name = format!("{name}.{}", content.parse::<Ident>()?);
        }
        content.parse::<Token![=>]>()?;
        Ok(match &*key.to_string() {
            "rename" => Self::Rename(name, content.parse()?),
            "replace" => Self::Replace(name, content.parse()?),
            _ => Self::Attribute(name, content.parse()?),
        })
    }
}

/// The types for formats that a crate has.
fn preset(name: &Ident) -> Result<Formats> {
    let found = Formats::ALL
        .into_iter()
        .find(|formats| name == formats.name());
    found.ok_or_else(|| {
        let known = Formats::ALL.map(|formats| format!("`{}`", formats.name()));
        let words = format!(
            "no types for formats are known by that name; there are {}",
            known.join(", ")
        );
        Error::new(name.span(), words)
    })
}
