//! What has changed, in words.

use std::fmt::Write as _;

use vouchsafe_core::program::{Check, Number, Parts};

use super::difference::{Detail, Step};
use super::side::{Demand, Side};

/// What is put into words.
pub(super) struct Said<'a> {
    pub(super) path: &'a [Step],
    pub(super) detail: &'a Detail,
    pub(super) old: (&'a Side<'a>, Option<Demand>),
    pub(super) new: (&'a Side<'a>, Option<Demand>),
    /// Whether something may be refused now that was not.
    pub(super) narrows: bool,
    /// Where one side alone has the keyword: what puts schemas together on the other side, one of which has it.
    pub(super) moved: Option<&'a str>,
}

/// A place in a value, as people write it: `task.topics[].name`; empty for the whole.
pub(super) fn place(path: &[Step]) -> String {
    let mut place = String::new();
    for step in path {
        let is_item = matches!(step, Step::Item(_) | Step::AnyItem(_));
        let dot = if place.is_empty() || is_item { "" } else { "." };
        // Nothing that is written to a text fails.
        let _ = match step {
            Step::Item(index) => write!(place, "[{index}]"),
            Step::AnyItem(_) => write!(place, "[]"),
            Step::Member(name) => write!(place, "{dot}{name}"),
            Step::Matching(_, source) => write!(place, "{dot}/{source}/"),
            Step::Name => write!(place, "{dot}(name)"),
            Step::AnyMember => write!(place, "{dot}*"),
        };
    }
    place
}

