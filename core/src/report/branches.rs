//! Which of several alternatives was meant.

use super::Scene;
use super::discriminator::Discriminator;
use super::likeness::is_same_fault;
use crate::engine::{Detail, Fault};
use crate::json::Kind;
use crate::program::{Check, Literal, NodeId, Rule, Types};
use crate::sort;

/// What of a failed `anyOf` or `oneOf` should be told.
pub(super) enum Meant {
    /// This branch comes closest.
    Branch(usize),
    /// These faults, which each branch that comes into question finds, say what is certain.
    Faults(Vec<Fault>),
    /// Every branch asks for another type than the value has.
    Types(Types),
    /// Every branch that comes into question asks for another value of a member: for each such member the values and
    /// a fault at it. That other branches do not come into question is because of the members at these places.
    Values(Vec<(Vec<Literal>, Fault)>, Vec<u32>),
    Unclear,
}

/// Finds the branch that was meant, by the type of the value, by a tag, by distance. `fault` is that no branch holds.
pub(super) fn meant(
    scene: Scene<'_>,
    fault: &Fault,
    nodes: &[NodeId],
    branches: &[Vec<Fault>],
) -> Meant {
    let at = fault.at;
    let rule = fault.keyword.and_then(|keyword| scene.rule(keyword));
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
    if let Some(meant) = discriminated(scene, fault, nodes, branches) {
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
        [(least, _), ..] if least.tags == 0 => {
            let nearest = scored.iter().filter(|(distance, _)| *distance == least);
            let nearest: Vec<&[Fault]> = nearest.map(|(_, index)| &*branches[*index]).collect();
            common(scene, &nearest)
        }
        [(least, _), ..] => {
            let (near, far): (Vec<_>, Vec<_>) = scored
                .iter()
                .partition(|(distance, _)| distance.tags == least.tags);
            let of = |scored: Vec<&(Distance, usize)>| -> Vec<&[Fault]> {
                scored.iter().map(|(_, index)| &*branches[*index]).collect()
            };
            other_values(scene, at, &of(near), &of(far))
        }
        [] => Meant::Unclear,
    }
}

/// The faults that are in each of some branches.
fn common(scene: Scene<'_>, branches: &[&[Fault]]) -> Meant {
    let Some((first, others)) = branches.split_first() else {
        return Meant::Unclear;
    };
    let is_in = |branch: &&[Fault], fault: &Fault| {
        branch
            .iter()
            .any(|other| is_same_fault(scene, fault, other))
    };
    let shared = first.iter().filter(|fault| !fault.is_lint());
    let shared: Vec<Fault> = shared
        .filter(|fault| others.iter().all(|branch| is_in(branch, fault)))
        .cloned()
        .collect();
    if shared.is_empty() {
        Meant::Unclear
    } else {
        Meant::Faults(shared)
    }
}

/// Where branches contradict the value in the same members: what they ask of these. `others` contradict it in more.
fn other_values(scene: Scene<'_>, at: u32, branches: &[&[Fault]], others: &[&[Fault]]) -> Meant {
    let contradicted = |faults: &[Fault]| -> Vec<u32> {
        let faults = faults
            .iter()
            .filter(|fault| contradicts_tag(scene, at, fault));
        let mut members: Vec<u32> = faults.map(|fault| fault.at).collect();
        sort::by(&mut members, Ord::cmp);
        members.dedup();
        members
    };
    let Some((first, rest)) = branches.split_first() else {
        return Meant::Unclear;
    };
    let members = contradicted(first);
    if rest.iter().any(|branch| contradicted(branch) != members) {
        return Meant::Unclear;
    }
    let values = members.iter().filter_map(|member| {
        let faults = branches.iter().flat_map(|branch| branch.iter());
        let mut faults = faults
            .filter(|fault| fault.at == *member)
            .filter(|fault| contradicts_tag(scene, at, fault));
        let mut values: Vec<Literal> = Vec::new();
        let mut one = None;
        for fault in faults.by_ref() {
            if let Some(Check::Const(run) | Check::Enum(run)) = fault
                .keyword
                .map(|keyword| scene.parts.keyword(keyword).check)
            {
                for value in scene.parts.run(run) {
                    if !values.contains(value) {
                        values.push(*value);
                    }
                }
                one = one.or(Some(fault));
            }
        }
        one.map(|fault| (values, fault.clone()))
    });
    let values: Vec<_> = values.collect();
    let mut because: Vec<u32> = others
        .iter()
        .flat_map(|branch| contradicted(branch))
        .collect();
    sort::by(&mut because, Ord::cmp);
    because.dedup();
    because.retain(|member| !members.contains(member));
    if values.is_empty() {
        Meant::Unclear
    } else {
        Meant::Values(values, because)
    }
}

/// The branch that the `discriminator` of OpenAPI names for the object at fault; or what is wrong with its member.
fn discriminated(
    scene: Scene<'_>,
    fault: &Fault,
    nodes: &[NodeId],
    branches: &[Vec<Fault>],
) -> Option<Meant> {
    let parts = scene.parts;
    let discriminator = Discriminator::of(scene, fault.node)?;
    let object = scene.document.value(fault.at);
    if object.kind() != Kind::Object {
        return None;
    }
    let Some(tag) = object.member(discriminator.property) else {
        let is_missing = |fault: &&Fault| {
            let name = |slot| parts.name(parts.node(fault.node), slot);
            matches!(fault.detail, Detail::Missing(slot) if name(slot) == discriminator.property)
        };
        let missing = branches.iter().flatten().find(is_missing)?;
        return Some(Meant::Faults(vec![missing.clone()]));
    };
    let text = tag.as_str()?.to_lossy();
    if let Some(chosen) = discriminator.choose(nodes, &text) {
        return Some(Meant::Branch(chosen));
    }
    let fault = Fault {
        at: tag.index(),
        detail: Detail::None,
        ..fault.clone()
    };
    let values = discriminator.values(nodes)?;
    let values = values.map(Literal::String).collect();
    Some(Meant::Values(vec![(values, fault)], Vec::new()))
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
        return Some(Meant::Faults(vec![fault.clone()]));
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
    Some(Meant::Values(vec![(values, fault.clone())], Vec::new()))
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
