//! What a Rust type can hold, as constants: the side of the type in the check of type against schema.
//!
//! The derive cannot see through type aliases and names from elsewhere, so it does not trust in
//! tokens. Each type says here what JSON it holds, and the derived code compares that with the schema
//! in constant expressions, so that a mismatch is an error of the compiler. Where a type has the name of one of the
//! standard library and would fit, a constant looks only whether the name means what it usually does.
//!
//! `expected` is the other side, what the schema admits, and `facts` the same of many members in few expressions;
//! `compare` finds what is between the two, and `words` are how a constant expression can put a message together.

mod compare;
mod expected;
mod facts;
mod standard;
mod words;

use crate::program::Types;

#[doc(hidden)]
pub use compare::{
    Presence, compare_covered, compare_flattened, compare_member, compare_union, compare_value,
};
#[doc(hidden)]
pub use expected::{
    Expected, ExpectedInteger, ExpectedItems, ExpectedMember, ExpectedObject, ExpectedStrings,
};

#[doc(hidden)]
pub use facts::{Facts, Flag};

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

    /// The members that it reads where serde flattens it into another type. Of a type that does not
    /// say so, nobody knows them, and it is taken to read every one.
    const MEMBERS: Members = Members::UNKNOWN;
}

/// What a type can hold.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub struct TypeShape {
    /// The JSON types of its values.
    pub types: Types,
    /// It may be left out, or is `null`: an `Option`.
    pub optional: bool,
    /// It is an `Option` of an `Option`, which tells an absent member from `null`.
    pub twice_optional: bool,
    /// The least and the greatest integer, where it holds integers.
    pub integers: (i128, i128),
    /// Whether 0 is among them.
    pub zero: bool,
    /// The strings that it holds, where these are not all.
    pub variants: Option<&'static [&'static str]>,
    /// The least and the greatest number of characters of its strings.
    pub characters: (u64, u64),
    /// The schema that it was checked against.
    pub schema: Option<&'static str>,
    /// The shapes of its first items, where each has one of its own: a tuple.
    pub prefix: &'static [&'static TypeShape],
    /// The shape of its items, where it holds arrays.
    pub items: Option<&'static TypeShape>,
    /// The least and the greatest number of items.
    pub counts: (u64, u64),
    /// It keeps one of equal items: a set.
    pub unique: bool,
    /// The shape of the members' names, where it is a map.
    pub keys: Option<&'static TypeShape>,
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
            twice_optional: false,
            integers: (i128::MIN, i128::MAX),
            zero: true,
            variants: None,
            characters: (0, u64::MAX),
            schema: None,
            prefix: &[],
            items: None,
            counts: (0, u64::MAX),
            unique: false,
            keys: None,
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

    /// A type that holds arrays with an item of each of these shapes, in this order: a tuple.
    pub const fn tuple(prefix: &'static [&'static TypeShape]) -> Self {
        Self {
            prefix,
            counts: (prefix.len() as u64, prefix.len() as u64),
            ..Self::of(Types::ARRAY)
        }
    }

    /// A type that holds arrays of items of one shape.
    pub const fn array(items: &'static TypeShape) -> Self {
        Self {
            items: Some(items),
            ..Self::of(Types::ARRAY)
        }
    }

    /// A type that holds objects of any members: a map.
    pub const fn map(keys: &'static TypeShape, values: &'static TypeShape) -> Self {
        Self {
            keys: Some(keys),
            values: Some(values),
            ..Self::of(Types::OBJECT)
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

    /// The same in an `Option`.
    #[must_use]
    pub const fn or_null(self) -> Self {
        Self {
            optional: true,
            twice_optional: self.optional,
            ..self
        }
    }

    /// Whether it is the same as another shape, if both are of plain types, or of arrays of these.
    const fn is_same(&self, other: &Self) -> bool {
        let same_items = match (self.items, other.items) {
            (None, None) => true,
            (Some(items), Some(others)) => items.is_same(others),
            _ => false,
        };
        same_items
            && self.is_plain()
            && other.is_plain()
            && self.types.0 == other.types.0
            && self.optional == other.optional
            && self.twice_optional == other.twice_optional
            && self.integers.0 == other.integers.0
            && self.integers.1 == other.integers.1
            && self.zero == other.zero
            && self.characters.0 == other.characters.0
            && self.characters.1 == other.characters.1
            && self.counts.0 == other.counts.0
            && self.counts.1 == other.counts.1
            && self.unique == other.unique
    }

    /// Whether it lists nothing, and was checked against no schema.
    const fn is_plain(&self) -> bool {
        self.variants.is_none()
            && self.schema.is_none()
            && self.prefix.is_empty()
            && self.keys.is_none()
            && self.values.is_none()
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
        // Mostly there is no need to count.
        if self.characters.0 > 0 || self.characters.1 < u64::MAX {
            let characters = words::count_characters(text);
            if characters < self.characters.0 || self.characters.1 < characters {
                return false;
            }
        }
        match self.variants {
            None => true,
            Some(variants) => words::has(variants, text),
        }
    }

    /// Whether the type was checked against another schema than the one of that name. Types that
    /// were checked against none are taken at their word.
    pub const fn is_of_other_schema(&self, schema: &str) -> bool {
        match self.schema {
            None => false,
            Some(own) => !words::same(own, schema),
        }
    }

    /// Whether each string that the type holds is among these.
    pub const fn holds_only(&self, allowed: &[&str]) -> bool {
        let Some(variants) = self.variants else {
            return true;
        };
        let mut index = 0;
        while index < variants.len() {
            if !words::has(allowed, variants[index]) {
                return false;
            }
            index += 1;
        }
        true
    }
}

/// The members that a type reads of an object that it shares with other types.
///
/// ```
/// use vouchsafe_core::shape::{Member, Members, Shape, TypeShape};
/// use vouchsafe_core::program::Types;
///
/// struct Paging;
///
/// impl Shape for Paging {
///     const SHAPE: TypeShape = TypeShape::of(Types::OBJECT);
///     const MEMBERS: Members = Members::named(&[Member::of("offset", &Option::<u32>::SHAPE)]);
/// }
/// assert!(Paging::MEMBERS.has("offset"));
/// assert!(!Paging::MEMBERS.has("limit"));
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Members {
    /// Those that it names.
    pub named: &'static [Member],
    /// The names of more, of which the same is said in lists: one literal takes the compiler less than many.
    names: &'static [&'static str],
    /// Their shapes, each once.
    shapes: &'static [TypeShape],
    /// For each name the index of its shape in two bytes, the lower one first, and whether it may be absent without
    /// being an `Option`: 1 or 0.
    facts: &'static [u8],
    /// Those of the types that are flattened into it.
    pub flattened: &'static [Members],
    /// The shape of all others, where it takes these: a map.
    pub others: Option<&'static TypeShape>,
    /// All of them may be absent at once, whatever they say themselves: an `Option`.
    pub optional: bool,
    /// Nobody knows them.
    pub unknown: bool,
}

