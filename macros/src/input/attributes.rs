//! `#[vouchsafe(…)]` and what of `#[serde(…)]` changes the wire: read in one place.

use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;
use syn::{Attribute, Error, Expr, LitStr, Path, Result, Token, Type};

use super::case::Case;
use super::names::Directed;

/// The attributes of a type.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub(crate) struct Container {
    /// `schema = "…"`
    pub(crate) schema: Option<LitStr>,
    /// `crate = path`
    pub(crate) krate: Option<Path>,
    /// `partial`: the type need not have a field for each property.
    pub(crate) partial: bool,
    /// `allow_backtracking`: patterns may look around and refer back.
    #[cfg(feature = "backtracking")]
    pub(crate) allow_backtracking: bool,
    /// `unknown_keywords = "allow"`: the schema may have keywords that its dialect does not have.
    pub(crate) allow_unknown_keywords: bool,
    /// serde's `rename`: the name that `tag` writes for a struct.
    pub(super) rename: Directed<String>,
    /// serde's `rename_all`.
    pub(super) rename_all: Directed<Case>,
    /// serde's `rename_all_fields`, of the variants of an enum.
    pub(super) rename_all_fields: Directed<Case>,
    /// serde's `default`: every field may be absent.
    pub(super) default: bool,
    /// serde's `deny_unknown_fields`.
    pub(super) deny_unknown_fields: bool,
    /// serde's `transparent`.
    pub(super) transparent: bool,
    /// serde's `tag`.
    pub(super) tag: Option<LitStr>,
    /// serde's `content`.
    pub(super) content: Option<LitStr>,
    /// serde's `untagged`.
    pub(super) untagged: bool,
    /// serde's `from` and `try_from`: the type that is read in its place.
    pub(super) from: Option<Type>,
    /// serde's `into`: the type that is written in its place.
    pub(super) into: Option<Type>,
}

/// The attributes of a field or variant.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub(super) struct Field {
    /// `property = "…"`: the name on the wire, whatever serde's attributes say.
    pub(super) property: Option<LitStr>,
    /// `skip`: it is left out of the comparison.
    pub(super) uncompared: bool,
    /// `with = Type`: what it is on the wire.
    pub(super) with: Option<Type>,
    /// serde's `rename`.
    pub(super) rename: Directed<String>,
    /// serde's `alias`.
    pub(super) aliases: Vec<LitStr>,
    /// serde's `rename_all` on a variant, for its fields.
    pub(super) rename_all: Directed<Case>,
    /// serde's `skip` and `skip_deserializing`: it is not read.
    pub(super) unread: bool,
    /// serde's `skip` and `skip_serializing`: it is not written.
    pub(super) unwritten: bool,
    /// serde's `skip_serializing_if`: it is not always written.
    pub(super) left_out: bool,
    /// serde's `default`: it may be absent without being an `Option`.
    pub(super) default: bool,
    /// serde's `flatten`.
    pub(super) flatten: bool,
    /// serde's `with` and `deserialize_with`: its type does not tell what is read.
    pub(super) converted: bool,
    /// serde's `other`: the variant for every tag that has none.
    pub(super) other: Option<Span>,
    /// serde's `untagged` on a variant.
    pub(super) untagged: Option<Span>,
}

impl Container {
    pub(crate) fn read(attributes: &[Attribute]) -> Result<Self> {
        let mut container = Self::default();
        each(attributes, "vouchsafe", |meta| {
            if meta.path.is_ident("schema") {
                container.schema = Some(meta.value()?.parse()?);
            } else if meta.path.is_ident("crate") {
                container.krate = Some(meta.value()?.parse()?);
            } else if meta.path.is_ident("partial") {
                container.partial = true;
            } else if meta.path.is_ident("allow_backtracking") {
                #[cfg(feature = "backtracking")]
                {
                    container.allow_backtracking = true;
                }
                #[cfg(not(feature = "backtracking"))]
                return Err(meta.error(
                    "`allow_backtracking` needs the feature `backtracking` of `vouchsafe`",
                ));
            } else if meta.path.is_ident("unknown_keywords") {
                let value: LitStr = meta.value()?.parse()?;
                container.allow_unknown_keywords = match &*value.value() {
                    "allow" => true,
                    "deny" => false,
                    other => {
                        let words = format!(
                            "`unknown_keywords` must be `allow` or `deny`, found `{other}`"
                        );
                        return Err(Error::new(value.span(), words));
                    }
                };
            } else {
                let known = if cfg!(feature = "backtracking") {
                    "`schema`, `crate`, `partial`, `unknown_keywords` and `allow_backtracking`"
                } else {
                    "`schema`, `crate`, `partial` and `unknown_keywords`"
                };
                return Err(unknown(&meta, known));
            }
            Ok(())
        })?;
        each(attributes, "serde", |meta| {
            let Some(key) = meta.path.get_ident().map(ToString::to_string) else {
                return skip_value(&meta);
            };
            match key.as_str() {
                "rename" => container.rename = directed(&meta)?,
                "rename_all" => container.rename_all = cases(&meta)?,
                "rename_all_fields" => container.rename_all_fields = cases(&meta)?,
                "tag" => container.tag = Some(meta.value()?.parse()?),
                "content" => container.content = Some(meta.value()?.parse()?),
                "from" | "try_from" => container.from = Some(quoted_type(&meta)?),
                "into" => container.into = Some(quoted_type(&meta)?),
                "deny_unknown_fields" => container.deny_unknown_fields = true,
                "transparent" => container.transparent = true,
                "untagged" => container.untagged = true,
                "default" => {
                    container.default = true;
                    skip_value(&meta)?;
                }
                "remote" => {
                    return Err(meta.error(
                        "`#[serde(remote)]` describes a type of another crate, which cannot implement `Validate`; derive it for a type of your own, and name that one in `#[serde(from, into)]` or `#[vouchsafe(with = …)]`",
                    ));
                }
                _ => skip_value(&meta)?,
            }
            Ok(())
        })?;
        Ok(container)
    }
}

