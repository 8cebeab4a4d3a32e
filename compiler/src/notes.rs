//! What is worth a warning and no fault: each matter once, at the first place where it stands.

use std::collections::BTreeMap;

use vouchsafe_core::Severity;

use crate::diagnostic::{Complaint, Diagnostic};
use crate::library::{Library, Spot};

/// Warnings of one compilation, by what they are about.
#[derive(Debug, Default)]
pub(crate) struct Notes(BTreeMap<String, (Spot, Complaint)>);

impl Notes {
    /// Whether the matter is known already. The first of its places is kept.
    pub(crate) fn is_noted(&mut self, key: &str, at: Spot) -> bool {
        match self.0.get_mut(key) {
            None => false,
            Some((first, _)) => {
                *first = at.min(*first);
                true
            }
        }
    }

    /// Notes a matter that is not known yet.
    pub(crate) fn add(&mut self, key: String, at: Spot, complaint: Complaint) {
        if !self.is_noted(&key, at) {
            self.0.insert(key, (at, complaint));
        }
    }

    /// Takes those of another step.
    pub(crate) fn append(&mut self, other: Self) {
        for (key, (at, complaint)) in other.0 {
            self.add(key, at, complaint);
        }
    }

    /// The warnings, in the order of what they are about.
    pub(crate) fn into_diagnostics(self, library: &Library) -> Vec<Diagnostic> {
        let all = self.0.into_values();
        all.map(|(at, complaint)| {
            let span = library.value(at).span();
            let mut found = library.sources[at.document].fault(complaint, span);
            found.severity = Severity::Warning;
            found
        })
        .collect()
    }
}
