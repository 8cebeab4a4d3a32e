//! Which of several alternatives was meant.

use super::Scene;
use crate::engine::{Detail, Fault};
use crate::json::Kind;
use crate::program::{Check, Literal, NodeId, Rule, Types};
use crate::sort;

/// What of a failed `anyOf` or `oneOf` should be told.
pub(super) enum Meant {
    /// This branch comes closest.
    Branch(usize),
    /// This fault, which each branch finds, says it all.
    Fault(Fault),
    /// Every branch asks for another type than the value has.
    Types(Types),
    /// Every branch asks for another value of the member at which this fault is.
    Values(Vec<Literal>, Fault),
    Unclear,
}

/// Finds the branch that was meant, by the type of the value, by a tag, by distance.
pub(super) fn meant(
    scene: Scene<'_>,
    at: u32,
    rule: Option<Rule>,
    nodes: &[NodeId],
    branches: &[Vec<Fault>],
) -> Meant {
    if let Some(Rule::Nullable { branch }) = rule {
        let branch = branch as usize;
        let type_faults = types_asked(
            scene,
            at,
            branches.get(branch).map_or(&[][..], Vec::as_slice),
        );
        return match type_faults {
            Some(types) => Meant::Types(types.union(Types::NULL)),
            None => Meant::Branch(branch),
        };
    }
    if let Some(Rule::TaggedUnion { member }) = rule
        && let Some(meant) = tagged(scene, at, scene.parts.str(member), branches)
    {
        return meant;
    }
    // Branches for another type are out, unless they all are.
    let asked: Vec<Option<Types>> = branches
        .iter()
        .map(|branch| types_asked(scene, at, branch))
        .collect();
    let fitting: Vec<usize> = (0..branches.len())
        .filter(|&index| asked[index].is_none())
        .collect();
    if fitting.is_empty() {
        let all = asked
            .into_iter()
            .flatten()
            .fold(Types::default(), Types::union);
        return if all.is_empty() {
            Meant::Unclear
        } else {
            Meant::Types(all)
        };
    }
    // A branch whose fixed values are all there is the one that was chosen; then the one that knows most of
    // the members that are there; then the fewest faults count.
    let distance = |index: usize| {
        let faults = &branches[index];
        let contradicted = faults
            .iter()
            .filter(|fault| contradicts_tag(scene, at, fault));
        let node = nodes.get(index);
        Distance {
            tags: contradicted.count(),
            strangers: node.map_or(0, |node| strangers(scene, at, *node)),
            faults: faults.len(),
        }
    };
    let mut scored: Vec<(Distance, usize)> = fitting
        .iter()
        .map(|&index| (distance(index), index))
        .collect();
    sort::by(&mut scored, Ord::cmp);
    match scored[..] {
        [(_, only)] => Meant::Branch(only),
        // Among branches that the value contradicts all the same, a guess would mislead.
        [(least, first), (next, _), ..]
            if least.tags < next.tags || least < next && least.tags == 0 =>
        {
            Meant::Branch(first)
        }
        _ => Meant::Unclear,
    }
}

/// How far a value is from satisfying a branch: what weighs most comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Distance {
    /// Members that have another value than the one that the branch fixes.
    tags: usize,
    /// Members that the branch does not mention.
    strangers: usize,
    faults: usize,
}

/// How many members of the object at `at` a branch does not mention; none if it mentions no members at all.
fn strangers(scene: Scene<'_>, at: u32, branch: NodeId) -> usize {
    /// References and `allOf` are followed so far.
    const MOST_NODES: usize = 16;
    let parts = scene.parts;
    let mut nodes = vec![branch];
    let mut index = 0;
    while index < nodes.len().min(MOST_NODES) {
        let node = parts.node(nodes[index]);
        for keyword in parts.run(node.keywords) {
            match keyword.check {
                Check::Ref(target) => nodes.push(target),
                Check::AllOf(run) => nodes.extend(parts.run(run)),
                _ => {}
            }
        }
        index += 1;
    }
    let with_names = nodes[..index].iter().map(|node| parts.node(*node));
    let with_names: Vec<_> = with_names.filter(|node| !node.names.is_empty()).collect();
    if with_names.is_empty() {
        return 0;
    }
    let members = scene.document.value(at).members();
    members
        .filter(|(name, value)| {
            let hash = scene.document.entry(value.index() - 1).extra;
            let mut nodes = with_names.iter();
            !nodes.any(|node| {
                parts
                    .find_name(node, hash, |known| name.is(known))
                    .is_some()
            })
        })
        .count()
}

/// The branch that the tag of the object at `at` names; or what is wrong with the tag.
fn tagged(scene: Scene<'_>, at: u32, member: &str, branches: &[Vec<Fault>]) -> Option<Meant> {
    let object = scene.document.value(at);
    if object.kind() != Kind::Object {
        return None;
    }
    let Some(tag) = object.member(member) else {
        let is_missing = |fault: &&Fault| {
            let name = |slot| scene.parts.name(scene.parts.node(fault.node), slot);
            fault.at == at && matches!(fault.detail, Detail::Missing(slot) if name(slot) == member)
        };
        let fault = branches.first()?.iter().find(is_missing)?;
        return Some(Meant::Fault(fault.clone()));
    };
    let wanted = |fault: &Fault| {
        let check = scene.parts.keyword(fault.keyword?).check;
        match check {
            Check::Const(values) | Check::Enum(values) if fault.at == tag.index() => Some(values),
            _ => None,
        }
    };
    let refused = |branch: &Vec<Fault>| branch.iter().any(|fault| wanted(fault).is_some());
    if let Some(chosen) = branches.iter().position(|branch| !refused(branch)) {
        return Some(Meant::Branch(chosen));
    }
    let faults = branches.iter().flatten();
    let values = faults
        .clone()
        .filter_map(wanted)
        .flat_map(|values| scene.parts.run(values));
    let values = values.copied().collect();
    let fault = faults.clone().find(|fault| wanted(fault).is_some())?;
    Some(Meant::Values(values, fault.clone()))
}

/// The types that the faults of a branch ask of the value at `at`.
fn types_asked(scene: Scene<'_>, at: u32, faults: &[Fault]) -> Option<Types> {
    let asked = faults
        .iter()
        .filter(|fault| fault.at == at && fault.lint.is_none());
    let types = asked.filter_map(|fault| match scene.parts.keyword(fault.keyword?).check {
        Check::Type(types) => Some(types),
        _ => None,
    });
    types.reduce(Types::union)
}

/// Whether a fault says that a member of the value at `at` has the wrong fixed value, or is not there.
fn contradicts_tag(scene: Scene<'_>, at: u32, fault: &Fault) -> bool {
    let check = fault
        .keyword
        .map(|keyword| scene.parts.keyword(keyword).check);
    let depth_one = scene.document.entry(at).next > fault.at
        && fault.at > at
        && scene
            .document
            .value(at)
            .members()
            .any(|(_, value)| value.index() == fault.at);
    depth_one && matches!(check, Some(Check::Const(_) | Check::Enum(_)))
}
