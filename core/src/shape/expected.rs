//! What a schema admits, in constants: the other side of the comparison. The derive writes it.

use crate::program::Types;

/// What a value may be.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct Expected<'a> {
    /// The place in the schema and what it describes, as every message begins.
    pub subject: &'static str,
    /// The JSON types.
    pub types: Types,
    /// The same in words, `null` apart.
    pub kinds: &'static str,
    /// A Rust type that would do.
    pub suggested: &'static str,
    /// The integers, where no other number is admitted.
    pub integers: Option<ExpectedInteger>,
    /// The strings, where they are listed.
    pub strings: Option<ExpectedStrings>,
    /// The least and the greatest number of characters of a string.
    pub characters: (u64, u64),
    /// The name of the schema.
    pub schema: &'static str,
    /// The items of an array.
    pub items: Option<&'a ExpectedItems<'a>>,
    /// The members of an object, as a map must hold them.
    pub object: Option<&'a ExpectedObject<'a>>,
}

impl Expected<'_> {
    /// Anything at all.
    pub const ANYTHING: Self = Self {
        subject: "",
        types: Types::ALL,
        kinds: "anything",
        suggested: "serde_json::Value",
        integers: None,
        strings: None,
        characters: (0, u64::MAX),
        schema: "",
        items: None,
        object: None,
    };
}

/// Which integers a value may be.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct ExpectedInteger {
    /// The least.
    pub min: Option<i128>,
    /// The greatest.
    pub max: Option<i128>,
    /// Whether 0 is among them.
    pub zero: bool,
    /// The range in words.
    pub words: &'static str,
    /// The smallest type that holds it.
    pub fits: &'static str,
}

/// Which strings a value may be.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct ExpectedStrings {
    /// All of them.
    pub all: &'static [&'static str],
    /// The same in words.
    pub words: &'static str,
}

/// What the items of an array may be.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct ExpectedItems<'a> {
    /// The first ones, where they have schemas of their own.
    pub prefix: &'a [Expected<'a>],
    /// All others, where there may be others.
    pub others: Option<&'a Expected<'a>>,
    /// The least and the greatest number of items.
    pub counts: (u64, u64),
    /// The same in words.
    pub words: &'static str,
    /// No two are equal.
    pub unique: bool,
}

/// What the members of an object may be.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct ExpectedObject<'a> {
    /// Their names.
    pub names: Expected<'a>,
    /// Their values, where there may be some.
    pub values: Option<Expected<'a>>,
}

/// A member that a schema names.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct ExpectedMember<'a> {
    /// Its name.
    pub name: &'static str,
    /// It is always there.
    pub required: bool,
    /// Its value.
    pub value: Expected<'a>,
    /// What is said where no field takes it.
    pub missing: &'static str,
}
