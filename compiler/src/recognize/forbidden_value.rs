//! A value that is not allowed: `{ "not": { "const": ".*" } }`, or with `enum` for several.

use vouchsafe_core::program::{Check, Keyword, Node, Parts, Rule};

use super::checks;

pub(super) fn recognize(parts: &mut Parts, _node: &Node, keyword: &Keyword) -> Option<Rule> {
    let Check::Not(node) = keyword.check else {
        return None;
    };
    match checks(parts, node)[..] {
        [Check::Const(values) | Check::Enum(values)] => Some(Rule::ForbiddenValue { values }),
        _ => None,
    }
}
