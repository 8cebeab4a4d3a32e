//! What a type consists of, on the wire.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Error, Fields as Syntax, Generics, LitStr, Result, Type};

use super::attributes::{self, Container};
use super::case::Case;
use super::names::{Directed, Names, unraw};
use super::{collect, types};

/// What a type consists of.
pub(crate) enum Body {
    /// A struct with named fields: an object.
    Struct(Fields),
    /// A tuple struct: an array.
    Tuple(Vec<Place>),
    /// A unit struct: `null`.
    Unit,
    /// What another type is: a newtype, `transparent`, `from`.
    Same(Place),
    Enum(Enum),
}

/// The named fields of a struct or variant.
pub(crate) struct Fields {
    pub(crate) named: Vec<Field>,
    /// serde refuses members that are none of these.
    pub(crate) deny_unknown: bool,
    /// The member that serde's `tag` adds, and the name that it writes into it.
    pub(crate) tag: Option<(LitStr, String)>,
}

/// A named field.
pub(crate) struct Field {
    pub(crate) names: Names,
    pub(crate) place: Place,
    /// Of its name.
    pub(crate) span: Span,
    /// It may be absent without being an `Option`.
    pub(crate) default: bool,
    /// Its members are members of the whole.
    pub(crate) flatten: bool,
    pub(crate) written: Written,
    /// `skip`: it is left out of the comparison.
    pub(crate) uncompared: bool,
}

/// When a field is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    Always,
    Sometimes,
    Never,
}

/// A type in a place where it is compared.
#[derive(Clone)]
pub(crate) struct Place {
    /// As it is written.
    pub(crate) ty: Box<Type>,
    /// As a constant outside of the `impl` can name it.
    pub(crate) outside: Box<Type>,
    /// It has parameters, so that it is known only where its owner is used.
    pub(crate) generic: bool,
    /// A function of the user reads it.
    pub(crate) converted: bool,
    /// `with` says what it is, or nothing does.
    pub(crate) told: bool,
}

/// The variants of an enum.
pub(crate) struct Enum {
    pub(crate) tagging: Tagging,
    pub(crate) variants: Vec<Variant>,
    pub(crate) deny_unknown: bool,
}

/// How serde tells variants apart.
pub(crate) enum Tagging {
    /// By a string, or the one member of an object.
    External,
    /// By a member beside the variant's own.
    Internal(LitStr),
    /// By a member beside another that has the content.
    Adjacent(LitStr, LitStr),
    /// By trying.
    Untagged,
}

/// A variant.
pub(crate) struct Variant {
    pub(crate) names: Names,
    pub(crate) span: Span,
    pub(crate) holds: Holds,
    /// It stands for every tag that has no variant.
    pub(crate) other: bool,
    /// It is tried where no tag fits.
    pub(crate) untagged: bool,
}

/// What a variant holds.
pub(crate) enum Holds {
    Nothing,
    One(Place),
    Several(Vec<Place>),
    Fields(Fields),
}

impl Place {
    pub(super) fn of(ty: &Type, tokens: &DeriveInput, converted: bool) -> Self {
        Self {
            ty: Box::new(ty.clone()),
            outside: Box::new(types::outside(ty, &tokens.ident, &tokens.generics)),
            generic: types::is_generic(ty, &tokens.generics),
            converted,
            told: false,
        }
    }

    fn of_field(field: &syn::Field, attributes: &attributes::Field, tokens: &DeriveInput) -> Self {
        match &attributes.with {
            Some(with) => Self {
                told: true,
                ..Self::of(with, tokens, attributes.converted)
            },
            None => Self::of(&field.ty, tokens, attributes.converted),
        }
    }

    /// Whether its type tells what is on the wire.
    pub(crate) fn is_known(&self) -> bool {
        self.told || !self.converted
    }

    /// The types in it that a type parameter brings along.
    pub(crate) fn associated(&self, generics: &Generics) -> Vec<Type> {
        if self.is_known() && self.generic {
            types::associated(&self.ty, generics)
        } else {
            Vec::new()
        }
    }

    pub(crate) fn span(&self) -> Span {
        self.ty.span()
    }
}

impl Enum {
    /// Whether it is nothing but names.
    pub(crate) fn is_plain(&self) -> bool {
        let mut variants = self.variants.iter();
        matches!(self.tagging, Tagging::External)
            && variants.all(|variant| matches!(variant.holds, Holds::Nothing) && !variant.untagged)
    }
}

/// Reads the body of a type.
pub(super) fn read(tokens: &DeriveInput, container: &Container) -> Result<Body> {
    if let Some(from) = &container.from {
        return Ok(Body::Same(Place::of(from, tokens, false)));
    }
    match &tokens.data {
        Data::Struct(data) => of_struct(&data.fields, tokens, container),
        Data::Enum(data) => {
            let variants = data.variants.iter();
            Ok(Body::Enum(Enum {
                tagging: tagging(container, tokens)?,
                variants: collect(variants.map(|item| variant(item, tokens, container)))?
                    .into_iter()
                    .flatten()
                    .collect(),
                deny_unknown: container.deny_unknown_fields,
            }))
        }
        Data::Union(data) => {
            let words =
                "a union cannot be compared with a schema: JSON would not say which field is meant";
            Err(Error::new_spanned(data.union_token, words))
        }
    }
}

fn tagging(container: &Container, tokens: &DeriveInput) -> Result<Tagging> {
    Ok(match (&container.tag, &container.content) {
        _ if container.untagged => Tagging::Untagged,
        (None, None) => Tagging::External,
        (Some(tag), None) => Tagging::Internal(tag.clone()),
        (Some(tag), Some(content)) => Tagging::Adjacent(tag.clone(), content.clone()),
        (None, Some(_)) => {
            let words = "`#[serde(content)]` needs `#[serde(tag)]` beside it";
            return Err(Error::new_spanned(&tokens.ident, words));
        }
    })
}

