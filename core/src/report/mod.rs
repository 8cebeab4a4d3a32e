//! What a check has to say: violations in words, each with its place.
//!
//! In: the engine's faults (indices). Out: a [`Report`]. The way there: [`settle`] decides which
//! faults a person should see, [`secrets`] what nobody may see, [`words`] what each of them says.
//! Nothing of a secret value is ever formatted: it is left out before there are words.

mod applied;
mod branches;
mod discriminator;
mod doubt;
mod faults;
mod finding;
mod lexicon;
mod likeness;
mod locate;
mod masks;
mod omitted;
mod origins;
mod output;
mod plain;
mod reach;
mod repetitions;
mod secrets;
mod settle;
mod show;
mod sight;
mod suggest;
mod suggestion;
mod syntax;
mod verify;
mod violation;
mod words;

pub use faults::{Fault, Faults};
pub use omitted::Omitted;
pub use origins::Origins;
pub use output::{CollectedAnnotation, KeywordPlace, Output, OutputError, OutputFormat};
pub use suggestion::{Applicability, Edit, Fixed, Suggestion};
pub use violation::{Label, Report, Severity, Violation, Warnings};

pub(crate) use lexicon::Lexicon;
pub(crate) use output::{annotations, errors};
pub(crate) use plain::plain_faults;
pub(crate) use secrets::{Secrets, doubtful};
pub(crate) use violation::Draft;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::engine::{self, Alternatives, Collector, GaveUp, Hit, Memory};
use crate::json::{Document, Irregularity, SyntaxError};
use crate::options::Options;
use crate::part::Part;
use crate::program::{NodeId, Parts, Program, Rule, Text};
use crate::sort;
use finding::Finding;

/// What all the words are about: a schema, a document, and what of it must not be shown.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) parts: &'a Parts,
    pub(crate) document: Document<'a>,
    pub(crate) secrets: &'a Secrets,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) part: Part,
    /// Whether the instance stands for text without types.
    pub(crate) is_untyped: bool,
    memo: &'a Memo,
}

/// The schema, and the lint of it, that asks which members are known, and the place of the object.
type Asking = (NodeId, Option<NodeId>, u32);

/// What is kept while one report is worded.
struct Memo {
    /// How many more words may be compared to suggest one.
    effort: Cell<u32>,
    /// How many more keywords may be compared to find faults that say the same.
    likeness: Cell<u32>,
    /// The members that schemas know, by the schema and the lint that asks, and the object.
    known: RefCell<Vec<(Asking, Rc<[Text]>)>>,
    /// The schemas that apply to values.
    applied: RefCell<applied::Remembered>,
    /// How many more questions may be put to schemas for the reasons of conditions.
    explained: Cell<u32>,
    /// How many more conditions may be asked to find them.
    asked: Cell<u32>,
    /// Conditions that have been put into words.
    conditions: RefCell<Vec<(Vec<Hit>, Rc<words::Conditions>)>>,
}

impl Memo {
    fn new() -> Self {
        Self {
            effort: Cell::new(EFFORT),
            likeness: Cell::new(likeness::EFFORT),
            known: RefCell::default(),
            applied: RefCell::default(),
            explained: Cell::new(words::FACTS),
            asked: Cell::new(applied::CONDITIONS),
            conditions: RefCell::default(),
        }
    }
}

/// How many words are compared for one report at most: a thousand faults against a schema of ten thousand
/// names must not keep anybody waiting.
const EFFORT: u32 = 50_000;

impl<'a> Scene<'a> {
    fn new(
        program: &'a Program,
        document: Document<'a>,
        secrets: &'a Secrets,
        options: &Options,
        memo: &'a Memo,
    ) -> Self {
        Self {
            parts: program.parts(),
            document,
            secrets,
            lexicon: program.lexicon(),
            part: options.part,
            is_untyped: options.untyped,
            memo,
        }
    }
}

