//! Whether what suggestions are sure of comes true.

use std::borrow::Cow;

use super::finding::Finding;
use super::locate::locate;
use super::suggestion::{Applicability, Fixed, Suggestion};
use super::{Draft, Memo, Scene, Secrets, settle};
use crate::engine::{self, Alternatives, Collector};
use crate::json::{self, Document};
use crate::options::Options;
use crate::program::{Parts, Program};
use crate::scratch::{Scratch, with_second_scratch};
use crate::sort;

/// How many suggestions are tried one by one, where all of them together do not come true.
const MOST: usize = 16;

/// Up to how many faults are compared where a report has room for fewer.
const ROOM: usize = 100_000;

/// What tells one fault of a document from another: the keyword, the member that is missing, and the place, which takes
/// longest to compare.
type Identity<'p> = (Option<u32>, Option<&'p str>, Cow<'p, str>);

/// Leaves a suggestion sure only if following it mends its violation and brings no new one. A draft belongs to the
/// finding of the same index; `truncated` says that there are more findings than these.
pub(super) fn confirm(
    (program, options): (&Program, &Options),
    scene: Scene<'_>,
    findings: &[Finding],
    drafts: &mut [Draft],
    truncated: bool,
) {
    let is_sure = |draft: &Draft| {
        let suggestion = draft.suggestion.as_ref();
        suggestion
            .is_some_and(|suggestion| suggestion.applicability == Applicability::MachineApplicable)
    };
    let sure: Vec<usize> = (0..drafts.len())
        .filter(|index| is_sure(&drafts[*index]))
        .collect();
    if sure.is_empty() {
        return;
    }
    let is_in_secret = |finding: &Finding| {
        let span = scene.document.span(finding.fault.at);
        scene.secrets.touches(span)
    };
    let trial = Trial {
        program,
        options,
        scene,
        has_secrets: truncated || findings.iter().any(is_in_secret),
        room: if truncated {
            ROOM
        } else {
            options.max_violations
        },
    };
    let weakened = weakened(&trial, findings, drafts, &sure, truncated);
    for index in weakened {
        if let Some(suggestion) = &mut drafts[index].suggestion {
            suggestion.applicability = Applicability::MaybeIncorrect;
        }
    }
}

/// Which of the drafts with sure suggestions are not to be sure.
fn weakened(
    trial: &Trial<'_>,
    findings: &[Finding],
    drafts: &[Draft],
    sure: &[usize],
    truncated: bool,
) -> Vec<usize> {
    let of_draft = |index: usize| -> Option<Identity<'_>> {
        let finding = findings.get(index).filter(|finding| !finding.is_lint())?;
        // A draft names the place already.
        let place = drafts[index].instance_location.as_str();
        Some(identity(trial.scene.parts, finding, place.into()))
    };
    let before = if truncated {
        let outcome = trial.outcome(trial.scene.document.bytes());
        outcome.unwrap_or_default()
    } else {
        sorted((0..findings.len()).filter_map(of_draft).collect())
    };
    let comes_true = |which: &[usize]| {
        let suggestions = which
            .iter()
            .filter_map(|index| drafts[*index].suggestion.as_ref());
        let mended: Vec<Identity<'_>> = which.iter().filter_map(|index| of_draft(*index)).collect();
        trial.mends(suggestions, &before, &mended)
    };
    if comes_true(sure) {
        return Vec::new();
    }
    let each = sure.iter().enumerate();
    each.filter(|(ordinal, index)| *ordinal >= MOST || !comes_true(&[**index]))
        .map(|(_, index)| *index)
        .collect()
}

fn identity<'p>(parts: &'p Parts, finding: &Finding, place: Cow<'p, str>) -> Identity<'p> {
    let wanted = finding.wanted(parts).iter().next();
    (finding.fault.keyword, wanted, place)
}

fn sorted(mut identities: Vec<Identity<'_>>) -> Vec<Identity<'_>> {
    sort::by(&mut identities, Ord::cmp);
    identities
}

fn has(sorted: &[Identity<'_>], identity: &Identity<'_>) -> bool {
    sorted.binary_search(identity).is_ok()
}

/// How a text is checked once more.
struct Trial<'a> {
    program: &'a Program,
    options: &'a Options,
    scene: Scene<'a>,
    /// Whether some fault may lie in a secret, whose place is that of the secret. Where none does, no secret is looked for.
    has_secrets: bool,
    room: usize,
}

impl<'a> Trial<'a> {
    /// Whether the text with some suggestions followed has no fault that it had not before, and none of those that
    /// are to be mended.
    fn mends<'s>(
        &self,
        suggestions: impl Iterator<Item = &'s Suggestion>,
        before: &[Identity<'_>],
        mended: &[Identity<'_>],
    ) -> bool {
        let source = self.scene.document.bytes();
        let fixed = Fixed::of(source, suggestions, Applicability::MachineApplicable);
        let after = self.outcome(&fixed.text);
        after.is_some_and(|after| {
            after.iter().all(|identity| has(before, identity))
                && !mended.iter().any(|identity| has(&after, identity))
        })
    }

    /// The faults of a text, sorted; `None` where they cannot be found out.
    fn outcome(&self, text: &[u8]) -> Option<Vec<Identity<'a>>> {
        with_second_scratch(|scratch| self.outcome_with(text, scratch))
    }

    fn outcome_with(&self, text: &[u8], scratch: &mut Scratch) -> Option<Vec<Identity<'a>>> {
        let Scratch { tape, memory, .. } = scratch;
        json::scan(text, tape, self.options.depth()).ok()?;
        tape.index_members(0);
        let document = Document::new(text, tape);
        memory.configure(self.options.ignore_case_of_names, self.options.max_steps);
        let collector = Collector::without_lints(self.room);
        let collector = engine::collect(self.program, document, memory, collector).ok()?;
        let secrets = if self.has_secrets {
            Secrets::of(self.program, document, self.options)
        } else {
            Secrets::default()
        };
        let memo = Memo::new();
        let scene = Scene::new(self.program, document, &secrets, self.options, &memo);
        let mut alternatives = Alternatives::new(self.program, document, memory, &collector);
        let findings = settle::settle_briefly(scene, &mut alternatives, collector.faults);
        if alternatives.uncounted || findings.iter().any(|finding| finding.fault.is_counted_only) {
            return None;
        }
        let places = findings.iter().map(|finding| finding.fault.at);
        let located = locate(document, places.collect());
        let parts = self.scene.parts;
        let identities = findings.iter();
        let identities = identities.map(|finding| {
            let place = located.pointer(scene, finding.fault.at);
            identity(parts, finding, place.into())
        });
        Some(sorted(identities.collect()))
    }
}