impl Field {
    pub(super) fn read(attributes: &[Attribute]) -> Result<Self> {
        let mut field = Self::default();
        each(attributes, "serde", |meta| {
            let Some(key) = meta.path.get_ident().map(ToString::to_string) else {
                return skip_value(&meta);
            };
            match key.as_str() {
                "rename" => field.rename = directed(&meta)?,
                "rename_all" => field.rename_all = cases(&meta)?,
                "alias" => field.aliases.push(meta.value()?.parse()?),
                "skip" => (field.unread, field.unwritten) = (true, true),
                "skip_deserializing" => field.unread = true,
                "skip_serializing" => field.unwritten = true,
                "flatten" => field.flatten = true,
                "other" => field.other = Some(meta.path.span()),
                "untagged" => field.untagged = Some(meta.path.span()),
                key => {
                    field.default |= key == "default";
                    field.left_out |= key == "skip_serializing_if";
                    field.converted |= matches!(key, "with" | "deserialize_with");
                    skip_value(&meta)?;
                }
            }
            Ok(())
        })?;
        each(attributes, "vouchsafe", |meta| {
            if meta.path.is_ident("property") {
                field.property = Some(meta.value()?.parse()?);
            } else if meta.path.is_ident("skip") {
                field.uncompared = true;
            } else if meta.path.is_ident("with") {
                field.with = Some(quoted_type(&meta)?);
            } else {
                return Err(unknown(&meta, "`property`, `skip` and `with`"));
            }
            Ok(())
        })?;
        Ok(field)
    }
}

fn each(
    attributes: &[Attribute],
    name: &str,
    mut read: impl FnMut(ParseNestedMeta<'_>) -> Result<()>,
) -> Result<()> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident(name))
        .try_for_each(|attribute| attribute.parse_nested_meta(&mut read))
}

fn unknown(meta: &ParseNestedMeta<'_>, known: &str) -> Error {
    let name = meta
        .path
        .get_ident()
        .map(ToString::to_string)
        .unwrap_or_default();
    meta.error(format!("there is no key `{name}` here; known are {known}"))
}

/// `rename = "…"`, or `rename(deserialize = "…", serialize = "…")`.
fn directed(meta: &ParseNestedMeta<'_>) -> Result<Directed<String>> {
    if meta.input.peek(Token![=]) {
        let name = meta.value()?.parse::<LitStr>()?.value();
        return Ok(Directed {
            read: Some(name.clone()),
            written: Some(name),
        });
    }
    let mut directed = Directed::default();
    meta.parse_nested_meta(|inner| {
        let value = inner.value()?.parse::<LitStr>()?.value();
        if inner.path.is_ident("deserialize") {
            directed.read = Some(value);
        } else {
            directed.written = Some(value);
        }
        Ok(())
    })?;
    Ok(directed)
}

fn cases(meta: &ParseNestedMeta<'_>) -> Result<Directed<Case>> {
    let names = directed(meta)?;
    // serde itself reports a rule that does not exist.
    Ok(Directed {
        read: names.read.as_deref().and_then(Case::from_name),
        written: names.written.as_deref().and_then(Case::from_name),
    })
}

/// A type, in quotes as serde has it, or without.
fn quoted_type(meta: &ParseNestedMeta<'_>) -> Result<Type> {
    let value = meta.value()?;
    if value.peek(LitStr) {
        value.parse::<LitStr>()?.parse()
    } else {
        value.parse()
    }
}

/// Passes over the value of a key that is of no account here.
fn skip_value(meta: &ParseNestedMeta<'_>) -> Result<()> {
    if meta.input.peek(Token![=]) {
        meta.value()?.parse::<Expr>()?;
    } else if meta.input.peek(syn::token::Paren) {
        let content;
        syn::parenthesized!(content in meta.input);
        content.parse::<proc_macro2::TokenStream>()?;
    }
    Ok(())
}
