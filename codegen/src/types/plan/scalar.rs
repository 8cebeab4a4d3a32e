//! Booleans, numbers and strings.

use std::collections::{HashMap, HashSet};

use vouchsafe_core::program::{Check, Types};

use super::view::{View, is_dynamic};
use super::{Hint, Planner, strings_of};
use crate::Admitted;
use crate::types::model::{Docs, Kind, Text, Type};
use crate::types::names;

/// The integer types by their names, with what they hold.
fn range(name: &str) -> (i128, i128) {
    match name {
        "u8" => (0, u8::MAX.into()),
        "i8" => (i8::MIN.into(), i8::MAX.into()),
        "u16" => (0, u16::MAX.into()),
        "i16" => (i16::MIN.into(), i16::MAX.into()),
        "u32" => (0, u32::MAX.into()),
        "i32" => (i32::MIN.into(), i32::MAX.into()),
        "u64" => (0, u64::MAX.into()),
        "i64" => (i64::MIN.into(), i64::MAX.into()),
        _ => (i128::MIN, i128::MAX),
    }
}

/// Whether a type holds all integers between bounds, as far as it goes, and no others.
fn holds_just(name: &str, low: Option<i128>, high: Option<i128>) -> bool {
    // What is larger is left to be reported, whatever type takes it.
    let is_unsigned = name == "u64" && low == Some(0) && high.is_none();
    is_unsigned || range(name) == (low.unwrap_or(i128::MIN), high.unwrap_or(i128::MAX))
}

impl<'a> Planner<'a> {
    /// The type of a Boolean.
    pub(super) fn boolean(&mut self, view: &View<'a>) -> Type {
        self.carry_type(view, Types::BOOLEAN);
        Type::Bool
    }

    /// The type of a number.
    pub(super) fn number(
        &mut self,
        view: &View<'a>,
        admitted: &Admitted,
        types: Types,
        hint: &Hint,
    ) -> Type {
        self.carry_type(view, types);
        if let Some(foreign) = self.foreign(view, Types::NUMBER) {
            return foreign;
        }
        let (low, high) = admitted.integers;
        let inner = if types.contains(Types::NUMBER) {
            if self.options.exact_numbers {
                Type::Number
            } else {
                Type::Float
            }
        } else if self.options.exact_numbers && (low.is_none() || high.is_none()) {
            Type::Number
        } else {
            if low.is_none() || high.is_none() {
                self.leave_integers(view);
            }
            Type::Integer(admitted.smallest_integer())
        };
        if let Type::Integer(name) = inner
            && holds_just(name, low, high)
            && is_bounded_only(view)
        {
            self.carry_all(view, Types::NUMBER);
            return inner;
        }
        self.checked(view, inner, Types::NUMBER, hint)
    }

    /// The type of a string.
    pub(super) fn string(&mut self, view: &View<'a>, admitted: &Admitted, hint: &Hint) -> Type {
        self.carry_type(view, Types::STRING);
        if view.is_secret() {
            return self.checked(view, Type::Secret, Types::STRING, hint);
        }
        let Some(strings) = &admitted.strings else {
            if let Some(foreign) = self.foreign(view, Types::STRING) {
                return foreign;
            }
            return self.checked(view, Type::String, Types::STRING, hint);
        };
        // In the order of the schema, where a list of it has them.
        let mut texts: Vec<String> = Vec::new();
        let mut known: HashSet<String> = HashSet::new();
        let mut listed = |text: &str| {
            if strings.contains(text) && known.insert(text.to_owned()) {
                texts.push(text.to_owned());
            }
        };
        for literal in literals(view) {
            listed(&literal);
        }
        for text in strings {
            listed(text);
        }
        if texts.is_empty() {
            return Type::String;
        }
        let named = names::distinct(texts.iter().map(|text| names::variant(text)));
        let mut docs = self.docs_of_texts(view);
        let variants = texts.into_iter().zip(named).map(|(text, name)| {
            let docs = docs.remove(&text).unwrap_or_default();
            Text {
                name,
                value: text,
                docs,
            }
        });
        let kind = Kind::Strings(variants.collect());
        self.carry_where(view, |check| {
            matches!(check, Check::Enum(_) | Check::Const(_))
        });
        self.named(view, hint, kind)
    }

