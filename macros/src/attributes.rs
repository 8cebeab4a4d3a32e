//! `#[vouchsafe(…)]` and what of `#[serde(…)]` changes the wire: read in one place.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, Error, Expr, LitStr, Path, Result, Token};

use crate::case::Case;

/// The attributes of a type.
#[derive(Default)]
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
    /// serde's `rename_all`, for reading and for writing.
    pub(crate) rename_all: Option<Case>,
    /// serde's `rename_all_fields`.
    pub(crate) default: bool,
}

/// The attributes of a field or variant.
#[derive(Default)]
pub(crate) struct Field {
    /// `property = "…"`, or serde's `rename`: the name on the wire.
    pub(crate) rename: Option<String>,
    /// `skip`, or serde's: it is not on the wire.
    pub(crate) skip: bool,
    /// serde's `default`: it may be absent without being an `Option`.
    pub(crate) default: bool,
    /// It is read or written by a function, so that its type does not tell what it holds.
    pub(crate) converted: bool,
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
            } else {
                let known = if cfg!(feature = "backtracking") {
                    "`schema`, `crate`, `partial` and `allow_backtracking`"
                } else {
                    "`schema`, `crate` and `partial`"
                };
                return Err(unknown(&meta, known));
            }
            Ok(())
        })?;
        each(attributes, "serde", |meta| {
            let refused = [
                "tag",
                "content",
                "untagged",
                "transparent",
                "from",
                "try_from",
                "into",
                "remote",
            ];
            if meta.path.is_ident("rename_all") {
                container.rename_all = rename_all(&meta)?;
            } else if meta.path.is_ident("default") {
                container.default = true;
                skip_value(&meta)?;
            } else if let Some(name) = refused.into_iter().find(|name| meta.path.is_ident(name)) {
                let words = format!("`#[serde({name})]` cannot be compared with a schema yet");
                return Err(meta.error(words));
            } else {
                skip_value(&meta)?;
            }
            Ok(())
        })?;
        Ok(container)
    }
}

impl Field {
    pub(crate) fn read(attributes: &[Attribute]) -> Result<Self> {
        let mut field = Self::default();
        each(attributes, "serde", |meta| {
            if meta.path.is_ident("rename") {
                field.rename = Some(renamed(&meta)?);
            } else if meta.path.is_ident("skip") || meta.path.is_ident("skip_deserializing") {
                field.skip = true;
            } else if meta.path.is_ident("default") {
                field.default = true;
                skip_value(&meta)?;
            } else if meta.path.is_ident("flatten") {
                return Err(meta.error("`#[serde(flatten)]` cannot be compared with a schema yet"));
            } else {
                let converts = ["with", "deserialize_with", "serialize_with"];
                field.converted |= converts.iter().any(|name| meta.path.is_ident(name));
                skip_value(&meta)?;
            }
            Ok(())
        })?;
        each(attributes, "vouchsafe", |meta| {
            if meta.path.is_ident("property") {
                field.rename = Some(meta.value()?.parse::<LitStr>()?.value());
            } else if meta.path.is_ident("skip") {
                field.skip = true;
            } else {
                return Err(unknown(&meta, "`property` and `skip`"));
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

/// `rename = "…"`, or `rename(deserialize = "…", serialize = "…")`, of which reading counts.
fn renamed(meta: &ParseNestedMeta<'_>) -> Result<String> {
    if meta.input.peek(Token![=]) {
        return Ok(meta.value()?.parse::<LitStr>()?.value());
    }
    let (mut read, mut written) = (None, None);
    meta.parse_nested_meta(|inner| {
        let value = inner.value()?.parse::<LitStr>()?.value();
        if inner.path.is_ident("deserialize") {
            read = Some(value);
        } else {
            written = Some(value);
        }
        Ok(())
    })?;
    match (read, written) {
        (Some(read), Some(written)) if read != written => Err(meta.error(
            "the name that is read and the one that is written differ, and a schema has one",
        )),
        (Some(name), _) | (None, Some(name)) => Ok(name),
        (None, None) => Err(meta.error("expected a name")),
    }
}

fn rename_all(meta: &ParseNestedMeta<'_>) -> Result<Option<Case>> {
    let name = renamed(meta)?;
    // serde itself reports a rule that does not exist.
    Ok(Case::from_name(&name))
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
