//! What is said of recorded requests, with places in their source.

use vouchsafe::json::{Positions, Span};
use vouchsafe::{Report, Severity, Warnings, codes};

use super::{NotChecked, Refused};
use crate::source::Unreadable;

/// What is said of the requests of one source.
pub(crate) struct Saying<'a> {
    pub(super) source: &'a str,
    pub(super) positions: Positions<'a>,
    pub(crate) whole: Report,
    /// What may be shown of the source.
    pub(crate) open: Vec<Span>,
    /// Texts that are secrets in one place and must not be shown in another one.
    pub(crate) secrets: Vec<String>,
}

impl<'a> Saying<'a> {
    /// Nothing, of a source.
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            source,
            positions: Positions::new(source.as_bytes()),
            whole: Warnings::default().into_report(),
            open: Vec::new(),
            secrets: Vec::new(),
        }
    }

    /// Adds a finding that no schema makes.
    pub(super) fn add(
        &mut self,
        code: (&'static codes::Code, Severity),
        message: &str,
        help: Option<String>,
        place: Span,
    ) {
        let words = (message.to_owned(), help);
        let report = Report::of_place(code, words, &mut self.positions, place);
        self.whole.merge(report);
    }

    /// Adds why a request is not handed on.
    pub(super) fn refuse(&mut self, refused: &Refused) {
        match refused {
            Refused::Unreadable(unreadable) => self.unreadable(unreadable),
            Refused::NotChecked(not_checked) => self.not_checked(not_checked),
        }
    }

    /// Adds what is not checked.
    pub(super) fn not_checked(&mut self, not_checked: &NotChecked) {
        let NotChecked {
            place,
            message,
            help,
        } = not_checked;
        let code = (&codes::NOT_CHECKED, Severity::Warning);
        self.add(code, message, help.clone(), *place);
    }

    fn unreadable(&mut self, unreadable: &Unreadable) {
        let code = (&codes::UNREADABLE_TEXT, Severity::Error);
        // The name of a variable tells no more than the message.
        let place = self.source.get(unreadable.span.range());
        let is_variable = place.is_some_and(|text| text.starts_with("{{") && text.ends_with("}}"));
        self.open.extend(is_variable.then_some(unreadable.span));
        let help = unreadable.help.clone();
        self.add(code, &unreadable.message, help, unreadable.span);
    }
}
