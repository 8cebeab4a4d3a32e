//! What a Rust type can hold, as constants: the side of the type in the check of type against schema.
//!
//! The derive cannot see through type aliases and names from elsewhere, so it does not guess from
//! tokens. Each type says here what JSON it holds, and the derived code compares that with the schema
//! in constant expressions, so that a mismatch is an error of the compiler.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use crate::program::Types;

/// A type that takes part in the comparison with a schema. Derived by `Validate`; for a type of your
/// own, say what it is like:
///
/// ```
/// use vouchsafe_core::shape::{Shape, TypeShape};
///
/// struct ProjectId(String);
///
/// impl Shape for ProjectId {
///     const SHAPE: TypeShape = String::SHAPE;
/// }
/// assert!(ProjectId::SHAPE.holds_kinds(vouchsafe_core::program::Types::STRING));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what JSON it can hold, so it cannot be compared with the schema",
    note = "derive `Validate` for it, or implement `vouchsafe::Shape`"
)]
pub trait Shape {
    /// What the type can hold.
    const SHAPE: TypeShape;
}

/// What a type can hold.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct TypeShape {
    /// The JSON types of its values.
    pub types: Types,
    /// It may be left out, or is `null`: an `Option`.
    pub optional: bool,
    /// The least and the greatest integer, where it holds integers.
    pub integers: (i128, i128),
    /// The strings that it holds, where these are not all.
    pub variants: Option<&'static [&'static str]>,
    /// The schema that it was checked against.
    pub schema: Option<&'static str>,
    /// The shape of its items, where it holds arrays.
    pub items: Option<&'static TypeShape>,
    /// The shape of the members' values, where it is a map.
    pub values: Option<&'static TypeShape>,
}

impl TypeShape {
    /// A type that is compared with nothing.
    #[doc(hidden)]
    pub const ANYTHING: Self = Self {
        optional: true,
        ..Self::of(Types::ALL)
    };

    /// A type that holds values of these JSON types, whatever they are.
    pub const fn of(types: Types) -> Self {
        Self {
            types,
            optional: false,
            integers: (i128::MIN, i128::MAX),
            variants: None,
            schema: None,
            items: None,
            values: None,
        }
    }

    /// A type that holds integers from `min` to `max`.
    pub const fn integer(min: i128, max: i128) -> Self {
        Self {
            integers: (min, max),
            ..Self::of(Types::INTEGER)
        }
    }

    /// A type that holds these strings: an enum of unit variants.
    pub const fn variants(variants: &'static [&'static str]) -> Self {
        Self {
            variants: Some(variants),
            ..Self::of(Types::STRING)
        }
    }

    /// The same, checked against the schema of that name.
    #[must_use]
    pub const fn with_schema(self, schema: &'static str) -> Self {
        Self {
            schema: Some(schema),
            ..self
        }
    }

    /// A type that holds any string as well.
    #[must_use]
    pub const fn or_string(self) -> Self {
        Self {
            types: self.types.union(Types::STRING),
            ..self
        }
    }

    /// Whether values of all these JSON types have room, `null` apart.
    pub const fn holds_kinds(&self, types: Types) -> bool {
        let wanted = types.0 & !Types::NULL.0;
        self.types.0 & wanted == wanted
    }

    /// Whether `null` has room.
    pub const fn holds_null(&self) -> bool {
        self.optional || self.types.contains(Types::NULL)
    }

    /// Whether every integer from `min` to `max` has room. A side without a bound asks for 64 bits:
    /// no type holds every integer, and one that is larger is reported when it comes.
    pub const fn holds_integers(&self, min: Option<i128>, max: Option<i128>) -> bool {
        let least = match min {
            Some(min) => min,
            None => i64::MIN as i128,
        };
        let greatest = match max {
            Some(max) => max,
            None => i64::MAX as i128,
        };
        self.integers.0 <= least && greatest <= self.integers.1
    }

    /// Whether that string has room.
    pub const fn holds_string(&self, text: &str) -> bool {
        match self.variants {
            None => true,
            Some(variants) => has(variants, text),
        }
    }

    /// Whether the type was checked against another schema than the one of that name. Types that
    /// were checked against none are taken at their word.
    pub const fn is_of_other_schema(&self, schema: &str) -> bool {
        match self.schema {
            None => false,
            Some(own) => !same(own, schema),
        }
    }

    /// Whether each string that the type holds is among these.
    pub const fn holds_only(&self, allowed: &[&str]) -> bool {
        let Some(variants) = self.variants else {
            return true;
        };
        let mut index = 0;
        while index < variants.len() {
            if !has(allowed, variants[index]) {
                return false;
            }
            index += 1;
        }
        true
    }
}

