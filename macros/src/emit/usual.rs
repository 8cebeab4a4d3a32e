//! Types that are what their names say, unless a crate has given these names to others: the derive makes their
//! comparisons itself, and the compiler looks only whether the names mean what they mean elsewhere.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::{GenericArgument, PathArguments, Type};
use vouchsafe_core::shape::{Shape, TypeShape};

/// A path of the standard library, by the rules of our own edition.
macro_rules! ours {
    ($($path:tt)*) => {
        quote_spanned!(Span::mixed_site()=> $($path)*)
    };
}

/// A type by its usual name.
pub(super) struct Usual {
    pub(super) shape: TypeShape,
    /// The type by a name that no crate can give away.
    pub(super) path: TokenStream,
}

/// What a name without parameters means. How wide `usize` is depends on the machine that the code is for, not on this one.
fn plain(name: &str) -> Option<(TypeShape, TokenStream)> {
    macro_rules! primitives {
        ($($type:ident)*) => {
            match name {
                $(stringify!($type) => (<$type>::SHAPE, ours!(::core::primitive::$type)),)*
                "String" => (String::SHAPE, ours!(::std::string::String)),
                _ => return None,
            }
        };
    }
    Some(primitives!(bool char f32 f64 i8 i16 i32 i64 u8 u16 u32 u64))
}

/// What a type is, if it has one of the names that most fields have.
pub(super) fn usual(ty: &Type) -> Option<Usual> {
    let Type::Path(path) = ty else { return None };
    let (None, Some(segment), 1) = (
        &path.qself,
        path.path.segments.first(),
        path.path.segments.len(),
    ) else {
        return None;
    };
    if path.path.leading_colon.is_some() {
        return None;
    }
    let name = &segment.ident;
    match &segment.arguments {
        PathArguments::None => {
            let (shape, path) = plain(&name.to_string())?;
            Some(Usual { shape, path })
        }
        PathArguments::AngleBracketed(arguments) => {
            let (Some(GenericArgument::Type(inner)), 1) =
                (arguments.args.first(), arguments.args.len())
            else {
                return None;
            };
            let Usual { shape, path } = usual(inner)?;
            let (shape, path) = match &*name.to_string() {
                "Option" => (shape.or_null(), ours!(::core::option::Option<#path>)),
                "Box" => (shape, ours!(::std::boxed::Box<#path>)),
                // A process of the compiler has room for the shapes of the items of its arrays.
                "Vec" => (
                    TypeShape::array(Box::leak(Box::new(shape))),
                    ours!(::std::vec::Vec<#path>),
                ),
                _ => return None,
            };
            Some(Usual { shape, path })
        }
        PathArguments::Parenthesized(_) => None,
    }
}
