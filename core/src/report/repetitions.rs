//! The same fault, found more than once.

use super::Scene;
use super::finding::{Finding, Wanted, has_own_words};
use super::likeness::implies;
use crate::sort;

/// Several schemas may find the same fault, or one that another says as well: that a number is at most 3 says that
/// it is at most 4. What is said only once is kept, the plainest where two say the same.
pub(super) fn drop_repetitions(scene: Scene<'_>, findings: &mut Vec<Finding>) {
    let has_neighbour = |(index, finding): (usize, &Finding)| {
        let mut before = findings[..index].iter();
        before.any(|other| {
            other.fault.at == finding.fault.at
                && keyword(scene, other) == keyword(scene, finding)
                && other.wanted(scene.parts) == finding.wanted(scene.parts)
        })
    };
    if findings.len() <= FEW && !findings.iter().enumerate().any(has_neighbour) {
        return;
    }
    let mut drop = Vec::new();
    // Those of one value stand together, in their order.
    let places = findings.iter().map(|finding| finding.fault.at);
    let mut order: Vec<(u32, usize)> = places.zip(0..).collect();
    sort::by(&mut order, Ord::cmp);
    for same_value in order.chunk_by(|(left, _), (right, _)| left == right) {
        if same_value.len() > 1 {
            repetitions(scene, findings, same_value, &mut drop);
        }
    }
    sort::by(&mut drop, Ord::cmp);
    retain_others(findings, &drop);
}

/// Adds the repetitions among some findings at one value to `drop`.
fn repetitions(
    scene: Scene<'_>,
    findings: &[Finding],
    same_value: &[(u32, usize)],
    drop: &mut Vec<usize>,
) {
    let mut keys: Vec<(Key<'_>, usize)> = same_value
        .iter()
        .map(|&(_, index)| (key(scene, &findings[index]), index))
        .collect();
    sort::by(&mut keys, Ord::cmp);
    for same in keys.chunk_by(|(left, _), (right, _)| left == right) {
        let mut indices: Vec<usize> = same.iter().map(|(_, index)| *index).collect();
        sort::by_key(&mut indices, |index| (rank(&findings[*index]), *index));
        // What words of the schema's own or the name of a member say, each of them says.
        let is_told = same
            .first()
            .is_some_and(|(key, _)| !key.wanted.is_empty() || key.is_worded);
        let mut kept: Vec<usize> = Vec::new();
        for index in indices {
            let says = |finding: usize, other: usize| {
                is_told || implies(scene, &findings[finding], &findings[other])
            };
            if kept.iter().take(MOST).any(|kept| says(*kept, index)) {
                drop.push(index);
                continue;
            }
            kept.retain(|kept| {
                let is_said = says(index, *kept);
                drop.extend(is_said.then_some(*kept));
                !is_said
            });
            kept.push(index);
        }
    }
}

/// Which of equal findings is kept: the least. One that is only counted makes way for one that is shown.
const fn rank(finding: &Finding) -> (bool, u32) {
    (finding.fault.is_counted_only, finding.fault.depth)
}

/// Up to how many findings each is compared with each.
pub(super) const FEW: usize = 16;

/// With how many findings of the same keyword at the same value each is compared.
const MOST: usize = 64;

/// What is equal for faults at one value that say the same.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key<'a> {
    keyword: &'a str,
    wanted: Wanted<'a>,
    lint: Option<(&'a str, Option<&'a str>)>,
    worded: Option<u32>,
    /// The schema says it in words of its own.
    is_worded: bool,
}

fn key<'a>(scene: Scene<'a>, finding: &Finding) -> Key<'a> {
    let parts = scene.parts;
    let fault = &finding.fault;
    let lint = fault.lint.map(|at| {
        let lint = &parts.run(parts.node(at.node).lints)[at.index as usize];
        (
            parts.str(lint.code),
            lint.message.map(|message| parts.str(message)),
        )
    });
    Key {
        keyword: keyword(scene, finding),
        wanted: finding.wanted(scene.parts),
        lint,
        worded: fault.worded.map(|node| node.0),
        is_worded: has_own_words(scene, fault),
    }
}

/// The keyword as the schema spells it.
fn keyword<'a>(scene: Scene<'a>, finding: &Finding) -> &'a str {
    let parts = scene.parts;
    let keyword = finding.fault.keyword;
    keyword.map_or("deprecated", |keyword| {
        parts.str(parts.keyword(keyword).name)
    })
}

/// Keeps those whose indices are not among some sorted ones.
pub(super) fn retain_others(findings: &mut Vec<Finding>, drop: &[usize]) {
    if drop.is_empty() {
        return;
    }
    let mut index = 0;
    findings.retain(|_| {
        index += 1;
        drop.binary_search(&(index - 1)).is_err()
    });
}
