//! Numbers of any length that are written in hexadecimal or octal digits.

use std::fmt::Write as _;

/// The digits of a number, at least one, as decimal ones; `bits` of it are told by each: 4 by a hexadecimal digit.
pub(super) fn decimal(digits: &str, bits: u32) -> Option<String> {
    /// More of them are taken to be no number: the work grows with their square.
    const MOST: usize = 4096;
    if digits.is_empty() || digits.len() > MOST {
        return None;
    }
    // Nine decimal digits each, the last ones first.
    let mut groups: Vec<u64> = vec![0];
    for digit in digits.chars() {
        let mut carry = u64::from(digit.to_digit(1 << bits)?);
        for group in &mut groups {
            let value = (*group << bits) + carry;
            *group = value % 1_000_000_000;
            carry = value / 1_000_000_000;
        }
        if carry > 0 {
            groups.push(carry);
        }
    }
    let mut text = groups.pop()?.to_string();
    for group in groups.iter().rev() {
        let _ = write!(text, "{group:09}");
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn digits_of_any_number_are_read() {
        let cases = [
            ("ff", 4, Some("255")),
            ("777", 3, Some("511")),
            ("0000", 4, Some("0")),
            (
                "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
                4,
                Some("5444517870735015415413993718908291383295"),
            ),
            ("8", 3, None),
            ("", 4, None),
            ("-1", 4, None),
        ];
        for (digits, bits, expected) in cases {
            assert_eq!(decimal(digits, bits).as_deref(), expected, "{digits}");
        }
    }
}