impl Said<'_> {
    pub(super) fn words(&self) -> String {
        let both = (self.old.1, self.new.1);
        let check = both.1.or(both.0).map(|demand| demand.check);
        match (check, self.detail) {
            (Some(Check::Required(_)), Detail::Member(name)) => {
                let member = self.member(name);
                if self.narrows {
                    format!("`{member}` became required")
                } else {
                    format!("`{member}` is no longer required")
                }
            }
            (Some(Check::Properties(_)), Detail::Member(name)) => {
                let member = self.member(name);
                if self.narrows {
                    format!("`{member}` is forbidden now")
                } else {
                    format!("`{member}` is no longer forbidden")
                }
            }
            (
                Some(Check::AdditionalProperties { .. } | Check::UnevaluatedProperties(_)),
                Detail::Member(name),
            ) => {
                let member = self.member(name);
                if self.narrows {
                    format!(
                        "`{member}` was removed, and members that are not described are refused"
                    )
                } else {
                    format!("`{member}` was added")
                }
            }
            (_, Detail::Schema) => {
                let place = place(self.path);
                if self.narrows {
                    format!("`{place}` could be anything, and is limited now")
                } else {
                    format!("`{place}` may be anything now")
                }
            }
            (_, Detail::Value(value)) => {
                let value = if self.is_secret() {
                    "a value of the secret".to_owned()
                } else {
                    format!("`{value}`")
                };
                let of = self.with(" for ");
                if self.narrows {
                    format!("{value} is no longer accepted{of}")
                } else {
                    format!("{value} is accepted{of} now")
                }
            }
            (Some(Check::AdditionalProperties { .. } | Check::UnevaluatedProperties(_)), _)
                if self.is_closing() =>
            {
                let of = self.with(" of ");
                if self.narrows {
                    format!("members{of} that are not described are refused now")
                } else {
                    format!("members{of} that are not described are accepted now")
                }
            }
            (Some(Check::Never), _) => match both {
                (_, Some(_)) => format!("nothing is accepted{} any more", self.with(" for ")),
                _ => format!("something is accepted{} now", self.with(" for ")),
            },
            (Some(Check::Type(_)), _) => self.types(),
            _ => self.keyword(),
        }
    }

    /// Whether either schema says that the value is a secret, or that members of its name are.
    fn is_secret(&self) -> bool {
        let name = match self.path.last() {
            Some(Step::Member(name)) => Some(name.as_str()),
            _ => None,
        };
        [&self.old, &self.new].into_iter().any(|(side, demand)| {
            let mut names = side.parts.secret_names.iter();
            names.any(|secret| Some(side.parts.str(secret.text)) == name)
                || demand.is_some_and(|demand| side.parts.is_secret(demand.node))
        })
    }

    fn types(&self) -> String {
        let of = self.with(" of ");
        let words = |demand: Option<Demand>| match demand.map(|demand| demand.check) {
            Some(Check::Type(types)) => Some(types.in_words()),
            _ => None,
        };
        match (words(self.old.1), words(self.new.1)) {
            // Only draft 4 looks at how an integer is written.
            (Some(old), Some(new)) if old == new && self.narrows => {
                format!("integers{of} must be written without fraction and exponent now")
            }
            (Some(old), Some(new)) if old == new => {
                format!("integers{of} may be written with a fraction or an exponent now, as `1.0`")
            }
            (Some(old), Some(new)) => format!("the type{of} went from {old} to {new}"),
            (None, Some(new)) => format!("the type{of} is limited to {new} now"),
            (Some(old), None) => format!("the type{of} is no longer limited to {old}"),
            (None, None) => format!("the type{of} was changed"),
        }
    }

    /// What becomes of a keyword, whichever it is.
    fn keyword(&self) -> String {
        let name = |(side, demand): &(&Side<'_>, Option<Demand>)| {
            let keyword = side.parts.keyword(demand.as_ref()?.keyword);
            Some(side.parts.str(keyword.name).to_owned())
        };
        let value = |(side, demand): &(&Side<'_>, Option<Demand>)| {
            demand
                .as_ref()
                .and_then(|demand| value_of(side.parts, &demand.check))
        };
        let of = self.with(" of ");
        let check = self.new.1.or(self.old.1).map(|demand| demand.check);
        let is_union = matches!(check, Some(Check::AnyOf(_) | Check::OneOf(_)));
        let keyword = name(&self.new)
            .or_else(|| name(&self.old))
            .unwrap_or_default();
        if let Some(moved) = self.moved.filter(|_| !is_union) {
            let into = if self.old.1.is_some() {
                "into"
            } else {
                "out of"
            };
            return format!("`{keyword}`{of} moved {into} `{moved}`");
        }
        match (self.old.1.is_some(), self.new.1.is_some()) {
            (true, true) => match (value(&self.old), value(&self.new)) {
                (Some(old), Some(new)) if old != new => {
                    format!("`{keyword}`{of} went from {old} to {new}")
                }
                _ => format!("`{keyword}`{of} was changed"),
            },
            (false, _) => match value(&self.new).filter(|_| !is_union) {
                Some(new) => format!("`{keyword}` {new}{of} was added"),
                None => format!("`{keyword}`{of} was added"),
            },
            (true, false) => match value(&self.old).filter(|_| !is_union) {
                Some(old) => format!("`{keyword}` {old}{of} was removed"),
                None => format!("`{keyword}`{of} was removed"),
            },
        }
    }

    /// The place, with a word before it; nothing for the whole value.
    fn with(&self, before: &str) -> String {
        let place = place(self.path);
        if place.is_empty() {
            place
        } else {
            format!("{before}`{place}`")
        }
    }

    fn member(&self, name: &str) -> String {
        let path = [self.path, &[Step::Member(name.to_owned())]].concat();
        place(&path)
    }

    /// Whether what is said of further members is that there may be none.
    fn is_closing(&self) -> bool {
        let is_never = |(side, demand): &(&Side<'_>, Option<Demand>)| {
            demand.as_ref().is_some_and(|demand| match demand.check {
                Check::AdditionalProperties { node, .. } | Check::UnevaluatedProperties(node) => {
                    side.parts.is_never(node)
                }
                _ => false,
            })
        };
        is_never(&self.old) || is_never(&self.new)
    }
}

/// The value of a keyword that has one to show.
fn value_of(parts: &Parts, check: &Check) -> Option<String> {
    let number = |number: Number| Some(parts.str(number.text).to_owned());
    match *check {
        Check::MultipleOf(value)
        | Check::Minimum(value)
        | Check::Maximum(value)
        | Check::ExclusiveMinimum(value)
        | Check::ExclusiveMaximum(value) => number(value),
        Check::MinLength(count)
        | Check::MaxLength(count)
        | Check::MinItems(count)
        | Check::MaxItems(count)
        | Check::MinProperties(count)
        | Check::MaxProperties(count) => Some(count.to_string()),
        Check::Pattern(pattern) => {
            let source = parts.str(parts.patterns.get(pattern as usize)?.source);
            // A long one is better read where it stands.
            (source.chars().count() <= 60 && !source.contains('`')).then(|| format!("`{source}`"))
        }
        Check::AnyOf(branches) | Check::OneOf(branches) => {
            let plural = if branches.len == 1 { "" } else { "es" };
            Some(format!("{} branch{plural}", branches.len))
        }
        Check::Format(format) => Some(format!("`{}`", format.name())),
        _ => None,
    }
}