impl Scene<'_> {
    /// The candidate that was probably meant by `written`, as long as there is effort left.
    fn closest<'c>(
        &self,
        written: &str,
        candidates: impl Iterator<Item = &'c str>,
    ) -> Option<&'c str> {
        let affordable = candidates.take_while(|_| {
            let left = self.memo.effort.get().checked_sub(1);
            left.inspect(|left| self.memo.effort.set(*left)).is_some()
        });
        suggest::closest(written, affordable)
    }
}

impl Scene<'_> {
    /// The idiom that a keyword is part of.
    fn rule(&self, keyword: u32) -> Option<Rule> {
        self.parts.rule(keyword)
    }

    /// The tape's index of the name of the member that `at` is the value (or the name) of.
    fn name_of(&self, at: u32) -> Option<u32> {
        if self.document.entry(at).is_name {
            return Some(at);
        }
        at.checked_sub(1)
            .filter(|&before| self.document.entry(before).is_name)
    }

    /// `at`, or the secret value that it lies inside of.
    fn visible(&self, at: u32) -> u32 {
        let span = self.document.span(at);
        match self.secrets.around(span) {
            Some(secret) if secret != span => (0..at)
                .rev()
                .find(|&index| self.document.span(index) == secret)
                .unwrap_or(0),
            _ => at,
        }
    }
}

/// The report on a text that is not JSON. `document` holds what was read before the fault.
pub(crate) fn of_syntax_error(
    program: &Program,
    document: Document<'_>,
    error: SyntaxError,
    options: &Options,
) -> Report {
    let error = syntax::with_whole_word(document, error);
    let secrets = Secrets::of_broken(program, document, error.span, options);
    let draft = syntax::draft(document, error, options);
    violation::report(
        document.bytes(),
        options.part,
        vec![draft],
        secrets,
        Omitted::NOTHING,
    )
}

/// The report on a document: what I-JSON forbids in it, and the engine's faults. `memory` is what the engine has used.
pub(crate) fn of_findings(
    program: &Program,
    document: Document<'_>,
    irregularities: &[Irregularity],
    (collector, memory): (Collector, &mut Memory),
    options: &Options,
) -> Report {
    let secrets = Secrets::of(program, document, options);
    let memo = Memo::new();
    let scene = Scene::new(program, document, &secrets, options, &memo);
    let shown = &irregularities[..irregularities.len().min(options.max_violations)];
    let places = shown
        .iter()
        .map(|irregularity| syntax::place(scene, *irregularity))
        .collect();
    let mut alternatives = Alternatives::new(program, document, memory, &collector);
    let (mut findings, located) =
        settle::settle(scene, &mut alternatives, collector.faults, places);
    let mut omitted = omit(&mut findings, options);
    omitted.errors += irregularities.len() - shown.len();
    omitted.is_exact = !alternatives.uncounted;
    let mut drafts: Vec<Draft> = findings
        .iter()
        .map(|finding| words::draft(scene, &located, finding))
        .collect();
    verify::confirm(
        (program, options),
        scene,
        &findings,
        &mut drafts,
        !omitted.is_empty(),
    );
    drafts.extend(
        shown
            .iter()
            .map(|irregularity| syntax::irregular(scene, &located, *irregularity)),
    );
    violation::report(document.bytes(), options.part, drafts, secrets, omitted)
}