/// A member that a type reads.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// What its value may be.
    pub shape: &'static TypeShape,
    /// It may be absent without being an `Option`.
    pub default: bool,
}

impl Member {
    /// A member of that name.
    pub const fn of(name: &'static str, shape: &'static TypeShape) -> Self {
        Self {
            name,
            shape,
            default: false,
        }
    }

    /// The same, which may be absent.
    #[must_use]
    pub const fn or_default(self) -> Self {
        Self {
            default: true,
            ..self
        }
    }
}

impl Members {
    /// Nobody knows which.
    pub const UNKNOWN: Self = Self {
        unknown: true,
        ..Self::NONE
    };

    /// No members.
    pub const NONE: Self = Self {
        named: &[],
        names: &[],
        shapes: &[],
        facts: &[],
        flattened: &[],
        others: None,
        optional: false,
        unknown: false,
    };

    /// These members.
    pub const fn named(named: &'static [Member]) -> Self {
        Self {
            named,
            ..Self::NONE
        }
    }

    /// Members of these names. For each there are three bytes: which of the shapes it has, the lower byte first, and
    /// 1 where it may be absent without being an `Option`.
    #[doc(hidden)]
    pub const fn listed(
        names: &'static [&'static str],
        shapes: &'static [TypeShape],
        facts: &'static [u8],
    ) -> Self {
        Self {
            names,
            shapes,
            facts,
            ..Self::NONE
        }
    }

    /// The number of members that it names itself.
    const fn len(&self) -> usize {
        self.named.len() + self.names.len()
    }

    /// One of them.
    const fn at(&self, index: usize) -> Member {
        if index < self.named.len() {
            return self.named[index];
        }
        let index = index - self.named.len();
        let shape = self.facts[3 * index] as usize | (self.facts[3 * index + 1] as usize) << 8;
        Member {
            name: self.names[index],
            shape: &self.shapes[shape],
            default: self.facts[3 * index + 2] > 0,
        }
    }

    /// These, and those of types that are flattened.
    #[must_use]
    pub const fn and_flattened(self, flattened: &'static [Members]) -> Self {
        Self { flattened, ..self }
    }

    /// Every member, each of that shape: a map.
    pub const fn all(others: &'static TypeShape) -> Self {
        Self {
            others: Some(others),
            ..Self::NONE
        }
    }

    /// The same in an `Option`.
    #[must_use]
    pub const fn or_none(self) -> Self {
        Self {
            optional: true,
            ..self
        }
    }

    /// Whether it has a member of that name, by name.
    pub const fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Whether it takes members whose names it does not know.
    pub const fn has_others(&self) -> bool {
        let mut found = self.unknown || self.others.is_some();
        let mut index = 0;
        while index < self.flattened.len() {
            found |= self.flattened[index].has_others();
            index += 1;
        }
        found
    }

    /// The member of that name.
    const fn find(&self, name: &str) -> Option<Member> {
        let mut index = 0;
        while index < self.len() {
            let member = self.at(index);
            if words::same(member.name, name) {
                let default = member.default || self.optional;
                return Some(Member { default, ..member });
            }
            index += 1;
        }
        index = 0;
        while index < self.flattened.len() {
            if let Some(member) = self.flattened[index].find(name) {
                let default = member.default || self.optional;
                return Some(Member { default, ..member });
            }
            index += 1;
        }
        None
    }

    /// The shape of the members whose names it does not know, where it says so.
    const fn others(&self) -> Option<&'static TypeShape> {
        if self.others.is_some() {
            return self.others;
        }
        let mut index = 0;
        while index < self.flattened.len() {
            let others = self.flattened[index].others();
            if others.is_some() {
                return others;
            }
            index += 1;
        }
        None
    }
}
