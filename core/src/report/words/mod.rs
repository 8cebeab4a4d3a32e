//! What each fault says: `lower case, no full stop`, what was expected, what was found, what to do.

mod brief;
mod choice;
mod condition;
mod describe;
mod edits;
mod facts;
mod keyword;
mod places;
mod presence;

pub(super) use condition::Conditions;
pub(super) use edits::json;
pub(super) use facts::EFFORT as FACTS;

use std::borrow::Cow;

use super::finding::{Asked, Finding, message_of_keyword};
use super::locate::{Located, Step};
use super::suggestion::{Applicability, Suggestion};
use super::{Draft, Scene, Severity, show};
use crate::codes::names;
use crate::engine::{Detail, Fault};
use crate::json::Span;
use crate::program::{Lint, LintSeverity, Parts};
use places::{absolute_keyword_location, docs, keyword_location};

/// The words of one violation, before conditions, lints and `x-message` have their say.
struct Said {
    code: &'static str,
    message: String,
    help: Option<String>,
    /// What to point at, and what to say there.
    primary: (Span, String),
    more: Vec<(Span, String)>,
    /// The member that `{member}` stands for.
    member: Option<String>,
    insertion_point: Option<usize>,
    suggestion: Option<Suggestion>,
    /// The clause that names the condition fits behind the message.
    conditional: bool,
}

impl Said {
    fn new(code: &'static str, message: String, primary: (Span, &str)) -> Self {
        Self {
            code,
            message,
            help: None,
            primary: (primary.0, primary.1.to_owned()),
            more: Vec::new(),
            member: None,
            insertion_point: None,
            suggestion: None,
            conditional: true,
        }
    }

    fn help(self, help: impl Into<Option<String>>) -> Self {
        Self {
            help: help.into(),
            ..self
        }
    }

    fn suggestion(self, suggestion: impl Into<Option<Suggestion>>) -> Self {
        Self {
            suggestion: suggestion.into(),
            ..self
        }
    }
}

/// The place of a fault with all that its words need.
#[derive(Clone, Copy)]
struct At<'a> {
    scene: Scene<'a>,
    located: &'a Located,
    finding: &'a Finding,
    /// The schema has words of its own, so that the message, the help and the first label need not be made.
    is_worded: bool,
}

impl<'a> At<'a> {
    fn fault(&self) -> &'a Fault {
        &self.finding.fault
    }

    fn value(&self) -> u32 {
        self.fault().at
    }

    fn span(&self) -> Span {
        self.scene.document.span(self.value())
    }

    /// What messages call the value: its name, its place in a list, or the whole.
    fn subject(&self) -> String {
        subject(self.scene, self.located, self.value())
    }

    fn found(&self) -> String {
        self.scene.found(self.value())
    }

    /// Whether the value or what the schema says of it must not be shown.
    fn is_secret(&self) -> bool {
        is_secret(self.scene, self.fault())
    }
}

/// Whether the value at fault or what the schema says of it must not be shown.
fn is_secret(scene: Scene<'_>, fault: &Fault) -> bool {
    scene.secrets.touches(scene.document.span(fault.at))
        || scene.parts.node(fault.node).flags.secret
}

fn subject(scene: Scene<'_>, located: &Located, at: u32) -> String {
    let name = |index: u32| scene.name(index);
    if scene.document.entry(at).is_name {
        return format!("the member name {}", name(at));
    }
    let way = located.way(at);
    let ordinals = way
        .iter()
        .rev()
        .take_while(|step| matches!(step, Step::Item(_)))
        .count();
    let (outer, items) = way.split_at(way.len() - ordinals);
    let indices: String = items
        .iter()
        .map(|step| {
            if let Step::Item(n) = step {
                format!("[{n}]")
            } else {
                String::new()
            }
        })
        .collect();
    match outer.last() {
        Some(Step::Member(index)) if items.is_empty() => name(*index),
        Some(Step::Member(index)) => format!("{}{indices}`", name(*index).trim_end_matches('`')),
        _ if items.is_empty() => scene.part.subject().into(),
        _ => format!("item `{indices}`"),
    }
}

