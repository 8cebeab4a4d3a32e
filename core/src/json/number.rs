//! Numbers compared by their digits: exact at any size, with nothing rounded.

use std::cmp::Ordering;

/// A JSON number as the input has it, taken apart: ±0.*digits* × 10^*magnitude*.
///
/// The digits have neither leading nor trailing zeros, so equal numbers have equal parts, whether
/// they are written `300`, `300.0` or `3e2`.
///
/// ```
/// use vouchsafe_core::json::Decimal;
///
/// let number = |text: &'static str| Decimal::parse(text.as_bytes()).unwrap();
/// assert_eq!(number("3e2"), number("300.0"));
/// assert!(number("9007199254740993") > number("9007199254740992"));
/// assert!(number("1e400").is_integer() && !number("1e-400").is_integer());
/// assert!(number("0.3").is_multiple_of(number("0.1")));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Decimal<'a> {
    negative: bool,
    /// The significant digits: those of the integer part, then those of the fraction.
    head: &'a [u8],
    tail: &'a [u8],
    /// Where the decimal point stands, counted from before the first significant digit.
    magnitude: i64,
}

impl<'a> Decimal<'a> {
    /// Takes a number apart; `None` if `text` is no JSON number (RFC 8259, section 6).
    pub fn parse(text: &'a [u8]) -> Option<Self> {
        let (negative, text) = match text {
            [b'-', rest @ ..] => (true, rest),
            _ => (false, text),
        };
        let (mut head, text) = split_digits(text);
        let (mut tail, text) = match text {
            [b'.', rest @ ..] if rest.first().is_some_and(u8::is_ascii_digit) => split_digits(rest),
            _ => (&[][..], text),
        };
        let exponent = match text {
            [] => 0,
            [b'e' | b'E', rest @ ..] => parse_exponent(rest)?,
            _ => return None,
        };
        if head.is_empty() || head.len() > 1 && head[0] == b'0' {
            return None;
        }
        head = trim_start(head);
        let mut magnitude = i64::try_from(head.len()).ok()?;
        if head.is_empty() {
            let trimmed = trim_start(tail);
            magnitude = -i64::try_from(tail.len() - trimmed.len()).ok()?;
            tail = trimmed;
        }
        tail = trim_end(tail);
        if tail.is_empty() {
            head = trim_end(head);
        }
        if head.is_empty() && tail.is_empty() {
            return Some(Self {
                negative: false,
                head,
                tail,
                magnitude: 0,
            });
        }
        Some(Self {
            negative,
            head,
            tail,
            magnitude: magnitude.saturating_add(exponent),
        })
    }

    /// Whether this is zero, of either sign.
    pub const fn is_zero(&self) -> bool {
        self.head.is_empty() && self.tail.is_empty()
    }

    /// Whether this has no fraction, as JSON Schema's `integer` asks: `3.0` and `1e400` have none.
    pub fn is_integer(&self) -> bool {
        self.is_zero() || self.scale() >= 0
    }

    /// Whether this divided by `divisor` is an integer (`multipleOf`). Nothing is a multiple of
    /// zero but zero itself.
    pub fn is_multiple_of(&self, divisor: Decimal<'_>) -> bool {
        if self.is_zero() || divisor.is_zero() {
            return self.is_zero();
        }
        // With N the digits as an integer, self / divisor = N·10^shift / D. For a negative shift,
        // 10^-shift would have to divide N, which has no trailing zero.
        let Ok(shift) = u64::try_from(self.scale().saturating_sub(divisor.scale())) else {
            return false;
        };
        // D has fewer than 4 factors of 2 or 5 for each digit, so more zeros than that change nothing.
        let zeros = usize::try_from(shift)
            .unwrap_or(usize::MAX)
            .min(4 * divisor.len());
        let dividend = self.digits().chain(std::iter::repeat_n(0, zeros));
        if divisor.len() <= 18 {
            let modulus = divisor
                .digits()
                .fold(0, |value, digit| value * 10 + u64::from(digit));
            // Ten times what is less than 10^18, and a digit, fit into 64 bits.
            dividend.fold(0, |rest, digit| (rest * 10 + u64::from(digit)) % modulus) == 0
        } else {
            leaves_nothing(dividend, divisor.digits())
        }
    }

    /// The value, if it is an integer that an `i128` holds.
    pub fn to_i128(&self) -> Option<i128> {
        let size = self.absolute()?;
        if self.negative {
            0_i128.checked_sub_unsigned(size)
        } else {
            0_i128.checked_add_unsigned(size)
        }
    }

