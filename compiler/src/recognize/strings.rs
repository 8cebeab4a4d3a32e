//! Patterns that restrict characters, and patterns that mean a number.
//!
//! `^[A-Za-z0-9_/-]*$` is a class of characters, `^0*(?:[0-9]{1,3}|…|7200)$` a number from 0 to 7200.

use regex_syntax::hir::{Class, Hir, HirKind, Repetition};
use vouchsafe_core::program::{CharClass, Check, Keyword, Node, Parts, Rule};

use crate::matcher::{anchored, char_class, parse, ungrouped};

pub(super) fn recognize(parts: &mut Parts, _node: &Node, keyword: &Keyword) -> Option<Rule> {
    let Check::Pattern(pattern) = keyword.check else {
        return None;
    };
    let pattern = &parts.patterns[pattern as usize];
    if let Some(class) = pattern.class() {
        let words = words(class);
        let start = u32::try_from(parts.text.len()).ok()?;
        parts.text.to_mut().push_str(&words);
        let words = vouchsafe_core::program::Text {
            start,
            len: u32::try_from(words.len()).ok()?,
        };
        return Some(Rule::CharacterClass { words, class });
    }
    let (min, max) = numeric_range(parts.str(pattern.regex))?;
    Some(Rule::NumericString { min, max })
}

/// Whether messages say in words what a regular expression asks for.
pub(crate) fn is_worded(regex: &str) -> bool {
    char_class(regex).is_some() || numeric_range(regex).is_some()
}

/// The characters of a class in words: the usual ranges, then each of the others.
fn words(class: CharClass) -> String {
    let (mut ranges, mut others) = (Vec::new(), Vec::new());
    let mut point = 0;
    while point < 128 {
        if !class.allows(point) {
            point += 1;
            continue;
        }
        let end = (point..128)
            .take_while(|next| class.allows(*next) && same_kind(point, *next))
            .last()
            .unwrap_or(point);
        let name = |point: u32| char::from_u32(point).unwrap_or(' ');
        if end >= point + 2 && name(point).is_ascii_alphanumeric() {
            ranges.push(format!("`{}-{}`", name(point), name(end)));
        } else {
            others.extend((point..=end).map(|point| match name(point) {
                ' ' => "the space".to_owned(),
                '`' => "the backtick".to_owned(),
                other if other.is_ascii_control() => format!("U+{point:04X}"),
                other => format!("`{other}`"),
            }));
        }
        point = end + 1;
    }
    // Letters before digits, as people say it.
    ranges.sort_by_key(|range| range.as_bytes().get(1).is_some_and(u8::is_ascii_digit));
    let mut items = [ranges, others].concat();
    match items.pop() {
        None => "nothing".into(),
        Some(last) if items.is_empty() => last,
        Some(last) => format!("{} and {last}", items.join(", ")),
    }
}

/// Whether two characters belong to the same range of letters or digits.
fn same_kind(left: u32, right: u32) -> bool {
    let kind = |point: u32| match char::from_u32(point) {
        Some('0'..='9') => 1,
        Some('A'..='Z') => 2,
        Some('a'..='z') => 3,
        _ => 0,
    };
    kind(left) == kind(right)
}

/// Strings of digits of one length that mean a range of numbers.
#[derive(Clone, Copy)]
struct Digits {
    length: u32,
    low: u64,
    high: u64,
}

/// The range, if a regular expression matches exactly the decimal digits (with any number of leading
/// zeros) of the numbers in it.
fn numeric_range(regex: &str) -> Option<(u64, u64)> {
    let hir = anchored(&parse(regex)?)?;
    let HirKind::Concat(parts) = hir.kind() else {
        return None;
    };
    let [zeros, rest @ ..] = &parts[..] else {
        return None;
    };
    let HirKind::Repetition(Repetition {
        min: 0,
        max: None,
        sub,
        ..
    }) = zeros.kind()
    else {
        return None;
    };
    let [
        Digits {
            length: 1,
            low: 0,
            high: 0,
        },
    ] = digits(ungrouped(sub))?[..]
    else {
        return None;
    };
    let sets = digits(&Hir::concat(rest.to_vec()))?;
    let min = sets.iter().map(|set| set.low).min()?;
    let max = sets.iter().map(|set| set.high).max()?;
    // Each number of the range must be matched in its shortest form; longer ones add zeros.
    let mut from = min;
    while from <= max {
        let length = shortest(from);
        let covering = sets
            .iter()
            .filter(|set| set.length == length && set.low <= from && from <= set.high);
        let to = covering.map(|set| set.high).max()?;
        // A set of three digits covers 7 as 007, but not as 7.
        let last_of_length = 10_u64.checked_pow(length)? - 1;
        from = to.min(last_of_length).checked_add(1)?;
    }
    Some((min, max))
}

fn shortest(number: u64) -> u32 {
    number.checked_ilog10().unwrap_or(0) + 1
}

