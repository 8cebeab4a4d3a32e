//! Members that exclude each other, or of which one must be there.
//!
//! ```json
//! { "oneOf": [ { "required": ["a"] }, { "required": ["b"] } ] }     exactly one of
//! { "anyOf": [ { "required": ["a"] }, { "required": ["b"] } ] }     at least one of
//! { "not": { "required": ["a", "b"] } }                             exclusive
//! { "not": { "required": ["a"] } }                                  forbidden
//! ```
//!
//! Each `required` may stand with `"properties": { "a": { "minLength": 1 } }`: then `""` counts as
//! absent.

use vouchsafe_core::program::{Check, Keyword, Node, NodeId, Parts, Rule, Run, Text};

use super::{checks, presence};

pub(super) fn recognize(parts: &mut Parts, _node: &Node, keyword: &Keyword) -> Option<Rule> {
    match keyword.check {
        Check::OneOf(nodes) => {
            let (members, set) = one_member_each(parts, nodes)?;
            Some(Rule::ExactlyOneOf {
                members: parts.add(members),
                set,
            })
        }
        Check::AnyOf(nodes) => {
            let (members, set) = one_member_each(parts, nodes)?;
            Some(Rule::AtLeastOneOf {
                members: parts.add(members),
                set,
            })
        }
        Check::Not(node) => {
            let (members, set) = together(parts, node)?;
            let single = members.len() == 1;
            let members = parts.add(members);
            Some(if single {
                Rule::ForbiddenMember {
                    member: members,
                    set,
                }
            } else {
                Rule::ExclusiveMembers { members, set }
            })
        }
        _ => None,
    }
}

/// Branches that each ask for one member, all in the same sense of "there".
fn one_member_each(parts: &Parts, nodes: Run<NodeId>) -> Option<(Vec<Text>, bool)> {
    let mut members = Vec::new();
    let mut sense = None;
    for &node in parts.run(nodes) {
        let (branch, set) = presence(parts, node)?;
        let [member] = branch[..] else { return None };
        if *sense.get_or_insert(set) != set || members.contains(&member) {
            return None;
        }
        members.push(member);
    }
    Some((members, sense?)).filter(|(members, _)| members.len() > 1)
}

/// Members that are all there: in one `required`, or in one branch of `allOf` each.
fn together(parts: &Parts, node: NodeId) -> Option<(Vec<Text>, bool)> {
    match checks(parts, node)[..] {
        [Check::AllOf(nodes)] => one_member_each(parts, nodes),
        _ => presence(parts, node),
    }
}