    /// The value if it is an integer in the range of `u128`.
    ///
    /// ```
    /// use vouchsafe_core::json::Decimal;
    ///
    /// assert_eq!(Decimal::parse(b"3.4e38").unwrap().to_u128(), Some(34 * 10_u128.pow(37)));
    /// assert_eq!(Decimal::parse(b"-1").unwrap().to_u128(), None);
    /// ```
    pub fn to_u128(&self) -> Option<u128> {
        self.absolute().filter(|size| !self.negative || *size == 0)
    }

    /// The value without its sign, if it is an integer that a `u128` holds.
    fn absolute(&self) -> Option<u128> {
        if !self.is_integer() || self.magnitude > 39 {
            return None;
        }
        let zeros = usize::try_from(self.scale().max(0)).ok()?;
        let digits = self.digits().chain(std::iter::repeat_n(0, zeros));
        let mut value = 0_u128;
        for digit in digits {
            value = value.checked_mul(10)?.checked_add(digit.into())?;
        }
        Some(value)
    }

    /// The one way to write the number that all equal numbers share: digits without zeros at their ends, and the power of
    /// ten that the last of them counts.
    ///
    /// ```
    /// use vouchsafe_core::json::Decimal;
    ///
    /// let number = Decimal::parse(b"300.0").unwrap();
    /// assert_eq!(number.canonical(), "3e2");
    /// ```
    pub fn canonical(&self) -> String {
        if self.is_zero() {
            return "0".to_owned();
        }
        let sign = if self.negative { "-" } else { "" };
        let digits: String = self
            .digits()
            .map(|digit| char::from(b'0' + digit))
            .collect();
        format!("{sign}{digits}e{}", self.scale())
    }

    /// Feeds what makes two equal numbers equal to a hash.
    pub(crate) fn hash_into(&self, mut feed: impl FnMut(u8)) {
        feed(u8::from(self.negative));
        self.digits().for_each(&mut feed);
        self.magnitude.to_le_bytes().into_iter().for_each(feed);
    }

    /// The power of ten that the last significant digit counts.
    fn scale(&self) -> i64 {
        self.magnitude
            .saturating_sub(i64::try_from(self.len()).unwrap_or(i64::MAX))
    }

    fn len(&self) -> usize {
        self.head.len() + self.tail.len()
    }

    fn digits(&self) -> impl Iterator<Item = u8> {
        self.head.iter().chain(self.tail).map(|digit| digit - b'0')
    }
}

impl PartialEq for Decimal<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal<'_> {}

impl PartialOrd for Decimal<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |number: &Self| match (number.is_zero(), number.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        sign(self).cmp(&sign(other)).then_with(|| {
            let size = self.magnitude.cmp(&other.magnitude);
            let size = size.then_with(|| self.digits().cmp(other.digits()));
            if self.negative { size.reverse() } else { size }
        })
    }
}

fn split_digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text
        .iter()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at(end)
}

/// An exponent, held within what sums of two of them and of lengths still fit.
fn parse_exponent(text: &[u8]) -> Option<i64> {
    const FAR: i64 = i64::MAX / 8;
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let size = digits.iter().fold(0_i64, |value, digit| {
        value
            .saturating_mul(10)
            .saturating_add(i64::from(digit - b'0'))
            .min(FAR)
    });
    Some(if negative { -size } else { size })
}

fn trim_start(digits: &[u8]) -> &[u8] {
    &digits[digits
        .iter()
        .position(|&digit| digit != b'0')
        .unwrap_or(digits.len())..]
}

fn trim_end(digits: &[u8]) -> &[u8] {
    &digits[..digits
        .iter()
        .rposition(|&digit| digit != b'0')
        .map_or(0, |last| last + 1)]
}

/// How many decimal digits one step of a long division takes: a power of ten of as many fits into 64 bits.
const AT_ONCE: usize = 19;

/// The digits in groups that one step takes, each as a number with the power of ten to go before it.
fn groups(mut digits: impl Iterator<Item = u8>) -> impl Iterator<Item = (u64, u64)> {
    std::iter::from_fn(move || {
        let group = digits.by_ref().take(AT_ONCE);
        let (value, power) = group.fold((0, 1), |(value, power): (u64, u64), digit| {
            (value * 10 + u64::from(digit), power.wrapping_mul(10))
        });
        (power != 1).then_some((value, power))
    })
}

