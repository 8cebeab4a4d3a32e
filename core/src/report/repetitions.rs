//! The same fault, found more than once.

use super::Scene;
use super::finding::{Finding, Wanted};
use crate::sort;

/// Several schemas may find the same fault: the plainest of them is kept.
pub(super) fn drop_repetitions(scene: Scene<'_>, findings: &mut Vec<Finding>) {
    let mut drop = Vec::new();
    if findings.len() <= FEW {
        for (index, finding) in findings.iter().enumerate() {
            for (before, other) in findings.iter().enumerate().take(index) {
                if says_same(scene, finding, other) {
                    let is_plainer = finding.fault.depth < other.fault.depth;
                    drop.push(if is_plainer { before } else { index });
                }
            }
        }
        sort::by(&mut drop, Ord::cmp);
        return retain_others(findings, &drop);
    }
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
        let plainest = same
            .iter()
            .map(|(_, index)| *index)
            .min_by_key(|index| (findings[*index].fault.depth, *index));
        let others = same.iter().map(|(_, index)| *index);
        drop.extend(others.filter(|index| Some(*index) != plainest));
    }
}

/// Up to how many findings each is compared with each.
pub(super) const FEW: usize = 16;

/// Whether one of the findings repeats the other.
fn says_same(scene: Scene<'_>, finding: &Finding, other: &Finding) -> bool {
    finding.fault.at == other.fault.at
        && keyword(scene, finding) == keyword(scene, other)
        && key(scene, finding) == key(scene, other)
}

/// What is equal for faults at one value that say the same.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key<'a> {
    keyword: &'a str,
    wanted: Wanted<'a>,
    lint: Option<(&'a str, Option<&'a str>)>,
    worded: Option<u32>,
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
        wanted: finding.wanted(scene),
        lint,
        worded: fault.worded.map(|node| node.0),
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