/// Puts a finding into words.
pub(super) fn draft(scene: Scene<'_>, located: &Located, finding: &Finding) -> Draft {
    let (parts, fault) = (scene.parts, &finding.fault);
    let lint = lint_of(parts, fault);
    let words_of_lint = lint
        .and_then(|lint| lint.message)
        .map(|words| parts.str(words))
        .filter(|words| !words.trim().is_empty());
    let worded = fault.worded.map(|node| parts.node(node));
    let words_around_lint = worded
        .and_then(|node| parts.annotation_str(node, "x-message"))
        .or_else(|| message_of_keyword(parts, fault));
    let own_words = words_around_lint.or(words_of_lint);
    let at = At {
        scene,
        located,
        finding,
        is_worded: own_words.is_some(),
    };
    let said = if matches!(fault.detail, Detail::Deprecated) {
        deprecated(at)
    } else {
        presence::say(at).unwrap_or_else(|| keyword::say(at))
    };
    debug_assert_eq!(code(scene, finding), said.code, "{}", said.message);
    let condition = condition::of(at);
    let mut message = said.message;
    let chosen = chosen_by(at);
    let clause = match &condition.clause {
        Some(clause) if chosen.is_empty() => Cow::Borrowed(clause.as_str()),
        clause => {
            let chosen = chosen.iter().map(|(_, words)| words.clone());
            Cow::Owned(show::list(clause.iter().cloned().chain(chosen), "and"))
        }
    };
    if said.conditional && !clause.is_empty() {
        const BECAUSE: &str = " because ";
        message.reserve(BECAUSE.len() + clause.len());
        message.push_str(BECAUSE);
        message.push_str(&clause);
    }
    let mut labels =
        Vec::with_capacity(1 + said.more.len() + condition.labels.len() + chosen.len());
    labels.push(said.primary);
    let mut draft = Draft {
        code: said.code.into(),
        severity: severity(parts, fault),
        message,
        help: said.help,
        instance_location: located.pointer(scene, fault.at),
        keyword_location: keyword_location(at),
        absolute_keyword_location: absolute_keyword_location(at),
        span: at.span(),
        labels,
        insertion_point: said.insertion_point,
        suggestion: said.suggestion,
        docs: docs(at),
    };
    // Which branch of a union was meant is a guess, and so is what would satisfy it.
    if let Some(suggestion) = &mut draft.suggestion
        && fault.is_in_branch()
    {
        suggestion.applicability = Applicability::MaybeIncorrect;
    }
    if scene.document.entry(fault.at).is_name {
        // The instance location is that of the member, so the span is that of its value.
        draft.span = scene.document.span(fault.at + 1);
    }
    draft.labels.extend(said.more);
    for (span, words) in condition.labels.iter().chain(&chosen) {
        if draft.labels.iter().all(|(other, _)| other != span) {
            draft.labels.push((*span, words.clone()));
        }
    }
    let member = said.member.or_else(|| {
        let name = scene.name_of(fault.at)?;
        Some(scene.shown_name(name).into_owned())
    });
    let fill = |text: &str| {
        let member = member.as_deref().unwrap_or("value");
        // Few words have a place to fill.
        if text.contains('{') {
            text.replace("{member}", member)
        } else {
            text.to_owned()
        }
    };
    if let Some(lint) = lint {
        draft.code = parts.str(lint.code).to_owned().into();
    }
    if let Some(words) = own_words {
        draft.message = fill(words);
        draft.help = None;
        // The label speaks of what is allowed: a lint forbids nothing, and the schema has said what counts.
        if let Some((_, label)) = draft.labels.first_mut() {
            label.clear();
        }
    }
    let help_of_lint = lint
        .filter(|_| words_around_lint.is_none())
        .and_then(|lint| lint.help)
        .map(|words| parts.str(words));
    let own_help = worded
        .and_then(|node| parts.annotation_str(node, "x-help"))
        .or(help_of_lint);
    if let Some(words) = own_help {
        draft.help = Some(fill(words));
    }
    draft
}

/// The members that left some of several alternatives, with what their values are.
fn chosen_by(at: At<'_>) -> Vec<(Span, String)> {
    let Some(Asked::Values(_, because)) = &at.finding.asked else {
        return Vec::new();
    };
    let document = at.scene.document;
    let members = because.iter().filter_map(|value| {
        let name = at.scene.name(at.scene.name_of(*value)?);
        let words = format!("{name} is {}", at.scene.found(*value));
        Some((document.span(*value), words))
    });
    members.collect()
}

