//! From everything that failed to what a person should see: one violation for one fault.

use std::borrow::Cow;

use super::branches::{Meant, meant};
use super::finding::{Asked, Finding, Wanted, has_own_words};
use super::likeness::values_meet;
use super::locate::{Located, Step, locate};
use super::repetitions::{FEW, drop_repetitions, retain_others};
use super::{Scene, applied};
use crate::engine::{Alternatives, Detail, Fault};
use crate::json::Kind;
use crate::program::{Check, Rule};
use crate::sort;

/// Chooses among alternatives, drops repetitions and what follows from another fault. Also finds
/// the ways to all that remains, and to `more` places.
pub(super) fn settle(
    scene: Scene<'_>,
    alternatives: &mut Alternatives<'_>,
    faults: Vec<Fault>,
    more: Vec<u32>,
) -> (Vec<Finding>, Located) {
    let mut findings = chosen(scene, alternatives, faults);
    let located = locate_all(scene, &findings, more);
    pair_misspelt(scene, &located, &mut findings, true);
    (findings, located)
}

/// The same where words are not wanted, and so no ways either.
pub(super) fn settle_briefly(
    scene: Scene<'_>,
    alternatives: &mut Alternatives<'_>,
    faults: Vec<Fault>,
) -> Vec<Finding> {
    let mut findings = chosen(scene, alternatives, faults);
    if findings.iter().any(Finding::is_unknown_member) {
        let located = locate_all(scene, &findings, Vec::new());
        pair_misspelt(scene, &located, &mut findings, false);
    }
    findings
}

fn chosen(
    scene: Scene<'_>,
    alternatives: &mut Alternatives<'_>,
    faults: Vec<Fault>,
) -> Vec<Finding> {
    let mut findings = Vec::with_capacity(faults.len());
    for fault in faults {
        flatten(scene, alternatives, fault, &mut findings);
    }
    // A fault inside a secret value would tell about its inside: it becomes one of the whole value.
    if !scene.secrets.is_empty() {
        for finding in &mut findings {
            finding.fault.at = scene.visible(finding.fault.at);
        }
    }
    drop_repetitions(scene, &mut findings);
    drop_consequences(scene, &mut findings);
    findings
}

fn locate_all(scene: Scene<'_>, findings: &[Finding], more: Vec<u32>) -> Located {
    let places = findings.iter().map(|finding| finding.fault.at).chain(more);
    locate(scene.document, places.collect())
}

/// Replaces a failed `anyOf` or `oneOf` by the faults of the branch that was meant, where one is.
fn flatten(
    scene: Scene<'_>,
    alternatives: &mut Alternatives<'_>,
    fault: Fault,
    findings: &mut Vec<Finding>,
) {
    let plain = |fault| Finding {
        fault,
        misspelt: None,
        asked: None,
    };
    if !matches!(fault.detail, Detail::NoBranch(_)) {
        return findings.push(plain(fault));
    }
    let rule = fault.keyword.and_then(|keyword| scene.rule(keyword));
    let is_presence = matches!(
        rule,
        Some(Rule::ExactlyOneOf { .. } | Rule::AtLeastOneOf { .. })
    );
    let is_worded = fault.worded.is_some() || has_own_words(scene, &fault);
    // What has words of its own says them once, whatever the branches find.
    if is_presence || is_worded {
        return findings.push(plain(fault));
    }
    let branches = alternatives.of(&fault);
    let nodes = match fault
        .keyword
        .map(|keyword| scene.parts.keyword(keyword).check)
    {
        Some(Check::AnyOf(nodes) | Check::OneOf(nodes)) => scene.parts.run(nodes),
        _ => &[],
    };
    let inner = match meant(scene, &fault, nodes, &branches) {
        // What is wrong with a branch may have been left out for want of room.
        Meant::Branch(chosen)
            if branches
                .get(chosen)
                .is_some_and(|faults| has_errors(faults)) =>
        {
            branches.into_iter().nth(chosen).unwrap_or_default()
        }
        Meant::Faults(faults) => faults,
        Meant::Values(values, because) => {
            findings.extend(values.into_iter().map(|(values, fault)| Finding {
                asked: Some(Asked::Values(values, because.clone())),
                ..plain(fault)
            }));
            return;
        }
        Meant::Types(types) => {
            return findings.push(Finding {
                asked: Some(Asked::Types(types)),
                ..plain(fault)
            });
        }
        Meant::Branch(_) | Meant::Unclear => return findings.push(plain(fault)),
    };
    for inner in inner {
        flatten(scene, alternatives, inner, findings);
    }
}

