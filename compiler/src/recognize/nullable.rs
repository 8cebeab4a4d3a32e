//! `null` or something else: `{ "anyOf": [ { "type": "null" }, … ] }`.

use vouchsafe_core::program::{Check, Keyword, Node, Parts, Rule, Types};

use super::checks;

pub(super) fn recognize(parts: &mut Parts, _node: &Node, keyword: &Keyword) -> Option<Rule> {
    let (Check::AnyOf(nodes) | Check::OneOf(nodes)) = keyword.check else {
        return None;
    };
    let [first, second] = parts.run(nodes) else {
        return None;
    };
    let is_null = |node| matches!(checks(parts, node)[..], [Check::Type(Types::NULL)]);
    match (is_null(*first), is_null(*second)) {
        (true, false) => Some(Rule::Nullable { branch: 1 }),
        (false, true) => Some(Rule::Nullable { branch: 0 }),
        _ => None,
    }
}