/// The code of a finding, for who wants no words, before a lint gives it another.
pub(super) fn code(scene: Scene<'_>, finding: &Finding) -> &'static str {
    brief::code(scene, &finding.fault, finding.asked.as_ref())
}

/// The code of a fault that is its own finding.
pub(super) fn code_of_fault(scene: Scene<'_>, fault: &Fault) -> &'static str {
    brief::code(scene, fault, None)
}

/// The lint that a fault belongs to.
fn lint_of<'a>(parts: &'a Parts, fault: &Fault) -> Option<&'a Lint> {
    let lint = fault.lint?;
    Some(&parts.run(parts.node(lint.node).lints)[lint.index as usize])
}

fn severity(parts: &Parts, fault: &Fault) -> Severity {
    match lint_of(parts, fault).map(|lint| lint.severity) {
        Some(LintSeverity::Info) => Severity::Info,
        Some(LintSeverity::Warning | LintSeverity::Off) => Severity::Warning,
        None if matches!(fault.detail, Detail::Deprecated) => Severity::Warning,
        None => Severity::Error,
    }
}

/// The violation of a value that satisfies the schema but that the Rust type cannot hold.
pub(super) fn misfit(scene: Scene<'_>, located: &Located, at: u32, message: &str) -> Draft {
    let span = scene.document.span(at);
    let name = subject(scene, located, at);
    // The words are those of `serde` or of the type, which may quote what they were given.
    let hidden = (0..scene.document.entry(at).next - at).any(|offset| {
        let inner = scene.document.span(at + offset);
        scene.secrets.touches(inner)
    });
    let words = if hidden {
        "the value does not fit the type".to_owned()
    } else {
        message.to_owned()
    };
    let message = format!("{name} satisfies the schema, but the Rust type cannot hold it: {words}");
    let mut draft = super::syntax::bare(names::NOT_REPRESENTABLE, message, span);
    draft.instance_location = located.pointer(scene, at);
    draft.labels.push((span, "cannot be held".into()));
    draft
}

/// The violation of a string or name on which a pattern takes too many steps.
pub(super) fn too_costly(scene: Scene<'_>, pattern: u32, at: u32) -> Draft {
    let parts = scene.parts;
    let at = scene.visible(at);
    let located = super::locate::locate(scene.document, vec![at]);
    let subject = subject(scene, &located, at);
    let pattern = show::pattern(parts.str(parts.patterns[pattern as usize].source));
    let pattern =
        pattern.unwrap_or_else(|| "the form of the pattern that the schema gives".to_owned());
    let message = format!("whether {subject} has {pattern} takes too many steps to find out");
    let span = scene.document.span(at);
    let mut draft = super::syntax::bare(names::PATTERN_TOO_COSTLY, message, span);
    draft.help = Some(
        "send a shorter text, or rewrite the pattern without look-around and back-references"
            .to_owned(),
    );
    draft.instance_location = located.pointer(scene, at);
    draft
        .labels
        .push((span, "the check was given up here".into()));
    draft
}

/// The violation of a Rust value that has no JSON form.
pub(super) fn unwritable(message: &str) -> Draft {
    let mut draft = super::syntax::bare(names::NOT_REPRESENTABLE, String::new(), Span::new(0, 0));
    draft.message = format!("the value cannot be written as JSON: {message}");
    draft
}

fn deprecated(at: At<'_>) -> Said {
    let node = at.scene.parts.node(at.fault().node);
    let message = at
        .scene
        .parts
        .annotation_str(node, "x-deprecated-message")
        .map_or_else(|| format!("{} is deprecated", at.subject()), str::to_owned);
    let primary = match at.scene.name_of(at.value()) {
        Some(name) => at.scene.document.span(name),
        None => opening(at.span()),
    };
    Said {
        conditional: false,
        ..Said::new(names::DEPRECATED, message, (primary, "deprecated"))
    }
}

/// The first byte of a value: enough to point at an object of a hundred lines.
fn opening(span: Span) -> Span {
    Span::new(span.start, span.end.min(span.start + 1))
}