/// The same without words, of faults that are no lints.
pub(crate) fn faults(
    program: &Program,
    document: Document<'_>,
    irregularities: &[Irregularity],
    (collector, memory): (Collector, &mut Memory),
    options: &Options,
) -> Faults {
    let secrets = if is_in_sight(
        program,
        document,
        irregularities,
        &collector.faults,
        options,
    ) {
        Secrets::default()
    } else {
        Secrets::of(program, document, options)
    };
    let memo = Memo::new();
    let scene = Scene::new(program, document, &secrets, options, &memo);
    let mut alternatives = Alternatives::new(program, document, memory, &collector);
    let mut findings = settle::settle_briefly(scene, &mut alternatives, collector.faults);
    let mut omitted = omit(&mut findings, options);
    omitted.is_exact = !alternatives.uncounted;
    let mut faults = Vec::with_capacity(findings.len() + irregularities.len());
    faults.extend(findings.iter().map(|finding| {
        let at = finding.fault.at;
        let is_name = u32::from(document.entry(at).is_name);
        Fault {
            code: words::code(scene, finding),
            // The span of a member is that of its value.
            span: document.span(at + is_name),
        }
    }));
    let shown = &irregularities[..irregularities.len().min(options.max_violations)];
    omitted.errors += irregularities.len() - shown.len();
    faults.extend(shown.iter().map(|irregularity| Fault {
        code: syntax::code(*irregularity),
        span: document.span(syntax::place(scene, *irregularity)),
    }));
    sort::by_key(&mut faults, |fault| (fault.span, fault.code));
    Faults::new(faults, omitted)
}

/// Takes away what a report has no room for, and counts it.
fn omit(findings: &mut Vec<Finding>, options: &Options) -> Omitted {
    let most = options.max_violations;
    let (mut errors, mut lints) = (most.max(1), most);
    let mut omitted = Omitted::NOTHING;
    findings.retain(|finding| {
        let (room, count) = if finding.is_lint() {
            (&mut lints, &mut omitted.lints)
        } else {
            (&mut errors, &mut omitted.errors)
        };
        let is_shown = !finding.fault.is_counted_only && *room > 0;
        if is_shown {
            *room -= 1;
        } else {
            *count += 1;
        }
        is_shown
    });
    omitted
}

/// Whether it is plain that nothing of which a fault speaks lies inside a secret.
fn is_in_sight(
    program: &Program,
    document: Document<'_>,
    irregularities: &[Irregularity],
    faults: &[engine::Fault],
    options: &Options,
) -> bool {
    if !options.hidden.is_empty() {
        return false;
    }
    !program.parts().flags.secrets
        || sight::Sight::new(program, document).is_some_and(|mut sight| {
            let mut places = irregularities
                .iter()
                .map(|irregularity| syntax::unhidden_place(document, *irregularity));
            places.all(|place| sight.reaches(place)) && sight.reaches_all(faults)
        })
}

/// The report on a value that satisfies the schema but that the Rust type cannot hold.
pub(crate) fn of_misfit(
    program: &Program,
    document: Document<'_>,
    at: u32,
    message: &str,
    options: &Options,
) -> Report {
    let secrets = Secrets::of(program, document, options);
    let memo = Memo::new();
    let scene = Scene::new(program, document, &secrets, options, &memo);
    let at = scene.visible(at);
    let located = locate::locate(document, vec![at]);
    let draft = words::misfit(scene, &located, at, message);
    violation::report(
        document.bytes(),
        options.part,
        vec![draft],
        secrets,
        Omitted::NOTHING,
    )
}

/// The report on a check that was given up: schemas nest too deep in one another, or a pattern takes too many
/// steps.
pub(crate) fn of_given_up(
    program: &Program,
    document: Document<'_>,
    gave_up: GaveUp,
    options: &Options,
) -> Report {
    let secrets = Secrets::of(program, document, options);
    let draft = match gave_up {
        GaveUp::TooDeep => syntax::evaluation_too_deep(document),
        GaveUp::OutOfSteps => syntax::evaluation_too_costly(document, options),
        GaveUp::TooCostly { pattern, at } => {
            let memo = Memo::new();
            let scene = Scene::new(program, document, &secrets, options, &memo);
            words::too_costly(scene, pattern, at)
        }
    };
    violation::report(
        document.bytes(),
        options.part,
        vec![draft],
        secrets,
        Omitted::NOTHING,
    )
}

/// The report on a Rust value that cannot be written as JSON at all.
pub(crate) fn of_unwritable(message: &str) -> Report {
    let draft = words::unwritable(message);
    violation::report(
        b"",
        Part::Body,
        vec![draft],
        Secrets::default(),
        Omitted::NOTHING,
    )
    .without_text()
}