const fn has(list: &[&str], text: &str) -> bool {
    let mut index = 0;
    while index < list.len() {
        if same(list[index], text) {
            return true;
        }
        index += 1;
    }
    false
}

/// `==` on `str` is not yet `const`.
const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut index = 0;
    while index < left.len() {
        if left[index] != right[index] {
            return false;
        }
        index += 1;
    }
    true
}

macro_rules! integers {
    ($($type:ty)*) => {$(
        impl Shape for $type {
            // `From` is not const; no value is lost.
            #[allow(clippy::cast_lossless, clippy::cast_possible_wrap, reason = "no value of these types is lost")]
            const SHAPE: TypeShape = TypeShape::integer(<$type>::MIN as i128, <$type>::MAX as i128);
        }
    )*};
}

integers!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize i128);

macro_rules! kinds {
    ($($types:expr => $($type:ty),*;)*) => {$($(
        impl Shape for $type {
            const SHAPE: TypeShape = TypeShape::of($types);
        }
    )*)*};
}

kinds! {
    Types::BOOLEAN => bool;
    Types::NUMBER => f32, f64;
    Types::STRING => String, str, Box<str>, std::sync::Arc<str>, std::rc::Rc<str>;
    Types::ALL => serde_json::Value;
    Types::NULL => ();
}

impl<T: Shape> Shape for Option<T> {
    const SHAPE: TypeShape = TypeShape {
        optional: true,
        ..T::SHAPE
    };
}

macro_rules! transparent {
    ($($type:ty),*) => {$(
        impl<T: Shape> Shape for $type {
            const SHAPE: TypeShape = T::SHAPE;
        }
    )*};
}

transparent!(Box<T>, std::sync::Arc<T>, std::rc::Rc<T>);

impl<T: Shape + ?Sized> Shape for &T {
    const SHAPE: TypeShape = T::SHAPE;
}

impl<T: Shape + ToOwned + ?Sized> Shape for Cow<'_, T> {
    const SHAPE: TypeShape = T::SHAPE;
}

macro_rules! arrays {
    ($($type:ty),*) => {$(
        impl<T: Shape> Shape for $type {
            const SHAPE: TypeShape = TypeShape { items: Some(&T::SHAPE), ..TypeShape::of(Types::ARRAY) };
        }
    )*};
}

arrays!(
    Vec<T>,
    Box<[T]>,
    [T],
    std::collections::BTreeSet<T>,
    std::collections::VecDeque<T>
);

impl<T: Shape, S> Shape for std::collections::HashSet<T, S> {
    const SHAPE: TypeShape = TypeShape {
        items: Some(&T::SHAPE),
        ..TypeShape::of(Types::ARRAY)
    };
}

impl<K, V: Shape, S> Shape for HashMap<K, V, S> {
    const SHAPE: TypeShape = TypeShape {
        values: Some(&V::SHAPE),
        ..TypeShape::of(Types::OBJECT)
    };
}

impl<K, V: Shape> Shape for BTreeMap<K, V> {
    const SHAPE: TypeShape = TypeShape {
        values: Some(&V::SHAPE),
        ..TypeShape::of(Types::OBJECT)
    };
}
