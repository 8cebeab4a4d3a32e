//! Keywords that look at one value: `type`, `enum`, `const`, and those of numbers and strings.

use std::cmp::Ordering;

use super::fault::Detail;
use super::sink::Sink;
use super::{Engine, GaveUp, Place, equal};
use crate::json::{Decimal, Entry, Kind, lex};
use crate::program::{Check, Literal, Number, Run, TooCostly, Types};

impl<'r, S: Sink> Engine<'r, S> {
    #[inline]
    pub(super) fn has_type(&self, at: u32, types: Types) -> bool {
        let entry = self.document.entry(at);
        has_plainly(entry, types)
            // The digits decide whether it is an integer.
            || entry.kind == Kind::Number
                && types.contains(Types::INTEGER)
                && !types.contains(Types::AS_WRITTEN)
                && self.decimal(at).is_some_and(|number| number.is_integer())
    }

    pub(super) fn is_one_of(&mut self, place: Place<'r>, values: Run<Literal>) -> bool {
        self.is_any(values, place.at) || self.fail(place, Detail::None)
    }

    /// Whether the value at `at` equals one of the literals.
    pub(super) fn is_any(&self, values: Run<Literal>, at: u32) -> bool {
        let (parts, value) = (self.parts, self.document.value(at));
        let mut literals = parts.run(values).iter();
        let entry = self.document.entry(at);
        if entry.kind == Kind::String {
            // Most are strings.
            let text = self.document.text_of(entry);
            return literals.any(|literal| match literal {
                Literal::String(literal) => text.is_utf8(parts.bytes(*literal)),
                _ => false,
            });
        }
        literals.any(|literal| equal::literal_is(parts, literal, value))
    }

    pub(super) fn number(&mut self, place: Place<'r>) -> bool {
        self.number_holds(&place.keyword.check, place.at) || self.fail(place, Detail::None)
    }

    /// Whether the number at `at` is as a keyword of numbers demands.
    pub(super) fn number_holds(&self, check: &Check, at: u32) -> bool {
        match *check {
            Check::Minimum(bound) => self.compare(at, bound) != Ordering::Less,
            Check::Maximum(bound) => self.compare(at, bound) != Ordering::Greater,
            Check::ExclusiveMinimum(bound) => self.compare(at, bound) == Ordering::Greater,
            Check::ExclusiveMaximum(bound) => self.compare(at, bound) == Ordering::Less,
            Check::MultipleOf(divisor) => {
                let divisor = Decimal::parse(self.parts.str(divisor.text).as_bytes());
                self.decimal(at)
                    .zip(divisor)
                    .is_some_and(|(number, divisor)| number.is_multiple_of(divisor))
            }
            Check::Format(format) => self.parts.is_of_format(format, self.document.digits(at)),
            _ => true,
        }
    }

    pub(super) fn string(&mut self, place: Place<'r>) -> bool {
        self.string_holds(&place.keyword.check, place.at) || self.fail(place, Detail::None)
    }

    /// Whether the string at `at` is as a keyword of strings demands.
    pub(super) fn string_holds(&mut self, check: &Check, at: u32) -> bool {
        let text = self.document.text(at);
        match *check {
            // A code point takes 1 to 4 bytes, up to 12 when escaped: most texts need no counting.
            Check::MinLength(min) => {
                let bytes = text.raw().len() as u64;
                bytes >= min.saturating_mul(12) || bytes >= min && text.chars() as u64 >= min
            }
            Check::MaxLength(max) => text.raw().len() as u64 <= max || text.chars() as u64 <= max,
            Check::Pattern(pattern) => self.matches(pattern, at),
            // A text with half of a surrogate pair is in no format.
            Check::Format(format) => {
                let parts = self.parts;
                self.with_text(at, |text| parts.is_of_format(format, text))
            }
            Check::Content(content) => self.with_text(at, |text| content.check(text).is_ok()),
            _ => true,
        }
    }

    /// Whether a pattern matches the string or name at `at`.
    pub(super) fn matches(&mut self, pattern: u32, at: u32) -> bool {
        // Once a pattern has used up its steps nothing is decided any more, so no time is spent on it.
        if self.memory.gave_up.is_some() {
            return false;
        }
        let parts = self.parts;
        let compiled = &parts.patterns[pattern as usize];
        let mut costly = false;
        let matches = self.with_text(at, |text| {
            let matches = compiled.is_match(parts, text);
            matches.unwrap_or_else(|TooCostly| {
                costly = true;
                false
            })
        });
        if costly {
            self.memory.give_up(GaveUp::TooCostly { pattern, at });
        }
        matches
    }

    /// Hands on the text of the string or name at `at` without its escapes.
    fn with_text(&mut self, at: u32, holds: impl FnOnce(&[u8]) -> bool) -> bool {
        self.memory.with_text(self.document.text(at), holds)
    }

    fn compare(&self, at: u32, bound: Number) -> Ordering {
        let digits = self.document.digits(at);
        // Most bounds and most numbers are small integers.
        if let Some(bound) = bound.small
            && let Some(value) = lex::number(digits, 0).and_then(|number| number.small)
        {
            return value.cmp(&bound);
        }
        let bound = self.parts.bytes(bound.text);
        // Neither has leading zeros: of two natural numbers the longer one is the greater.
        if is_natural(digits) && is_natural(bound) {
            return digits
                .len()
                .cmp(&bound.len())
                .then_with(|| digits.cmp(bound));
        }
        let bound = Decimal::parse(bound);
        // Both have been scanned, so both parse.
        self.decimal(at).cmp(&bound)
    }

    fn decimal(&self, at: u32) -> Option<Decimal<'r>> {
        Decimal::parse(self.document.digits(at))
    }
}

/// Whether a value has one of the types as far as its entry tells: a number that is written with a fraction or an
/// exponent may still be an integer.
#[inline]
pub(super) const fn has_plainly(entry: &Entry, types: Types) -> bool {
    types.contains(match entry.kind {
        Kind::Number if entry.marked => Types::NUMBER,
        kind => Types::of_kind(kind),
    })
}

fn is_natural(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_digit)
}
