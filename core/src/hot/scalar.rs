//! Strings and numbers as they are read, and the keywords that look at them alone.

use std::cmp::Ordering;

use super::names::Quoted;
use crate::json::{Decimal, JsonStr};
use crate::program::CharClass;

/// A string.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    pub(super) text: JsonStr<'a>,
    /// The offset after its closing quote.
    pub(super) end: usize,
}

impl<'a> Text<'a> {
    /// The offset after it.
    #[inline]
    pub const fn end(self) -> usize {
        self.end
    }

    /// The text between the quotes.
    pub(super) const fn inner(self) -> JsonStr<'a> {
        self.text
    }

    /// Whether it means `text`.
    #[inline(always)]
    pub fn is(self, text: &str) -> bool {
        if self.text.is_escaped() {
            return self.means(text);
        }
        self.text.raw() == text.as_bytes()
    }

    /// Whether it means one of the texts.
    pub fn is_among(self, texts: &[&str]) -> bool {
        texts.iter().any(|text| self.is(text))
    }

    /// Which of the texts it means: a bit for each.
    #[inline(never)]
    pub(super) fn which(self, texts: &'static [Quoted]) -> u64 {
        let texts = texts.iter().enumerate();
        texts.fold(0, |which, (bit, known)| {
            which | u64::from(self.is(known.name())) << bit
        })
    }

    #[cold]
    fn means(self, text: &str) -> bool {
        self.text.is(text)
    }

    /// Whether its characters are of the class, in their number, too; `None` if it has escapes.
    #[inline]
    pub(super) fn is_of_class(self, class: &Class) -> Option<bool> {
        if self.text.is_escaped() {
            return None;
        }
        let bytes = self.text.raw();
        // A byte past ASCII fails the class, so counting bytes is counting characters.
        let fits = (class.min..=class.max).contains(&bytes.len());
        // All of them: to go on costs less than to look whether to stop.
        let all = |all, byte: &u8| all & class.allowed[usize::from(*byte)];
        Some(fits && bytes.iter().fold(true, all))
    }

    /// Whether it has at least so many code points.
    #[inline]
    pub fn has_at_least(self, min: usize) -> bool {
        let bytes = self.text.raw().len();
        // A code point takes 1 to 4 bytes, up to 12 when escaped.
        bytes >= min && (min <= 1 || self.text.chars() >= min)
    }

    /// Whether it has at most so many code points.
    #[inline]
    pub fn has_at_most(self, max: usize) -> bool {
        self.text.raw().len() <= max || self.text.chars() <= max
    }
}

/// A class of characters as a table.
#[derive(Debug)]
pub struct Class {
    allowed: [bool; 256],
    min: usize,
    max: usize,
}

impl Class {
    /// The table of a class.
    pub const fn new(class: CharClass) -> Self {
        let mut allowed = [false; 256];
        let mut byte = 0;
        while byte < 128 {
            allowed[byte] = class.allowed >> byte & 1 == 1;
            byte += 1;
        }
        Self {
            allowed,
            min: class.min as usize,
            max: if class.max == u32::MAX {
                usize::MAX
            } else {
                class.max as usize
            },
        }
    }
}

/// A number.
#[derive(Debug, Clone, Copy)]
pub struct Digits<'a> {
    pub(super) written: &'a [u8],
    /// The value of a short integer.
    pub(super) small: Option<i64>,
    /// It has a fraction or an exponent.
    pub(super) marked: bool,
    /// The offset after it.
    pub(super) end: usize,
}

impl Digits<'_> {
    /// The offset after it.
    #[inline]
    pub const fn end(self) -> usize {
        self.end
    }

    /// Whether it is an integer by value.
    #[inline]
    pub fn is_integer(self) -> bool {
        !self.marked || self.decimal().is_some_and(|number| number.is_integer())
    }

    /// Whether it is written as an integer.
    #[inline]
    pub const fn is_written_as_integer(self) -> bool {
        !self.marked
    }

    /// Its order relative to `bound`, a number whose value is `integer` where it has one.
    #[inline]
    pub fn order(self, bound: &str, integer: Option<i128>) -> Ordering {
        match (self.small, integer) {
            (Some(small), Some(bound)) => i128::from(small).cmp(&bound),
            _ => self.exact_order(bound),
        }
    }

    #[cold]
    fn exact_order(self, bound: &str) -> Ordering {
        // Both have been read as numbers, so both parse.
        self.decimal().cmp(&Decimal::parse(bound.as_bytes()))
    }

    /// Whether its value is that of `number`.
    #[inline]
    pub fn is(self, number: &str, integer: Option<i128>) -> bool {
        self.order(number, integer).is_eq()
    }

    /// Whether it is a multiple of `divisor`, whose value is `integer` where it has one.
    #[inline]
    pub fn is_multiple_of(self, divisor: &str, integer: Option<i128>) -> bool {
        match (self.small, integer) {
            (Some(small), Some(divisor)) if divisor != 0 => i128::from(small) % divisor == 0,
            _ => self
                .decimal()
                .zip(Decimal::parse(divisor.as_bytes()))
                .is_some_and(|(number, divisor)| number.is_multiple_of(divisor)),
        }
    }

    fn decimal(&self) -> Option<Decimal<'_>> {
        Decimal::parse(self.written)
    }
}