/// `number * factor + more`, the least significant 64 bits first; returns what does not fit.
fn multiply_and_add(number: &mut [u64], factor: u64, more: u128) -> u64 {
    let mut carry = more;
    for part in number {
        // The most that it can be: (2^64 - 1)^2 and two times 2^64 - 1.
        let low = u128::from(*part) * u128::from(factor) + (carry & u128::from(u64::MAX));
        *part = low_half(low);
        carry = (carry >> 64) + (low >> 64);
    }
    low_half(carry)
}

/// The lower 64 bits.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the rest is the other half"
)]
const fn low_half(value: u128) -> u64 {
    value as u64
}

/// Whether a number of decimal digits is a multiple of one that no machine word holds: a long division by 64 bits at
/// once, of which only the rest is kept.
fn leaves_nothing(dividend: impl Iterator<Item = u8>, divisor: impl Iterator<Item = u8>) -> bool {
    let mut modulus: Vec<u64> = Vec::new();
    for (value, power) in groups(divisor) {
        let over = multiply_and_add(&mut modulus, power, value.into());
        if over > 0 {
            modulus.push(over);
        }
    }
    // With the highest bit set, the quotient of the highest parts is at most two more than that of the numbers (Knuth,
    // The Art of Computer Programming, section 4.3.1). The dividend is shifted alike.
    let Some(shift) = modulus.last().map(|highest| highest.leading_zeros()) else {
        return false;
    };
    multiply_and_add(&mut modulus, 1 << shift, 0);
    let highest = u128::from(modulus[modulus.len() - 1]);
    let mut rest = vec![0; modulus.len() + 1];
    for (value, power) in groups(dividend) {
        multiply_and_add(&mut rest, power, u128::from(value) << shift);
        let top = u128::from(rest[modulus.len()]) << 64 | u128::from(rest[modulus.len() - 1]);
        let guess = u64::try_from(top / highest).unwrap_or(u64::MAX);
        let mut is_negative = subtract(&mut rest, &modulus, guess);
        while is_negative {
            is_negative = !add(&mut rest, &modulus);
        }
    }
    rest.iter().all(|part| *part == 0)
}

/// Subtracts a multiple; returns whether the result is negative, of which the parts are then the complement.
fn subtract(rest: &mut [u64], modulus: &[u64], factor: u64) -> bool {
    let mut carry = 0_u128;
    let (last, parts) = rest
        .split_last_mut()
        .map_or((None, &mut [][..]), |(last, parts)| (Some(last), parts));
    for (part, of_modulus) in parts.iter_mut().zip(modulus) {
        let product = u128::from(*of_modulus) * u128::from(factor) + carry;
        let (less, borrows) = part.overflowing_sub(low_half(product));
        *part = less;
        carry = (product >> 64) + u128::from(borrows);
    }
    last.is_some_and(|last| {
        let (less, borrows) = last.overflowing_sub(low_half(carry));
        *last = less;
        borrows
    })
}