fn of_struct(fields: &Syntax, tokens: &DeriveInput, container: &Container) -> Result<Body> {
    if container.transparent {
        return transparent(fields, tokens);
    }
    Ok(match fields {
        Syntax::Unit => Body::Unit,
        Syntax::Unnamed(unnamed) if unnamed.unnamed.len() == 1 => {
            let mut places = places(fields, tokens)?;
            match places.pop() {
                Some(place) => Body::Same(place),
                None => Body::Tuple(places),
            }
        }
        Syntax::Unnamed(_) => Body::Tuple(places(fields, tokens)?),
        Syntax::Named(_) => {
            let written = container.rename.written.clone();
            let name = written.unwrap_or_else(|| unraw(&tokens.ident));
            Body::Struct(Fields {
                named: named(fields, tokens, &container.rename_all, container.default)?,
                deny_unknown: container.deny_unknown_fields,
                tag: container.tag.clone().map(|tag| (tag, name)),
            })
        }
    })
}

/// serde reads and writes the one field that it does not pass over.
fn transparent(fields: &Syntax, tokens: &DeriveInput) -> Result<Body> {
    let read = fields.iter().map(|field| {
        let attributes = attributes::Field::read(&field.attrs)?;
        let passed = attributes.unread || attributes.default || is_phantom(&field.ty);
        Ok((!passed).then(|| Place::of_field(field, &attributes, tokens)))
    });
    let mut known = collect(read)?.into_iter().flatten();
    if let (Some(place), None) = (known.next(), known.next()) {
        return Ok(Body::Same(place));
    }
    let words = "`#[serde(transparent)]` needs exactly one field that is on the wire";
    Err(Error::new_spanned(&tokens.ident, words))
}

fn is_phantom(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "PhantomData"))
}

/// The unnamed fields that are on the wire.
fn places(fields: &Syntax, tokens: &DeriveInput) -> Result<Vec<Place>> {
    let read = fields.iter().map(|field| {
        let attributes = attributes::Field::read(&field.attrs)?;
        Ok((!attributes.unread).then(|| Place::of_field(field, &attributes, tokens)))
    });
    Ok(collect(read)?.into_iter().flatten().collect())
}

/// The named fields that are on the wire.
fn named(
    fields: &Syntax,
    tokens: &DeriveInput,
    rule: &Directed<Case>,
    default: bool,
) -> Result<Vec<Field>> {
    let read = fields.iter().map(|field| {
        let attributes = attributes::Field::read(&field.attrs)?;
        if attributes.unread && attributes.unwritten {
            return Ok(None);
        }
        let ident = field.ident.as_ref().map(unraw).unwrap_or_default();
        let span = field
            .ident
            .as_ref()
            .map_or_else(|| field.span(), Spanned::span);
        Ok(Some(Field {
            names: Names::of(&ident, &attributes, rule, Case::of_field),
            place: Place::of_field(field, &attributes, tokens),
            span,
            default: attributes.default || default,
            flatten: attributes.flatten,
            written: match (attributes.unwritten, attributes.left_out) {
                (true, _) => Written::Never,
                (false, true) => Written::Sometimes,
                (false, false) => Written::Always,
            },
            uncompared: attributes.uncompared,
        }))
    });
    Ok(collect(read)?.into_iter().flatten().collect())
}

fn variant(
    variant: &syn::Variant,
    tokens: &DeriveInput,
    container: &Container,
) -> Result<Option<Variant>> {
    let attributes = attributes::Field::read(&variant.attrs)?;
    if (attributes.unread && attributes.unwritten) || attributes.uncompared {
        return Ok(None);
    }
    let ident = unraw(&variant.ident);
    let holds = match &variant.fields {
        // What a function reads is one value of a type that nobody knows.
        _ if attributes.converted => Holds::One(Place::of(&syn::parse_quote!(()), tokens, true)),
        Syntax::Unit => Holds::Nothing,
        fields @ Syntax::Named(_) => Holds::Fields(Fields {
            named: named(
                fields,
                tokens,
                &attributes.rename_all.or(&container.rename_all_fields),
                false,
            )?,
            deny_unknown: container.deny_unknown_fields,
            tag: None,
        }),
        fields @ Syntax::Unnamed(unnamed) => {
            let mut places = places(fields, tokens)?;
            match places.pop() {
                Some(only) if unnamed.unnamed.len() == 1 => Holds::One(only),
                None if unnamed.unnamed.len() == 1 => Holds::Nothing,
                last => {
                    places.extend(last);
                    Holds::Several(places)
                }
            }
        }
    };
    if let Some(span) = attributes.other
        && !matches!(holds, Holds::Nothing)
    {
        return Err(Error::new(
            span,
            "`#[serde(other)]` needs a variant without fields",
        ));
    }
    if let Some(span) = attributes.untagged
        && (container.tag.is_some() || !matches!(holds, Holds::One(_)))
    {
        return Err(Error::new(
            span,
            "`#[serde(untagged)]` on a variant can be compared with a schema only if the variant has one field and the enum no `tag`; give the variant a tag, or make the whole enum `untagged`",
        ));
    }
    Ok(Some(Variant {
        names: Names::of(&ident, &attributes, &container.rename_all, Case::of_variant),
        span: variant.ident.span(),
        holds,
        other: attributes.other.is_some(),
        untagged: attributes.untagged.is_some(),
    }))
}