/// Whether there is more than lints.
fn has_errors(faults: &[Fault]) -> bool {
    !faults.iter().all(Fault::is_lint)
}

/// A value of the wrong type is one fault, whatever else cannot hold for it; one that is not among
/// the allowed values need not be told of lengths and patterns that all of these have. That a member or item must
/// not be there at all is no reason to pass over what is wrong with it: the schema that refuses it may be the wrong
/// one.
fn drop_consequences(scene: Scene<'_>, findings: &mut Vec<Finding>) {
    let has_lints = findings.iter().any(Finding::is_lint);
    if !has_lints
        && findings.len() <= FEW
        && !findings
            .iter()
            .any(|finding| has_consequences(scene, finding, findings))
    {
        return;
    }
    let (mut wrong_type, mut refused, mut at_fault) = (Vec::new(), Vec::new(), Vec::new());
    let mut wrong_value: Vec<(u32, usize)> = Vec::new();
    for (index, finding) in findings.iter().enumerate() {
        let at = finding.fault.at;
        if finding.is_lint() {
            continue;
        }
        if finding.is_type_fault(scene) {
            wrong_type.push(at);
        } else if finding.is_value_fault(scene) {
            wrong_value.push((at, index));
        } else if finding.is_refused(scene) {
            refused.push(at);
        }
        // Lints alone make way for them.
        if has_lints && finding.wanted(scene.parts).is_empty() {
            at_fault.push(at);
        }
    }
    sort::by(&mut wrong_value, Ord::cmp);
    for places in [&mut wrong_type, &mut refused, &mut at_fault] {
        sort::by(places, Ord::cmp);
    }
    let is_null = |at: &u32| scene.document.entry(*at).kind == Kind::Null;
    let nulls: Vec<u32> = wrong_type.iter().copied().filter(is_null).collect();
    let has = |places: &[u32], at: u32| places.binary_search(&at).is_ok();
    let is_consequence = |finding: &Finding| {
        let at = finding.fault.at;
        // A `null` is a way to say "not set": that it is no value is the fault, not that it is there.
        if !nulls.is_empty() && counts_a_null(scene, finding, &nulls) {
            return true;
        }
        if finding.is_lint() {
            // A value that is refused is not also found unusual; but what it lacks is news.
            let is_presence = !finding.wanted(scene.parts).is_empty();
            return has(&wrong_type, at) || has(&refused, at) || !is_presence && has(&at_fault, at);
        }
        // That an item repeats another is said at the item, but is a fault of the array.
        let is_of_array = matches!(finding.fault.detail, Detail::SameAs(_));
        if finding.is_type_fault(scene) || finding.is_refused(scene) || is_of_array {
            return false;
        }
        has(&wrong_type, at) || {
            let first = wrong_value.partition_point(|(place, _)| *place < at);
            let mut values = wrong_value[first..]
                .iter()
                .take_while(|(place, _)| *place == at);
            finding.is_bound(scene)
                && values.any(|(_, index)| values_meet(scene, &findings[*index], finding))
        }
    };
    let indices = findings.iter().enumerate();
    let drop: Vec<usize> = indices
        .filter(|(_, finding)| is_consequence(finding))
        .map(|(index, _)| index)
        .collect();
    retain_others(findings, &drop);
}

/// Whether something may follow from a finding: from a wrong value what else is said of it, from a `null` that it is
/// there.
fn has_consequences(scene: Scene<'_>, finding: &Finding, findings: &[Finding]) -> bool {
    let at = finding.fault.at;
    (finding.is_type_fault(scene) || finding.is_value_fault(scene))
        && (scene.document.entry(at).kind == Kind::Null
            || findings.iter().filter(|other| other.fault.at == at).count() > 1)
}

