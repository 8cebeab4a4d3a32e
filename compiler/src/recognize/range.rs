//! Both bounds of a number, so that a message can name the range: `{ "minimum": 30, "maximum": 900 }`.
//!
//! A bound that only says how many bits a number has is not worth naming beside the other one.

use vouchsafe_core::program::{Check, Keyword, Node, Number, Parts, Rule};

/// The ends of the 32-bit and 64-bit integers.
const LIMITS: [&str; 6] = [
    "-9223372036854775808",
    "-2147483648",
    "2147483647",
    "4294967295",
    "9223372036854775807",
    "18446744073709551615",
];

pub(super) fn recognize(parts: &mut Parts, node: &Node, keyword: &Keyword) -> Option<Rule> {
    if !matches!(keyword.check, Check::Minimum(_) | Check::Maximum(_)) {
        return None;
    }
    let checks = parts.run(node.keywords).iter().map(|keyword| keyword.check);
    let (mut low, mut high) = (None, None);
    for check in checks {
        match check {
            Check::Minimum(bound) => low = Some(bound),
            Check::Maximum(bound) => high = Some(bound),
            _ => {}
        }
    }
    let (min, max) = (low?, high?);
    let is_limit = |number: Number| LIMITS.contains(&parts.str(number.text));
    (!is_limit(min) && !is_limit(max)).then_some(Rule::Range { min, max })
}