    /// The type that the user has asked for, of a value that has a format.
    fn foreign(&mut self, view: &View<'a>, types: Types) -> Option<Type> {
        let parts = view.parts;
        let nodes = view.nodes.iter().map(|node| parts.node(*node));
        let formats = nodes.filter_map(|node| parts.annotation_str(node, "format"));
        let formats: Vec<String> = formats.map(str::to_owned).collect();
        let options = self.options;
        let path = formats.iter().find_map(|format| options.format(format));
        self.formats.extend(formats.iter().cloned());
        let path = path?.to_owned();
        for at in view.keywords() {
            if matches!(at.keyword.check, Check::Format(_)) {
                self.carry(at.index);
            } else if constrains(view, &at.keyword.check, types) {
                self.carry(at.index);
                self.leave(
                    &at,
                    "stays in the validator: the type that stands for the format does not ask for it",
                );
            }
        }
        Some(Type::Foreign(path))
    }

    /// What branches that stand for one string each say about it.
    fn docs_of_texts(&mut self, view: &View<'a>) -> HashMap<String, Docs> {
        let mut found = HashMap::new();
        for at in view.keywords() {
            let (Check::AnyOf(nodes) | Check::OneOf(nodes)) = at.keyword.check else {
                continue;
            };
            let mut all = true;
            for branch in view.parts.run(nodes) {
                let own = View::new(view.parts, &[*branch]);
                match &own.admitted().strings {
                    Some(strings) if strings.len() == 1 => {
                        for text in strings {
                            let docs = || Self::docs(view.parts, &[*branch]);
                            found.entry(text.clone()).or_insert_with(docs);
                        }
                    }
                    _ => all = false,
                }
            }
            if all {
                self.carry(at.index);
            }
        }
        found
    }

    /// A scalar, in a newtype if more is asked of it than its type says.
    fn checked(&mut self, view: &View<'a>, inner: Type, types: Types, hint: &Hint) -> Type {
        let is_constrained = view
            .keywords()
            .any(|at| constrains(view, &at.keyword.check, types));
        // One that depends on who refers to it cannot be checked alone.
        if !is_constrained || is_dynamic(view.parts, &view.seeds) {
            return inner;
        }
        self.carry_all(view, types);
        self.named(view, hint, Kind::Newtype(inner))
    }
}

/// Whether a keyword asks more of values of these types than to be of some type.
fn constrains(view: &View<'_>, check: &Check, types: Types) -> bool {
    match check {
        Check::Type(_) | Check::Ref(_) | Check::AllOf(_) | Check::MinLength(0) => false,
        Check::AnyOf(nodes) | Check::OneOf(nodes) => {
            // `null`, and nothing that is not in the view already.
            let branches = view.branches(*nodes, types);
            !matches!(&branches[..], [(branch, _)] if view.nodes.contains(branch))
        }
        check => check
            .concerns()
            .is_none_or(|concerned| !concerned.intersection(types).is_empty()),
    }
}

/// Whether bounds are all that is said of a number.
fn is_bounded_only(view: &View<'_>) -> bool {
    view.keywords().all(|at| {
        let check = &at.keyword.check;
        let is_bound = matches!(
            check,
            Check::Minimum(_)
                | Check::Maximum(_)
                | Check::ExclusiveMinimum(_)
                | Check::ExclusiveMaximum(_)
        );
        is_bound || !constrains(view, check, Types::NUMBER)
    })
}

/// The strings of every list, in the order of the schema.
fn literals(view: &View<'_>) -> Vec<String> {
    let mut texts = Vec::new();
    let mut todo: Vec<_> = view.nodes.iter().rev().copied().collect();
    let mut seen = HashSet::new();
    while let Some(node) = todo.pop() {
        if !seen.insert(node) {
            continue;
        }
        for keyword in view.parts.run(view.parts.node(node).keywords) {
            match keyword.check {
                Check::Enum(values) | Check::Const(values) => {
                    texts.extend(strings_of(view.parts, values));
                }
                Check::AnyOf(nodes) | Check::OneOf(nodes) => {
                    todo.extend(view.parts.run(nodes).iter().rev());
                }
                Check::Ref(node) => todo.push(node),
                _ => {}
            }
        }
    }
    texts
}
