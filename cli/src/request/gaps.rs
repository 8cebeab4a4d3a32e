//! What a request has though its operation describes nothing of the kind, and what its path lacks.

use vouchsafe::{Part, Severity, codes};
use vouchsafe_compiler::CredentialKind;

use super::check::Checker;
use super::template::Fit;
use super::{Recorded, Traced};
use crate::target::Known;

impl Checker<'_, '_> {
    /// Adds that a parameter of the path has no value: its name has most often been forgotten.
    pub(super) fn empty_segment(&mut self, recorded: &Recorded, fit: &Fit<'_>) {
        let Some(empty) = fit.empty else { return };
        let words = if empty.behind.is_empty() {
            format!(
                "nothing stands behind `{}`, expected `{}`",
                empty.before, empty.segment
            )
        } else {
            format!(
                "the segment between `{}` and `{}` is empty, expected `{}`",
                empty.before, empty.behind, empty.segment
            )
        };
        let code = (&codes::MISSING_MEMBER, Severity::Error);
        self.add(code, &words, None, recorded.path.span());
    }

    /// Adds what is there though the operation describes nothing of the kind.
    pub(super) fn undescribed(&mut self, recorded: &Recorded, operation: &Known) {
        // What is described in a faulty way is described; that it is not checked is said already.
        let is_faulty = |part| {
            operation
                .faults
                .iter()
                .any(|fault| fault.part == Some(part))
        };
        let describes =
            |part| is_faulty(part) || operation.programs.iter().any(|(known, _)| *known == part);
        let is_key = |name: &Traced| {
            let keys = operation.security.iter().flatten();
            let mut keys = keys.map(|key| &key.kind);
            keys.any(
                |key| matches!(key, CredentialKind::Key(Part::Query, key) if key == name.text()),
            )
        };
        let code = (&codes::NOT_CHECKED, Severity::Warning);
        let mut query = recorded.query.iter().filter(|(name, _)| !is_key(name));
        if let Some((first, _)) = query.next().filter(|_| !describes(Part::Query)) {
            let words = format!(
                "`{}` describes no query, so this one is not checked",
                operation.id
            );
            self.add(code, &words, None, first.span());
        }
        let body = recorded.body.as_ref();
        let body = body.filter(|body| !body.text().trim().is_empty());
        let body = body.filter(|_| operation.body.is_none() && !is_faulty(Part::Body));
        if let Some(body) = body {
            let words = format!(
                "`{}` describes no body, so this one is not checked",
                operation.id
            );
            self.add(code, &words, None, body.slice(0..0).span());
        }
    }
}