/// Whether a fault is that a member is there whose value is one of some refused `null`s.
fn counts_a_null(scene: Scene<'_>, finding: &Finding, nulls: &[u32]) -> bool {
    let members = match finding
        .fault
        .keyword
        .and_then(|keyword| scene.rule(keyword))
    {
        Some(
            Rule::ExclusiveMembers { members, .. }
            | Rule::ForbiddenMember {
                member: members, ..
            },
        ) => members,
        Some(Rule::ExactlyOneOf { members, .. })
            if matches!(finding.fault.detail, Detail::Several(_)) =>
        {
            members
        }
        _ => return false,
    };
    let object = scene.document.value(finding.fault.at);
    scene.parts.run(members).iter().any(|member| {
        let value = object.member(scene.parts.str(*member));
        value.is_some_and(|value| nulls.binary_search(&value.index()).is_ok())
    })
}

/// An unknown member: the index of its finding, its name on the tape and in UTF-8.
type Unknown = (usize, u32, String);

/// A missing member beside an unknown one of nearly the same name is one slip: the unknown one is
/// named in the violation of the missing one and nowhere else. Where words are wanted, also a name that is no fault
/// may be the slip.
fn pair_misspelt(scene: Scene<'_>, located: &Located, findings: &mut Vec<Finding>, words: bool) {
    let mut unknown: Vec<(&[Step], Vec<Unknown>)> = Vec::new();
    for (index, finding) in findings.iter().enumerate() {
        let at = finding.fault.at;
        if let (Detail::UnknownMember { .. }, Some(name)) =
            (&finding.fault.detail, scene.name_of(at))
            && let [object @ .., _] = located.way(at)
        {
            let text = scene.document.text(name).to_lossy().into_owned();
            unknown.push((object, vec![(index, name, text)]));
        }
    }
    // Those of one object stand together.
    sort::by_key(&mut unknown, |(object, _)| *object);
    unknown.dedup_by(|(object, names), (before, of_object)| {
        let is_same = object == before;
        if is_same {
            of_object.append(names);
        }
        is_same
    });
    let mut drop = Vec::new();
    for finding in findings.iter_mut() {
        // Words of the schema's own would not name the slip.
        if has_own_words(scene, &finding.fault) {
            continue;
        }
        let way = located.way(finding.fault.at);
        let Ok(object) = unknown.binary_search_by_key(&way, |(object, _)| *object) else {
            if words {
                finding.misspelt = unheard_of(scene, finding.fault.at, finding.wanted(scene.parts))
                    .filter(|name| !applied::is_known(scene, way, Step::Member(*name)));
            }
            continue;
        };
        let beside = &mut unknown[object].1;
        let slip = finding.wanted(scene.parts).iter().find_map(|wanted| {
            let closest = scene.closest(wanted, beside.iter().map(|(.., name)| name.as_str()))?;
            let slip = beside.iter().position(|(.., name)| name == closest)?;
            // What some other schema knows is no slip.
            let known = applied::is_known(scene, way, Step::Member(beside[slip].1));
            (!known).then_some(slip)
        });
        if let Some(slip) = slip {
            let (index, name, _) = beside.swap_remove(slip);
            finding.misspelt = Some(name);
            drop.push(index);
        }
    }
    sort::by(&mut drop, Ord::cmp);
    retain_others(findings, &drop);
}

/// The name of a member of the object at `at` that the schema mentions nowhere and that resembles a
/// wanted one: where unknown members are no fault, it is still the likely slip.
fn unheard_of(scene: Scene<'_>, at: u32, wanted: Wanted<'_>) -> Option<u32> {
    const MOST: usize = 100;
    if wanted.is_empty() {
        return None;
    }
    let document = scene.document;
    let is_known = |index: u32| {
        let (name, hash) = (document.text(index), document.entry(index).extra);
        scene.lexicon.harmless(scene.parts, name, hash).is_some()
    };
    let members = document.value(at).members().take(MOST);
    let names: Vec<(u32, Cow<'_, str>)> = members
        .map(|(name, value)| (value.index() - 1, name))
        .filter(|(index, _)| !is_known(*index))
        .map(|(index, name)| (index, name.to_lossy()))
        .collect();
    wanted.iter().find_map(|wanted| {
        let closest = scene.closest(wanted, names.iter().map(|(_, name)| &**name))?;
        names
            .iter()
            .find(|(_, name)| name == closest)
            .map(|(index, _)| *index)
    })
}
