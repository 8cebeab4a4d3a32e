//! Looks at schemas as a careful reader would: what is allowed, decides as it says, and is probably a mistake.
//!
//! In: the library of one compilation. Out: warnings about the schemas of its first document. Nobody asks for them
//! but who wants to know about schemas (`vouchsafe schema check`, [`Compiler::lint_files`](crate::Compiler)): the
//! derive, the build API and compiling at run time know faults alone. One lint, one file; each says what it is
//! about in the explanation of its code, with a schema that has it and one that has not.
//!
//! To add one: a file with a `LINT` and its `look`, a line in [`LINTS`], a file in `tests/lints`.

mod ambiguity;
mod closed_composition;
mod costly_recursion;
mod dated_keyword;
mod duplicate_enum_value;
mod exceptions;
mod foreign_pattern;
mod ignored_beside_ref;
mod keyword_without_effect;
mod open_condition;
mod options;
mod repeated_branch;
mod schema;
mod single_value_enum;
mod unanchored_pattern;
mod undescribed_required_member;
mod undiscriminated_union;
mod unexplained_pattern;
mod unknown_format;
mod unmarked_secret;
mod unsafe_pattern;
mod unused_definition;
mod vacuous_keyword;

use std::collections::HashSet;

use vouchsafe_core::codes::Code;
use vouchsafe_core::json::{Span, Value};
use vouchsafe_core::{Severity, Suggestion};

use crate::diagnostic::{Complaint, Diagnostic};
use crate::library::{Library, Spot};
use exceptions::Exceptions;
pub use options::Lints;
use schema::Schema;

/// Something to look for in each schema.
pub(crate) struct Lint {
    pub(crate) code: Code,
    pub(crate) severity: Severity,
    /// Whether it is looked for unless somebody asks for something else.
    pub(crate) usual: bool,
    look: fn(Schema<'_>) -> Vec<Found>,
}

/// Every lint, sorted by its code.
pub(crate) static LINTS: &[&Lint] = &[
    &closed_composition::LINT,
    &costly_recursion::LINT,
    &dated_keyword::LINT,
    &duplicate_enum_value::LINT,
    &foreign_pattern::LINT,
    &exceptions::LINT,
    &ignored_beside_ref::LINT,
    &keyword_without_effect::LINT,
    &open_condition::LINT,
    &repeated_branch::LINT,
    &single_value_enum::LINT,
    &unanchored_pattern::LINT,
    &undescribed_required_member::LINT,
    &undiscriminated_union::LINT,
    &unexplained_pattern::LINT,
    &unknown_format::LINT,
    &unmarked_secret::LINT,
    &unsafe_pattern::LINT,
    &unused_definition::LINT,
    &vacuous_keyword::LINT,
];

/// The codes of all lints of schemas, sorted by name.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    LINTS.iter().map(|lint| &lint.code)
}

/// What a lint has found in a schema.
pub(crate) struct Found {
    span: Span,
    message: String,
    help: Option<String>,
    suggestion: Option<Suggestion>,
    /// How much it weighs, where that is not what all findings of the lint do.
    severity: Option<Severity>,
    /// It is none if some file refers to what stands here.
    unless_used: Option<Span>,
}

impl Found {
    fn at(value: Value<'_>, message: impl Into<String>) -> Self {
        Self {
            span: value.span(),
            message: message.into(),
            help: None,
            suggestion: None,
            severity: None,
            unless_used: None,
        }
    }

    /// At the name of a member rather than at its value.
    fn at_name(value: Value<'_>, message: impl Into<String>) -> Self {
        Self::at(value.name().unwrap_or(value), message)
    }

    fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    fn suggest(self, suggestion: Option<Suggestion>) -> Self {
        Self { suggestion, ..self }
    }
}

/// The place of a schema, in words that are the same whichever compilation met it: the URI of its document, and
/// where it begins and ends.
pub(crate) type Whereabouts = (String, Span);

/// What was found in one document.
#[derive(Default)]
pub(crate) struct Linted {
    pub(crate) found: Vec<Diagnostic>,
    /// What is only a finding if nothing refers to this place.
    pub(crate) unless_used: Vec<(Whereabouts, Diagnostic)>,
    /// The places that references lead to, with those that they stand at.
    pub(crate) used: HashSet<(Whereabouts, Whereabouts)>,
}

/// Looks at all schemas of the first document.
pub(crate) fn lint(library: &Library, lints: &Lints) -> Linted {
    let mut linted = Linted::default();
    let Some(source) = library.sources.first() else {
        return linted;
    };
    let whereabouts = |spot: Spot| {
        let uri = library.sources[spot.document].uri.clone();
        (uri, library.value(spot).span())
    };
    let used = library.targets.iter();
    linted.used = used
        .map(|(reference, target)| (whereabouts(*reference), whereabouts(target.spot)))
        .collect();
    let mut exceptions = Exceptions::of(library);
    for lint in LINTS.iter().filter(|lint| lints.wants(lint)) {
        for spot in library.schemas.keys().filter(|spot| spot.document == 0) {
            for found in (lint.look)(Schema::at(library, *spot)) {
                if exceptions.allows(lint.code.name, found.span) {
                    continue;
                }
                let unless_used = found.unless_used.map(|span| (source.uri.clone(), span));
                let severity = found.severity.unwrap_or(lint.severity);
                let complaint = Complaint::new(&lint.code, found.message)
                    .help(found.help)
                    .suggest(found.suggestion);
                let diagnostic = Complaint {
                    severity,
                    ..complaint
                };
                let diagnostic = source.fault(diagnostic, found.span);
                match unless_used {
                    Some(at) => linted.unless_used.push((at, diagnostic)),
                    None => linted.found.push(diagnostic),
                }
            }
        }
    }
    if lints.wants(&exceptions::LINT) {
        let idle = exceptions.idle(|code| {
            LINTS
                .iter()
                .any(|lint| lint.code.name == code && lints.wants(lint))
        });
        for found in idle {
            let complaint = Complaint::new(&exceptions::LINT.code, found.message)
                .help(found.help)
                .suggest(found.suggestion);
            let complaint = Complaint {
                severity: exceptions::LINT.severity,
                ..complaint
            };
            linted.found.push(source.fault(complaint, found.span));
        }
    }
    linted
}