/// The strings of digits that an expression matches; `None` if it matches anything else, or too much
/// to tell.
fn digits(hir: &Hir) -> Option<Vec<Digits>> {
    const MOST: usize = 64;
    let sets = match hir.kind() {
        HirKind::Empty => vec![Digits {
            length: 0,
            low: 0,
            high: 0,
        }],
        HirKind::Capture(capture) => digits(&capture.sub)?,
        HirKind::Literal(literal) => {
            let digit = |byte: &u8| {
                byte.is_ascii_digit().then(|| Digits {
                    length: 1,
                    low: (byte - b'0').into(),
                    high: (byte - b'0').into(),
                })
            };
            let each: Option<Vec<Digits>> = literal.0.iter().map(digit).collect();
            each?.into_iter().try_fold(
                vec![Digits {
                    length: 0,
                    low: 0,
                    high: 0,
                }],
                |left, right| join(&left, &[right]),
            )?
        }
        HirKind::Class(Class::Unicode(class)) => {
            let range = |range: &regex_syntax::hir::ClassUnicodeRange| {
                let (low, high) = (range.start().to_digit(10)?, range.end().to_digit(10)?);
                Some(Digits {
                    length: 1,
                    low: low.into(),
                    high: high.into(),
                })
            };
            class.ranges().iter().map(range).collect::<Option<_>>()?
        }
        HirKind::Class(Class::Bytes(class)) => {
            let digit = |byte: u8| char::from(byte).to_digit(10);
            let range = |range: &regex_syntax::hir::ClassBytesRange| {
                Some(Digits {
                    length: 1,
                    low: digit(range.start())?.into(),
                    high: digit(range.end())?.into(),
                })
            };
            class.ranges().iter().map(range).collect::<Option<_>>()?
        }
        HirKind::Repetition(Repetition {
            min,
            max: Some(max),
            sub,
            ..
        }) if *max <= 18 => {
            let one = digits(sub)?;
            let mut power = vec![Digits {
                length: 0,
                low: 0,
                high: 0,
            }];
            let mut all = Vec::new();
            for count in 0..=*max {
                if count >= *min {
                    all.extend_from_slice(&power);
                }
                if count < *max {
                    power = join(&power, &one)?;
                }
            }
            all
        }
        HirKind::Concat(parts) => parts.iter().try_fold(
            vec![Digits {
                length: 0,
                low: 0,
                high: 0,
            }],
            |left, part| join(&left, &digits(part)?),
        )?,
        HirKind::Alternation(parts) => {
            let each: Option<Vec<Vec<Digits>>> = parts.iter().map(digits).collect();
            each?.concat()
        }
        _ => return None,
    };
    (sets.len() <= MOST).then_some(sets)
}

/// Every string of the left followed by every string of the right, where these are again ranges.
fn join(left: &[Digits], right: &[Digits]) -> Option<Vec<Digits>> {
    let mut sets = Vec::new();
    for a in left {
        for b in right {
            let shift = 10_u64.checked_pow(b.length)?;
            let whole = b.low == 0 && b.high == shift - 1;
            if a.low != a.high && !whole {
                return None;
            }
            let (low, high) = (
                a.low.checked_mul(shift)?.checked_add(b.low)?,
                a.high.checked_mul(shift)?.checked_add(b.high)?,
            );
            sets.push(Digits {
                length: a.length + b.length,
                low,
                high,
            });
        }
    }
    (sets.len() <= 64).then_some(sets)
}

#[cfg(test)]
mod tests {
    use vouchsafe_core::ecma::translate;

    use super::{numeric_range, words};
    use crate::matcher::char_class;

    #[test]
    fn classes_are_told_in_words() {
        for (pattern, expected) in [
            (
                "^[A-Za-z0-9_/-]*$",
                Some("`A-Z`, `a-z`, `0-9`, `-`, `/` and `_`"),
            ),
            ("^[0-9a-f]{32}$", Some("`a-f` and `0-9`")),
            (r"^\w+$", Some("`A-Z`, `a-z`, `0-9` and `_`")),
            ("^[ab ]*$", Some("the space, `a` and `b`")),
            ("^[a-zé]*$", None),
            ("[a-z]*$", None),
            ("^a[a-z]*$", None),
            ("^[^a]*$", None),
        ] {
            let class = char_class(&translate(pattern).unwrap());
            assert_eq!(class.map(words).as_deref(), expected, "{pattern}");
        }
    }

    #[test]
    fn numbers_are_recognised_exactly() {
        for (pattern, expected) in [
            (
                "^0*(?:[0-9]{1,3}|[1-6][0-9]{3}|7[01][0-9]{2}|7200)$",
                Some((0, 7200)),
            ),
            ("^0*([1-9]|10)$", Some((1, 10))),
            ("^0*[0-9]$", Some((0, 9))),
            // `7` is missing, `08` would be wrong, without `0*` zeros are not allowed, no bound.
            ("^0*(?:[0-6]|[89]|1[0-9])$", None),
            ("^0*(?:[0-9]{3})$", None),
            ("^[0-9]{1,3}$", None),
            ("^0*[0-9]+$", None),
        ] {
            assert_eq!(
                numeric_range(&translate(pattern).unwrap()),
                expected,
                "{pattern}"
            );
        }
    }
}
