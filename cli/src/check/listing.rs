//! The list of what was checked: a line for each file.

use std::sync::Arc;

use super::scope::{Role, Scope};
use super::work::Done;
use crate::render::{Name, counted};

/// Counts the texts of a file until all of them are there.
#[derive(Default)]
pub(super) struct Listing {
    file: Option<File>,
}

struct File {
    name: Arc<Name>,
    /// What it was checked against, if it could be read.
    role: Option<Role>,
    /// How many texts there are, and how many of the pieces that have a verdict.
    texts: usize,
    verdicts: usize,
    refused: usize,
    /// Why the rest of it is missing, if that could not be read.
    cut: bool,
}

impl Listing {
    /// Counts some texts. Returns the line of the file before, if this is another one.
    pub(super) fn add(&mut self, done: &Done, scopes: &[Scope]) -> String {
        // A stream comes in pieces; any other file is named as often as it is checked.
        let goes_on = done.lines != Some(true)
            && (done.lines.is_some() || done.problem.is_some())
            && self
                .file
                .as_ref()
                .is_some_and(|file| file.name == done.name);
        let ended = if goes_on {
            String::new()
        } else {
            self.end(scopes)
        };
        let file = self.file.get_or_insert_with(|| File {
            name: Arc::clone(&done.name),
            role: done.role,
            texts: 0,
            verdicts: 0,
            refused: 0,
            cut: false,
        });
        file.cut |= done.problem.is_some();
        for text in &done.texts {
            file.texts += text.texts;
            file.verdicts += 1;
            file.refused += usize::from(!text.valid);
        }
        ended
    }

    /// Returns the line of the last file, if there is one.
    pub(super) fn end(&mut self, scopes: &[Scope]) -> String {
        let Some(file) = self.file.take() else {
            return String::new();
        };
        let name = &file.name;
        let Some(role) = file.role else {
            return format!("{name}: not checked\n");
        };
        let texts = match role.kind {
            super::Kind::Requests(_) => counted(file.texts, "request"),
            super::Kind::Text(_) => counted(file.texts, "text"),
        };
        let against = scopes[role.scope].against(role.kind);
        let verdict = match (file.verdicts, file.refused) {
            (0, _) => "nothing in it".to_owned(),
            (_, 0) => "valid".to_owned(),
            (1, _) => "refused".to_owned(),
            (all, refused) => format!("{refused} of {all} refused"),
        };
        let cut = if file.cut {
            ", the rest cannot be read"
        } else {
            ""
        };
        format!("{name}: {texts} checked against {against}: {verdict}{cut}\n")
    }
}