/// Adds the modulus; returns whether that overflows, so that what was negative is so no longer.
fn add(rest: &mut [u64], modulus: &[u64]) -> bool {
    let mut carries = false;
    for (index, part) in rest.iter_mut().enumerate() {
        let more = modulus.get(index).copied().unwrap_or(0);
        let (sum, first) = part.overflowing_add(more);
        let (sum, second) = sum.overflowing_add(u64::from(carries));
        *part = sum;
        carries = first || second;
    }
    carries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal<'_> {
        Decimal::parse(text.as_bytes()).unwrap_or_else(|| panic!("{text} is a number"))
    }

    #[test]
    fn spelling_does_not_matter() {
        for (left, right) in [
            ("0", "-0"),
            ("0", "0.000"),
            ("0e5", "0E-999999999999999999999"),
            ("300", "3e2"),
            ("0.00300", "3E-3"),
            ("12.50", "125e-1"),
            ("1e400", "10e399"),
        ] {
            assert_eq!(number(left), number(right), "{left} = {right}");
        }
    }

    #[test]
    fn order_is_exact() {
        let ascending = [
            "-1e400",
            "-10",
            "-9.99",
            "-1",
            "-0.1",
            "-1e-400",
            "0",
            "1e-400",
            "0.1",
            "0.10001",
            "1",
            "1.5",
            "2",
            "9007199254740992",
            "9007199254740993",
            "1e400",
            "1.0000001e400",
            "1e999999999999999999999",
        ];
        for (at, left) in ascending.iter().enumerate() {
            for (other, right) in ascending.iter().enumerate() {
                assert_eq!(
                    number(left).cmp(&number(right)),
                    at.cmp(&other),
                    "{left} against {right}"
                );
            }
        }
    }

    #[test]
    fn multiples_are_exact() {
        for (value, divisor, expected) in [
            ("10", "5", true),
            ("10", "3", false),
            ("0", "7", true),
            ("4.5", "1.5", true),
            ("35", "1.5", false),
            ("0.0075", "0.0001", true),
            ("0.00751", "0.0001", false),
            ("1e308", "0.123456789", false),
            ("1e400", "1e399", true),
            ("1e999999999999", "7", false),
            ("1e999999999999", "8", true),
            ("12391239123", "1e-8", true),
            ("-9", "3", true),
            (
                "340282366920938463463374607431768211456",
                "18446744073709551616",
                true,
            ),
            (
                "340282366920938463463374607431768211457",
                "18446744073709551616",
                false,
            ),
            ("1e50", "100000000000000000000", true),
            ("1e50", "100000000000000000001", false),
        ] {
            assert_eq!(
                number(value).is_multiple_of(number(divisor)),
                expected,
                "{value} / {divisor}"
            );
        }
    }

    /// The product of two numbers of decimal digits, by hand.
    fn product(left: &[u8], right: &[u8]) -> Vec<u8> {
        let mut product = vec![0_u32; left.len() + right.len()];
        for (at, digit) in left.iter().rev().enumerate() {
            for (by, other) in right.iter().rev().enumerate() {
                product[at + by] += u32::from(*digit) * u32::from(*other);
                product[at + by + 1] += product[at + by] / 10;
                product[at + by] %= 10;
            }
        }
        let digits = product
            .iter()
            .rev()
            .map(|digit| u8::try_from(*digit).unwrap());
        digits.skip_while(|digit| *digit == 0).collect()
    }

    #[test]
    fn long_division_agrees_with_multiplication_by_hand() {
        let mut seed = 7_u32;
        let mut random = move || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            seed >> 16
        };
        for round in 0..2_000 {
            let mut digits = |most: u32| -> Vec<u8> {
                let len = 1 + random() % most;
                // Runs of nines and of zeros are where a guessed quotient is too large.
                let kind = random() % 4;
                let digit = |place: u32| match kind {
                    0 => 9,
                    1 if place > 0 && place + 1 < len => 0,
                    _ => u8::try_from(1 + random() % 9).unwrap(),
                };
                (0..len).map(digit).collect()
            };
            let divisor: Vec<u8> = [&[1, 8, 4, 4][..], &digits(80), &[7; 16]].concat();
            let divisor = if round % 2 == 0 { digits(90) } else { divisor };
            let quotient = digits(120);
            let dividend = product(&divisor, &quotient);
            let is_multiple =
                |digits: &[u8]| leaves_nothing(digits.iter().copied(), divisor.iter().copied());
            assert!(is_multiple(&dividend), "{divisor:?} times {quotient:?}");
            let mut off_by_one = dividend.clone();
            let last = off_by_one.len() - 1;
            off_by_one[last] = if off_by_one[last] == 9 {
                8
            } else {
                off_by_one[last] + 1
            };
            let is_one = divisor.iter().rev().skip(1).all(|digit| *digit == 0)
                && divisor[divisor.len() - 1] == 1;
            assert!(
                is_one || !is_multiple(&off_by_one),
                "{divisor:?} times {quotient:?}, but one"
            );
        }
    }

    #[test]
    fn integers_are_recognised_at_any_size() {
        for text in ["0", "-0.0", "1.0", "3e2", "1e400", "1.5e1", "100e-2"] {
            assert!(number(text).is_integer(), "{text}");
        }
        for text in ["0.1", "1e-1", "1e-400", "1.55e1"] {
            assert!(!number(text).is_integer(), "{text}");
        }
        assert_eq!(number("-3e2").to_i128(), Some(-300));
        assert_eq!(
            number("170141183460469231731687303715884105727").to_i128(),
            Some(i128::MAX)
        );
        assert_eq!(
            number("-170141183460469231731687303715884105728").to_i128(),
            Some(i128::MIN)
        );
        assert_eq!(
            number("170141183460469231731687303715884105728").to_i128(),
            None
        );
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "", "-", "01", "1.", "1.e5", "+1", ".5", "1e", "1e+", "1x", "0x10", "--1",
        ] {
            assert!(Decimal::parse(text.as_bytes()).is_none(), "{text}");
        }
    }
}
