//! Texts of other languages, as the JSON that they stand for.

mod asides;
mod edits;

pub(crate) use asides::{MARKER, asides};
pub(crate) use edits::rewrite;
use vouchsafe::json::Span;
use vouchsafe::{Program, Report, Severity, Violation, codes};
pub(crate) use vouchsafe_compiler::text::{
    Encoding, Language, Translated as Source, Unreadable, Writer, utf8 as text,
};

/// The finding that a recorded request, or a file of settings, cannot be read.
pub(crate) fn refuse(unreadable: &Unreadable, source: &[u8]) -> Report {
    let code = (&codes::UNREADABLE_TEXT, Severity::Error);
    let help = unreadable.help.clone();
    Report::of_finding(code, &unreadable.message, help, source, unreadable.span)
}

/// The finding that a text cannot be read which a schema is there for: it tells what of the text may be a secret.
pub(crate) fn refuse_text(unreadable: &Unreadable, program: &Program, source: &[u8]) -> Report {
    let hidden = program.doubtful(source);
    // A place without a length is that of what follows.
    let is_shown = |span: Span| {
        let end = span.end.max(span.start + 1);
        let mut hidden = hidden.iter();
        !hidden.any(|hidden| hidden.start < end && span.start < hidden.end)
    };
    let discreet = unreadable.discreet.as_ref();
    let message = discreet
        .filter(|_| !is_shown(unreadable.span))
        .unwrap_or(&unreadable.message);
    let finding = Violation::of_text(
        (codes::UNREADABLE_TEXT.name, Severity::Error),
        (message.clone(), unreadable.help.clone()),
        (source, unreadable.span),
        String::new(),
        None,
    );
    let labels = unreadable.labels.iter();
    let finding = labels.fold(finding, |finding, (span, words)| {
        finding.labelled(source, *span, words.clone())
    });
    let mut report = Report::of_text(vec![finding]);
    for span in hidden {
        report.hide(span);
    }
    report
}
