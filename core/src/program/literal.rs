//! Values that stand in a schema: of `const`, `enum`, bounds and annotations.

use super::{Run, Text, Types};

/// A JSON value of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "RFC 8259 names these kinds and no others"
)]
pub enum Literal {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string, unescaped.
    String(Text),
    /// An array.
    Array(Run<Literal>),
    /// An object, its members sorted by name.
    Object(Run<LiteralMember>),
}

impl Literal {
    /// The types of the value: of a number those of any, whether or not it has a fraction.
    pub const fn types(&self) -> Types {
        match self {
            Self::Null => Types::NULL,
            Self::Bool(_) => Types::BOOLEAN,
            Self::Number(_) => Types::NUMBER,
            Self::String(_) => Types::STRING,
            Self::Array(_) => Types::ARRAY,
            Self::Object(_) => Types::OBJECT,
        }
    }
}

/// A member of a literal object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct LiteralMember {
    /// The name, unescaped.
    pub name: Text,
    /// The value: a run of one.
    pub value: Run<Literal>,
}

/// A number of the schema, exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct Number {
    /// As the schema writes it.
    pub text: Text,
    /// The value, where it is an integer of at most 18 digits.
    pub small: Option<i64>,
}
