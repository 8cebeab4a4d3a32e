//! Classes: `[…]`, with the halves of surrogate pairs that are in them.

use std::fmt::Write as _;

use super::{Escape, PatternError, Target, Texts, Translator, error};
use crate::program::STAND_INS;

impl Translator<'_> {
    /// A class, after its `[`.
    pub(super) fn class(&mut self, at: usize) -> Result<(), PatternError> {
        let negated = self.chars.next_if(|(_, next)| *next == '^').is_some();
        let mut set = String::new();
        // Halves of surrogate pairs are no characters; they are matched as bytes beside the class.
        let mut surrogates: Vec<(u32, u32)> = Vec::new();
        loop {
            let Some((item_at, character)) = self.chars.next() else {
                return Err(error(at, "this `[` is not closed"));
            };
            if character == ']' {
                break;
            }
            let low = match self.class_atom(item_at, character)? {
                Escape::Set(inner) => {
                    set.push_str(&inner);
                    continue;
                }
                Escape::Point(point) => point,
            };
            let mut ahead = self.chars.clone();
            let is_range = ahead.next().map(|(_, c)| c) == Some('-')
                && ahead.next().is_some_and(|(_, c)| c != ']');
            let high = if is_range {
                self.chars.next();
                let (high_at, character) = self.chars.next().unwrap_or((item_at, ']'));
                match self.class_atom(high_at, character)? {
                    Escape::Point(high) if high < low => {
                        return Err(error(item_at, "this range ends before it begins"));
                    }
                    Escape::Point(high) => high,
                    Escape::Set(_) => {
                        return Err(error(high_at, "a range must end with a single character"));
                    }
                }
            } else {
                low
            };
            if let Target::Backtracking { texts, .. } = self.target {
                for (low, high) in stood_in(texts, (low, high)) {
                    push_points(&mut set, low, high);
                }
            } else {
                push_range(&mut set, &mut surrogates, low, high);
            }
        }
        match self.target {
            Target::Nothing => {}
            Target::Linear => self.close_class(negated, &set, &surrogates),
            Target::Backtracking { .. } => match (negated, set.is_empty()) {
                (false, true) => self.out.push_str(NEVER),
                (true, true) => self.out.push_str(r"[\x00-\u{10FFFF}]"),
                (false, false) => self.out.extend(["[", &set, "]"]),
                (true, false) => self.out.extend(["[^", &set, "]"]),
            },
        }
        Ok(())
    }

    fn class_atom(&mut self, at: usize, character: char) -> Result<Escape, PatternError> {
        if character != '\\' {
            return Ok(Escape::Point(character.into()));
        }
        match self.chars.next() {
            None => Err(error(at, "the pattern ends with a backslash")),
            Some((_, 'b')) => Ok(Escape::Point(0x08)),
            Some((_, escaped)) => self.class_escape(at, escaped),
        }
    }

    fn close_class(&mut self, negated: bool, set: &str, surrogates: &[(u32, u32)]) {
        let bytes = |(low, high): (u32, u32)| {
            // Point by second byte: a range of the third byte for each.
            (low >> 6..=high >> 6).map(move |second| {
                let first = if second == low >> 6 { low & 0x3F } else { 0 };
                let last = if second == high >> 6 {
                    high & 0x3F
                } else {
                    0x3F
                };
                format!(
                    r"\xED\x{:02X}[\x{:02X}-\x{:02X}]",
                    0x80 | second & 0x3F,
                    0x80 | first,
                    0x80 | last
                )
            })
        };
        let halves: Vec<String> = if negated {
            // Everything that is not in the class, halves of pairs included.
            complement(surrogates).into_iter().flat_map(bytes).collect()
        } else {
            surrogates.iter().copied().flat_map(bytes).collect()
        };
        let class = match (negated, set.is_empty()) {
            (false, true) => "[a&&b]".to_owned(),
            (true, true) => r"[\x00-\u{10FFFF}]".to_owned(),
            (false, false) => format!("[{set}]"),
            (true, false) => format!("[^{set}]"),
        };
        // Without lone surrogates in the input the second half never matches; it is left out where
        // the class says nothing about them, so that common classes stay simple.
        if surrogates.is_empty() {
            self.out.push_str(&class);
        } else {
            let _ = write!(self.out, "(?:{class}|(?-u:{}))", halves.join("|"));
        }
    }
}

const SURROGATES: (u32, u32) = (0xD800, 0xDFFF);

/// What no character is.
pub(super) const NEVER: &str = r"[^\x00-\u{10FFFF}]";

/// The characters of a range, for a library that knows no halves of surrogate pairs.
pub(super) fn stood_in(texts: Texts, (low, high): (u32, u32)) -> Vec<(u32, u32)> {
    let cut = |first: u32, last: u32| (low.max(first), high.min(last));
    let halves = cut(SURROGATES.0, SURROGATES.1);
    let by = STAND_INS - SURROGATES.0;
    let ranges = match texts {
        Texts::WellFormed => [
            cut(0, SURROGATES.0 - 1),
            cut(SURROGATES.1 + 1, 0x10_FFFF),
            (1, 0),
        ],
        // A text in which a character of that range stands for itself is not run.
        Texts::WithStandIns => [
            cut(0, SURROGATES.0 - 1),
            cut(SURROGATES.1 + 1, STAND_INS - 1),
            if halves.0 <= halves.1 {
                (halves.0 + by, halves.1 + by)
            } else {
                (1, 0)
            },
        ],
    };
    let filled = |range: &(u32, u32)| range.0 <= range.1;
    ranges.into_iter().filter(filled).collect()
}

fn push_points(set: &mut String, low: u32, high: u32) {
    let _ = write!(set, r"\u{{{low:X}}}");
    if low < high {
        let _ = write!(set, r"-\u{{{high:X}}}");
    }
}

fn push_range(set: &mut String, surrogates: &mut Vec<(u32, u32)>, low: u32, high: u32) {
    if high < SURROGATES.0 || low > SURROGATES.1 {
        return push_points(set, low, high);
    }
    if low < SURROGATES.0 {
        push_points(set, low, SURROGATES.0 - 1);
    }
    if high > SURROGATES.1 {
        push_points(set, SURROGATES.1 + 1, high);
    }
    surrogates.push((low.max(SURROGATES.0), high.min(SURROGATES.1)));
}

/// The halves of pairs that are in none of the ranges.
fn complement(ranges: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut sorted = ranges.to_vec();
    sorted.sort_unstable();
    let mut from = SURROGATES.0;
    let mut rest = Vec::new();
    for (low, high) in sorted {
        if from < low {
            rest.push((from, low - 1));
        }
        from = from.max(high + 1);
    }
    if from <= SURROGATES.1 {
        rest.push((from, SURROGATES.1));
    }
    rest
}
