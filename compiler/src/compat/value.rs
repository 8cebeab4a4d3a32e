//! JSON values that are made up.

use std::collections::BTreeSet;
use std::fmt;

use vouchsafe_core::json::{Decimal, quoted};
use vouchsafe_core::program::{Literal, Parts, Types};

/// A value; numbers are as exact as they are written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Number(String),
    String(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// A value of a schema.
    pub(super) fn of(parts: &Parts, literal: &Literal) -> Self {
        match *literal {
            Literal::Null => Self::Null,
            Literal::Bool(value) => Self::Bool(value),
            Literal::Number(number) => Self::Number(parts.str(number.text).to_owned()),
            Literal::String(text) => Self::String(parts.str(text).to_owned()),
            Literal::Array(items) => Self::Array(
                parts
                    .run(items)
                    .iter()
                    .map(|item| Self::of(parts, item))
                    .collect(),
            ),
            Literal::Object(members) => {
                let members = parts.run(members).iter().filter_map(|member| {
                    let value = parts.run(member.value).first()?;
                    Some((parts.str(member.name).to_owned(), Self::of(parts, value)))
                });
                Self::Object(members.collect())
            }
        }
    }

    pub(super) fn integer(value: i128) -> Self {
        Self::Number(value.to_string())
    }

    pub(super) fn text(value: impl Into<String>) -> Self {
        Self::String(value.into())
    }

    /// Whether both are equal as JSON Schema has it.
    pub(super) fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(left), Self::Number(right)) => {
                Decimal::parse(left.as_bytes()) == Decimal::parse(right.as_bytes())
            }
            (Self::Array(left), Self::Array(right)) => {
                left.len() == right.len()
                    && left.iter().zip(right).all(|(left, right)| left.same(right))
            }
            (Self::Object(left), Self::Object(right)) => {
                let has = |name: &str, value: &Self| {
                    right
                        .iter()
                        .any(|(known, other)| known == name && value.same(other))
                };
                left.len() == right.len() && left.iter().all(|(name, value)| has(name, value))
            }
            _ => self == other,
        }
    }

    /// What is the same for values that are equal as JSON Schema has it, and for no others.
    pub(super) fn key(&self) -> Self {
        match self {
            Self::Number(text) => {
                let Some(number) = Decimal::parse(text.as_bytes()) else {
                    return self.clone();
                };
                Self::Number(number.canonical())
            }
            Self::Array(items) => Self::Array(items.iter().map(Self::key).collect()),
            Self::Object(members) => {
                let members = members.iter();
                let mut members: Vec<(String, Self)> = members
                    .map(|(name, value)| (name.clone(), value.key()))
                    .collect();
                members.sort();
                Self::Object(members)
            }
            _ => self.clone(),
        }
    }

    /// The keys of some values.
    pub(super) fn keys(values: &[Self]) -> BTreeSet<Self> {
        values.iter().map(Self::key).collect()
    }

    /// The least set of types that it is of.
    pub(super) fn types(&self) -> Types {
        match self {
            Self::Null => Types::NULL,
            Self::Bool(_) => Types::BOOLEAN,
            Self::Number(text) => {
                let is_integer =
                    Decimal::parse(text.as_bytes()).is_some_and(|number| number.is_integer());
                if is_integer {
                    Types::INTEGER
                } else {
                    Types::NUMBER
                }
            }
            Self::String(_) => Types::STRING,
            Self::Array(_) => Types::ARRAY,
            Self::Object(_) => Types::OBJECT,
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => value.fmt(f),
            Self::Number(text) => f.write_str(text),
            Self::String(text) => f.write_str(&quoted(text)),
            Self::Array(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    f.write_str(if index > 0 { ", " } else { "" })?;
                    item.fmt(f)?;
                }
                f.write_str("]")
            }
            Self::Object(members) => {
                f.write_str("{")?;
                for (index, (name, value)) in members.iter().enumerate() {
                    f.write_str(if index > 0 { ", " } else { "" })?;
                    write!(f, "{}: {value}", quoted(name))?;
                }
                f.write_str("}")
            }
        }
    }
}
